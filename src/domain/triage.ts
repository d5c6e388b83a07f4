import type { NonEmpty } from './non-empty.ts';
import type { Instant, LocalDate } from './time.ts';

/** From "stop what you do" to "for the record". */
export const PRIORITIES = ['P1', 'P2', 'P3', 'P4', 'INFO'] as const;

export type Priority = (typeof PRIORITIES)[number];

/** Says whether `a` is more urgent than `b`. */
export function isMoreUrgent(a: Priority, b: Priority): boolean {
  return PRIORITIES.indexOf(a) < PRIORITIES.indexOf(b);
}

/** Facts that decide a priority; an absent field is unknown, and the default taken for it is listed in `assumed`. */
export interface TriageInput {
  readonly match: 'exact' | 'version-unknown' | 'vendor' | 'none';
  readonly firstSeen?: Instant | LocalDate;
  readonly withdrawn?: boolean;
  readonly vex?: 'not_affected' | 'fixed' | 'under_investigation';
  readonly kind?: 'vulnerability' | 'threat';
  readonly exploitation?: 'none' | 'public poc' | 'active';
  readonly kev?: {
    readonly dateAdded?: LocalDate;
    readonly dueDate?: LocalDate;
    readonly ransomware?: boolean;
    readonly forensicTriage?: boolean;
    /** The catalogues that list it (`KevCatalogue`); absent: CISA's alone. */
    readonly catalogues?: readonly string[];
  };
  /** Probability of exploitation in the next 30 days, 0..1 (FIRST EPSS). Missing is not 0. */
  readonly epss?: number;
  readonly cvss?: {
    readonly version: string;
    /** As published. */
    readonly score?: number;
    readonly vector?: string;
    /** Who scored: CNA, ADP or NVD. */
    readonly from?: string;
    /** What the vector gives. */
    readonly recomputed?: number;
  };
  readonly automatable?: 'yes' | 'no';
  readonly technicalImpact?: 'total' | 'partial';
  readonly remediation?: 'none';
  /** An indicator of the advisory was seen in the organisation's own observables. */
  readonly iocHit?: boolean;
  readonly activeCampaign?: boolean;
  readonly healthTargeted?: boolean;
  readonly asset?: {
    readonly exposure?: 'small' | 'controlled' | 'open';
    readonly safety?: 'negligible' | 'marginal' | 'critical' | 'catastrophic';
    readonly mission?: 'degraded' | 'mef support crippled' | 'mef failure' | 'mission failure';
    readonly phi?: boolean;
    readonly compensating?: boolean;
    readonly managed?: boolean;
    readonly lastUpdated?: LocalDate;
    readonly verdict?: 'affected' | 'not-affected' | 'undecided';
    /** The asset's supplier itself is named as the way in. */
    readonly supplierNamed?: boolean;
  };
}

/** One rule that fired. */
export interface Reason {
  /** A code of `src/triage/registry.ts`, e.g. `S1-SSVC-DEPLOYER=immediate`. */
  readonly code: string;
  /** One sentence for a person. */
  readonly because: string;
}

export interface TriageDecision {
  readonly priority: Priority;
  readonly reasons: NonEmpty<Reason>;
  /** Defaults taken for unknown facts, as `name=value`. */
  readonly assumed: readonly string[];
  /** Absent for priorities without a deadline. */
  readonly due?: LocalDate;
  readonly forensic: boolean;
  readonly verify: boolean;
  readonly provisional: boolean;
  readonly ssvc?: Readonly<Record<string, string>>;
  readonly policyVersion: string;
  /** The SLA profile that the due date was counted by; absent in decisions of before it was recorded, as is `input`. */
  readonly slaProfile?: string;
  /** What was decided on. */
  readonly input?: TriageInput;
  /** The priority without the jump that a new model of EPSS made, where there was one: the jump itself is told to nobody. */
  readonly apartFromModel?: Priority;
}
