import type { Actor } from '../domain/actor.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { AdvisoryQuery } from '../domain/advisory-query.ts';
import type { AlertFile, AlertMessage, Decision, StormRow } from '../domain/alert.ts';
import type { Asset } from '../domain/asset.ts';
import type { AuditEntry, AuditEvent } from '../domain/audit.ts';
import type { Case } from '../domain/case.ts';
import type { DailyCount } from '../domain/digest.ts';
import type { Match, Verdict } from '../domain/match.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import type { Tlp } from '../domain/tlp.ts';
import type { Priority } from '../domain/triage.ts';
import type { Watchlist } from '../domain/watch.ts';
import type { Outgoing, Receipt } from './sink.ts';
import type { Cursor, RawItem } from './source.ts';

/** What is known of a source between polls. */
export interface SourceState {
  readonly id: string;
  readonly cursor?: Cursor;
  readonly polledAt?: Instant;
  readonly succeededAt?: Instant;
  /** Polls in a row that did not succeed. */
  readonly failures: number;
  /** The last outcome in words. */
  readonly outcome?: string;
  /** Its first poll is done, so that what comes now is news. */
  readonly seeded: boolean;
  /** A person stopped its polling. */
  readonly paused: boolean;
}

/** Work whose findings are told in one summary, when all of it is done. */
export interface Batch {
  readonly id: number;
  /** `seed`: a source's first poll. `ingest`: files given by hand. `rematch`: the inventory changed. */
  readonly kind: 'seed' | 'ingest' | 'rematch';
  readonly label: string;
}

/** A stored document, with what its envelope said. */
export interface StoredItem extends RawItem {
  readonly id: number;
  readonly sourceId: string;
  readonly fetchedAt: Instant;
  readonly batchId?: number;
  /** How often reading it was begun, this time included. */
  readonly attempts: number;
}

/** An advisory that waits to be matched. */
export interface UnmatchedAdvisory {
  readonly advisory: Advisory;
  readonly firstSeenAt: Instant;
  readonly batch?: Batch;
  readonly attempts: number;
}

/** One line of the log of what was decided, with the words. */
export interface DecisionRecord {
  readonly advisoryId: string;
  readonly revision: number;
  readonly caseId?: string;
  readonly decision: Decision;
  readonly decidedAt: Instant;
}

/** Something to say, as the outbox holds it. */
export interface OutboxRow {
  readonly id: number;
  readonly sink: 'terminal' | 'slack';
  readonly outgoing: Outgoing;
  readonly state: 'pending' | 'sending' | 'posted' | 'unknown' | 'dead';
  readonly attempts: number;
  readonly because?: string;
  /** When it was first attempted; from then on it may have been said. */
  readonly attemptedAt?: Instant;
}

/** A place where people are told. */
export interface ChannelRef {
  readonly sink: OutboxRow['sink'];
  readonly channel: string;
}

/**
 * A new outbox row. `edit`, `update` and `file` find their root in the alert of the same case and channel when they are
 * sent, an `alert` of a storm in the storm's message. A waiting `edit` or `storm` is replaced by a newer one.
 */
export type NewOutboxRow = {
  readonly sink: OutboxRow['sink'];
  readonly key: string;
  readonly channel: string;
  readonly priority: Priority;
  /** A person just did it: it goes before everything else, in quiet hours too. */
  readonly byPerson?: true;
} & (
  | {
      readonly caseId: string;
      readonly kind: 'alert';
      readonly message: AlertMessage;
      readonly mention?: string;
      readonly stormId?: number;
    }
  | { readonly caseId: string; readonly kind: 'edit'; readonly message: AlertMessage }
  | {
      readonly caseId: string;
      readonly kind: 'update';
      readonly message: AlertMessage;
      readonly changes: readonly string[];
      readonly mention?: string;
    }
  | { readonly caseId: string; readonly kind: 'file'; readonly file: AlertFile }
  | { readonly kind: 'summary'; readonly title: string; readonly lines: readonly string[] }
  | { readonly kind: 'storm'; readonly stormId: number; readonly rows: readonly StormRow[] }
);

/** How a claim is made. */
export interface Claim {
  readonly now: Instant;
  /** The least time between two messages to the channel. */
  readonly paceMs: number;
  /** Quiet hours: only P1 and what a person just did. */
  readonly isQuiet: boolean;
}

/** How an attempt to say something ended, for the record. */
export type Settlement =
  | { readonly kind: 'posted'; readonly receipt: Receipt }
  /** `holdsChannel`: the sink asked for patience, so nothing goes to this channel before `dueAt`. */
  | { readonly kind: 'retry'; readonly dueAt: Instant; readonly because: string; readonly holdsChannel?: true }
  | { readonly kind: 'unknown'; readonly dueAt: Instant; readonly because: string }
  | { readonly kind: 'dead'; readonly because: string }
  /** What it belongs to was deleted: the conversation is over, and the next thing to tell is an alert again. */
  | { readonly kind: 'gone'; readonly because: string };

/** What still has to be done, by id: the queue is filled from it at start and by the sweeper. */
export interface PendingWork {
  readonly itemIds: readonly number[];
  readonly advisoryIds: readonly string[];
  readonly channels: readonly ChannelRef[];
  /** Complete batches without pending members, that only have to be told. */
  readonly batchIds: readonly number[];
}

/** What one transaction may do while a case is decided. Await nothing else inside. */
export interface CaseDesk {
  /** The advisory in its newest revision; undefined when it was matched meanwhile. */
  take(advisoryId: string): Promise<UnmatchedAdvisory | undefined>;
  /** The case that the advisory is a member of. */
  caseOf(advisoryId: string): Promise<string | undefined>;
  /** Cases that may tell the same story: sharing an alias, or with an advisory dated within the given days. */
  candidates(
    advisory: Advisory,
    withinDays: number,
  ): Promise<readonly { id: string; advisories: readonly Advisory[] }[]>;
  /** The case as it was last decided, with the members' revisions of then. */
  loadCase(caseId: string): Promise<Case | undefined>;
  nextCaseId(): Promise<string>;
  /** Advisories in no case that share an alias, newest revision each. */
  unplaced(aliases: readonly string[]): Promise<Advisory[]>;
  /** What the named advisories say of the inventory, verdicts of every kind. */
  matchesOf(advisoryIds: readonly string[]): Promise<readonly Match[]>;
  saveMatches(advisoryId: string, matches: readonly Match[]): Promise<void>;
  saveCase(decided: Case, at: Instant): Promise<void>;
  record(decision: DecisionRecord): Promise<void>;
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
  /** Writes the next link of the audit's chain. */
  audit(event: AuditEvent): Promise<void>;
  watchlists(): Promise<readonly Watchlist[]>;
  markMatched(advisoryId: string): Promise<void>;
  addToBatch(batchId: number, caseId: string): Promise<void>;
  /** Closes a complete batch without pending members; undefined when it is closed or not ready. */
  closeBatch(
    batchId: number,
  ): Promise<{ batch: Batch; cases: readonly Case[]; items: number; refused: number } | undefined>;
}

/** A row of `wardwatch advisories`. */
export interface AdvisoryLine {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly datedAt: Instant;
  readonly tlp: Tlp;
  readonly caseId?: string;
  readonly priority?: Priority;
  readonly matches: number;
}

/** An asset that an advisory touches. */
export interface AffectedLine {
  readonly asset: Asset;
  readonly advisoryId: string;
  readonly tlp: Tlp;
  readonly verdict: Verdict;
}

/** Advisories, and what they say of assets. */
export interface TouchedByAdvisories {
  readonly advisories: readonly Advisory[];
  readonly matches: readonly { readonly match: Match; readonly asset: Asset }[];
}

/** Assets to be stored, each replacing the one of its id, and ids of those to be removed. */
export interface InventoryChange {
  readonly save: readonly Asset[];
  readonly remove?: readonly string[];
}

/** A change of the inventory, in numbers. */
export interface InventoryChangeRecord {
  readonly number: number;
  readonly at: Instant;
  /** The name of who made it. */
  readonly by: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly undone: boolean;
}

export type InventoryUndone =
  | { readonly kind: 'undone'; readonly number: number }
  /** There is no such change, or it is undone already. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'too-old'; readonly madeAt: Instant }
  /** Later changes touched some of the same assets. */
  | { readonly kind: 'overtaken'; readonly assetIds: readonly string[] };

/** What came of storing a watchlist. `overtaken`: somebody changed it meanwhile, to `current`, or took it away. */
export type WatchlistSaved =
  | { readonly kind: 'saved'; readonly batchId: number }
  | { readonly kind: 'overtaken'; readonly current?: Watchlist };

/** The record of everything. Every method is atomic; none leaves half of its work behind. */
export interface Store {
  sourceState(id: string): Promise<SourceState>;
  sourceStates(): Promise<readonly SourceState[]>;
  /** A poll that succeeded; the cursor is given when it moved. The first one ends the seeding. */
  pollSucceeded(id: string, at: Instant, outcome: string, cursor?: Cursor): Promise<void>;
  pollRefused(id: string, at: Instant, because: string): Promise<void>;

  openBatch(kind: Batch['kind'], label: string, at: Instant): Promise<number>;
  /** Nothing is added any more. */
  completeBatch(id: number): Promise<void>;
  /** Completes ingest batches opened before the given instant: whoever filled them is gone. */
  completeOrphans(openedBefore: Instant): Promise<void>;

  /** Stores a document unless it is what the publisher's newest one with this guid says already. Undefined: nothing new. */
  saveItem(
    sourceId: string,
    item: RawItem,
    contentHash: string,
    at: Instant,
    batchId?: number,
  ): Promise<number | undefined>;
  /** Reads a pending item and counts the attempt; undefined when it is not pending any more. */
  takeItem(itemId: number): Promise<StoredItem | undefined>;
  /** Takes the count of an attempt back: it failed for a reason that is not the document's. */
  returnItem(itemId: number): Promise<void>;
  refuseItem(itemId: number, because: string): Promise<void>;
  itemStates(
    itemIds: readonly number[],
  ): Promise<readonly { id: number; state: string; because?: string; advisoryId?: string }[]>;
  /** Stores what was read from an item. `same`: the words did not change, so there is no new revision. */
  saveAdvisory(itemId: number, advisory: Advisory, documentText: string): Promise<'new' | 'changed' | 'same'>;
  /** The number that the next revision of an advisory gets. */
  nextRevision(advisoryId: string): Promise<number>;

  decide<T>(work: (desk: CaseDesk) => Promise<T>): Promise<T>;
  /** Counts a beginning (1), or takes it back (-1) where it failed for a reason that is not the advisory's. */
  countMatchAttempt(advisoryId: string, by: 1 | -1): Promise<number>;
  /** Gives up on an advisory that broke matching again and again; it stays visible. */
  setAsideAdvisory(advisoryId: string, because: string, at: Instant): Promise<void>;

  /** Advisories that fit a query, newest first, and how many there are in all. An indicator is given in its canonical form. */
  searchAdvisories(
    query: AdvisoryQuery,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly lines: readonly AdvisoryLine[]; readonly total: number }>;
  /**
   * The newest advisories on a CVE or a product, or the one with this id, and what they say of assets on that matter. A product
   * goes by words of the name that the advisory or the inventory gives it, or by their beginnings.
   */
  touchedBy(
    asked: { readonly cve: string } | { readonly product: string } | { readonly advisoryId: string },
    limit: number,
  ): Promise<TouchedByAdvisories>;
  /** The case that an advisory is a member of. */
  caseOf(advisoryId: string): Promise<string | undefined>;
  /** How many assets carry all these words in vendor and product, and are touched by no advisory. */
  countUntouched(words: string): Promise<number>;
  /** How many cases are not resolved, by priority; how many assets there are; when something was last told. */
  tally(): Promise<{
    readonly openCases: Readonly<Record<string, number>>;
    readonly assets: number;
    readonly lastToldAt?: Instant;
  }>;
  /** Cases that are not resolved, and those that were resolved after the given instant. */
  liveCases(resolvedAfter: Instant): Promise<readonly Case[]>;
  /** What happened day by day (UTC) from one day to another, both included; a day without anything has zeros. */
  dailyCounts(from: LocalDate, to: LocalDate): Promise<readonly DailyCount[]>;
  advisory(id: string): Promise<Advisory | undefined>;
  matchesOf(advisoryId: string): Promise<readonly Match[]>;
  cases(): Promise<readonly Case[]>;
  caseById(id: string): Promise<Case | undefined>;
  decisions(of: { caseId?: string; advisoryId?: string }): Promise<readonly DecisionRecord[]>;

  /** The inventory. */
  assets(): Promise<readonly Asset[]>;
  /** The inventory, and what watchlists watch for: all that advisories are matched against. */
  matchable(): Promise<readonly Asset[]>;
  watchlists(): Promise<readonly Watchlist[]>;
  /** Stores a list as the next version, with an audit entry, and marks what is stored to be matched again. */
  saveWatchlist(list: Watchlist, actor: Actor, at: Instant): Promise<WatchlistSaved>;
  /** Takes a list away; false where there is none of this name. */
  removeWatchlist(name: string, actor: Actor, at: Instant): Promise<boolean>;
  /** Counts up with every change of the inventory, whichever process made it. */
  inventoryVersion(): Promise<number>;
  /**
   * Changes the inventory, with an audit entry, and marks every stored advisory to be matched again within one batch; nothing
   * to change, no batch.
   */
  changeInventory(change: InventoryChange, actor: Actor, at: Instant): Promise<number | undefined>;
  /** The newest changes first. */
  inventoryChanges(limit: number): Promise<readonly InventoryChangeRecord[]>;
  /** Takes a change back, or the last one, unless it was made before `madeSince` or other changes came over it. */
  undoInventoryChange(
    number: number | undefined,
    madeSince: Instant,
    actor: Actor,
    at: Instant,
  ): Promise<InventoryUndone>;

  /**
   * The next thing to say in a channel, claimed for this caller alone: the most urgent one that is due, of a case in the order
   * in which they were written. Undefined when nothing is due, or the channel was spoken to less than `paceMs` ago.
   */
  claimNext(channel: ChannelRef, claim: Claim): Promise<OutboxRow | undefined>;
  settle(rowId: number, settlement: Settlement, at: Instant): Promise<void>;
  /** When the channel's next row may be claimed; undefined when nothing waits there. */
  nextDue(channel: ChannelRef, quietUntil?: Instant): Promise<Instant | undefined>;
  /** The channels in which something waits to be said. */
  waitingChannels(): Promise<readonly ChannelRef[]>;
  /** Rows left in `sending` by a process that is gone: nobody knows whether they were said. */
  abandonSending(attemptedBefore: Instant): Promise<number>;
  outboxCounts(): Promise<Readonly<Record<OutboxRow['state'], number>>>;
  /** Rows that a person must look at. */
  troubledOutbox(limit: number): Promise<readonly OutboxRow[]>;
  /** Makes parked rows wait again, all or those of one channel; an alert that was told elsewhere meanwhile stays parked. */
  reviveDead(at: Instant, channel?: string): Promise<number>;

  /** The newest entries of the audit first; all of them where no limit is given, or those about one subject. */
  auditEntries(of: { readonly limit?: number; readonly subject?: string }): Promise<readonly AuditEntry[]>;
  /** The number of the first entry that does not fit the chain; undefined when the chain is intact. */
  auditBreak(): Promise<number | undefined>;
  /** Stops or resumes the polling of a source, with its audit entry; false where it stood so already. */
  setPaused(sourceId: string, paused: boolean, actor: Actor, at: Instant): Promise<boolean>;

  pending(): Promise<PendingWork>;
}
