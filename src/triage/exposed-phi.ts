import { raise } from './moves.ts';
import type { Finding, TriageRule, VulnerabilityStanding } from './types.ts';

/** E3: patient data on an internet-facing system that public exploit code can take over is P2 at least. */
export const exposedPhi: TriageRule<VulnerabilityStanding> = { id: 'exposed-phi', judge };

function judge(standing: VulnerabilityStanding): readonly Finding[] {
  const { facts, input } = standing;
  const applies =
    input.asset?.phi === true &&
    facts.exposure === 'open' &&
    facts.technicalImpact === 'total' &&
    facts.exploitation !== 'none';
  return applies ? raise(standing, 'P2', 'E3-PHI-EXPOSED') : [];
}
