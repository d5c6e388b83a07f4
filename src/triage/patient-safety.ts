import { raise } from './moves.ts';
import type { Finding, TriageRule, VulnerabilityStanding } from './types.ts';

/** E2: where patients could come to harm, exploitation is P1 and public exploit code P2. */
export const patientSafety: TriageRule<VulnerabilityStanding> = { id: 'patient-safety', judge };

function judge(standing: VulnerabilityStanding): readonly Finding[] {
  const { exploitation, safety } = standing.facts;
  if (safety !== 'critical' && safety !== 'catastrophic') return [];
  if (exploitation === 'active') return raise(standing, 'P1', 'E2-PATIENT-SAFETY-ACTIVE');
  return exploitation === 'public poc' ? raise(standing, 'P2', 'E2-PATIENT-SAFETY-POC') : [];
}
