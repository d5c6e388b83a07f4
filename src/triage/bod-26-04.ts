import { isMoreUrgent } from '../domain/triage.ts';
import type { BodDecision, TriagePolicy } from './policy.ts';
import { sentenceFor } from './sentences.ts';
import type { Finding, TriageRule, VulnerabilityStanding } from './types.ts';

/** S2: the row of CISA's directive BOD 26-04, a federal benchmark. The more urgent of the two tables counts. */
export const bod2604: TriageRule<VulnerabilityStanding> = { id: 'bod-26-04', judge };

/** What BOD 26-04 says of these facts. Publicly exposed means exposure `open`; the directive knows CISA's catalogue alone. */
export function bodDecision(
  { facts, input }: Pick<VulnerabilityStanding, 'facts' | 'input'>,
  policy: TriagePolicy,
): BodDecision {
  const isListed = input.kev !== undefined && (input.kev.catalogues?.includes('CISA') ?? true);
  const inKev = isListed ? 'yes' : 'no';
  const exposed = facts.exposure === 'open' ? 'yes' : 'no';
  return policy.tables.bod2604.rows[inKev][exposed][facts.automatable][facts.technicalImpact];
}

function judge(standing: VulnerabilityStanding): readonly Finding[] {
  const { policy, priority } = standing;
  const value = bodDecision(standing, policy);
  const to = policy.priorities.bod2604[value];
  return [
    {
      code: `S2-BOD-26-04=${value}`,
      because: sentenceFor('S2-BOD-26-04', { value, to }),
      priority: isMoreUrgent(to, priority) ? to : priority,
    },
  ];
}
