import { type Kysely, sql } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { Asset } from '../domain/asset.ts';
import { appendAudit } from './audit-queries.ts';
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

/**
 * Stores assets, counts the inventory's version up, writes the audit, and marks every matched advisory to be matched again in one batch, all
 * or nothing. Advisories that wait to be matched anyway stay as they are.
 */
export async function saveAssets(
  db: Kysely<Tables>,
  assets: readonly Asset[],
  actor: Actor,
  at: string,
): Promise<number | undefined> {
  if (assets.length === 0) return undefined;
  return db.transaction().execute(async (trx) => {
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
    await sql`insert into wardwatch.settings (key, value) values ('inventory-version', '1'::jsonb)
      on conflict (key) do update set value = to_jsonb((wardwatch.settings.value #>> '{}')::int + 1)`.execute(trx);
    const batch = await trx
      .insertInto('batches')
      .values({ kind: 'rematch', label: `${assets.length} assets added or changed`, complete: true, created_at: at })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx
      .updateTable('advisories')
      .set({ matched: false, batch_id: batch.id, attempts: 0 })
      .where('matched', '=', true)
      .execute();
    const ids = assets.map((asset) => asset.id);
    await appendAudit(trx, {
      at,
      actor,
      action: 'assets.import',
      subject: 'assets',
      after: { count: ids.length, ids: ids.slice(0, MOST_IDS) },
    });
    return batch.id;
  });
}
