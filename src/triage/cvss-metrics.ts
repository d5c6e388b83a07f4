import type { TriageInput } from '../domain/triage.ts';
import type { TechnicalImpact, YesNo } from './policy.ts';

/** What a CVSS vector says of exploitability; a field is absent where the vector does not say it. */
export interface CvssReading {
  readonly automatable?: YesNo;
  readonly technicalImpact?: TechnicalImpact;
}

/**
 * Reads automatable and technical impact from a CVSS vector. Automatable is what a network attacker can do without
 * complexity, privileges or a user (AV:N/AC:L/PR:N/UI:N); CVSS v4's own supplemental metric AU goes before. CVSS v2 has no
 * metric for the user, so it never proves that an attack can be automated. Impact is total where confidentiality and
 * integrity are lost completely. A vector with one of these metrics missing or unknown says nothing.
 */
export function readCvss(cvss: TriageInput['cvss']): CvssReading {
  const vector = cvss?.vector;
  if (vector === undefined) return {};
  const metrics = metricsOf(vector);
  if (metrics.has('AU') || vector.startsWith('CVSS:4'))
    return reading(automatableV4(metrics), totalWhen(metrics, 'VC', 'VI', 'H'));
  if (metrics.has('Au') || cvss?.version.startsWith('2')) return reading('no', totalWhen(metrics, 'C', 'I', 'C'));
  return reading(automatableByReach(metrics), totalWhen(metrics, 'C', 'I', 'H'));
}

function metricsOf(vector: string): ReadonlyMap<string, string> {
  const parts = vector.replace(/[()\s]/g, '').split('/');
  return new Map(parts.map((part) => part.split(':')).map(([name, value]) => [name ?? '', value ?? '']));
}

function automatableV4(metrics: ReadonlyMap<string, string>): YesNo | undefined {
  const stated = metrics.get('AU');
  if (stated === 'Y') return 'yes';
  if (stated === 'N') return 'no';
  return automatableByReach(metrics);
}

const EASY = { AV: 'N', AC: 'L', PR: 'N', UI: 'N' } as const;

function automatableByReach(metrics: ReadonlyMap<string, string>): YesNo | undefined {
  const names = Object.keys(EASY) as readonly (keyof typeof EASY)[];
  if (names.some((name) => !metrics.has(name))) return undefined;
  return names.every((name) => metrics.get(name) === EASY[name]) ? 'yes' : 'no';
}

function totalWhen(
  metrics: ReadonlyMap<string, string>,
  confidentiality: string,
  integrity: string,
  complete: string,
): TechnicalImpact | undefined {
  const values = [metrics.get(confidentiality), metrics.get(integrity)];
  if (values.includes(undefined)) return undefined;
  return values.every((value) => value === complete) ? 'total' : 'partial';
}

function reading(automatable: YesNo | undefined, technicalImpact: TechnicalImpact | undefined): CvssReading {
  return { ...(automatable && { automatable }), ...(technicalImpact && { technicalImpact }) };
}
