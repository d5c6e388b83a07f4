import { lowerOneStep } from './moves.ts';
import type { Finding, TriageRule, VulnerabilityStanding } from './types.ts';

/** D1: a compensating control that a person verified lowers by one step. */
export const compensatingControl: TriageRule<VulnerabilityStanding> = { id: 'compensating-control', judge };

function judge(standing: VulnerabilityStanding): readonly Finding[] {
  return standing.input.asset?.compensating === true ? lowerOneStep(standing, 'D1-COMPENSATING-CONTROL') : [];
}
