import type { Advisory } from '../domain/advisory.ts';
import type { Decision, StormRow } from '../domain/alert.ts';
import type { Asset } from '../domain/asset.ts';
import type { AuditEvent } from '../domain/audit.ts';
import type { Case, RemedyElsewhere } from '../domain/case.ts';
import type { FlawFacts, KevRow } from '../domain/flaw-facts.ts';
import type { Match } from '../domain/match.ts';
import type { Suppression } from '../domain/suppression.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import type { Watchlist } from '../domain/watch.ts';
import type { ChannelRef, NewOutboxRow, OutboxRow, Settlement } from './outbox.ts';
import type { DigestLook, SourceTold, WaitingReminder } from './told-by-clock.ts';

/** Work whose findings are told in one summary, when all of it is done. */
export interface Batch {
  readonly id: number;
  /** `seed`: a source's first poll. `flood`: far more new documents of a source at once than is usual. `ingest`: files given by hand. `reingest`: stored documents read anew. `rematch`: the inventory changed. */
  readonly kind: 'seed' | 'flood' | 'ingest' | 'reingest' | 'rematch';
  readonly label: string;
}

/** An advisory that waits to be matched. */
export interface UnmatchedAdvisory {
  readonly advisory: Advisory;
  readonly firstSeenAt: Instant;
  readonly batch?: Batch;
  readonly attempts: number;
  /** How often it waited again because facts about its flaws changed. */
  readonly factsRound: number;
  /** The case that it is a member of. */
  readonly caseId?: string;
}

/** What an advisory says of the inventory: verdicts of every kind, in the order of assets. */
export interface Said {
  readonly advisoryId: string;
  readonly matches: readonly Match[];
}

/** A case without a match on any asset, and where it is talked about. */
export interface CaseOutline {
  readonly one: Case;
  readonly told: readonly ChannelRef[];
  /** Another once the case was decided again or is talked about elsewhere. */
  readonly state: string;
}

/** One line of the log of what was decided, with the words. */
export interface DecisionRecord {
  readonly advisoryId: string;
  readonly revision: number;
  readonly caseId?: string;
  readonly decision: Decision;
  readonly decidedAt: Instant;
}

/** What one transaction may do while a case is decided. Await nothing else inside. */
export interface CaseDesk {
  /** What `Store.inventoryVersion` says; it stands still as long as the desk is open. */
  inventoryVersion(): Promise<number>;
  /** These advisories in their newest revisions, in this order, without those that were matched meanwhile. */
  take(advisoryIds: readonly string[]): Promise<readonly UnmatchedAdvisory[]>;
  /** Cases that may tell the same story: sharing an alias, or with an advisory dated within the given days. With a batch: of those that were decided in it. */
  candidates(
    advisory: Advisory,
    withinDays: number,
    batchId?: number,
  ): Promise<readonly { id: string; advisories: readonly Advisory[] }[]>;
  /** The case as it was last decided, with the members' revisions of then. `known`: assets that need not be read, as they are stored. */
  loadCase(caseId: string, known?: (assetId: string) => Asset | undefined): Promise<Case | undefined>;
  /** The same of several, in the order of their numbers, without a match on any asset: what a batch touched is too much to be held as a whole. */
  outlinesOf(
    caseIds: readonly string[],
    known?: (assetId: string) => Asset | undefined,
  ): Promise<readonly CaseOutline[]>;
  /** `CaseOutline.state` of cases. */
  caseStates(caseIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  nextCaseId(): Promise<string>;
  /** Other advisories in no case that share an alias, newest revision each. */
  unplaced(advisory: Advisory): Promise<Advisory[]>;
  /** What the named advisories say of the inventory, verdicts of every kind. */
  matchesOf(advisoryIds: readonly string[]): Promise<readonly Match[]>;
  /** As `Store.flawFacts`. */
  flawFacts(cves: readonly string[]): Promise<readonly FlawFacts[]>;
  /** What people said in other cases of the remedies of these flaws on these assets, oldest first. */
  remediesElsewhere(
    caseId: string,
    cves: readonly string[],
    assetIds: readonly string[],
  ): Promise<readonly RemedyElsewhere[]>;
  /** Makes an advisory of each case wait to be matched again that names one of these flaws and was decided without the row. */
  heedRows(rows: readonly KevRow[]): Promise<readonly string[]>;
  /** The ids of the advisories that had these matches when they were last matched, on assets that were not changed since; without those of which nobody knows. */
  sayTheSame(said: readonly Said[]): Promise<ReadonlySet<string>>;
  /** Notes what advisories say of the inventory, for what is asked from now on; `saveMatches` follows. */
  hear(said: readonly Said[]): void;
  /** Keeps what advisories say of the inventory as it is: they are matched. */
  saveMatches(said: readonly Said[]): Promise<void>;
  saveCase(decided: Case, at: Instant): Promise<void>;
  /** Puts advisories into another case, by a person's word. */
  moveMembers(advisoryIds: readonly string[], caseId: string, because: string): Promise<void>;
  record(decisions: readonly DecisionRecord[]): Promise<void>;
  /** True when an alert about the case was written for the channel, unless it was refused for good. */
  hasAlert(caseId: string, sink: OutboxRow['sink'], channel: string): Promise<boolean>;
  /** Where the case is talked about. */
  conversations(caseId: string): Promise<readonly ChannelRef[]>;
  say(row: NewOutboxRow, at: Instant): Promise<void>;
  /** Records how an attempt ended, together with what is said because of it. */
  settle(rowId: number, settlement: Settlement, at: Instant): Promise<void>;
  /** How many alerts of the channel are new since then or still wait to be sent. */
  countRecentAlerts(sink: OutboxRow['sink'], channel: string, since: Instant): Promise<number>;
  /** Adds a row to the storm that goes on in the channel since then, or begins one; gives the storm with its rows so far. */
  joinStorm(
    channel: ChannelRef,
    row: StormRow,
    since: Instant,
    at: Instant,
  ): Promise<{ readonly stormId: number; readonly rows: readonly StormRow[] }>;
  /** Cases whose snooze has ended by now. */
  endedSnoozes(now: Instant): Promise<readonly string[]>;
  /** Open P1 alerts whose group was called by then, that nobody acknowledged; each is given once. */
  takeUnacknowledged(
    calledBefore: Instant,
    now: Instant,
  ): Promise<readonly (ChannelRef & { readonly caseId: string })[]>;
  /** Records a look at a digest; false where somebody looked since `seenAt` (undefined: it had not been told). */
  recordDigest(look: DigestLook, seenAt: Instant | undefined): Promise<boolean>;
  /** Begins a month's round of reminders, with the owners it is for, unless it was begun. */
  openReminderRound(month: string, owners: readonly string[]): Promise<void>;
  /** Takes a reminder off its round, with a line that says why its owner could not be reached; false where somebody was faster. */
  takeReminder(reminder: WaitingReminder, unreached: string | undefined): Promise<boolean>;
  /** These lines of a round; none while an owner still waits. */
  unreached(month: string): Promise<readonly string[]>;
  /** Records of which trouble of a source the operator is told; false where somebody was faster. */
  markSourceTold(look: SourceTold, at: Instant): Promise<boolean>;
  /** Records that the operator is told on this day that wardwatch works; false where it was told already. */
  openHeartbeat(day: LocalDate): Promise<boolean>;
  /** Writes the next link of the audit's chain. */
  audit(event: AuditEvent): Promise<void>;
  watchlists(): Promise<readonly Watchlist[]>;
  suppressions(): Promise<readonly Suppression[]>;
  /** Remembers which suppression keeps a case from being told; undefined: none does. */
  markHidden(caseId: string, by: string | undefined): Promise<void>;
  /** Cases that a suppression kept from being told, and which one did. */
  hiddenCases(): Promise<readonly { readonly caseId: string; readonly hiddenBy: string }[]>;
  addToBatch(batchId: number, caseId: string): Promise<void>;
  /** Closes a complete batch without pending members; undefined when it is closed or not ready. */
  closeBatch(
    batchId: number,
  ): Promise<{ batch: Batch; caseIds: readonly string[]; items: number; refused: number } | undefined>;
}
