import type { Exposure } from '../domain/asset.ts';
import type { LocalDate } from '../domain/time.ts';
import type { Priority, TriageInput } from '../domain/triage.ts';

/** SSVC exploitation, from least to most. */
export const EXPLOITATION_LEVELS = [
  'none',
  'public poc',
  'active',
] as const satisfies readonly TriageInput['exploitation'][];
/** SSVC system exposure, from least to most. */
export const EXPOSURES = ['small', 'controlled', 'open'] as const satisfies readonly Exposure[];
/** SSVC spells truth values so. */
export const YES_NO = ['no', 'yes'] as const;
/** SSVC technical impact, from least to most. */
export const TECHNICAL_IMPACTS = ['partial', 'total'] as const;
/** SSVC safety impact, from least to most. */
export const SAFETY_IMPACTS = ['negligible', 'marginal', 'critical', 'catastrophic'] as const;
/** SSVC mission impact, from least to most; MEF is a mission essential function. */
export const MISSION_IMPACTS = ['degraded', 'mef support crippled', 'mef failure', 'mission failure'] as const;
/** SSVC human impact, from least to most. */
export const HUMAN_IMPACTS = ['low', 'medium', 'high', 'very high'] as const;
/** Decisions of the SSVC deployer table (CERT/CC SSVC, Deployer Decision Table 1.0.0). */
export const DEPLOYER_DECISIONS = ['defer', 'scheduled', 'out-of-cycle', 'immediate'] as const;
/** Time frames of CISA's Binding Operational Directive 26-04, a federal benchmark. */
export const BOD_DECISIONS = [
  'fix on system upgrade',
  '60 days',
  '14 days',
  '3 days',
  '3 days & forensic investigation',
] as const;

export type ExploitationLevel = (typeof EXPLOITATION_LEVELS)[number];
export type YesNo = (typeof YES_NO)[number];
export type TechnicalImpact = (typeof TECHNICAL_IMPACTS)[number];
export type Safety = (typeof SAFETY_IMPACTS)[number];
export type Mission = (typeof MISSION_IMPACTS)[number];
export type HumanImpact = (typeof HUMAN_IMPACTS)[number];
export type DeployerDecision = (typeof DEPLOYER_DECISIONS)[number];
export type BodDecision = (typeof BOD_DECISIONS)[number];

/** A published decision table: where it comes from, and its rows as a tree with one level per input. */
export interface PublishedTable<Rows> {
  readonly source: string;
  readonly rows: Rows;
}

/** Calendar days from the first match to the due date; a priority that is absent has no deadline. */
export type SlaProfile = Readonly<Partial<Record<Priority, number>>>;

/** Everything about triage that an operator may change: `config/triage.yaml`, as data. */
export interface TriagePolicy {
  /** Stored with each decision. */
  readonly version: string;
  /** IANA name of the zone whose calendar days count for due dates. */
  readonly timeZone: string;
  readonly thresholds: {
    /** EPSS from which `none` counts as `public poc`, 0..1. */
    readonly epssLift: number;
    /** EPSS from which the priority is raised, 0..1. */
    readonly epssRaise: number;
    /** An asset that was not updated for more than so many days is stale. */
    readonly staleAfterDays: number;
  };
  /** Taken for what is unknown of an asset or a flaw; each use is listed in `assumed`. */
  readonly defaults: {
    readonly exposure: Exposure;
    readonly safety: Safety;
    readonly mission: Mission;
    readonly automatable: YesNo;
    readonly technicalImpact: TechnicalImpact;
  };
  readonly sla: {
    /** The profile in use: a key of `profiles`. */
    readonly profile: string;
    readonly profiles: Readonly<Record<string, SlaProfile>>;
  };
  readonly priorities: {
    readonly ssvcDeployer: Readonly<Record<DeployerDecision, Priority>>;
    readonly bod2604: Readonly<Record<BodDecision, Priority>>;
  };
  readonly tables: {
    readonly humanImpact: PublishedTable<Readonly<Record<Safety, Readonly<Record<Mission, HumanImpact>>>>>;
    /** exploitation, system exposure, automatable, human impact. */
    readonly ssvcDeployer: PublishedTable<
      Readonly<
        Record<
          ExploitationLevel,
          Readonly<Record<Exposure, Readonly<Record<YesNo, Readonly<Record<HumanImpact, DeployerDecision>>>>>>
        >
      >
    >;
    /** in KEV, publicly exposed, automatable, technical impact. */
    readonly bod2604: PublishedTable<
      Readonly<
        Record<YesNo, Readonly<Record<YesNo, Readonly<Record<YesNo, Readonly<Record<TechnicalImpact, BodDecision>>>>>>>
      >
    >;
  };
}

/** The calendar day of a day or an instant in the policy's zone. A plain day is taken as it stands. */
export function dayInZone(at: string, timeZone: string): LocalDate {
  if (/^\d{4}-\d{2}-\d{2}$/.test(at)) return at;
  return calendarOf(timeZone).format(new Date(at));
}

/** Making one takes longer than all else that is decided of an asset, so each is kept. */
const CALENDARS = new Map<string, Intl.DateTimeFormat>();

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const known = CALENDARS.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  CALENDARS.set(timeZone, made);
  return made;
}
