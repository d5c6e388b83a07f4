import type { Actor } from '../domain/actor.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { AdvisoryQuery } from '../domain/advisory-query.ts';
import type { Asset } from '../domain/asset.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { Case } from '../domain/case.ts';
import type { Cut, DailyCount } from '../domain/digest.ts';
import type { EpssModel, FlawFacts } from '../domain/flaw-facts.ts';
import type { Match, Verdict } from '../domain/match.ts';
import type { RefusalCause } from '../domain/refusal-cause.ts';
import type { ReleaseCycle } from '../domain/release-cycle.ts';
import type { Rhythm } from '../domain/rhythm.ts';
import type { SourceCondition, SourcePolls } from '../domain/source-condition.ts';
import type { Suppression } from '../domain/suppression.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import type { Tlp } from '../domain/tlp.ts';
import type { Priority } from '../domain/triage.ts';
import type { Watchlist } from '../domain/watch.ts';
import type { Batch, CaseDesk, DecisionRecord } from './case-desk.ts';
import type { ImportShelf } from './import-shelf.ts';
import type { ImportStage } from './import-stage.ts';
import type {
  AdvisoryInBatch,
  AssetChangeRecord,
  CaseStanding,
  ChangedAssets,
  ChangeMade,
  InventoryChange,
  InventoryChanged,
  InventoryChangeRecord,
  InventoryUndone,
  MatchableChange,
  RematchState,
  SeenAsset,
} from './inventory-change.ts';
import type { NameShelf } from './name-records.ts';
import type { ChannelRef, Claim, OutboxRow, Settlement } from './outbox.ts';
import type { ReplayShelf } from './replay.ts';
import type { Cursor, RawItem, RefusedItem, SourceFacts } from './source.ts';
import type { DigestRecord, NewsCount, WaitingReminder } from './told-by-clock.ts';

/** What is known of a source between polls. */
export interface SourceState extends SourcePolls {
  readonly id: string;
  readonly cursor?: Cursor;
  readonly polledAt?: Instant;
  /** The last outcome in words. */
  readonly outcome?: string;
  /** Its first poll is done, so that what comes now is news. */
  readonly seeded: boolean;
  /** What was planned when it was polled last; absent before, and once it is resumed. */
  readonly plan?: PollPlan;
  /** The trouble that the operator was told of, until it is told that it is over. */
  readonly told?: SourceCondition;
  /** When the operator was last told of it. */
  readonly toldAt?: Instant;
}

/** How much comes from a source at once, and how much is usual there. */
export interface Inflow {
  /** Documents that it never offered before. */
  readonly newcomers: number;
  /** Documents that came one by one within the time that was asked for. */
  readonly recent: number;
  /** A flood of it was begun and interrupted. */
  readonly isFlooding: boolean;
}

/** When a source is asked next, and what of it the source said itself. */
export interface PollPlan {
  readonly nextPollAt: Instant;
  /** Its server asked to be left alone until then. */
  readonly waitUntil?: Instant;
  readonly rhythm?: Rhythm;
}

/** Stored documents by their ids, both bounds included. */
export interface ItemRange {
  readonly fromId: number;
  readonly toId: number;
}

/** A stored document that waits to be read. */
export interface PendingItem {
  readonly id: number;
  /** How often reading it was begun and not ended. */
  readonly attempts: number;
  readonly bytes: number;
}

/** What a stored document says, as the advisory and as the text that its quotes point into. */
export interface ReadItem {
  readonly itemId: number;
  readonly advisory: Advisory;
  readonly text: string;
}

/** What a revision is called, and when the first one was fetched; absent where it is that. */
export interface NextRevision {
  readonly revision: number;
  readonly firstSeenAt?: Instant;
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

/** Which stored documents are meant; all where nothing is said. */
export interface DocumentChoice {
  readonly sourceId?: string;
  /** Fetched then or later. */
  readonly since?: Instant;
  /** Names of documents (`<source>:<guid>`) or advisories. */
  readonly ids?: readonly string[];
}

/** A stored document and what became of it. */
export interface DocumentRead {
  readonly itemId: number;
  /** `<source>:<guid>` */
  readonly id: string;
  readonly state: 'read' | 'refused';
  readonly advisoryId?: string;
}

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
export interface Store extends ImportShelf, NameShelf, ReplayShelf {
  sourceState(id: string): Promise<SourceState>;
  sourceStates(): Promise<readonly SourceState[]>;
  /** A poll that succeeded; the cursor is given when it moved. The first one ends the seeding. */
  pollSucceeded(id: string, at: Instant, outcome: string, cursor?: Cursor, isNews?: boolean): Promise<void>;
  /** A poll that did not; the cursor is given when it moved all the same. */
  pollRefused(id: string, at: Instant, because: string, cursor?: Cursor, cause?: RefusalCause): Promise<void>;

  /** What comes from a source at once, beside what came one by one since an instant. */
  inflow(sourceId: string, guids: readonly string[], since: Instant): Promise<Inflow>;
  /** Sets when a source is asked next, in place of what was planned before. */
  planPoll(sourceId: string, plan: PollPlan): Promise<void>;

  openBatch(kind: Batch['kind'], label: string, at: Instant): Promise<number>;
  /** Nothing is added any more. */
  completeBatch(id: number): Promise<void>;
  /** Completes ingest batches opened before the given instant: whoever filled them is gone. */
  completeOrphans(openedBefore: Instant): Promise<void>;

  /**
   * Stores facts about flaws and versions. One advisory of each case that names a flaw with news waits to be matched again afterwards, in
   * the batch where one is given; their ids are given back.
   */
  saveFacts(
    sourceId: string,
    facts: SourceFacts,
    isNews: (before: FlawFacts | undefined, after: FlawFacts) => boolean,
    batchId?: number,
  ): Promise<readonly string[]>;
  /** What is known of flaws; those of which nothing is known are left out. */
  flawFacts(cves: readonly string[]): Promise<readonly FlawFacts[]>;
  /** The model of EPSS that came last in place of another. */
  newEpssModel(): Promise<EpssModel | undefined>;
  /** The CVE ids that cases name. */
  namedCves(): Promise<readonly string[]>;
  /** How long makers mend their products, as sources say. */
  releaseCycles(): Promise<readonly ReleaseCycle[]>;

  /** Stores a document unless it is what the publisher's newest one with this guid says already. Undefined: nothing new. */
  saveItem(
    sourceId: string,
    item: RawItem,
    contentHash: string,
    at: Instant,
    batchId?: number,
  ): Promise<number | undefined>;
  /** The same for a document that a person gave, with an audit entry. */
  saveGivenItem(
    sourceId: string,
    item: RawItem,
    contentHash: string,
    actor: Actor,
    at: Instant,
  ): Promise<number | undefined>;
  /** The pending items of a range, in the order of their ids. */
  pendingItems(range: ItemRange): Promise<readonly PendingItem[]>;
  /** Reads pending items in the order of their ids, and counts the attempt; without those that are not pending any more. */
  takeItems(itemIds: readonly number[]): Promise<readonly StoredItem[]>;
  /** Takes the count of an attempt back: it failed for a reason that is not the documents'. */
  returnItems(itemIds: readonly number[]): Promise<void>;
  refuseItem(itemId: number, because: string): Promise<void>;
  /** The newest document of each guid that was read or refused, oldest first. */
  documentsRead(choice: DocumentChoice): Promise<readonly DocumentRead[]>;
  /** A stored document, whatever became of it. */
  storedItem(itemId: number): Promise<StoredItem | undefined>;
  /** Documents that were read or refused wait to be read again, as part of a batch. */
  readItemsAgain(itemIds: readonly number[], batchId: number): Promise<void>;
  itemStates(
    itemIds: readonly number[],
  ): Promise<readonly { id: number; state: string; because?: string; advisoryId?: string }[]>;
  /** The last documents of a source that could not be read, newest first. */
  refusedItems(sourceId: string, limit: number): Promise<readonly RefusedItem[]>;
  /** Stores what was read from an item. `same`: the words did not change, so there is no new revision. */
  saveAdvisory(itemId: number, advisory: Advisory, documentText: string): Promise<'new' | 'changed' | 'same'>;
  /** The same for several, all or none, in their order; no two may be of one document or one advisory. */
  saveAdvisories(read: readonly ReadItem[]): Promise<readonly ('new' | 'changed' | 'same')[]>;
  /** All that an advisory ever said, oldest first. */
  revisionsOf(advisoryId: string): Promise<readonly Advisory[]>;
  /** The next revision of each of these advisories, in their order. */
  nextRevisions(advisoryIds: readonly string[]): Promise<readonly NextRevision[]>;

  /** Those of some advisories that wait to be matched, in the order given. */
  unmatched(advisoryIds: readonly string[]): Promise<readonly string[]>;
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

  /** The inventory. */
  assets(): Promise<readonly Asset[]>;
  /** A page of the inventory in the order of its ids: what follows the given id, or the first. */
  assetsAfter(id: string | undefined, limit: number): Promise<readonly Asset[]>;
  /** A page of all that advisories are matched against (the inventory, and what watchlists watch for), in the order of ids. */
  matchableAfter(id: string | undefined, limit: number): Promise<readonly Asset[]>;
  /** Whether it is known what each version of the inventory touched, after the first given one up to the second. */
  areVersionsKnown(after: number, upTo: number): Promise<boolean>;
  /** A page of what these versions touched, in the order of ids, each as it is now. */
  matchableChanges(
    versions: { readonly after: number; readonly upTo: number },
    page: { readonly after: string; readonly limit: number },
  ): Promise<readonly MatchableChange[]>;
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
  /** Counts up with every change of the inventory, whichever process made it. */
  inventoryVersion(): Promise<number>;
  /**
   * Changes the inventory, with an audit entry, and marks every stored advisory to be matched again within one batch; nothing
   * to change, no batch.
   */
  changeInventory(change: InventoryChange, actor: Actor, at: Instant): Promise<InventoryChanged>;
  /** Opens a stage for an import of any length, for as long as the work takes. */
  stageImport<T>(work: (stage: ImportStage) => Promise<T>): Promise<T>;
  /** The named assets of the inventory, in the order of their ids. */
  seenAssets(ids: readonly string[]): Promise<readonly SeenAsset[]>;
  /** An asset as it was when its row had this version. */
  assetAt(id: string, version: string): Promise<Asset | undefined>;
  /** The last change that touched an asset, undone ones included. */
  lastChangeOf(assetId: string): Promise<Pick<InventoryChangeRecord, 'number' | 'at' | 'by'> | undefined>;
  /** The changes that touched an asset, newest first. */
  assetHistory(assetId: string, limit: number): Promise<readonly AssetChangeRecord[]>;
  /** Assets of which each word stands somewhere in a value, in the order of their ids, and how many there are in all. */
  findAssets(
    words: readonly string[],
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly assets: readonly Asset[]; readonly total: number }>;
  /** Ids of assets that are nearly as long as this one. */
  similarIds(id: string): Promise<readonly string[]>;
  /** The names that the inventory gives vendors or products, each once, apart from what this one asset says. */
  inventoryNames(what: 'vendor' | 'product', exceptId: string): Promise<readonly string[]>;
  /** The assets that a change touched, with their rows before it and now; undefined where there are more than `most`. */
  changedAssets(number: number, most: number): Promise<ChangedAssets | undefined>;
  changedIds(number: number): Promise<readonly string[]>;
  /** A page of the advisories that wait in a batch, in the order of their ids. */
  advisoriesInBatch(
    batchId: number,
    changedIds: readonly string[],
    page: { readonly after: string; readonly limit: number },
  ): Promise<readonly AdvisoryInBatch[]>;
  /** Takes advisories out of a change's batch that need not be matched again; nothing where another change came after it. */
  spareAdvisories(change: ChangeMade, advisoryIds: readonly string[]): Promise<void>;
  /** Whether a batch is told, and nothing waits any more that was there before it. */
  isBatchDone(batchId: number): Promise<boolean>;
  /** The advisories that are matched again next, oldest first. */
  nextRematch(limit: number): Promise<readonly string[]>;
  /** Stops what is being matched again: what is left keeps its matches of before. How many advisories that are. */
  holdRematch(actor: Actor, at: Instant): Promise<number>;
  /**
   * Lets everything that is stored be matched again, also what was stopped, and every open case that was decided by another
   * triage policy than this one be decided again. How many advisories that are.
   */
  rematchByHand(actor: Actor, at: Instant, policyVersion: string): Promise<number>;
  /** The same where the names that are known have another fingerprint than the last time; 0 where they have not. */
  rematchForNames(fingerprint: string, at: Instant): Promise<number>;
  /**
   * Keeps what is the organisation's own (`organisationAsset`) as the thing to be matched that it now is, or no more where it is
   * absent. How many advisories are matched again for it; 0 where nothing changed.
   */
  saveOrganisation(asset: Asset | undefined, at: Instant): Promise<number>;
  /** What cases say of these assets, of each case that says something of one of them. */
  standings(assetIds: readonly string[]): Promise<readonly CaseStanding[]>;
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
