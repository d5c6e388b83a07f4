import { raise } from './moves.ts';
import type { Finding, TriageRule, VulnerabilityStanding } from './types.ts';

/** E7: what a catalogue beside CISA's lists as exploited is P2 at least, as what CISA lists is by the tables. */
export const otherCatalogue: TriageRule<VulnerabilityStanding> = { id: 'other-catalogue', judge };

function judge(standing: VulnerabilityStanding): readonly Finding[] {
  const listed = standing.input.kev?.catalogues ?? [];
  if (listed.length === 0) return [];
  return raise(standing, 'P2', 'E7-OTHER-CATALOGUE', { value: listed.join(' and ') });
}
