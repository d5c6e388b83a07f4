import type { Priority } from '../domain/triage.ts';

/** The facts that a sentence may carry. Absent facts leave the sentence general. */
export interface SentenceFacts {
  /** The value behind the equals sign of a code, or the days, dates and scores that it speaks of. */
  readonly value?: string;
  /** Whose catalogues; absent: CISA's. */
  readonly by?: readonly string[];
  readonly from?: Priority;
  readonly to?: Priority;
}

/** One sentence for people for each reason code of `ward-triage/1`. */
const SENTENCES = {
  'G0-WITHDRAWN': () => 'The publisher withdrew the advisory, or its CVE was rejected.',
  'G1-VEX-NOT_AFFECTED': () =>
    'It is stated not to be affected (VEX): by the publisher for the version that you run, or by one of your own people.',
  'G1-VEX-FIXED': () => 'The version that you run already holds the fix.',
  'G2-NO-ASSET-MATCH': () => 'Nothing in your inventory matches what the advisory names.',
  'X1-KEV': ({ value, by }) =>
    `Exploited in the wild: ${listing(by)} of known exploited vulnerabilities${when(value)}.`,
  'X2-ACTIVE-REPORTED': () => 'Exploited in the wild, as a trusted source reports.',
  'X3-POC': () => 'Exploit code is public; no attack is reported.',
  'X4-EPSS-LIFT': ({ value }) =>
    `No exploit is on record, but EPSS${behind(value)} says that one is likely within 30 days: it is treated as if exploit code were public.`,
  'A1-AUTOMATABLE-FROM-CVSS': ({ value }) =>
    `Whether an attack can be automated was read from the CVSS vector: ${value ?? 'see the vector'}.`,
  'A2-TI-FROM-CVSS': ({ value }) =>
    `How much control an attack gives was read from the CVSS vector: ${value ?? 'see the vector'}.`,
  'A3-NO-SCORE-YET': () => 'Nobody scored it yet: an attack is assumed to be automatable and to give total control.',
  'S1-SSVC-DEPLOYER': ({ value, to }) => `The SSVC deployer table says "${value ?? ''}"${means(to)}.`,
  'S2-BOD-26-04': ({ value, to }) =>
    `CISA's directive BOD 26-04, a federal benchmark, says "${value ?? ''}"${means(to)}.`,
  'E1-RANSOMWARE': ({ to }) => `Raised${into(to)}: it is used in ransomware attacks.`,
  'E2-PATIENT-SAFETY-ACTIVE': ({ to }) => `Raised${into(to)}: it is exploited, and patients could come to harm.`,
  'E2-PATIENT-SAFETY-POC': ({ to }) => `Raised${into(to)}: exploit code is public, and patients could come to harm.`,
  'E3-PHI-EXPOSED': ({ to }) =>
    `Raised${into(to)}: an internet-facing system with patient data could be taken over with public exploit code.`,
  'E4-EPSS': ({ value, to }) => `Raised${into(to)}: exploitation is likely within 30 days (EPSS${behind(value)}).`,
  'E5-STALE-OR-UNMANAGED': ({ value, to }) =>
    `Raised${into(to)}: attacks are under way, and your asset is ${value ?? 'an easy target'}.`,
  'E6-SUPPLIER-COMPROMISED': ({ to }) => `Raised${into(to)}: the supplier of your asset is named as the way in.`,
  'E7-OTHER-CATALOGUE': ({ value, to }) =>
    `Raised${into(to)}: the catalogue of ${value ?? 'another body'} lists it as exploited.`,
  'C1-PROVISIONAL-CAP': ({ to }) =>
    `Held at ${to ?? 'P2'} for now: the urgency rests on assumptions, and no exploitation is known.`,
  'D1-COMPENSATING-CONTROL': ({ from, to }) => `Lowered${step(from, to)}: a compensating control was verified.`,
  'D1-COMPENSATING-CONTROL-BLOCKED-BY-KEV-FLOOR': () =>
    'A compensating control was verified, but what is listed as exploited never falls below P2.',
  'D2-VENDOR-ONLY-MATCH': ({ from, to }) =>
    `Lowered${step(from, to)}: only the vendor agrees; which product is meant cannot be told.`,
  'D2-VENDOR-ONLY-MATCH-BLOCKED-BY-KEV-FLOOR': () =>
    'Only the vendor agrees, but what is listed as exploited never falls below P2.',
  'V1-VERIFY-MATCH': () => 'A person must verify the match: product or version is not settled.',
  'F1-FORENSIC-TRIAGE': () =>
    'Look for traces of an intrusion before patching: the federal benchmark asks for forensic triage.',
  'L1-KEV-DUE-DATE': ({ value }) => `Due on CISA's date${when(value)}, a federal benchmark: it comes first.`,
  'L2-KEV-DUE-ALREADY-PASSED': ({ value }) =>
    `CISA's date, a federal benchmark, passed before this was first seen here${when(value)}.`,
  'N1-NO-PATCH-MITIGATE': () => 'There is no fix: mitigate, isolate or switch off.',
  'T0-IOC-SEEN-LOCALLY': () => 'An indicator of this threat was seen in your own observables: respond now.',
  'T1-ACTIVE-HEALTH-TARGETED-MATCHED': () =>
    'Attacks are under way, they aim at the health sector, and you run what they use.',
  'T2-ACTIVE-HEALTH-TARGETED': () => 'Attacks on the health sector are under way.',
  'T3-THREAT-FYI': () => 'A report about a threat, for information.',
} satisfies Record<string, (facts: SentenceFacts) => string>;

/** A reason code without the value that may follow an equals sign. */
export type ReasonCode = keyof typeof SENTENCES;

/** Every reason code of `ward-triage/1`. */
export const REASON_CODES = Object.keys(SENTENCES) as readonly ReasonCode[];

/** The sentence for people behind a reason code. */
export function sentenceFor(code: ReasonCode, facts: SentenceFacts = {}): string {
  return SENTENCES[code](facts);
}

function listing(by: readonly string[] = ['CISA']): string {
  const [first, ...rest] = by;
  return rest.length === 0
    ? `${first ?? 'CISA'} lists it in its catalogue`
    : `${by.join(' and ')} list it in their catalogues`;
}

function when(day: string | undefined): string {
  return day === undefined ? '' : ` (${day})`;
}

function behind(value: string | undefined): string {
  return value === undefined ? '' : ` ${value}`;
}

function into(to: Priority | undefined): string {
  return to === undefined ? '' : ` to ${to}`;
}

function means(to: Priority | undefined): string {
  return to === undefined ? '' : `, which is ${to} here`;
}

function step(from: Priority | undefined, to: Priority | undefined): string {
  return from === undefined || to === undefined ? '' : ` from ${from} to ${to}`;
}
