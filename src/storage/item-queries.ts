import { type Kysely, type Selectable, sql } from 'kysely';
import type { ItemRange, PendingItem, StoredItem } from '../ports/document-shelf.ts';
import type { FormatId, RawItem, RefusedItem } from '../ports/source.ts';
import type { Tables } from './tables.ts';

/**
 * Stores a document unless it is what the newest one of its guid says already: only that one is compared, so that a publisher
 * who goes back to old words is heard.
 */
export async function saveItem(
  db: Kysely<Tables>,
  sourceId: string,
  item: RawItem,
  contentHash: string,
  at: string,
  batchId: number | undefined,
): Promise<number | undefined> {
  const { guid, title = null, link = null, publishedAt = null, publisherName = null, dateNotRead = null } = item;
  const { rows } = await sql<{ id: number }>`
    insert into wardwatch.items (source_id, guid, content_hash, title, link, published_at, publisher_name, date_not_read,
      fetched_at, format, bytes, batch_id)
    select ${sourceId}::text, ${guid}::text, ${contentHash}::text, ${title}::text, ${link}::text, ${publishedAt}::timestamptz,
      ${publisherName}::text, ${dateNotRead}::text, ${at}::timestamptz, ${item.format}::text, ${Buffer.from(item.bytes)}::bytea,
      ${batchId ?? null}::int
    where ${contentHash}::text is distinct from (
      select content_hash from wardwatch.items where source_id = ${sourceId} and guid = ${guid} order by id desc limit 1)
    returning id`.execute(db);
  return rows[0]?.id;
}

export async function readPendingItems(
  db: Kysely<Tables>,
  { fromId, toId }: ItemRange,
): Promise<readonly PendingItem[]> {
  return db
    .selectFrom('items')
    .select(['id', 'attempts', sql<number>`octet_length(bytes)`.as('bytes')])
    .where('id', '>=', fromId)
    .where('id', '<=', toId)
    .where('state', '=', 'pending')
    .orderBy('id')
    .execute();
}

export async function takeItems(db: Kysely<Tables>, itemIds: readonly number[]): Promise<readonly StoredItem[]> {
  const rows = await db
    .updateTable('items')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', sql<number>`any(${[...itemIds]}::int[])`)
    .where('state', '=', 'pending')
    .returningAll()
    .execute();
  return rows.sort((a, b) => a.id - b.id).map(storedItemOf);
}

/** A document as it was stored. */
export function storedItemOf(row: Selectable<Tables['items']>): StoredItem {
  return {
    id: row.id,
    sourceId: row.source_id,
    guid: row.guid,
    ...(row.title !== null && { title: row.title }),
    ...(row.link !== null && { link: row.link }),
    ...(row.published_at && { publishedAt: row.published_at.toISOString() }),
    ...(row.publisher_name !== null && { publisherName: row.publisher_name }),
    ...(row.date_not_read !== null && { dateNotRead: row.date_not_read }),
    format: row.format as FormatId,
    bytes: row.bytes,
    fetchedAt: row.fetched_at.toISOString(),
    ...(row.batch_id !== null && { batchId: row.batch_id }),
    attempts: row.attempts,
  };
}

export async function returnItems(db: Kysely<Tables>, itemIds: readonly number[]): Promise<void> {
  await db
    .updateTable('items')
    .set((eb) => ({ attempts: eb('attempts', '-', 1) }))
    .where('id', '=', sql<number>`any(${[...itemIds]}::int[])`)
    .where('state', '=', 'pending')
    .execute();
}

export async function refuseItem(db: Kysely<Tables>, itemId: number, because: string): Promise<void> {
  await db
    .updateTable('items')
    .set({ state: 'refused', because })
    .where('id', '=', itemId)
    .where('state', '=', 'pending')
    .execute();
}

export async function readItemStates(
  db: Kysely<Tables>,
  itemIds: readonly number[],
): Promise<{ id: number; state: string; because?: string; advisoryId?: string }[]> {
  if (itemIds.length === 0) return [];
  const rows = await db
    .selectFrom('items')
    .select(['id', 'state', 'because', 'advisory_id'])
    .where('id', 'in', [...itemIds])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    ...(row.because !== null && { because: row.because }),
    ...(row.advisory_id !== null && { advisoryId: row.advisory_id }),
  }));
}

export async function readRefusedItems(db: Kysely<Tables>, sourceId: string, limit: number): Promise<RefusedItem[]> {
  const rows = await db
    .selectFrom('items')
    .select(['guid', 'title', 'because'])
    .where('source_id', '=', sourceId)
    .where('state', '=', 'refused')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ guid, title, because }) => ({
    what: title === null ? guid : `${title} (${guid})`,
    because: because ?? '',
  }));
}

/** PostgreSQL's text cannot hold NUL. Formats strip it already; this is the last gate. */
export function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '');
}

/** JSON for a jsonb column, which refuses `\u0000` too. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value).replaceAll('\\u0000', '');
}
