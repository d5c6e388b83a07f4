import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { ChangeMade } from '../ports/inventory-change.ts';
import type { Tables } from './tables.ts';

/** The assets that a version of the inventory touched: those of a change, or some by name. */
type Touched = { readonly changeNumber: number } | { readonly assetIds: readonly string[] };

/** What a re-match is for, in words, and who wanted it; nobody where it began by itself. */
export interface RematchCause {
  readonly label: string;
  readonly at: string;
  readonly by?: Actor;
}

/** What a re-match began with. */
type Rematch = Pick<ChangeMade, 'batchId' | 'inventoryVersion'> & { readonly advisories: number };

/** Whether an advisory (`a`) waits in a batch that a person stopped. */
export const IS_STOPPED = sql<boolean>`(not a.matched and a.batch_id in (select id from wardwatch.batches where held))`;

/**
 * Counts the inventory's version up, writes down what it touched, and marks every matched advisory to be matched again, in one
 * batch; what was stopped before comes with it, since the new may concern it. Whoever calls it holds the lock on decisions.
 */
export function rematchAll(trx: Kysely<Tables>, cause: RematchCause, touched: Touched): Promise<Rematch> {
  return rematchOf(trx, cause, touched, sql`true`);
}

/** The same for those stored advisories (`a`) of which a condition holds. */
export async function rematchOf(
  trx: Kysely<Tables>,
  cause: RematchCause,
  touched: Touched,
  condition: RawBuilder<unknown>,
): Promise<Rematch> {
  const inventoryVersion = await nextInventoryVersion(trx, touched);
  const batchId = await openRematch(trx, cause);
  const { rows } = await sql<{ advisories: number }>`with marked as (
    update wardwatch.advisories a set matched = false, batch_id = ${batchId}, attempts = 0,
      stopped_in = case when a.matched then null else a.batch_id end
    where (a.matched or ${IS_STOPPED}) and ${condition} returning 1)
    select count(*)::int as advisories from marked`.execute(trx);
  const { advisories = 0 } = rows[0] ?? {};
  await trx.updateTable('batches').set({ size: advisories }).where('id', '=', batchId).execute();
  return { batchId, inventoryVersion, advisories };
}

/** Counts the inventory's version up, and writes down what it touched: every process brings its index up to it. */
export async function nextInventoryVersion(trx: Kysely<Tables>, touched: Touched): Promise<number> {
  const { rows } = await sql<{
    version: number;
  }>`insert into wardwatch.settings (key, value) values ('inventory-version', '1'::jsonb)
    on conflict (key) do update set value = to_jsonb((wardwatch.settings.value #>> '{}')::int + 1)
    returning (value #>> '{}')::int as version`.execute(trx);
  const version = rows[0]?.version ?? 0;
  const what =
    'changeNumber' in touched
      ? { change_number: touched.changeNumber, asset_ids: [] }
      : { change_number: null, asset_ids: [...touched.assetIds] };
  await trx
    .insertInto('inventory_versions')
    .values({ version, ...what })
    .execute();
  return version;
}

async function openRematch(trx: Kysely<Tables>, { label, at, by }: RematchCause): Promise<number> {
  const { id } = await trx
    .insertInto('batches')
    .values({ kind: 'rematch', label, complete: true, created_at: at, started_by: by?.name ?? null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
