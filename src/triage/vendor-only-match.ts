import { lowerOneStep } from './moves.ts';
import type { Finding, TriageRule, VulnerabilityStanding } from './types.ts';

/** D2: a match on the vendor alone lowers by one step, unless the flaw is exploited. */
export const vendorOnlyMatch: TriageRule<VulnerabilityStanding> = { id: 'vendor-only-match', judge };

function judge(standing: VulnerabilityStanding): readonly Finding[] {
  const applies = standing.input.match === 'vendor' && standing.facts.exploitation !== 'active';
  return applies ? lowerOneStep(standing, 'D2-VENDOR-ONLY-MATCH') : [];
}
