import { isDeepStrictEqual } from 'node:util';
import { type Kysely, sql, type Transaction } from 'kysely';
import { type Advisory, datedAt } from '../domain/advisory.ts';
import type { KevRow } from '../domain/flaw-facts.ts';
import { hostIn } from '../indicators/host-in.ts';
import type { NextRevision, ReadItem } from '../ports/document-shelf.ts';
import { jsonOf, withoutNul } from './item-queries.ts';
import type { Tables } from './tables.ts';

/**
 * Stores what was read from documents, all or none: what says something else than its advisory did becomes a revision. No two
 * may be of one document or one advisory.
 */
export async function saveAdvisories(
  db: Kysely<Tables>,
  read: readonly ReadItem[],
): Promise<readonly ('new' | 'changed' | 'same')[]> {
  return db.transaction().execute(async (trx) => {
    const items = await markRead(trx, read);
    const known = await readKnown(
      trx,
      read.map(({ advisory }) => advisory.id),
    );
    const revisions = read.flatMap(({ itemId, advisory, text }): NewRevision[] => {
      const item = items.get(itemId);
      if (item === undefined || item.overtaken) return [];
      const before = known.get(advisory.id);
      if (before && saysTheSame(before.body, advisory)) return [];
      const revision = (before?.revision ?? 0) + 1;
      return [{ advisory, text, revision, batchId: item.batch_id, fetchedAt: item.fetched_at.toISOString() }];
    });
    if (revisions.length > 0) await insertRevisions(trx, revisions);
    const numbers = new Map(revisions.map(({ advisory, revision }) => [advisory.id, revision]));
    return read.map(({ advisory }) => {
      const number = numbers.get(advisory.id);
      return number === undefined ? 'same' : number === 1 ? 'new' : 'changed';
    });
  });
}

interface MarkedItem {
  readonly id: number;
  readonly batch_id: number | null;
  readonly fetched_at: Date;
  /** A newer document of the same guid was read first: what this one says holds no more. */
  readonly overtaken: boolean;
}

async function markRead(trx: Transaction<Tables>, read: readonly ReadItem[]): Promise<ReadonlyMap<number, MarkedItem>> {
  const { rows } = await sql<MarkedItem>`
    update wardwatch.items i set state = 'read', advisory_id = given.advisory_id
    from unnest(${read.map(({ itemId }) => itemId)}::int[], ${read.map(({ advisory }) => advisory.id)}::text[])
      as given(id, advisory_id)
    where i.id = given.id and i.state = 'pending'
    returning i.id, i.batch_id, i.fetched_at, exists (
      select 1 from wardwatch.items newer
      where newer.source_id = i.source_id and newer.guid = i.guid and newer.id > i.id and newer.state = 'read') as overtaken`.execute(
    trx,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

interface KnownRevision {
  readonly id: string;
  readonly revision: number;
  readonly body: Advisory;
}

async function readKnown(
  trx: Transaction<Tables>,
  advisoryIds: readonly string[],
): Promise<ReadonlyMap<string, KnownRevision>> {
  const { rows } = await sql<KnownRevision>`
    select a.id, a.revision, r.body from wardwatch.advisories a
    join wardwatch.revisions r on r.advisory_id = a.id and r.revision = a.revision
    where a.id = any(${[...advisoryIds]}::text[])`.execute(trx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The next revision of each of these advisories, in their order. */
export async function readNextRevisions(
  db: Kysely<Tables>,
  advisoryIds: readonly string[],
): Promise<readonly NextRevision[]> {
  const rows = await db
    .selectFrom('advisories')
    .select(['id', 'revision', 'first_seen_at'])
    .where('id', '=', sql<string>`any(${[...advisoryIds]}::text[])`)
    .execute();
  const known = new Map(rows.map((row) => [row.id, row]));
  return advisoryIds.map((id) => {
    const row = known.get(id);
    if (row === undefined) return { revision: 1 };
    return { revision: row.revision + 1, firstSeenAt: row.first_seen_at.toISOString() };
  });
}

/** Equal in all that a reader could notice: not in the revision's number, nor in when it was fetched or seen first. jsonb keeps no order of keys. */
function saysTheSame(before: Advisory, after: Advisory): boolean {
  const essence = (advisory: Advisory) => ({ ...advisory, revision: 0, fetchedAt: '', firstSeenAt: '' });
  return isDeepStrictEqual(essence(before), essence(JSON.parse(jsonOf(after)) as Advisory));
}

interface NewRevision {
  readonly advisory: Advisory;
  readonly text: string;
  readonly revision: number;
  readonly batchId: number | null;
  readonly fetchedAt: string;
}

async function insertRevisions(trx: Transaction<Tables>, revisions: readonly NewRevision[]): Promise<void> {
  const texts = new Map(revisions.map(({ advisory, text }) => [advisory.documentId, withoutNul(text)]));
  await trx
    .insertInto('documents')
    .values([...texts].map(([id, text]) => ({ id, text })))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  await trx
    .insertInto('advisories')
    .values(revisions.map(advisoryRowOf))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        source_id: eb.ref('excluded.source_id'),
        revision: eb.ref('excluded.revision'),
        title: eb.ref('excluded.title'),
        dated_at: eb.ref('excluded.dated_at'),
        aliases: eb.ref('excluded.aliases'),
        matched: eb.ref('excluded.matched'),
        batch_id: eb.ref('excluded.batch_id'),
        attempts: eb.ref('excluded.attempts'),
        tlp: eb.ref('excluded.tlp'),
      })),
    )
    .execute();
  await trx
    .insertInto('revisions')
    .values(
      revisions.map(({ advisory, revision, fetchedAt }) => ({
        ...{ advisory_id: advisory.id, revision, document_id: advisory.documentId, created_at: fetchedAt },
        body: jsonOf({ ...advisory, revision }),
      })),
    )
    .execute();
  const advisories = revisions.map(({ advisory }) => advisory);
  const known = revisions.flatMap(({ advisory, revision }) => (revision > 1 ? [advisory.id] : []));
  if (known.length > 0) await forgetNamed(trx, known);
  await insertNamed(trx, advisories);
  await insertRows(trx, advisories);
}

function advisoryRowOf({ advisory, revision, batchId, fetchedAt }: NewRevision) {
  return {
    id: advisory.id,
    first_seen_at: fetchedAt,
    source_id: advisory.sourceId,
    revision,
    title: withoutNul(advisory.title),
    dated_at: datedAt(advisory),
    aliases: [...advisory.aliases],
    matched: false,
    batch_id: batchId,
    attempts: 0,
    tlp: advisory.tlp,
  };
}

/** What their earlier revisions named, and their rows of CISA's catalogue. */
async function forgetNamed(trx: Transaction<Tables>, advisoryIds: readonly string[]): Promise<void> {
  const ids = [...advisoryIds];
  await sql`
    with indicators as (delete from wardwatch.advisory_indicators where advisory_id = any(${ids}::text[])),
      products as (delete from wardwatch.advisory_products where advisory_id = any(${ids}::text[]))
    delete from wardwatch.flaw_facts where source = any(${ids}::text[])`.execute(trx);
}

/** Rows of CISA's catalogue are known of their flaws in every case, whichever one the advisory joins. */
async function insertRows(trx: Transaction<Tables>, advisories: readonly Advisory[]): Promise<void> {
  const values = advisories.flatMap(({ id, kev, withdrawn }) => {
    const rows = new Map(kev.map((entry): [string, KevRow] => [entry.cve, { catalogue: 'CISA', ...entry }]));
    return withdrawn
      ? []
      : [...rows].map(([cve, row]) => ({ source: id, cve, kind: 'kev' as const, body: jsonOf(row) }));
  });
  for (const rows of pagesOf(values)) await trx.insertInto('flaw_facts').values(rows).execute();
}

/** What the newest revisions name, for questions by indicator (an address is found by its host too) and by product. */
async function insertNamed(trx: Transaction<Tables>, advisories: readonly Advisory[]): Promise<void> {
  for (const rows of pagesOf(advisories.flatMap(indicatorRowsOf))) {
    await trx.insertInto('advisory_indicators').values(rows).execute();
  }
  for (const rows of pagesOf(advisories.flatMap(productRowsOf))) {
    await trx.insertInto('advisory_products').values(rows).execute();
  }
}

function indicatorRowsOf({ id, indicators }: Advisory) {
  const whole = indicators.map(({ type, value }) => ({ type, value }));
  const all = [...whole, ...whole.flatMap((indicator) => hostIn(indicator) ?? [])];
  const distinct = new Map(all.map((one) => [`${one.type} ${one.value}`, one] as const));
  return [...distinct.values()].map(({ type, value }) => ({ advisory_id: id, type, value: withoutNul(value) }));
}

function productRowsOf({ id, affected }: Advisory) {
  const named = affected.map(({ vendor, product, cves }) => ({
    advisory_id: id,
    vendor: vendor === undefined ? null : withoutNul(vendor),
    product: withoutNul(product),
    cves: [...cves],
  }));
  return [...new Map(named.map((row) => [JSON.stringify(row), row])).values()];
}

const ROWS_A_STATEMENT = 500;

function pagesOf<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_A_STATEMENT) }, (_, page) =>
    rows.slice(page * ROWS_A_STATEMENT, (page + 1) * ROWS_A_STATEMENT),
  );
}
