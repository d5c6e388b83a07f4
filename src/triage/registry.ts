import { bod2604 } from './bod-26-04.ts';
import { compensatingControl } from './compensating-control.ts';
import { dueDateRule } from './due-date.ts';
import { epss } from './epss.ts';
import { exploitability } from './exploitability.ts';
import { exploitation } from './exploitation.ts';
import { exposedPhi } from './exposed-phi.ts';
import { forensicTriage } from './forensic-triage.ts';
import { noPatch } from './no-patch.ts';
import { otherCatalogue } from './other-catalogue.ts';
import { patientSafety } from './patient-safety.ts';
import { provisionalCap } from './provisional-cap.ts';
import { ransomware } from './ransomware.ts';
import { ssvcDeployer } from './ssvc-deployer.ts';
import { staleOrUnmanaged } from './stale-or-unmanaged.ts';
import { supplierCompromised } from './supplier-compromised.ts';
import { threat } from './threat.ts';
import type { TriageRule, VulnerabilityStanding } from './types.ts';
import { vendorOnlyMatch } from './vendor-only-match.ts';
import { verifyMatch } from './verify-match.ts';

/** The rules for a flaw, in the order in which they are asked: tables, raises, cap, lowers, then what is only noted. */
export const VULNERABILITY_RULES: readonly TriageRule<VulnerabilityStanding>[] = [
  exploitation,
  exploitability,
  ssvcDeployer,
  bod2604,
  otherCatalogue,
  ransomware,
  patientSafety,
  exposedPhi,
  epss,
  provisionalCap,
  compensatingControl,
  vendorOnlyMatch,
  verifyMatch,
  forensicTriage,
  dueDateRule,
  noPatch,
];

/** The rules for an advisory about a threat, in the order in which they are asked. */
export const THREAT_RULES: readonly TriageRule[] = [
  threat,
  staleOrUnmanaged,
  supplierCompromised,
  verifyMatch,
  noPatch,
];
