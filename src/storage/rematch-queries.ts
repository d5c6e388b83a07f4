import { type Kysely, sql } from 'kysely';
import type { Advisory } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { AdvisoryInBatch, CaseStanding, ChangedAssets, ChangeMade } from '../ports/inventory-change.ts';
import { caseIdOf } from './case-id.ts';
import { lockDecisions } from './decision-lock.ts';
import { readInventoryVersion } from './inventory-queries.ts';
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
      exists (select 1 from wardwatch.matches m where m.advisory_id = a.id and m.asset_id = any(${[...changedIds]}::text[])) as named
    from wardwatch.advisories a
    join wardwatch.revisions r on r.advisory_id = a.id and r.revision = a.revision
    where a.batch_id = ${batchId} and not a.matched and a.id > ${page.after}
    order by a.id limit ${page.limit}`.execute(db);
  return rows.map(({ body, placed, named }) => ({ advisory: body, isPlaced: placed, namesChanged: named }));
}

/** Takes advisories out of a batch that need not be matched again; nothing where the inventory was changed once more. */
export async function spareAdvisories(
  db: Kysely<Tables>,
  { batchId, inventoryVersion }: ChangeMade,
  advisoryIds: readonly string[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    if ((await readInventoryVersion(trx)) !== inventoryVersion) return;
    await trx
      .updateTable('advisories')
      .set({ matched: true })
      .where('batch_id', '=', batchId)
      .where('matched', '=', false)
      .where('id', '=', sql<string>`any(${[...advisoryIds]}::text[])`)
      .execute();
  });
}

/** Whether a batch is told, and nothing waits any more that was there before it. */
export async function isBatchDone(db: Kysely<Tables>, batchId: number): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select not exists (select 1 from wardwatch.batches where id = ${batchId} and state = 'open')
      and not exists (select 1 from wardwatch.advisories where not matched and batch_id <= ${batchId}) as done`.execute(
    db,
  );
  return rows[0]?.done ?? true;
}

/** What cases say of some assets, those that say something of at least one, by their numbers. */
export async function readStandings(db: Kysely<Tables>, assetIds: readonly string[]): Promise<CaseStanding[]> {
  const ids = [...assetIds];
  const { rows } = await sql<{ number: number; affected: boolean }>`
    select held.number, coalesce(bool_or(exists (
        select 1 from wardwatch.matches m
        join wardwatch.case_advisories ca on ca.advisory_id = m.advisory_id and ca.case_number = held.number
        join wardwatch.revisions r on r.advisory_id = ca.advisory_id and r.revision = ca.revision
        where m.asset_id = held.asset_id and m.body->'verdict'->>'kind' = 'affected'
          and not coalesce((r.body->>'withdrawn')::boolean, false))), false) as affected
    from (
      select c.number, e->>'id' as asset_id
      from wardwatch.cases c cross join jsonb_array_elements(c.body->'assets') e
      where c.number in (
        select ca.case_number from wardwatch.matches m join wardwatch.case_advisories ca on ca.advisory_id = m.advisory_id
        where m.asset_id = any(${ids}::text[]))) held
    where held.asset_id = any(${ids}::text[])
    group by held.number order by held.number`.execute(db);
  return rows.map(({ number, affected }) => ({
    caseId: caseIdOf(number),
    verdict: affected ? 'affected' : 'undecided',
  }));
}
