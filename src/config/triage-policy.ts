import { z } from 'zod';
import { PRIORITIES } from '../domain/triage.ts';
import { WardwatchError } from '../errors.ts';
import {
  BOD_DECISIONS,
  DEPLOYER_DECISIONS,
  EXPLOITATION_LEVELS,
  EXPOSURES,
  HUMAN_IMPACTS,
  MISSION_IMPACTS,
  SAFETY_IMPACTS,
  TECHNICAL_IMPACTS,
  type TriagePolicy,
  YES_NO,
} from '../triage/policy.ts';
import { isTimeZone } from './time-zone.ts';
import { readYaml } from './yaml-file.ts';

/**
 * Reads the triage policy from a YAML file. Throws CONFIG_NOT_FOUND without the file, and CONFIG_INVALID with every problem
 * at once, each with its path and what would be right.
 */
export function loadTriagePolicy(file: string): TriagePolicy {
  return readYaml(file, policySchema);
}

/**
 * The policy that decides: the operator's own where there is one, else the shipped one. Throws as `loadTriagePolicy` does, and
 * CONFIG_INVALID where the operator's differs from the shipped one and still carries its version.
 */
export function chooseTriagePolicy(shippedFile: string, ownFile: string | undefined): TriagePolicy {
  const shipped = loadTriagePolicy(shippedFile);
  if (ownFile === undefined) return shipped;
  const own = loadTriagePolicy(ownFile);
  if (own.version === shipped.version && JSON.stringify(own) !== JSON.stringify(shipped)) {
    throw new WardwatchError(
      'CONFIG_INVALID',
      `${ownFile} differs from the shipped triage policy, but its version is "${own.version}" too. Give it one of its own, e.g. "${own.version}+ours": each decision stores it.`,
    );
  }
  return own;
}

const priority = z.enum(PRIORITIES);
const days = z.number().int().positive('must be a whole number of days above 0').optional();
const probability = z.number().min(0, 'must lie between 0 and 1').max(1, 'must lie between 0 and 1');

/** A level of a decision table: every value of the input needs a row. */
const level = <const Keys extends readonly string[], Row extends z.ZodType>(keys: Keys, row: Row) =>
  z.record(z.enum(keys), row);

const table = <Rows extends z.ZodType>(rows: Rows) => z.strictObject({ source: z.url(), rows });

const zone = z.string().refine(isTimeZone, { error: 'must be the name of a time zone, e.g. "America/New_York"' });

const policySchema = z.strictObject({
  version: z.string().min(1, 'must name the policy, e.g. "ward-triage/1"'),
  timeZone: zone,
  thresholds: z.strictObject({
    epssLift: probability,
    epssRaise: probability,
    staleAfterDays: z.number().int().positive('must be a whole number of days above 0'),
  }),
  defaults: z.strictObject({
    exposure: z.enum(EXPOSURES),
    safety: z.enum(SAFETY_IMPACTS),
    mission: z.enum(MISSION_IMPACTS),
    automatable: z.enum(YES_NO),
    technicalImpact: z.enum(TECHNICAL_IMPACTS),
  }),
  sla: z
    .strictObject({
      profile: z.string(),
      profiles: z.record(
        z.string(),
        z.strictObject({ P1: days, P2: days, P3: days, P4: days, INFO: days }).transform(withoutGaps),
      ),
    })
    .refine((sla) => Object.hasOwn(sla.profiles, sla.profile), {
      path: ['profile'],
      error: 'must be one of the names under sla.profiles',
    }),
  priorities: z.strictObject({
    ssvcDeployer: level(DEPLOYER_DECISIONS, priority),
    bod2604: level(BOD_DECISIONS, priority),
  }),
  tables: z.strictObject({
    humanImpact: table(level(SAFETY_IMPACTS, level(MISSION_IMPACTS, z.enum(HUMAN_IMPACTS)))),
    ssvcDeployer: table(
      level(EXPLOITATION_LEVELS, level(EXPOSURES, level(YES_NO, level(HUMAN_IMPACTS, z.enum(DEPLOYER_DECISIONS))))),
    ),
    bod2604: table(level(YES_NO, level(YES_NO, level(YES_NO, level(TECHNICAL_IMPACTS, z.enum(BOD_DECISIONS)))))),
  }),
});

type Days = TriagePolicy['sla']['profiles'][string];

function withoutGaps(profile: Readonly<Record<string, number | undefined>>): Days {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined)) as Days;
}
