import { type Kysely, sql } from 'kysely';
import type { DocumentChoice, DocumentRead, StoredItem } from '../ports/document-shelf.ts';
import { storedItemOf } from './item-queries.ts';
import type { Tables } from './tables.ts';

/** The newest document of each guid, unless it still waits; an older one says nothing any more. */
export async function documentsRead(
  db: Kysely<Tables>,
  { sourceId, since, ids }: DocumentChoice,
): Promise<readonly DocumentRead[]> {
  const newest = db
    .selectFrom('items')
    .distinctOn(['source_id', 'guid'])
    .select(['id', 'source_id', 'guid', 'state', 'advisory_id', 'fetched_at'])
    .orderBy('source_id')
    .orderBy('guid')
    .orderBy('id', 'desc')
    .as('newest');
  const name = sql<string>`source_id || ':' || guid`;
  let chosen = db
    .selectFrom(newest)
    .select(['id', 'state', 'advisory_id', name.as('name')])
    .where('state', '!=', 'pending');
  if (sourceId !== undefined) chosen = chosen.where('source_id', '=', sourceId);
  if (since !== undefined) chosen = chosen.where('fetched_at', '>=', sql<Date>`${since}::timestamptz`);
  if (ids !== undefined) chosen = chosen.where((eb) => eb.or([eb('advisory_id', 'in', ids), eb(name, 'in', ids)]));
  const rows = await chosen.orderBy('id').execute();
  return rows.map((row) => ({
    itemId: row.id,
    id: row.name,
    state: row.state === 'read' ? 'read' : 'refused',
    ...(row.advisory_id !== null && { advisoryId: row.advisory_id }),
  }));
}

export async function storedItem(db: Kysely<Tables>, itemId: number): Promise<StoredItem | undefined> {
  const row = await db.selectFrom('items').selectAll().where('id', '=', itemId).executeTakeFirst();
  return row && storedItemOf(row);
}

const ITEMS_A_STATEMENT = 1_000;

/** All or none, so that a batch is whole. */
export async function readItemsAgain(db: Kysely<Tables>, itemIds: readonly number[], batchId: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (let start = 0; start < itemIds.length; start += ITEMS_A_STATEMENT) {
      await trx
        .updateTable('items')
        .set({ state: 'pending', because: null, attempts: 0, batch_id: batchId })
        .where('id', 'in', itemIds.slice(start, start + ITEMS_A_STATEMENT))
        .where('state', '!=', 'pending')
        .execute();
    }
  });
}
