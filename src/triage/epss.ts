import { raise } from './moves.ts';
import type { Finding, TriageRule, VulnerabilityStanding } from './types.ts';

/** E4: a high EPSS is P2 on an internet-facing asset and P3 elsewhere. A missing EPSS is not 0: it says nothing. */
export const epss: TriageRule<VulnerabilityStanding> = { id: 'epss', judge };

function judge(standing: VulnerabilityStanding): readonly Finding[] {
  const score = standing.input.epss;
  if (score === undefined || score < standing.policy.thresholds.epssRaise) return [];
  return raise(standing, standing.facts.exposure === 'open' ? 'P2' : 'P3', 'E4-EPSS', { value: String(score) });
}
