import type { TriageInput } from '../domain/triage.ts';
import {
  EXPLOITATION_LEVELS,
  EXPOSURES,
  MISSION_IMPACTS,
  SAFETY_IMPACTS,
  TECHNICAL_IMPACTS,
  YES_NO,
} from './policy.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a triage input from JSON. `null` and a missing field are unknown, fields that it does not know are passed over, and
 * words are read in either spelling that CISA uses ("PoC", "Yes"). Throws an Error that names the first field with a value
 * that cannot be read: guessing at it could make an affected asset look safe.
 */
export function readTriageInput(fields: Fields): TriageInput {
  const match = word(fields, 'match', ['exact', 'version-unknown', 'vendor', 'none']);
  if (match === undefined) throw new Error('match is missing: expected exact, version-unknown, vendor or none.');
  return {
    match,
    ...known({
      firstSeen: date(fields, 'firstSeen'),
      withdrawn: flag(fields, 'withdrawn'),
      vex: word(fields, 'vex', ['not_affected', 'fixed', 'under_investigation']),
      kind: word(fields, 'kind', ['vulnerability', 'threat']),
      exploitation: word(fields, 'exploitation', EXPLOITATION_LEVELS, { poc: 'public poc' }),
      kev: part(fields, 'kev', readKev),
      epss: probability(fields, 'epss'),
      cvss: part(fields, 'cvss', readCvssFields),
      automatable: word(fields, 'automatable', YES_NO),
      technicalImpact: word(fields, 'technicalImpact', TECHNICAL_IMPACTS),
      remediation: fields.remediation === 'none' ? 'none' : undefined,
      iocHit: flag(fields, 'iocHit'),
      activeCampaign: flag(fields, 'activeCampaign'),
      healthTargeted: flag(fields, 'healthTargeted'),
      asset: part(fields, 'asset', readAsset),
    }),
  };
}

function readKev(fields: Fields): NonNullable<TriageInput['kev']> {
  return known({
    dateAdded: date(fields, 'dateAdded'),
    dueDate: date(fields, 'dueDate'),
    ransomware: flag(fields, 'ransomware'),
    forensicTriage: flag(fields, 'forensicTriage'),
  });
}

function readCvssFields(fields: Fields): NonNullable<TriageInput['cvss']> {
  const { version, score, vector } = fields;
  return {
    version: version === undefined || version === null ? '' : String(version),
    ...(typeof score === 'number' && { score }),
    ...(typeof vector === 'string' && { vector }),
  };
}

function readAsset(fields: Fields): NonNullable<TriageInput['asset']> {
  return known({
    exposure: word(fields, 'exposure', EXPOSURES),
    safety: word(fields, 'safety', SAFETY_IMPACTS),
    mission: word(fields, 'mission', MISSION_IMPACTS),
    phi: flag(fields, 'phi'),
    compensating: flag(fields, 'compensating'),
    managed: flag(fields, 'managed'),
    lastUpdated: date(fields, 'lastUpdated'),
    verdict: word(fields, 'verdict', ['affected', 'not-affected', 'undecided']),
    supplierNamed: flag(fields, 'supplierNamed'),
  });
}

/** The same fields, where those that hold `undefined` may be missing instead. */
type Known<Shape> = Partial<{ [Key in keyof Shape]: Exclude<Shape[Key], undefined> }>;

/** Leaves out what is unknown. */
function known<Shape extends object>(shape: Shape): Known<Shape> {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Known<Shape>;
}

function word<const Word extends string>(
  fields: Fields,
  name: string,
  words: readonly Word[],
  also: Readonly<Record<string, Word>> = {},
): Word | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  const folded = String(value).trim().toLowerCase();
  const found = words.find((one) => one === folded) ?? (Object.hasOwn(also, folded) ? also[folded] : undefined);
  if (found === undefined) throw new Error(`${name} is ${JSON.stringify(value)}: expected ${words.join(', ')}.`);
  return found;
}

function flag(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw new Error(`${name} is ${JSON.stringify(value)}: expected true or false.`);
  return value;
}

function date(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  const readable = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(Date.parse(value));
  if (!readable) throw new Error(`${name} is ${JSON.stringify(value)}: expected a date like 2024-02-29.`);
  return value;
}

function probability(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  const readable = typeof value === 'number' && value >= 0 && value <= 1;
  if (!readable) throw new Error(`${name} is ${JSON.stringify(value)}: expected a number between 0 and 1.`);
  return value;
}

function part<Part>(fields: Fields, name: string, read: (fields: Fields) => Part): Part | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw new Error(`${name} must be an object.`);
  return read(value as Fields);
}
