import { Kysely, PostgresDialect, sql } from 'kysely';
import type pg from 'pg';
import type { Advisory } from '../domain/advisory.ts';
import type { Match } from '../domain/match.ts';
import type { AdvisoryLine, PendingWork, Store } from '../ports/store.ts';
import { openCaseDesk } from './case-desk.ts';
import { caseIdOf } from './case-id.ts';
import { readAssets, readCase, readCases, readDecisions, recordDecision } from './case-queries.ts';
import { readInventoryVersion, saveAssets } from './inventory-queries.ts';
import { readItemStates, refuseItem, returnItem, saveAdvisory, saveItem, takeItem } from './item-queries.ts';
import { migrate } from './migrate.ts';
import { abandonSending, claimNext, countOutbox, nextDue, readTroubled, settle } from './outbox-queries.ts';
import {
  openBatch,
  readSourceState,
  readSourceStates,
  recordPollRefusal,
  recordPollSuccess,
} from './source-queries.ts';
import { withStorageFaults } from './storage-faults.ts';
import type { Tables } from './tables.ts';

/** The store over any `pg.Pool`: a PostgreSQL server's or the embedded database's. Brings the schema up to date first. */
export async function openStore(pool: pg.Pool): Promise<Store> {
  const root = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  await migrate(root as unknown as Kysely<unknown>);
  const db = root.withSchema('wardwatch');
  return withStorageFaults({
    sourceState: (id) => readSourceState(db, id),
    sourceStates: () => readSourceStates(db),
    pollSucceeded: (id, at, outcome, cursor) => recordPollSuccess(db, id, at, outcome, cursor),
    pollRefused: (id, at, because) => recordPollRefusal(db, id, at, because),
    openBatch: (kind, label, at) => openBatch(db, kind, label, at),
    completeBatch: async (id) => {
      await db.updateTable('batches').set({ complete: true }).where('id', '=', id).execute();
    },
    completeOrphans: async (openedBefore) => {
      await db
        .updateTable('batches')
        .set({ complete: true })
        .where('kind', '=', 'ingest')
        .where('complete', '=', false)
        .where('created_at', '<', sql<Date>`${openedBefore}::timestamptz`)
        .execute();
    },
    saveItem: (sourceId, item, hash, at, batchId) => saveItem(db, sourceId, item, hash, at, batchId),
    takeItem: (itemId) => takeItem(db, itemId),
    returnItem: (itemId) => returnItem(db, itemId),
    refuseItem: (itemId, because) => refuseItem(db, itemId, because),
    itemStates: (itemIds) => readItemStates(db, itemIds),
    saveAdvisory: (itemId, advisory, text) => saveAdvisory(db, itemId, advisory, text),
    nextRevision: (id) => nextRevision(db, id),
    decide: (work) => db.transaction().execute(async (trx) => work(await openCaseDesk(trx))),
    countMatchAttempt: (id, by) => countMatchAttempt(db, id, by),
    setAsideAdvisory: (id, because, at) => setAsideAdvisory(db, id, because, at),
    advisories: (words, limit) => searchAdvisories(db, words, limit),
    advisory: (id) => readAdvisory(db, id),
    matchesOf: async (id) => {
      const rows = await db
        .selectFrom('matches')
        .select('body')
        .where('advisory_id', '=', id)
        .orderBy('asset_id')
        .execute();
      return rows.map((row) => row.body as Match);
    },
    cases: () => readCases(db),
    caseById: (id) => readCase(db, id),
    decisions: (of) => readDecisions(db, of),
    assets: () => readAssets(db),
    inventoryVersion: () => readInventoryVersion(db),
    saveAssets: (assets, at) => saveAssets(db, assets, at),
    claimNext: (sink, channel, now) => claimNext(db, sink, channel, now),
    settle: (rowId, settlement) => settle(db, rowId, settlement),
    nextDue: (sink, channel) => nextDue(db, sink, channel),
    abandonSending: (before) => abandonSending(db, before),
    outboxCounts: () => countOutbox(db),
    troubledOutbox: (limit) => readTroubled(db, limit),
    pending: () => readPending(db),
  });
}

async function nextRevision(db: Kysely<Tables>, id: string): Promise<number> {
  const row = await db.selectFrom('advisories').select('revision').where('id', '=', id).executeTakeFirst();
  return (row?.revision ?? 0) + 1;
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
      .set({ matched: true })
      .where('id', '=', id)
      .returning('revision')
      .executeTakeFirst();
    if (!row) return;
    const decision = { kind: 'stay-silent' as const, reasons: [because] };
    await recordDecision(trx, { advisoryId: id, revision: row.revision, decision, decidedAt: at });
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

/** Full-text search, newest first. CVE ids are looked up as names; no words means everything. */
async function searchAdvisories(db: Kysely<Tables>, words: string, limit: number): Promise<AdvisoryLine[]> {
  const names = words.split(/\s+/).filter((word) => /^[A-Z]+-\d/i.test(word));
  const rest = words
    .split(/\s+/)
    .filter((word) => word && !names.includes(word))
    .join(' ');
  let query = db
    .selectFrom('advisories as a')
    .innerJoin('revisions as r', (join) =>
      join.onRef('r.advisory_id', '=', 'a.id').onRef('r.revision', '=', 'a.revision'),
    )
    .innerJoin('documents as d', 'd.id', 'r.document_id')
    .leftJoin('case_advisories as c', 'c.advisory_id', 'a.id')
    .select(['a.id', 'a.revision', 'a.title', 'a.dated_at', 'c.case_number'])
    .select(sql<number>`(select count(*)::int from wardwatch.matches m where m.advisory_id = a.id)`.as('matches'))
    .orderBy('a.dated_at', 'desc')
    .orderBy('a.id')
    .limit(limit);
  for (const name of names) {
    query = query.where(
      sql<boolean>`(${name.toUpperCase()} = any(a.aliases) or a.id ilike ${`%${likeLiteral(name)}%`})`,
    );
  }
  if (rest) {
    query = query.where(
      sql<boolean>`(d.search @@ websearch_to_tsquery('english', ${rest}) or to_tsvector('english', a.title) @@ websearch_to_tsquery('english', ${rest}) or a.id ilike ${`%${likeLiteral(rest)}%`})`,
    );
  }
  return (await query.execute()).map((row) => ({
    id: row.id,
    revision: row.revision,
    title: row.title,
    datedAt: row.dated_at.toISOString(),
    ...(row.case_number !== null && { caseId: caseIdOf(row.case_number) }),
    matches: row.matches,
  }));
}

function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

async function readPending(db: Kysely<Tables>): Promise<PendingWork> {
  const items = await db.selectFrom('items').select('id').where('state', '=', 'pending').orderBy('id').execute();
  const advisories = await db
    .selectFrom('advisories')
    .select('id')
    .where('matched', '=', false)
    .orderBy('dated_at')
    .orderBy('id')
    .execute();
  const channels = await db
    .selectFrom('outbox')
    .select(['sink', 'channel'])
    .distinct()
    .where('state', 'in', ['pending', 'unknown'])
    .execute();
  const { rows: batches } = await sql<{ id: number }>`
    select id from wardwatch.batches b where state = 'open' and complete
      and not exists (select 1 from wardwatch.items i where i.batch_id = b.id and i.state = 'pending')
      and not exists (select 1 from wardwatch.advisories a where a.batch_id = b.id and not a.matched)
    order by id`.execute(db);
  return {
    itemIds: items.map((row) => row.id),
    advisoryIds: advisories.map((row) => row.id),
    channels: channels.map((row) => ({ sink: row.sink as 'terminal' | 'slack', channel: row.channel })),
    batchIds: batches.map((row) => row.id),
  };
}
