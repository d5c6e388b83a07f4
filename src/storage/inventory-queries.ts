import { type Kysely, sql } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { Asset } from '../domain/asset.ts';
import { ORGANISATION_ID } from '../domain/organisation.ts';
import type {
  ChangeMade,
  InventoryChange,
  InventoryChanged,
  InventoryChangeRecord,
  InventoryUndone,
} from '../ports/inventory-change.ts';
import { readVersions } from './asset-queries.ts';
import { appendAudit } from './audit-queries.ts';
import { lockDecisions } from './decision-lock.ts';
import { jsonOf } from './item-queries.ts';
import { rematchAll } from './rematch-all.ts';
import type { Tables } from './tables.ts';

/** Rows written in one statement: large enough to be quick, small enough for the embedded database's memory. */
const ROWS_A_STATEMENT = 250;
/** The audit names so many assets of an import; the inventory itself holds the rest. */
const MOST_IDS = 100;

export async function readInventoryVersion(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', 'inventory-version').executeTakeFirst();
  return typeof row?.value === 'number' ? row.value : 0;
}

/** The inventory in the order of its ids. */
export async function readInventory(db: Kysely<Tables>): Promise<Asset[]> {
  const rows = await db.selectFrom('assets').select('body').where('watchlist', 'is', null).orderBy('id').execute();
  return rows.map((row) => row.body as Asset);
}

/** Whether a row is part of the inventory, by its id: neither what a watchlist watches for nor the organisation itself. */
export const isOfInventory = sql<boolean>`id not like 'watch:%' and id <> ${ORGANISATION_ID}`;

/** A page of the inventory: what follows the given id, or the first. */
export async function readAssetsAfter(db: Kysely<Tables>, id: string | undefined, limit: number): Promise<Asset[]> {
  // What is no part of it is kept out by its id: the planner takes `watchlist is null` for rare, and sorts it all each time.
  let query = db.selectFrom('assets').select('body').where(isOfInventory).orderBy('id').limit(limit);
  if (id !== undefined) query = query.where('id', '>', id);
  return (await query.execute()).map((row) => row.body as Asset);
}

/**
 * Stores and removes assets, remembers what they held before, writes the audit, and marks every matched advisory to be
 * matched again in one batch, all or nothing. Advisories that wait to be matched anyway stay as they are. Nothing is done
 * where an asset is another than the one that was seen.
 */
export async function changeInventory(
  db: Kysely<Tables>,
  change: InventoryChange,
  actor: Actor,
  at: string,
): Promise<InventoryChanged> {
  if (change.save.length + (change.remove?.length ?? 0) === 0) return { kind: 'unchanged' };
  return db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    const { seen } = change;
    const now = seen && (await readVersions(trx, [...seen.keys()]));
    const assetIds = [...(seen ?? [])].flatMap(([id, version]) => (now?.get(id) === version ? [] : [id]));
    if (assetIds.length > 0) return { kind: 'overtaken', assetIds };
    return { kind: 'changed', ...(await makeChange(trx, change, actor, at)) };
  });
}

/** The change itself, within a transaction that holds the inventory: its number and the batch that matches anew. */
export async function makeChange(
  trx: Kysely<Tables>,
  { save, remove = [] }: InventoryChange,
  actor: Actor,
  at: string,
): Promise<ChangeMade> {
  const ids = save.map((asset) => asset.id);
  const { number, ...counts } = await rememberBefore(trx, ids, remove, actor, at);
  await upsertAssets(trx, save, at);
  await removeAssets(trx, remove);
  await appendAudit(trx, {
    at,
    actor,
    action: 'assets.change',
    subject: 'assets',
    after: { ...counts, ids: ids.slice(0, MOST_IDS), removedIds: remove.slice(0, MOST_IDS) },
  });
  const label = `${save.length} assets added or changed, ${remove.length} removed`;
  return { number, ...(await rematchAll(trx, { label, at, by: actor }, { changeNumber: number })) };
}

/** Slices that a statement can take, with a rest after each in which others in this process have their turn. */
async function* slicesOf<T>(rows: readonly T[]): AsyncGenerator<readonly T[]> {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    yield rows.slice(start, start + ROWS_A_STATEMENT);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function upsertAssets(trx: Kysely<Tables>, assets: readonly Asset[], at: string): Promise<void> {
  for await (const slice of slicesOf(assets)) {
    // One parameter, not three a row, which would take several times as long.
    await sql`insert into wardwatch.assets (id, body, updated_at)
      select body->>'id', body, ${at}::timestamptz from jsonb_array_elements(${jsonOf(slice)}::jsonb) body
      on conflict (id) do update set body = excluded.body, updated_at = excluded.updated_at`.execute(trx);
  }
}

async function removeAssets(trx: Kysely<Tables>, ids: readonly string[]): Promise<void> {
  for await (const slice of slicesOf(ids)) {
    await trx
      .deleteFrom('assets')
      .where('watchlist', 'is', null)
      .where('id', '=', sql<string>`any(${[...slice]}::text[])`)
      .execute();
  }
}

/** Writes down what the assets hold before the change, and the change in numbers. */
async function rememberBefore(
  trx: Kysely<Tables>,
  saved: readonly string[],
  removed: readonly string[],
  actor: Actor,
  at: string,
): Promise<{ readonly number: number; readonly added: number; readonly changed: number; readonly removed: number }> {
  const { number } = await trx
    .insertInto('inventory_changes')
    .values({ at, actor_name: actor.name, added: 0, changed: 0, removed: removed.length })
    .returning('number')
    .executeTakeFirstOrThrow();
  let changed = 0;
  for await (const slice of slicesOf(saved)) changed += await rememberAssets(trx, number, slice);
  for await (const slice of slicesOf(removed)) await rememberAssets(trx, number, slice);
  const counts = { added: saved.length - changed, changed };
  await trx.updateTable('inventory_changes').set(counts).where('number', '=', number).execute();
  return { number, ...counts, removed: removed.length };
}

/** Gives how many of them are there. */
async function rememberAssets(trx: Kysely<Tables>, number: number, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ known: number }>`with written as (
    insert into wardwatch.inventory_before (change_number, asset_id, body)
    select ${number}::int, touched.id, a.body
    from (select distinct unnest(${[...ids]}::text[]) as id) touched left join wardwatch.assets a on a.id = touched.id
    on conflict do nothing returning body)
    select count(body)::int as known from written`.execute(trx);
  return rows[0]?.known ?? 0;
}

/** The changes of the inventory, newest first. */
export async function readInventoryChanges(db: Kysely<Tables>, limit: number): Promise<InventoryChangeRecord[]> {
  const rows = await db.selectFrom('inventory_changes').selectAll().orderBy('number', 'desc').limit(limit).execute();
  return rows.map(({ number, at, actor_name: by, added, changed, removed, undone }) => ({
    ...{ number, at: at.toISOString(), by, added, changed, removed, undone },
  }));
}

/** Takes a change back, or the last one: every asset that it touched is again what it was, or gone where it was not there. */
export async function undoInventoryChange(
  db: Kysely<Tables>,
  wanted: number | undefined,
  madeSince: string,
  actor: Actor,
  at: string,
): Promise<InventoryUndone> {
  return db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    let query = trx.selectFrom('inventory_changes').selectAll().where('undone', '=', false);
    query = wanted === undefined ? query.orderBy('number', 'desc').limit(1) : query.where('number', '=', wanted);
    const change = await query.executeTakeFirst();
    if (!change) return { kind: 'unknown' };
    if (change.at.toISOString() < madeSince) return { kind: 'too-old', madeAt: change.at.toISOString() };
    const touched = await trx
      .selectFrom('inventory_before as b')
      .innerJoin('inventory_changes as c', 'c.number', 'b.change_number')
      .select('b.asset_id')
      .distinct()
      .where('c.number', '>', change.number)
      .where('c.undone', '=', false)
      .where('b.asset_id', 'in', (eb) =>
        eb.selectFrom('inventory_before as own').select('own.asset_id').where('own.change_number', '=', change.number),
      )
      .limit(MOST_IDS)
      .execute();
    if (touched.length > 0) return { kind: 'overtaken', assetIds: touched.map((row) => row.asset_id) };
    await restoreBefore(trx, change.number, at);
    await trx.updateTable('inventory_changes').set({ undone: true }).where('number', '=', change.number).execute();
    const { number, added, changed, removed } = change;
    const subject = 'assets';
    await appendAudit(trx, { at, actor, action: 'assets.undo', subject, before: { number, added, changed, removed } });
    const cause = { label: `change ${number} of the inventory undone`, at, by: actor };
    return { kind: 'undone', number, ...(await rematchAll(trx, cause, { changeNumber: number })) };
  });
}

/** Gives the assets back what they held, and keeps in its place what they hold now: nothing that somebody saw is forgotten. */
async function restoreBefore(trx: Kysely<Tables>, number: number, at: string): Promise<void> {
  let after: string | null = '';
  while (after !== null) {
    // Every part of the statement sees the assets as they were before it.
    const { rows }: { rows: { last: string | null }[] } = await sql<{
      last: string | null;
    }>`with swapped as materialized (
        select b.asset_id, b.body as before, a.body as held
        from wardwatch.inventory_before b left join wardwatch.assets a on a.id = b.asset_id
        where b.change_number = ${number} and b.asset_id > ${after}
        order by b.asset_id limit ${ROWS_A_STATEMENT}),
      gone as (delete from wardwatch.assets where id in (select asset_id from swapped where before is null)),
      back as (
        insert into wardwatch.assets (id, body, updated_at)
        select asset_id, before, ${at}::timestamptz from swapped where before is not null
        on conflict (id) do update set body = excluded.body, updated_at = excluded.updated_at),
      kept as (
        update wardwatch.inventory_before b set body = swapped.held
        from swapped where b.change_number = ${number} and b.asset_id = swapped.asset_id)
      select max(asset_id) as last from swapped`.execute(trx);
    after = rows[0]?.last ?? null;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
