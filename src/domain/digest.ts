import type { Asset } from './asset.ts';
import type { Case } from './case.ts';
import type { EpssModel } from './flaw-facts.ts';
import type { CaseStatus } from './handling.ts';
import type { ConditionSince } from './source-condition.ts';
import type { Instant, LocalDate } from './time.ts';
import type { Tlp } from './tlp.ts';
import type { Priority } from './triage.ts';

/** What happened on one day (UTC). */
export interface DailyCount {
  readonly day: LocalDate;
  /** Advisories that were seen on it for the first time. */
  readonly advisories: number;
  /** Cases of which an alert was posted on it, by the priority of the alert; however many channels took it. */
  readonly alerts: Readonly<Record<Priority, number>>;
}

/** A source, as far as a digest asks whether it works. */
export interface DigestSource extends ConditionSince {
  readonly id: string;
  readonly publisher: string;
  /** Polls in a row that did not succeed. */
  readonly failures: number;
  /** Absent: it was never read. */
  readonly succeededAt?: Instant;
  /** The last outcome in words. */
  readonly outcome?: string;
}

/** Everything that a digest is made of. */
export interface DigestFacts {
  /** When the last digest was made. */
  readonly since: Instant;
  /** The day of the digest, where it is told. */
  readonly day: LocalDate;
  /** After so many days a version that nobody confirmed is stale. */
  readonly staleAfterDays: number;
  /** Those that are not resolved, and those that were resolved since then. */
  readonly cases: readonly Case[];
  readonly sources: readonly DigestSource[];
  readonly assets: readonly Asset[];
  /** The last one that came in place of another, whenever that was. */
  readonly newEpssModel?: EpssModel;
  /** Day by day without a gap, oldest first. */
  readonly daily: readonly DailyCount[];
}

/** The first members of a sorted list, and how many it has in all. */
export interface Cut<T> {
  readonly shown: readonly T[];
  readonly total: number;
}

/** What a channel or a person is told once a day or a week, free of any sink's format. No indicator in it is live. */
export interface Digest {
  readonly since: Instant;
  readonly until: Instant;
  /** The day of the digest, where it is told. */
  readonly day: LocalDate;
  /** By due date, so that what is overdue comes first and what has none last; then the most urgent and the oldest. */
  readonly openCases: Cut<DigestCase>;
  /** How many of all open cases are overdue. */
  readonly overdue: number;
  /** Cases that changed, the most urgent first. */
  readonly changes: Cut<DigestChange>;
  readonly troubledSources: Cut<DigestSource>;
  /** Never confirmed first, then the longest ago. */
  readonly staleAssets: Cut<StaleAsset>;
  readonly staleAfterDays: number;
  /** One that came since the last digest. */
  readonly newEpssModel?: EpssModel;
  readonly daily: readonly DailyCount[];
}

/** A case as a digest names it. */
interface NamedCase {
  readonly caseId: string;
  readonly priority: Priority;
  readonly title: string;
  readonly tlp: Tlp;
}

/** An open case. */
export interface DigestCase extends NamedCase {
  readonly status: CaseStatus;
  /** Whole days since it was opened. */
  readonly ageDays: number;
  /** Absent for a priority without a deadline. `daysLeft` is negative when it is overdue. */
  readonly due?: { readonly day: LocalDate; readonly daysLeft: number };
  readonly assignee?: string;
}

/** A case with what changed, e.g. "acknowledged by dana.fox". */
export interface DigestChange extends NamedCase {
  readonly what: readonly string[];
}

/** An asset whose version may have changed unseen: verdicts on it rest on old knowledge. */
export interface StaleAsset {
  readonly id: string;
  readonly product: string;
  readonly version: string;
  /** Absent: nobody ever confirmed it. */
  readonly confirmedAt?: LocalDate;
  readonly owner?: string;
}

/** What an owner is asked once a month: whether these versions still hold. */
export interface StaleReminder {
  /** Never confirmed first, then the longest ago. */
  readonly assets: Cut<StaleAsset>;
  readonly staleAfterDays: number;
}

/** An image of a digest's thread. */
export interface DigestChart {
  /** Names it in its thread. */
  readonly name: string;
  /** What it shows, for those who cannot see it. */
  readonly alt: string;
  /** A PNG file, base64. */
  readonly png: string;
}
