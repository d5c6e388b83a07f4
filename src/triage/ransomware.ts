import { raise } from './moves.ts';
import type { Finding, TriageRule, VulnerabilityStanding } from './types.ts';

/** E1: known ransomware use is P1 on an internet-facing asset or where human impact is high, and P2 elsewhere. */
export const ransomware: TriageRule<VulnerabilityStanding> = { id: 'ransomware', judge };

function judge(standing: VulnerabilityStanding): readonly Finding[] {
  const { facts, input } = standing;
  if (input.kev?.ransomware !== true) return [];
  const grave = facts.exposure === 'open' || facts.humanImpact === 'high' || facts.humanImpact === 'very high';
  return raise(standing, grave ? 'P1' : 'P2', 'E1-RANSOMWARE');
}
