// biome-ignore-all format: one case a line, to be read as a table
import type { Priority, TriageInput } from '../../src/domain/triage.ts';

export interface TriageCase {
  readonly title: string;
  readonly input: Omit<TriageInput, 'match'> & { readonly match?: TriageInput['match'] };
  readonly priority: Priority;
  /** Every reason code, in any order. */
  readonly codes: readonly string[];
  readonly due?: string;
}

const SEEN = '2026-03-02';
const EASY = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const QUIET = { automatable: 'no', technicalImpact: 'partial' } as const;
const KIOSK = { exposure: 'small', safety: 'negligible', mission: 'degraded' } as const;
const OFFICE = { exposure: 'controlled', safety: 'negligible', mission: 'degraded' } as const;
const PORTAL = { exposure: 'open', safety: 'negligible', mission: 'degraded' } as const;
const KEV = { dateAdded: '2026-02-27', dueDate: '2026-03-20', ransomware: false, forensicTriage: false } as const;
const CAMPAIGN = { kind: 'threat', activeCampaign: true, healthTargeted: true } as const;

const DEFER = 'S1-SSVC-DEPLOYER=defer';
const SCHEDULED = 'S1-SSVC-DEPLOYER=scheduled';
const OUT_OF_CYCLE = 'S1-SSVC-DEPLOYER=out-of-cycle';
const IMMEDIATE = 'S1-SSVC-DEPLOYER=immediate';
const UPGRADE = 'S2-BOD-26-04=fix on system upgrade';
const DAYS_60 = 'S2-BOD-26-04=60 days';
const DAYS_14 = 'S2-BOD-26-04=14 days';
const DAYS_3 = 'S2-BOD-26-04=3 days';
const DAYS_3_FORENSIC = 'S2-BOD-26-04=3 days & forensic investigation';
const FROM_CVSS = ['A1-AUTOMATABLE-FROM-CVSS', 'A2-TI-FROM-CVSS'];

/** `firstSeen` is 2026-03-02 and `match` exact unless a case says otherwise. */
export const TRIAGE_CASES: readonly TriageCase[] = [
  // Gates
  { title: 'withdrawn goes before everything', input: { withdrawn: true, iocHit: true, kev: KEV }, priority: 'INFO', codes: ['G0-WITHDRAWN'] },
  { title: 'the vendor says not affected', input: { vex: 'not_affected', kev: KEV }, priority: 'INFO', codes: ['G1-VEX-NOT_AFFECTED'] },
  { title: 'the installed version is fixed', input: { vex: 'fixed', exploitation: 'active' }, priority: 'INFO', codes: ['G1-VEX-FIXED'] },
  { title: 'no asset matches', input: { match: 'none', kev: KEV }, priority: 'INFO', codes: ['G2-NO-ASSET-MATCH'] },
  { title: 'under investigation is judged, and to be verified', input: { vex: 'under_investigation', ...QUIET, asset: KIOSK }, priority: 'P4', codes: [DEFER, UPGRADE, 'V1-VERIFY-MATCH'] },

  // Exploitation
  { title: 'KEV outweighs a statement that no exploit is known', input: { kev: KEV, exploitation: 'none', ...QUIET, asset: KIOSK }, priority: 'P2', codes: ['X1-KEV', SCHEDULED, DAYS_14], due: '2026-03-16' },
  { title: 'reported exploitation of an isolated kiosk', input: { exploitation: 'active', ...QUIET, asset: KIOSK }, priority: 'P3', codes: ['X2-ACTIVE-REPORTED', SCHEDULED, UPGRADE], due: '2026-05-01' },
  { title: 'public exploit code against an isolated kiosk', input: { exploitation: 'public poc', ...QUIET, asset: KIOSK }, priority: 'P4', codes: ['X3-POC', DEFER, UPGRADE] },
  { title: 'EPSS does not lift what is public already', input: { exploitation: 'public poc', epss: 0.9, ...QUIET, asset: KIOSK }, priority: 'P3', codes: ['X3-POC', DEFER, UPGRADE, 'E4-EPSS'], due: '2026-05-01' },
  { title: 'EPSS lifts a statement that none is known', input: { exploitation: 'none', epss: 0.7, ...QUIET, asset: KIOSK }, priority: 'P3', codes: ['X4-EPSS-LIFT', DEFER, UPGRADE, 'E4-EPSS'], due: '2026-05-01' },
  { title: 'EPSS below the threshold says nothing', input: { epss: 0.4999, ...QUIET, asset: KIOSK }, priority: 'P4', codes: [DEFER, UPGRADE] },
  { title: 'EPSS of certainty never makes exploitation active', input: { epss: 1, ...QUIET, asset: { ...KIOSK, safety: 'critical' } }, priority: 'P2', codes: ['X4-EPSS-LIFT', SCHEDULED, UPGRADE, 'E2-PATIENT-SAFETY-POC'], due: '2026-03-16' },

  // Other catalogues than CISA's: exploited, and P2 at least, but no row of the federal table
  { title: "in ENISA's catalogue alone, on an isolated kiosk", input: { kev: { dateAdded: '2026-02-27', catalogues: ['ENISA'] }, ...QUIET, asset: KIOSK }, priority: 'P2', codes: ['X1-KEV', SCHEDULED, UPGRADE, 'E7-OTHER-CATALOGUE'], due: '2026-03-16' },
  { title: "in ENISA's catalogue alone, automatable and total, exposed", input: { kev: { catalogues: ['ENISA'] }, automatable: 'yes', technicalImpact: 'total', asset: PORTAL }, priority: 'P1', codes: ['X1-KEV', OUT_OF_CYCLE, DAYS_3], due: '2026-03-05' },
  { title: 'in both catalogues the federal row counts', input: { kev: { catalogues: ['CISA', 'ENISA'] }, automatable: 'yes', technicalImpact: 'total', asset: OFFICE }, priority: 'P1', codes: ['X1-KEV', OUT_OF_CYCLE, DAYS_3_FORENSIC, 'F1-FORENSIC-TRIAGE'], due: '2026-03-05' },
  { title: "a verified control does not lower what ENISA's catalogue lists below P2", input: { kev: { catalogues: ['ENISA'] }, ...QUIET, asset: { ...KIOSK, compensating: true } }, priority: 'P2', codes: ['X1-KEV', SCHEDULED, UPGRADE, 'E7-OTHER-CATALOGUE', 'D1-COMPENSATING-CONTROL-BLOCKED-BY-KEV-FLOOR'], due: '2026-03-16' },

  // Automatable and technical impact
  { title: 'both read from CVSS 3.1', input: { cvss: { version: '3.1', vector: EASY }, asset: OFFICE }, priority: 'P3', codes: [...FROM_CVSS, SCHEDULED, DAYS_60], due: '2026-05-01' },
  { title: 'CVSS 4.0 says automatable by itself', input: { cvss: { version: '4.0', vector: 'CVSS:4.0/AV:L/AC:H/AT:P/PR:H/UI:A/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N/AU:Y' }, asset: PORTAL }, priority: 'P2', codes: [...FROM_CVSS, SCHEDULED, DAYS_14], due: '2026-03-16' },
  { title: 'CVSS 4.0 says not automatable by itself', input: { cvss: { version: '4.0', vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/AU:N' }, asset: OFFICE }, priority: 'P4', codes: [...FROM_CVSS, DEFER, UPGRADE] },
  { title: 'CVSS 4.0 without AU is read by its reach', input: { cvss: { version: '4.0', vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N' }, asset: OFFICE }, priority: 'P3', codes: [...FROM_CVSS, SCHEDULED, DAYS_60], due: '2026-05-01' },
  { title: 'CVSS 2 never proves automatable', input: { cvss: { version: '2.0', vector: '(AV:N/AC:L/Au:N/C:C/I:C/A:C)' }, asset: OFFICE }, priority: 'P4', codes: [...FROM_CVSS, DEFER, UPGRADE] },
  { title: 'only a loss of confidentiality and integrity is total', input: { cvss: { version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:L/A:H' }, asset: PORTAL }, priority: 'P2', codes: [...FROM_CVSS, SCHEDULED, DAYS_14], due: '2026-03-16' },
  { title: 'a given fact goes before the vector', input: { automatable: 'no', cvss: { version: '3.1', vector: EASY }, asset: OFFICE }, priority: 'P4', codes: ['A2-TI-FROM-CVSS', DEFER, UPGRADE] },
  { title: 'a score without a vector is no score', input: { cvss: { version: '3.1', score: 9.8 }, asset: OFFICE }, priority: 'P3', codes: ['A3-NO-SCORE-YET', SCHEDULED, DAYS_60], due: '2026-05-01' },
  { title: 'a vector cut short says nothing', input: { cvss: { version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L' }, asset: OFFICE }, priority: 'P3', codes: ['A3-NO-SCORE-YET', SCHEDULED, DAYS_60], due: '2026-05-01' },

  // Tables: the more urgent of the two counts
  { title: 'SSVC immediate', input: { exploitation: 'active', automatable: 'yes', technicalImpact: 'partial', asset: { exposure: 'open', safety: 'critical', mission: 'mef failure' } }, priority: 'P1', codes: ['X2-ACTIVE-REPORTED', IMMEDIATE, DAYS_14], due: '2026-03-05' },
  { title: 'SSVC more urgent than BOD', input: { exploitation: 'active', automatable: 'yes', technicalImpact: 'partial', asset: OFFICE }, priority: 'P2', codes: ['X2-ACTIVE-REPORTED', OUT_OF_CYCLE, DAYS_60], due: '2026-03-16' },
  { title: 'BOD more urgent than SSVC', input: { exploitation: 'none', automatable: 'yes', technicalImpact: 'total', asset: PORTAL }, priority: 'P1', codes: [SCHEDULED, DAYS_3], due: '2026-03-05' },
  { title: 'KEV inside, automatable and total', input: { kev: KEV, automatable: 'yes', technicalImpact: 'total', asset: OFFICE }, priority: 'P1', codes: ['X1-KEV', OUT_OF_CYCLE, DAYS_3_FORENSIC, 'F1-FORENSIC-TRIAGE'], due: '2026-03-05' },

  // Raises
  { title: 'ransomware on an exposed asset', input: { kev: { ...KEV, ransomware: true }, ...QUIET, asset: PORTAL }, priority: 'P1', codes: ['X1-KEV', SCHEDULED, DAYS_14, 'E1-RANSOMWARE'], due: '2026-03-05' },
  { title: 'ransomware where human impact is high', input: { kev: { ...KEV, ransomware: true }, ...QUIET, asset: { ...OFFICE, mission: 'mission failure' } }, priority: 'P1', codes: ['X1-KEV', OUT_OF_CYCLE, DAYS_14, 'E1-RANSOMWARE'], due: '2026-03-05' },
  { title: 'ransomware elsewhere changes no P2', input: { kev: { ...KEV, ransomware: true }, ...QUIET, asset: OFFICE }, priority: 'P2', codes: ['X1-KEV', SCHEDULED, DAYS_14], due: '2026-03-16' },
  { title: 'patients at risk and exploited', input: { exploitation: 'active', ...QUIET, asset: { ...KIOSK, safety: 'catastrophic' } }, priority: 'P1', codes: ['X2-ACTIVE-REPORTED', OUT_OF_CYCLE, UPGRADE, 'E2-PATIENT-SAFETY-ACTIVE'], due: '2026-03-05' },
  { title: 'patients at risk and exploit code public', input: { exploitation: 'public poc', ...QUIET, asset: { ...OFFICE, safety: 'catastrophic' } }, priority: 'P2', codes: ['X3-POC', SCHEDULED, UPGRADE, 'E2-PATIENT-SAFETY-POC'], due: '2026-03-16' },
  { title: 'patients at risk and nothing known', input: { ...QUIET, asset: { ...OFFICE, safety: 'catastrophic' } }, priority: 'P3', codes: [SCHEDULED, UPGRADE], due: '2026-05-01' },
  { title: 'EPSS on an exposed asset', input: { epss: 0.5, ...QUIET, asset: PORTAL }, priority: 'P2', codes: ['X4-EPSS-LIFT', SCHEDULED, DAYS_60, 'E4-EPSS'], due: '2026-03-16' },
  { title: 'exposed patient data is P2 by the tables already', input: { exploitation: 'public poc', automatable: 'no', technicalImpact: 'total', asset: { ...PORTAL, phi: true } }, priority: 'P2', codes: ['X3-POC', SCHEDULED, DAYS_14], due: '2026-03-16' },

  // Cap
  { title: 'unscored, exposed, not exploited: held at P2', input: { asset: PORTAL }, priority: 'P2', codes: ['A3-NO-SCORE-YET', SCHEDULED, DAYS_3, 'C1-PROVISIONAL-CAP'], due: '2026-03-16' },
  { title: 'half assumed is held at P2 too', input: { automatable: 'yes', asset: PORTAL }, priority: 'P2', codes: [SCHEDULED, DAYS_3, 'C1-PROVISIONAL-CAP'], due: '2026-03-16' },
  { title: 'unscored, exposed and exploited: not held', input: { exploitation: 'active', asset: PORTAL }, priority: 'P1', codes: ['X2-ACTIVE-REPORTED', 'A3-NO-SCORE-YET', OUT_OF_CYCLE, DAYS_3], due: '2026-03-05' },
  { title: 'unscored inside: nothing to hold', input: { asset: OFFICE }, priority: 'P3', codes: ['A3-NO-SCORE-YET', SCHEDULED, DAYS_60], due: '2026-05-01' },

  // Lowers and the KEV floor
  { title: 'a verified control lowers by one step', input: { automatable: 'yes', technicalImpact: 'total', asset: { ...PORTAL, compensating: true } }, priority: 'P2', codes: [SCHEDULED, DAYS_3, 'D1-COMPENSATING-CONTROL'], due: '2026-03-16' },
  { title: 'a verified control lowers KEV from P1 to P2', input: { kev: KEV, automatable: 'yes', technicalImpact: 'total', asset: { ...OFFICE, compensating: true } }, priority: 'P2', codes: ['X1-KEV', OUT_OF_CYCLE, DAYS_3_FORENSIC, 'D1-COMPENSATING-CONTROL', 'F1-FORENSIC-TRIAGE'], due: '2026-03-16' },
  { title: 'a verified control does not lower KEV below P2', input: { kev: KEV, ...QUIET, asset: { ...KIOSK, compensating: true } }, priority: 'P2', codes: ['X1-KEV', SCHEDULED, DAYS_14, 'D1-COMPENSATING-CONTROL-BLOCKED-BY-KEV-FLOOR'], due: '2026-03-16' },
  { title: 'a verified control does not lower P4', input: { ...QUIET, asset: { ...KIOSK, compensating: true } }, priority: 'P4', codes: [DEFER, UPGRADE] },
  { title: 'a vendor-only match lowers by one step', input: { match: 'vendor', automatable: 'yes', technicalImpact: 'total', asset: PORTAL }, priority: 'P2', codes: [SCHEDULED, DAYS_3, 'D2-VENDOR-ONLY-MATCH', 'V1-VERIFY-MATCH'], due: '2026-03-16' },
  { title: 'a vendor-only match of something exploited stays', input: { match: 'vendor', exploitation: 'active', automatable: 'yes', technicalImpact: 'total', asset: PORTAL }, priority: 'P1', codes: ['X2-ACTIVE-REPORTED', OUT_OF_CYCLE, DAYS_3, 'V1-VERIFY-MATCH'], due: '2026-03-05' },
  { title: 'control and vendor-only lower by one step each', input: { match: 'vendor', automatable: 'yes', technicalImpact: 'total', asset: { ...PORTAL, compensating: true } }, priority: 'P3', codes: [SCHEDULED, DAYS_3, 'D1-COMPENSATING-CONTROL', 'D2-VENDOR-ONLY-MATCH', 'V1-VERIFY-MATCH'], due: '2026-05-01' },
  { title: 'the cap comes before the lowers', input: { asset: { ...PORTAL, compensating: true } }, priority: 'P3', codes: ['A3-NO-SCORE-YET', SCHEDULED, DAYS_3, 'C1-PROVISIONAL-CAP', 'D1-COMPENSATING-CONTROL'], due: '2026-05-01' },

  // Dates and flags
  { title: 'KEV due earlier than ours', input: { kev: { ...KEV, dueDate: '2026-03-10' }, ...QUIET, asset: OFFICE }, priority: 'P2', codes: ['X1-KEV', SCHEDULED, DAYS_14, 'L1-KEV-DUE-DATE'], due: '2026-03-10' },
  { title: 'KEV due on the day it was first seen', input: { kev: { ...KEV, dueDate: SEEN }, ...QUIET, asset: OFFICE }, priority: 'P2', codes: ['X1-KEV', SCHEDULED, DAYS_14, 'L1-KEV-DUE-DATE'], due: SEEN },
  { title: 'KEV due the day before', input: { kev: { ...KEV, dueDate: '2026-03-01' }, ...QUIET, asset: OFFICE }, priority: 'P2', codes: ['X1-KEV', SCHEDULED, DAYS_14, 'L2-KEV-DUE-ALREADY-PASSED'], due: '2026-03-16' },
  { title: 'KEV asks for forensic triage by itself', input: { kev: { ...KEV, forensicTriage: true }, ...QUIET, asset: OFFICE }, priority: 'P2', codes: ['X1-KEV', SCHEDULED, DAYS_14, 'F1-FORENSIC-TRIAGE'], due: '2026-03-16' },
  { title: 'the version is unknown', input: { match: 'version-unknown', ...QUIET, asset: KIOSK }, priority: 'P4', codes: [DEFER, UPGRADE, 'V1-VERIFY-MATCH'] },
  { title: 'there is no fix', input: { remediation: 'none', ...QUIET, asset: OFFICE }, priority: 'P4', codes: [DEFER, UPGRADE, 'N1-NO-PATCH-MITIGATE'] },

  // Threats without a CVE
  { title: 'an indicator was seen here', input: { kind: 'threat', match: 'none', iocHit: true }, priority: 'P1', codes: ['T0-IOC-SEEN-LOCALLY'], due: '2026-03-05' },
  { title: 'attacks on the sector, and a match', input: CAMPAIGN, priority: 'P2', codes: ['T1-ACTIVE-HEALTH-TARGETED-MATCHED'], due: '2026-03-16' },
  { title: 'attacks on the sector, no match', input: { ...CAMPAIGN, match: 'none' }, priority: 'P3', codes: ['T2-ACTIVE-HEALTH-TARGETED'], due: '2026-05-01' },
  { title: 'attacks on another sector', input: { kind: 'threat', activeCampaign: true }, priority: 'P4', codes: ['T3-THREAT-FYI'] },
  { title: 'a matched asset that nobody manages', input: { ...CAMPAIGN, asset: { managed: false, verdict: 'undecided' } }, priority: 'P1', codes: ['T1-ACTIVE-HEALTH-TARGETED-MATCHED', 'E5-STALE-OR-UNMANAGED'], due: '2026-03-05' },
  { title: 'not updated for 366 days', input: { ...CAMPAIGN, asset: { lastUpdated: '2025-03-01' } }, priority: 'P1', codes: ['T1-ACTIVE-HEALTH-TARGETED-MATCHED', 'E5-STALE-OR-UNMANAGED'], due: '2026-03-05' },
  { title: 'not updated for 365 days', input: { ...CAMPAIGN, asset: { lastUpdated: '2025-03-02' } }, priority: 'P2', codes: ['T1-ACTIVE-HEALTH-TARGETED-MATCHED'], due: '2026-03-16' },
  { title: 'internet-facing, version undecided', input: { ...CAMPAIGN, match: 'version-unknown', asset: { exposure: 'open', verdict: 'undecided' } }, priority: 'P1', codes: ['T1-ACTIVE-HEALTH-TARGETED-MATCHED', 'E5-STALE-OR-UNMANAGED', 'V1-VERIFY-MATCH'], due: '2026-03-05' },
  { title: 'internet-facing, verdict unknown: never means safe', input: { ...CAMPAIGN, asset: { exposure: 'open' } }, priority: 'P1', codes: ['T1-ACTIVE-HEALTH-TARGETED-MATCHED', 'E5-STALE-OR-UNMANAGED'], due: '2026-03-05' },
  { title: 'unmanaged, stale and exposed, but not affected', input: { ...CAMPAIGN, asset: { managed: false, lastUpdated: '2019-05-01', exposure: 'open', verdict: 'not-affected' } }, priority: 'P2', codes: ['T1-ACTIVE-HEALTH-TARGETED-MATCHED'], due: '2026-03-16' },
  { title: 'unmanaged without a campaign', input: { kind: 'threat', asset: { managed: false } }, priority: 'P4', codes: ['T3-THREAT-FYI'] },
  { title: 'unmanaged without a match', input: { ...CAMPAIGN, match: 'none', asset: { managed: false } }, priority: 'P3', codes: ['T2-ACTIVE-HEALTH-TARGETED'], due: '2026-05-01' },
  { title: 'the supplier is the way in', input: { kind: 'threat', asset: { supplierNamed: true } }, priority: 'P1', codes: ['T3-THREAT-FYI', 'E6-SUPPLIER-COMPROMISED'], due: '2026-03-05' },
  { title: 'a second raise that changes nothing is no reason', input: { ...CAMPAIGN, asset: { managed: false, supplierNamed: true } }, priority: 'P1', codes: ['T1-ACTIVE-HEALTH-TARGETED-MATCHED', 'E5-STALE-OR-UNMANAGED'], due: '2026-03-05' },
];
