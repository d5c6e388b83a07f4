import { type Kysely, sql } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type {
  AdvisoryInBatch,
  CaseStanding,
  ChangedAssets,
  ChangeMade,
  RematchState,
} from '../ports/inventory-change.ts';
import { appendAudit } from './audit-queries.ts';
import { caseIdOf } from './case-id.ts';
import { lockDecisions } from './decision-lock.ts';
import { readInventoryVersion } from './inventory-queries.ts';
import { MATCHED } from './match-queries.ts';
import { type RematchCause, rematchAll } from './rematch-all.ts';
import { GOING_ON } from './rematch-runs.ts';
import type { Tables } from './tables.ts';

/** The assets that a change touched: their ids, and their rows before it and now; none where it touched more than `most`. */
export async function readChangedAssets(
  db: Kysely<Tables>,
  number: number,
  most: number,
): Promise<ChangedAssets | undefined> {
  const { rows } = await sql<{ asset_id: string; before: Asset | null; now: Asset | null }>`
    select b.asset_id, b.body as before, a.body as now
    from wardwatch.inventory_before b left join wardwatch.assets a on a.id = b.asset_id
    where b.change_number = ${number} order by b.asset_id limit ${most + 1}`.execute(db);
  if (rows.length > most) return undefined;
  return {
    ids: rows.map((row) => row.asset_id),
    before: rows.flatMap(({ before }) => before ?? []),
    now: rows.flatMap(({ now }) => now ?? []),
  };
}

/** The ids of the assets that a change touched. */
export async function readChangedIds(db: Kysely<Tables>, number: number): Promise<string[]> {
  const rows = await db
    .selectFrom('inventory_before')
    .select('asset_id')
    .where('change_number', '=', number)
    .orderBy('asset_id')
    .execute();
  return rows.map((row) => row.asset_id);
}

/** A page of the advisories that wait in a batch, in the order of their ids. */
export async function readAdvisoriesInBatch(
  db: Kysely<Tables>,
  batchId: number,
  changedIds: readonly string[],
  page: { readonly after: string; readonly limit: number },
): Promise<AdvisoryInBatch[]> {
  const { rows } = await sql<{ body: Advisory; placed: boolean; named: boolean }>`
    select r.body,
      exists (select 1 from wardwatch.case_advisories c where c.advisory_id = a.id) as placed,
      exists (select 1 from wardwatch.matches m where m.advisory_id = a.id and m.asset_ids && ${[...changedIds]}::text[]) as named
    from wardwatch.advisories a
    join wardwatch.revisions r on r.advisory_id = a.id and r.revision = a.revision
    where a.batch_id = ${batchId} and not a.matched and a.id > ${page.after}
    order by a.id limit ${page.limit}`.execute(db);
  return rows.map(({ body, placed, named }) => ({ advisory: body, isPlaced: placed, namesChanged: named }));
}

/**
 * Takes advisories out of a batch that need not be matched again; nothing where the inventory was changed once more. What a person
 * had stopped before goes back to where it waited.
 */
export async function spareAdvisories(
  db: Kysely<Tables>,
  { batchId, inventoryVersion }: ChangeMade,
  advisoryIds: readonly string[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    if ((await readInventoryVersion(trx)) !== inventoryVersion) return;
    const spared = trx
      .updateTable('advisories')
      .where('batch_id', '=', batchId)
      .where('matched', '=', false)
      .where('id', '=', sql<string>`any(${[...advisoryIds]}::text[])`);
    await spared.set(MATCHED).where('stopped_in', 'is', null).execute();
    await spared.set((eb) => ({ batch_id: eb.ref('stopped_in') })).execute();
  });
}

/**
 * `done`: the batch is told, and nothing waits any more that was there before it, apart from what a person stopped before.
 * `stopped`: what is left of the batch itself waits since a person stopped it.
 */
export async function readBatchProgress(db: Kysely<Tables>, batchId: number): Promise<'waiting' | 'stopped' | 'done'> {
  const { rows } = await sql<{ stopped: boolean; waiting: boolean }>`
    select exists (
        select 1 from wardwatch.batches b join wardwatch.advisories a on a.batch_id = b.id and not a.matched
        where b.rest_of = ${batchId} and b.held) as stopped,
      exists (select 1 from wardwatch.batches where id = ${batchId} and state = 'open') or exists (
        select 1 from wardwatch.advisories a join wardwatch.batches b on b.id = a.batch_id
        where not a.matched and b.id <= ${batchId} and not b.held) as waiting`.execute(db);
  const { stopped = false, waiting = false } = rows[0] ?? {};
  return stopped ? 'stopped' : waiting ? 'waiting' : 'done';
}

/** What cases say of some assets, those that say something of at least one, by their numbers. */
export async function readStandings(db: Kysely<Tables>, assetIds: readonly string[]): Promise<CaseStanding[]> {
  const ids = [...assetIds];
  const { rows } = await sql<{ number: number; affected: boolean }>`
    select held.number, coalesce(bool_or(exists (
        select 1 from wardwatch.matches m
        join wardwatch.case_advisories ca on ca.advisory_id = m.advisory_id and ca.case_number = held.number
        join wardwatch.revisions r on r.advisory_id = ca.advisory_id and r.revision = ca.revision
        where held.asset_id = any(m.affected_ids)
          and not coalesce((r.body->>'withdrawn')::boolean, false))), false) as affected
    from (
      select c.number, e->>'id' as asset_id
      from wardwatch.cases c cross join jsonb_array_elements(c.body->'assets') e
      where c.number in (
        select ca.case_number from unnest(${ids}::text[]) id cross join lateral wardwatch.matches_on(id) m
        join wardwatch.case_advisories ca on ca.advisory_id = m.advisory_id)) held
    where held.asset_id = any(${ids}::text[])
    group by held.number order by held.number`.execute(db);
  return rows.map(({ number, affected }) => ({
    caseId: caseIdOf(number),
    verdict: affected ? 'affected' : 'undecided',
  }));
}

/** The advisories that are matched again next, oldest first. */
export async function readNextRematch(db: Kysely<Tables>, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('advisories as a')
    .innerJoin('batches as b', 'b.id', 'a.batch_id')
    .select('a.id')
    .where('a.matched', '=', false)
    .where('b.kind', '=', 'rematch')
    .where('b.held', '=', false)
    .orderBy('a.dated_at')
    .orderBy('a.id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** How far the matching again of what is stored has come. */
export async function readRematch(db: Kysely<Tables>): Promise<RematchState> {
  const { rows } = await sql<{ total: number; waiting: number; held: number }>`
    select coalesce(sum(b.size) filter (where not b.held), 0)::int as total,
      coalesce(sum(w.count) filter (where not b.held), 0)::int as waiting,
      coalesce(sum(w.count) filter (where b.held), 0)::int as held
    from wardwatch.batches b join (
      select batch_id, count(*)::int as count from wardwatch.advisories where not matched group by batch_id) w
      on w.batch_id = b.id
    where b.kind = 'rematch'`.execute(db);
  return rows[0] ?? { total: 0, waiting: 0, held: 0 };
}

/**
 * Marks everything that is stored to be matched again, also what was stopped, and every open case that was decided by another
 * triage policy to be decided again whatever comes of it. How many advisories that are.
 */
export async function rematchByHand(
  db: Kysely<Tables>,
  actor: Actor,
  at: string,
  policyVersion: string,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    await sql`update wardwatch.advisories set matched_in = -1 where id in (
      select distinct on (ca.case_number) ca.advisory_id
      from wardwatch.case_advisories ca join wardwatch.cases c on c.number = ca.case_number
      where c.status not like 'resolved-%' and c.body->'triage'->>'policyVersion' is distinct from ${policyVersion}
      order by ca.case_number, ca.joined_at, ca.advisory_id)`.execute(trx);
    const advisories = await rematchStored(trx, { label: 'by hand', at, by: actor });
    await appendAudit(trx, { at, actor, action: 'assets.rematch', subject: 'assets', after: { advisories } });
    return advisories;
  });
}

/** The same where the names that are known are others than those of the last time, by their fingerprint. */
export async function rematchForNames(db: Kysely<Tables>, fingerprint: string, at: string): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    const { rows } = await sql`insert into wardwatch.settings as s (key, value)
      values ('names', ${JSON.stringify(fingerprint)}::jsonb)
      on conflict (key) do update set value = excluded.value where s.value <> excluded.value
      returning key`.execute(trx);
    return rows.length === 0 ? 0 : rematchStored(trx, { label: 'the names that are known', at });
  });
}

async function rematchStored(trx: Kysely<Tables>, cause: RematchCause): Promise<number> {
  const waiting = sql<boolean>`batch_id in (select id from wardwatch.batches where kind = 'rematch')`;
  await trx.updateTable('advisories').set({ matched: true }).where('matched', '=', false).where(waiting).execute();
  await trx.updateTable('batches').set(GOING_ON).where('held', '=', true).execute();
  const stored = await trx.selectFrom('advisories').select('id').where('matched', '=', true).limit(1).execute();
  if (stored.length === 0) return 0;
  const { advisories } = await rematchAll(trx, cause, { assetIds: [] });
  return advisories;
}
