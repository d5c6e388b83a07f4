import { note } from './moves.ts';
import type { Finding, TriageRule, VulnerabilityStanding } from './types.ts';

/** C1: without known exploitation, a P1 that rests on an assumed automatable or technical impact is held at P2. */
export const provisionalCap: TriageRule<VulnerabilityStanding> = { id: 'provisional-cap', judge };

function judge({ facts, priority }: VulnerabilityStanding): readonly Finding[] {
  const assumed = facts.automatableFrom === 'assumed' || facts.technicalImpactFrom === 'assumed';
  if (priority !== 'P1' || !assumed || facts.exploitation === 'active') return [];
  return [{ ...note('C1-PROVISIONAL-CAP', { to: 'P2' }), priority: 'P2' }];
}
