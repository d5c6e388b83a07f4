import { isDeepStrictEqual } from 'node:util';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { type Advisory, datedAt } from '../domain/advisory.ts';
import type { KevRow } from '../domain/flaw-facts.ts';
import { hostIn } from '../indicators/host-in.ts';
import type { FormatId, RawItem, RefusedItem } from '../ports/source.ts';
import type { StoredItem } from '../ports/store.ts';
import type { Tables } from './tables.ts';

/** Compares with the newest document of the same guid only, so that a publisher who goes back to old words is heard. */
export async function saveItem(
  db: Kysely<Tables>,
  sourceId: string,
  item: RawItem,
  contentHash: string,
  at: string,
  batchId: number | undefined,
): Promise<number | undefined> {
  return db.transaction().execute((trx) => insertItem(trx, sourceId, item, contentHash, at, batchId));
}

/** The same within a transaction. */
export async function insertItem(
  trx: Kysely<Tables>,
  sourceId: string,
  item: RawItem,
  contentHash: string,
  at: string,
  batchId: number | undefined,
): Promise<number | undefined> {
  const newest = await trx
    .selectFrom('items')
    .select('content_hash')
    .where('source_id', '=', sourceId)
    .where('guid', '=', item.guid)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest?.content_hash === contentHash) return undefined;
  const row = await trx
    .insertInto('items')
    .values({
      source_id: sourceId,
      guid: item.guid,
      content_hash: contentHash,
      title: item.title ?? null,
      link: item.link ?? null,
      published_at: item.publishedAt ?? null,
      publisher_name: item.publisherName ?? null,
      date_not_read: item.dateNotRead ?? null,
      fetched_at: at,
      format: item.format,
      bytes: Buffer.from(item.bytes),
      batch_id: batchId ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function takeItem(db: Kysely<Tables>, itemId: number): Promise<StoredItem | undefined> {
  const row = await db
    .updateTable('items')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', itemId)
    .where('state', '=', 'pending')
    .returningAll()
    .executeTakeFirst();
  return row && storedItemOf(row);
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

export async function returnItem(db: Kysely<Tables>, itemId: number): Promise<void> {
  await db
    .updateTable('items')
    .set((eb) => ({ attempts: eb('attempts', '-', 1) }))
    .where('id', '=', itemId)
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

export async function saveAdvisory(
  db: Kysely<Tables>,
  itemId: number,
  advisory: Advisory,
  documentText: string,
): Promise<'new' | 'changed' | 'same'> {
  return db.transaction().execute(async (trx) => {
    const item = await trx
      .updateTable('items')
      .set({ state: 'read', advisory_id: advisory.id })
      .where('id', '=', itemId)
      .where('state', '=', 'pending')
      .returning(['batch_id', 'fetched_at', 'source_id', 'guid'])
      .executeTakeFirst();
    if (!item || (await isOvertaken(trx, itemId, item))) return 'same';
    const known = await trx
      .selectFrom('advisories')
      .innerJoin('revisions', (join) =>
        join
          .onRef('revisions.advisory_id', '=', 'advisories.id')
          .onRef('revisions.revision', '=', 'advisories.revision'),
      )
      .select(['revisions.document_id', 'revisions.body', 'advisories.revision'])
      .where('advisories.id', '=', advisory.id)
      .executeTakeFirst();
    if (known && saysTheSame(known.body as Advisory, advisory)) return 'same';
    await insertRevision(trx, advisory, documentText, {
      revision: (known?.revision ?? 0) + 1,
      batchId: item.batch_id,
      fetchedAt: item.fetched_at.toISOString(),
    });
    return known ? 'changed' : 'new';
  });
}

/** A newer document of the same guid was read first: what this one says holds no more. */
async function isOvertaken(
  trx: Transaction<Tables>,
  itemId: number,
  { source_id, guid }: { readonly source_id: string; readonly guid: string },
): Promise<boolean> {
  const newer = await trx
    .selectFrom('items')
    .select('id')
    .where('source_id', '=', source_id)
    .where('guid', '=', guid)
    .where('id', '>', itemId)
    .where('state', '=', 'read')
    .limit(1)
    .executeTakeFirst();
  return newer !== undefined;
}

/** Equal in all that a reader could notice: not in the revision's number, nor in when it was fetched or seen first. jsonb keeps no order of keys. */
function saysTheSame(before: Advisory, after: Advisory): boolean {
  const essence = (advisory: Advisory) => ({ ...advisory, revision: 0, fetchedAt: '', firstSeenAt: '' });
  return isDeepStrictEqual(essence(before), essence(JSON.parse(jsonOf(after)) as Advisory));
}

async function insertRevision(
  trx: Transaction<Tables>,
  advisory: Advisory,
  documentText: string,
  facts: { revision: number; batchId: number | null; fetchedAt: string },
): Promise<void> {
  await trx
    .insertInto('documents')
    .values({ id: advisory.documentId, text: withoutNul(documentText) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const row = {
    source_id: advisory.sourceId,
    revision: facts.revision,
    title: withoutNul(advisory.title),
    dated_at: datedAt(advisory),
    aliases: [...advisory.aliases],
    matched: false,
    batch_id: facts.batchId,
    attempts: 0,
    tlp: advisory.tlp,
  };
  await trx
    .insertInto('advisories')
    .values({ id: advisory.id, first_seen_at: facts.fetchedAt, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await trx
    .insertInto('revisions')
    .values({
      advisory_id: advisory.id,
      revision: facts.revision,
      document_id: advisory.documentId,
      body: jsonOf({ ...advisory, revision: facts.revision }),
      created_at: facts.fetchedAt,
    })
    .execute();
  await replaceNamed(trx, advisory);
  await replaceRows(trx, advisory);
}

/** Its rows of CISA's catalogue are known of their flaws in every case, whichever one it joins. */
async function replaceRows(trx: Transaction<Tables>, { id, kev, withdrawn }: Advisory): Promise<void> {
  await trx.deleteFrom('flaw_facts').where('source', '=', id).execute();
  const rows = new Map(kev.map((entry): [string, KevRow] => [entry.cve, { catalogue: 'CISA', ...entry }]));
  if (withdrawn || rows.size === 0) return;
  await trx
    .insertInto('flaw_facts')
    .values([...rows].map(([cve, row]) => ({ source: id, cve, kind: 'kev', body: jsonOf(row) })))
    .execute();
}

const ROWS_A_STATEMENT = 500;

/** What the newest revision names, for questions by indicator (an address is found by its host too) and by product. */
async function replaceNamed(trx: Transaction<Tables>, { id, indicators, affected }: Advisory): Promise<void> {
  await trx.deleteFrom('advisory_indicators').where('advisory_id', '=', id).execute();
  await trx.deleteFrom('advisory_products').where('advisory_id', '=', id).execute();
  const whole = indicators.map(({ type, value }) => ({ type, value }));
  const all = [...whole, ...whole.flatMap((indicator) => hostIn(indicator) ?? [])];
  const distinctNames = new Map(all.map((one) => [`${one.type} ${one.value}`, one] as const));
  const values = [...distinctNames.values()].map(({ type, value }) => ({
    advisory_id: id,
    type,
    value: withoutNul(value),
  }));
  for (let start = 0; start < values.length; start += ROWS_A_STATEMENT) {
    await trx
      .insertInto('advisory_indicators')
      .values(values.slice(start, start + ROWS_A_STATEMENT))
      .execute();
  }
  const named = affected.map(({ vendor, product, cves }) => ({
    advisory_id: id,
    vendor: vendor === undefined ? null : withoutNul(vendor),
    product: withoutNul(product),
    cves: [...cves],
  }));
  const distinct = [...new Map(named.map((row) => [JSON.stringify(row), row])).values()];
  for (let start = 0; start < distinct.length; start += ROWS_A_STATEMENT) {
    await trx
      .insertInto('advisory_products')
      .values(distinct.slice(start, start + ROWS_A_STATEMENT))
      .execute();
  }
}

/** PostgreSQL's text cannot hold NUL. Formats strip it already; this is the last gate. */
function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '');
}

/** JSON for a jsonb column, which refuses `\u0000` too. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value).replaceAll('\\u0000', '');
}
