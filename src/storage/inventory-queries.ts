import { type Kysely, sql } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { Asset } from '../domain/asset.ts';
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
import type { Tables } from './tables.ts';

/** Rows written in one statement: large enough to be quick, small enough for the embedded database's memory. */
const ROWS_A_STATEMENT = 500;
/** The audit names so many assets of an import; the inventory itself holds the rest. */
const MOST_IDS = 100;

export async function readInventoryVersion(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', 'inventory-version').executeTakeFirst();
  return typeof row?.value === 'number' ? row.value : 0;
}

/** The inventory in the order of its ids; with `watched`, what watchlists watch for as well. */
export async function readInventory(db: Kysely<Tables>, { watched }: { readonly watched: boolean }): Promise<Asset[]> {
  let query = db.selectFrom('assets').select('body').orderBy('id');
  if (!watched) query = query.where('watchlist', 'is', null);
  return (await query.execute()).map((row) => row.body as Asset);
}

/**
 * Stores and removes assets, remembers what they held before, writes the audit, and marks every matched advisory to be
 * matched again in one batch, all or nothing. Advisories that wait to be matched anyway stay as they are. Nothing is done
 * where an asset is another than the one that was seen.
 */
export async function changeInventory(
  db: Kysely<Tables>,
  { save, remove = [], seen }: InventoryChange,
  actor: Actor,
  at: string,
): Promise<InventoryChanged> {
  if (save.length + remove.length === 0) return { kind: 'unchanged' };
  return db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    const now = seen && (await readVersions(trx, [...seen.keys()]));
    const assetIds = [...(seen ?? [])].flatMap(([id, version]) => (now?.get(id) === version ? [] : [id]));
    if (assetIds.length > 0) return { kind: 'overtaken', assetIds };
    const ids = save.map((asset) => asset.id);
    const { known, number } = await rememberBefore(trx, ids, remove, actor, at);
    await upsertAssets(trx, save, at);
    await removeAssets(trx, remove);
    const counts = { added: ids.length - known, changed: known, removed: remove.length };
    await appendAudit(trx, {
      at,
      actor,
      action: 'assets.change',
      subject: 'assets',
      after: { ...counts, ids: ids.slice(0, MOST_IDS), removedIds: remove.slice(0, MOST_IDS) },
    });
    const label = `${save.length} assets added or changed, ${remove.length} removed`;
    return { kind: 'changed', number, ...(await rematchAll(trx, label, at)) };
  });
}

async function upsertAssets(trx: Kysely<Tables>, assets: readonly Asset[], at: string): Promise<void> {
  for (let start = 0; start < assets.length; start += ROWS_A_STATEMENT) {
    const rows = assets
      .slice(start, start + ROWS_A_STATEMENT)
      .map((asset) => ({ id: asset.id, body: jsonOf(asset), updated_at: at }));
    await trx
      .insertInto('assets')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          body: eb.ref('excluded.body'),
          updated_at: eb.ref('excluded.updated_at'),
        })),
      )
      .execute();
  }
}

async function removeAssets(trx: Kysely<Tables>, ids: readonly string[]): Promise<void> {
  await trx
    .deleteFrom('assets')
    .where('watchlist', 'is', null)
    .where('id', '=', sql<string>`any(${[...ids]}::text[])`)
    .execute();
}

/** Writes down what the assets hold before the change; gives its number, and how many of those to be saved are there already. */
async function rememberBefore(
  trx: Kysely<Tables>,
  saved: readonly string[],
  removed: readonly string[],
  actor: Actor,
  at: string,
): Promise<{ readonly known: number; readonly number: number }> {
  const { known } = await trx
    .selectFrom('assets')
    .select(sql<number>`count(*)::int`.as('known'))
    .where('id', '=', sql<string>`any(${[...saved]}::text[])`)
    .executeTakeFirstOrThrow();
  const counts = { added: saved.length - known, changed: known, removed: removed.length };
  const { number } = await trx
    .insertInto('inventory_changes')
    .values({ at, actor_name: actor.name, ...counts })
    .returning('number')
    .executeTakeFirstOrThrow();
  await sql`insert into wardwatch.inventory_before (change_number, asset_id, body)
    select ${number}::int, id, (select body from wardwatch.assets a where a.id = touched.id)
    from (select distinct unnest(${[...saved, ...removed]}::text[]) as id) touched`.execute(trx);
  return { known, number };
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
    return { kind: 'undone', number, ...(await rematchAll(trx, `change ${number} of the inventory undone`, at)) };
  });
}

/** Gives the assets back what they held, and keeps in its place what they hold now: nothing that somebody saw is forgotten. */
async function restoreBefore(trx: Kysely<Tables>, number: number, at: string): Promise<void> {
  const { rows: held } = await sql<{ asset_id: string; body: unknown }>`
    select b.asset_id, a.body from wardwatch.inventory_before b left join wardwatch.assets a on a.id = b.asset_id
    where b.change_number = ${number}`.execute(trx);
  await sql`delete from wardwatch.assets where id in
    (select asset_id from wardwatch.inventory_before where change_number = ${number} and body is null)`.execute(trx);
  await sql`insert into wardwatch.assets (id, body, updated_at)
    select asset_id, body, ${at}::timestamptz from wardwatch.inventory_before
    where change_number = ${number} and body is not null
    on conflict (id) do update set body = excluded.body, updated_at = excluded.updated_at`.execute(trx);
  const ids = held.map((row) => row.asset_id);
  const bodies = held.map((row) => (row.body === null ? null : jsonOf(row.body)));
  await sql`update wardwatch.inventory_before b set body = held.body::jsonb
    from unnest(${ids}::text[], ${bodies}::text[]) as held (asset_id, body)
    where b.change_number = ${number} and b.asset_id = held.asset_id`.execute(trx);
}

/** Counts the inventory's version up and marks every matched advisory to be matched again, in one batch. */
export async function rematchAll(
  trx: Kysely<Tables>,
  label: string,
  at: string,
): Promise<Pick<ChangeMade, 'batchId' | 'inventoryVersion'>> {
  const { rows } = await sql<{
    version: number;
  }>`insert into wardwatch.settings (key, value) values ('inventory-version', '1'::jsonb)
    on conflict (key) do update set value = to_jsonb((wardwatch.settings.value #>> '{}')::int + 1)
    returning (value #>> '{}')::int as version`.execute(trx);
  const batch = await trx
    .insertInto('batches')
    .values({ kind: 'rematch', label, complete: true, created_at: at })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx
    .updateTable('advisories')
    .set({ matched: false, batch_id: batch.id, attempts: 0 })
    .where('matched', '=', true)
    .execute();
  return { batchId: batch.id, inventoryVersion: rows[0]?.version ?? 0 };
}
