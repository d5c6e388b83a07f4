import { isMoreUrgent } from '../domain/triage.ts';
import type { VulnerabilityFacts } from './facts.ts';
import type { DeployerDecision, TriagePolicy } from './policy.ts';
import { sentenceFor } from './sentences.ts';
import type { Finding, TriageRule, VulnerabilityStanding } from './types.ts';

/** S1: the row of the SSVC deployer table (CERT/CC SSVC, Deployer Decision Table 1.0.0). */
export const ssvcDeployer: TriageRule<VulnerabilityStanding> = { id: 'ssvc-deployer', judge };

/** What the SSVC deployer table says of these facts. */
export function deployerDecision(facts: VulnerabilityFacts, policy: TriagePolicy): DeployerDecision {
  const { exploitation, exposure, automatable, humanImpact } = facts;
  return policy.tables.ssvcDeployer.rows[exploitation][exposure][automatable][humanImpact];
}

function judge({ facts, policy, priority }: VulnerabilityStanding): readonly Finding[] {
  const value = deployerDecision(facts, policy);
  const to = policy.priorities.ssvcDeployer[value];
  return [
    {
      code: `S1-SSVC-DEPLOYER=${value}`,
      because: sentenceFor('S1-SSVC-DEPLOYER', { value, to }),
      priority: isMoreUrgent(to, priority) ? to : priority,
    },
  ];
}
