import type { Actor } from '../domain/actor.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { AdvisoryQuery } from '../domain/advisory-query.ts';
import type { Asset } from '../domain/asset.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { Case } from '../domain/case.ts';
import type { Cut, DailyCount } from '../domain/digest.ts';
import type { Match, Verdict } from '../domain/match.ts';
import type { Suppression } from '../domain/suppression.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import type { Tlp } from '../domain/tlp.ts';
import type { Priority } from '../domain/triage.ts';
import type { Watchlist } from '../domain/watch.ts';
import type { Batch, CaseDesk, DecisionRecord } from './case-desk.ts';
import type { DocumentShelf } from './document-shelf.ts';
import type { ImportShelf } from './import-shelf.ts';
import type { RematchState } from './inventory-change.ts';
import type { InventoryShelf } from './inventory-shelf.ts';
import type { NameShelf } from './name-records.ts';
import type { ChannelRef, Claim, OutboxRow, Settlement } from './outbox.ts';
import type { ReplayShelf } from './replay.ts';
import type { SourceShelf } from './source-shelf.ts';
import type { DigestRecord, NewsCount, WaitingReminder } from './told-by-clock.ts';

/** What still has to be done, by id: the queue is filled from it at start and by the sweeper. */
export interface PendingWork {
  readonly itemIds: readonly number[];
  /** New or changed advisories that are not matched. */
  readonly advisoryIds: readonly string[];
  /** What was matched, and is matched again. */
  readonly rematch: RematchState;
  readonly channels: readonly ChannelRef[];
  /** Complete batches without pending members, that only have to be told. */
  readonly batchIds: readonly number[];
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

/** Whose cases are asked for. */
export interface PersonalCases {
  /** The id of the actor that cases are given to, e.g. `slack:U0123456789`. */
  readonly assigneeId: string;
  readonly assetIds: readonly string[];
}

/** An open case, with those of the assets asked for that it concerns. */
export interface PersonalCase {
  readonly case: Omit<Case, 'assets'>;
  readonly assetIds: readonly string[];
}

/** Advisories, and what they say of assets. */
export interface TouchedByAdvisories {
  readonly advisories: readonly Advisory[];
  readonly matches: readonly { readonly match: Match; readonly asset: Asset }[];
}

/** What came of storing a watchlist. `overtaken`: somebody changed it meanwhile, to `current`, or took it away. */
export type WatchlistSaved =
  | { readonly kind: 'saved'; readonly list: Watchlist; readonly batchId: number }
  | { readonly kind: 'overtaken'; readonly current?: Watchlist };

/** What came of taking a watchlist away. `overtaken`: it is not the version that was to go. */
export type WatchlistRemoved =
  | { readonly kind: 'removed'; readonly list: Watchlist }
  | { readonly kind: 'overtaken' | 'absent' };

/** The record of everything. Every method is atomic; none leaves half of its work behind. */
export interface Store extends DocumentShelf, ImportShelf, InventoryShelf, NameShelf, ReplayShelf, SourceShelf {
  openBatch(kind: Batch['kind'], label: string, at: Instant): Promise<number>;
  /** Nothing is added any more. */
  completeBatch(id: number): Promise<void>;
  /** Completes ingest batches opened before the given instant: whoever filled them is gone. */
  completeOrphans(openedBefore: Instant): Promise<void>;

  /** Those of some advisories that wait to be matched, in the order given. */
  unmatched(advisoryIds: readonly string[]): Promise<readonly string[]>;
  /** The cases that a batch touched, once it is complete and nothing of it is pending; undefined when it is closed or not ready. */
  readyBatch(id: number): Promise<readonly string[] | undefined>;
  /** As on the desk. */
  outlinesOf: CaseDesk['outlinesOf'];
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
  /** How many cases are not resolved, those that were emptied left out, by priority; how many assets there are; when something was last told. */
  tally(): Promise<{
    readonly openCases: Readonly<Record<string, number>>;
    readonly assets: number;
    readonly lastToldAt?: Instant;
  }>;
  /** Cases that are not resolved, and those that were resolved after the given instant; without those that were emptied. */
  liveCases(resolvedAfter: Instant): Promise<readonly Case[]>;
  /**
   * The most urgent open cases that are given to somebody or that one of these assets is, or may be, affected by; and how many
   * such cases there are.
   */
  casesOf(of: PersonalCases, limit: number): Promise<Cut<PersonalCase>>;
  /** What happened day by day (UTC) from one day to another, both included; a day without anything has zeros. */
  dailyCounts(from: LocalDate, to: LocalDate): Promise<readonly DailyCount[]>;
  digestRecord(key: string): Promise<DigestRecord | undefined>;
  /** When a place was last told a new digest. */
  lastDigestAt(channel: string): Promise<Instant | undefined>;
  /** The month whose round of reminders was begun last. */
  reminderRound(): Promise<string | undefined>;
  waitingReminders(): Promise<readonly WaitingReminder[]>;
  /** The day of which the operator was last told that wardwatch works. */
  heartbeatDay(): Promise<LocalDate | undefined>;
  /** What came and was told since an instant. */
  newsSince(at: Instant): Promise<NewsCount>;
  advisory(id: string): Promise<Advisory | undefined>;
  matchesOf(advisoryId: string): Promise<readonly Match[]>;
  cases(): Promise<readonly Case[]>;
  caseById(id: string): Promise<Case | undefined>;
  decisions(of: { caseId?: string; advisoryId?: string }): Promise<readonly DecisionRecord[]>;

  watchlists(): Promise<readonly Watchlist[]>;
  /** What nobody took away, expired ones too. */
  suppressions(): Promise<readonly Suppression[]>;
  /** With its audit entry; gives its id. */
  addSuppression(given: Omit<Suppression, 'id'>): Promise<string>;
  /** With its audit entry; false where there is none of that id. */
  removeSuppression(id: string, actor: Actor, at: Instant): Promise<boolean>;
  /** Takes the removal of one back, with its audit entry; false where there is none of that id that was taken away. */
  restoreSuppression(id: string, actor: Actor, at: Instant): Promise<boolean>;
  /**
   * Stores a list as the next version, with an audit entry, and marks what is stored to be matched again. A new list has
   * version 1, or counts on where one of its name was taken away.
   */
  saveWatchlist(list: Watchlist, actor: Actor, at: Instant): Promise<WatchlistSaved>;
  /** Takes a list away, or only this version of it. */
  removeWatchlist(name: string, actor: Actor, at: Instant, version?: number): Promise<WatchlistRemoved>;
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
  pending(): Promise<PendingWork>;
}
