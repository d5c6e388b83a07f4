import { bodDecision } from './bod-26-04.ts';
import { note } from './moves.ts';
import type { Finding, TriageRule, VulnerabilityStanding } from './types.ts';

/** F1: look for traces of an intrusion before patching. */
export const forensicTriage: TriageRule<VulnerabilityStanding> = { id: 'forensic-triage', judge };

/** Whether the row of BOD 26-04 or the KEV entry asks for forensic triage. */
export function needsForensicTriage(standing: Pick<VulnerabilityStanding, 'facts' | 'input' | 'policy'>): boolean {
  const { input, policy } = standing;
  return input.kev?.forensicTriage === true || bodDecision(standing, policy) === '3 days & forensic investigation';
}

function judge(standing: VulnerabilityStanding): readonly Finding[] {
  return needsForensicTriage(standing) ? [note('F1-FORENSIC-TRIAGE')] : [];
}
