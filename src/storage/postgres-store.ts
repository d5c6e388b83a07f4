import { Kysely, PostgresDialect, sql } from 'kysely';
import type pg from 'pg';
import type { Advisory } from '../domain/advisory.ts';
import type { PendingWork, Store } from '../ports/store.ts';
import { searchAdvisories } from './advisory-search.ts';
import { countUntouched, readTally, readTouchedBy } from './affected-queries.ts';
import {
  findAssets,
  readAssetAt,
  readAssetHistory,
  readLastChange,
  readNames,
  readSeenAssets,
  readSimilarIds,
} from './asset-queries.ts';
import { findAuditBreak, readAudit } from './audit-queries.ts';
import { readReadyBatch } from './batch-queries.ts';
import { createBodies } from './bodies.ts';
import { openCaseDesk } from './case-desk.ts';
import { caseIdOf } from './case-id.ts';
import { readCase, readCases, readDecisions, recordDecisions } from './case-queries.ts';
import {
  readDigestRecord,
  readHeartbeatDay,
  readLastDigestAt,
  readNewsSince,
  readReminderRound,
  readWaitingReminders,
} from './clock-queries.ts';
import { readReleaseCycles } from './cycle-queries.ts';
import { readDailyCounts, readLiveCases } from './digest-queries.ts';
import { readFlawFacts, readNamedCves, readNewEpssModel, saveFacts } from './fact-queries.ts';
import { saveGivenItem } from './given-item-queries.ts';
import { importQueries } from './import-queries.ts';
import { stageImport } from './import-stage.ts';
import {
  changeInventory,
  readAssetsAfter,
  readInventory,
  readInventoryChanges,
  readInventoryVersion,
  undoInventoryChange,
} from './inventory-queries.ts';
import {
  readItemStates,
  readPendingItems,
  readRefusedItems,
  refuseItem,
  returnItems,
  saveItem,
  takeItems,
} from './item-queries.ts';
import { MATCHED, readMatches } from './match-queries.ts';
import { areVersionsKnown, readMatchableAfter, readMatchableChanges } from './matchable-queries.ts';
import { migrate } from './migrate.ts';
import { nameQueries } from './name-queries.ts';
import { saveOrganisation } from './organisation-queries.ts';
import { countOutbox, readTroubled, readWaitingChannels, reviveDead } from './outbox-overview.ts';
import { abandonSending, claimNext, nextDue, settle, settlePosted } from './outbox-queries.ts';
import { readOutlines } from './outline-queries.ts';
import { readCasesOf } from './personal-case-queries.ts';
import {
  readAdvisoriesInBatch,
  readBatchProgress,
  readChangedAssets,
  readChangedIds,
  readNextRematch,
  readRematch,
  readStandings,
  rematchByHand,
  rematchForNames,
  spareAdvisories,
} from './rematch-queries.ts';
import { holdRematch, readRematchRuns, resumeRematch } from './rematch-runs.ts';
import { replayQueries } from './replay-queries.ts';
import { documentsRead, readItemsAgain, storedItem } from './reread-queries.ts';
import { readNextRevisions, saveAdvisories } from './save-advisories.ts';
import {
  openBatch,
  planPoll,
  readInflow,
  readSourceState,
  readSourceStates,
  recordPollRefusal,
  recordPollSuccess,
  setPaused,
} from './source-queries.ts';
import { withStorageFaults } from './storage-faults.ts';
import { addSuppression, readSuppressions, removeSuppression, restoreSuppression } from './suppression-queries.ts';
import type { Tables } from './tables.ts';
import { readWatchlists, removeWatchlist, saveWatchlist } from './watch-queries.ts';

/** The store over any `pg.Pool`: a PostgreSQL server's or the embedded database's. Brings the schema up to date first. */
export async function openStore(pool: pg.Pool): Promise<Store> {
  const root = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  await migrate(root as unknown as Kysely<unknown>);
  const db = root.withSchema('wardwatch');
  const bodies = createBodies();
  return withStorageFaults({
    sourceState: (id) => readSourceState(db, id),
    sourceStates: () => readSourceStates(db),
    pollSucceeded: (id, at, outcome, cursor, isNews = false) => recordPollSuccess(db, id, at, outcome, cursor, isNews),
    pollRefused: (id, at, because, cursor, cause) => recordPollRefusal(db, id, at, because, cursor, cause),
    inflow: (id, guids, since) => readInflow(db, id, guids, since),
    planPoll: (id, plan) => planPoll(db, id, plan),
    openBatch: (kind, label, at) => openBatch(db, kind, label, at),
    completeBatch: async (id) => {
      await db.updateTable('batches').set({ complete: true }).where('id', '=', id).execute();
    },
    completeOrphans: async (openedBefore) => {
      await db
        .updateTable('batches')
        .set({ complete: true })
        .where('kind', 'in', ['ingest', 'reingest'])
        .where('complete', '=', false)
        .where('created_at', '<', sql<Date>`${openedBefore}::timestamptz`)
        .execute();
    },
    saveFacts: (sourceId, facts, isNews, batchId) => saveFacts(db, sourceId, facts, isNews, batchId),
    flawFacts: (cves) => readFlawFacts(db, cves),
    newEpssModel: () => readNewEpssModel(db),
    namedCves: () => readNamedCves(db),
    releaseCycles: () => readReleaseCycles(db),
    saveItem: (sourceId, item, hash, at, batchId) => saveItem(db, sourceId, item, hash, at, batchId),
    saveGivenItem: (sourceId, item, hash, actor, at) => saveGivenItem(db, sourceId, item, hash, actor, at),
    pendingItems: (range) => readPendingItems(db, range),
    takeItems: (itemIds) => takeItems(db, itemIds),
    documentsRead: (choice) => documentsRead(db, choice),
    storedItem: (itemId) => storedItem(db, itemId),
    readItemsAgain: (itemIds, batchId) => readItemsAgain(db, itemIds, batchId),
    returnItems: (itemIds) => returnItems(db, itemIds),
    refuseItem: (itemId, because) => refuseItem(db, itemId, because),
    itemStates: (itemIds) => readItemStates(db, itemIds),
    refusedItems: (sourceId, limit) => readRefusedItems(db, sourceId, limit),
    saveAdvisory: async (itemId, advisory, text) =>
      (await saveAdvisories(db, [{ itemId, advisory, text }]))[0] ?? 'same',
    saveAdvisories: (read) => saveAdvisories(db, read),
    revisionsOf: (id) => revisionsOf(db, id),
    nextRevisions: (ids) => readNextRevisions(db, ids),
    unmatched: (ids) => readUnmatched(db, ids),
    readyBatch: (id) => readReadyBatch(db, id),
    outlinesOf: (caseIds, known) => readOutlines(db, caseIds, known),
    decide: (work) => db.transaction().execute(async (trx) => work(await openCaseDesk(trx, bodies))),
    countMatchAttempt: (id, by) => countMatchAttempt(db, id, by),
    setAsideAdvisory: (id, because, at) => setAsideAdvisory(db, id, because, at),
    searchAdvisories: (query, page) => searchAdvisories(db, query, page),
    touchedBy: (asked, limit) => readTouchedBy(db, asked, limit),
    caseOf: async (id) => {
      const row = await db
        .selectFrom('case_advisories')
        .select('case_number')
        .where('advisory_id', '=', id)
        .executeTakeFirst();
      return row && caseIdOf(row.case_number);
    },
    countUntouched: (words) => countUntouched(db, words),
    tally: () => readTally(db),
    liveCases: (resolvedAfter) => readLiveCases(db, resolvedAfter),
    casesOf: (of, limit) => readCasesOf(db, of, limit),
    dailyCounts: (from, to) => readDailyCounts(db, from, to),
    digestRecord: (key) => readDigestRecord(db, key),
    lastDigestAt: (channel) => readLastDigestAt(db, channel),
    reminderRound: () => readReminderRound(db),
    waitingReminders: () => readWaitingReminders(db),
    heartbeatDay: () => readHeartbeatDay(db),
    newsSince: (at) => readNewsSince(db, at),
    advisory: (id) => readAdvisory(db, id),
    matchesOf: (id) => readMatches(db, [id]),
    cases: () => readCases(db),
    caseById: (id) => readCase(db, id),
    decisions: (of) => readDecisions(db, of),
    assets: () => readInventory(db),
    assetsAfter: (id, limit) => readAssetsAfter(db, id, limit),
    matchableAfter: (id, limit) => readMatchableAfter(db, id, limit),
    areVersionsKnown: (after, upTo) => areVersionsKnown(db, after, upTo),
    matchableChanges: (versions, page) => readMatchableChanges(db, versions, page),
    watchlists: () => readWatchlists(db),
    suppressions: () => readSuppressions(db),
    addSuppression: (given) => addSuppression(db, given),
    removeSuppression: (id, actor, at) => removeSuppression(db, id, actor, at),
    restoreSuppression: (id, actor, at) => restoreSuppression(db, id, actor, at),
    saveWatchlist: (list, actor, at) => saveWatchlist(db, list, actor, at),
    removeWatchlist: (name, actor, at, version) => removeWatchlist(db, name, actor, at, version),
    inventoryVersion: () => readInventoryVersion(db),
    seenAssets: (ids) => readSeenAssets(db, ids),
    assetAt: (id, version) => readAssetAt(db, id, version),
    lastChangeOf: (assetId) => readLastChange(db, assetId),
    findAssets: (words, page) => findAssets(db, words, page),
    similarIds: (id) => readSimilarIds(db, id),
    inventoryNames: (what, exceptId) => readNames(db, what, exceptId),
    changedAssets: (number, most) => readChangedAssets(db, number, most),
    changedIds: (number) => readChangedIds(db, number),
    advisoriesInBatch: (batchId, ids, page) => readAdvisoriesInBatch(db, batchId, ids, page),
    spareAdvisories: (change, ids) => spareAdvisories(db, change, ids),
    nextRematch: (limit) => readNextRematch(db, limit),
    rematchRuns: () => readRematchRuns(db),
    holdRematch: (actor, at, upTo) => holdRematch(db, actor, at, upTo),
    resumeRematch: (actor, at, upTo) => resumeRematch(db, actor, at, upTo),
    rematchByHand: (actor, at, policyVersion) => rematchByHand(db, actor, at, policyVersion),
    saveOrganisation: (asset, at) => saveOrganisation(db, asset, at),
    rematchForNames: (fingerprint, at) => rematchForNames(db, fingerprint, at),
    batchProgress: (batchId) => readBatchProgress(db, batchId),
    standings: (assetIds) => readStandings(db, assetIds),
    changeInventory: (change, actor, at) => changeInventory(db, change, actor, at),
    inventoryChanges: (limit) => readInventoryChanges(db, limit),
    undoInventoryChange: (number, madeSince, actor, at) => undoInventoryChange(db, number, madeSince, actor, at),
    claimNext: (channel, claim) => claimNext(db, channel, claim),
    settle: (rowId, settlement, at) =>
      settlement.kind === 'posted'
        ? settlePosted(db, rowId, settlement.receipt, at)
        : db.transaction().execute((trx) => settle(trx, rowId, settlement, at)),
    nextDue: (channel, quietUntil) => nextDue(db, channel, quietUntil),
    waitingChannels: () => readWaitingChannels(db),
    abandonSending: (before) => abandonSending(db, before),
    outboxCounts: () => countOutbox(db),
    troubledOutbox: (limit) => readTroubled(db, limit),
    reviveDead: (at, channel) => reviveDead(db, at, channel),
    auditEntries: (of) => readAudit(db, of),
    auditBreak: () => findAuditBreak(db),
    setPaused: (sourceId, paused, actor, at) => setPaused(db, sourceId, paused, actor, at),
    assetHistory: (assetId, limit) => readAssetHistory(db, assetId, limit),
    ...importQueries(db),
    ...nameQueries(db),
    ...replayQueries(db),
    stageImport: (work) => stageImport(db, work),
    pending: () => readPending(db),
  });
}

async function revisionsOf(db: Kysely<Tables>, id: string): Promise<readonly Advisory[]> {
  const rows = await db
    .selectFrom('revisions')
    .select('body')
    .where('advisory_id', '=', id)
    .orderBy('revision')
    .execute();
  return rows.map((row) => row.body as Advisory);
}

async function readUnmatched(db: Kysely<Tables>, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('advisories')
    .select('id')
    .where('id', '=', sql<string>`any(${[...ids]}::text[])`)
    .where('matched', '=', false)
    .execute();
  const waiting = new Set(rows.map((row) => row.id));
  return ids.filter((id) => waiting.has(id));
}

async function countMatchAttempt(db: Kysely<Tables>, id: string, by: 1 | -1): Promise<number> {
  const row = await db
    .updateTable('advisories')
    .set((eb) => ({ attempts: eb('attempts', '+', by) }))
    .where('id', '=', id)
    .returning('attempts')
    .executeTakeFirst();
  return row?.attempts ?? 0;
}

async function setAsideAdvisory(db: Kysely<Tables>, id: string, because: string, at: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('advisories')
      .set(MATCHED)
      .where('id', '=', id)
      .returning('revision')
      .executeTakeFirst();
    if (!row) return;
    const decision = { kind: 'stay-silent' as const, reasons: [because] };
    await recordDecisions(trx, [{ advisoryId: id, revision: row.revision, decision, decidedAt: at }]);
  });
}

async function readAdvisory(db: Kysely<Tables>, id: string): Promise<Advisory | undefined> {
  const row = await db
    .selectFrom('revisions')
    .select('body')
    .where('advisory_id', '=', id)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.body as Advisory | undefined;
}

async function readPending(db: Kysely<Tables>): Promise<PendingWork> {
  const items = await db.selectFrom('items').select('id').where('state', '=', 'pending').orderBy('id').execute();
  const advisories = await db
    .selectFrom('advisories as a')
    .leftJoin('batches as b', 'b.id', 'a.batch_id')
    .select('a.id')
    .where('a.matched', '=', false)
    .where(sql<boolean>`b.kind is distinct from 'rematch'`)
    .orderBy('a.dated_at')
    .orderBy('a.id')
    .execute();
  const { rows: batches } = await sql<{ id: number }>`
    select id from wardwatch.batches b where state = 'open' and complete and not held
      and not exists (select 1 from wardwatch.items i where i.batch_id = b.id and i.state = 'pending')
      and not exists (select 1 from wardwatch.advisories a where a.batch_id = b.id and not a.matched)
    order by id`.execute(db);
  return {
    itemIds: items.map((row) => row.id),
    advisoryIds: advisories.map((row) => row.id),
    rematch: await readRematch(db),
    channels: await readWaitingChannels(db),
    batchIds: batches.map((row) => row.id),
  };
}
