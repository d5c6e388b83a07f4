import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Advisory } from '../domain/advisory.ts';
import type { NameDecision } from '../domain/name-decision.ts';
import type { NamedProduct } from '../domain/product-name.ts';
import type { NameRecord, NameShelf, NamesChange, NamesChanged } from '../ports/name-records.ts';
import { appendAudit } from './audit-queries.ts';
import { caseIdOf } from './case-id.ts';
import { lockDecisions } from './decision-lock.ts';
import { jsonOf } from './item-queries.ts';
import { rematchOf } from './rematch-all.ts';
import type { Tables } from './tables.ts';

/** Where decisions on names are kept. */
export function nameQueries(db: Kysely<Tables>): NameShelf {
  return {
    nameRecords: async () => {
      const rows = await db.selectFrom('name_decisions').selectAll().orderBy('id').execute();
      return rows.map(recordOf);
    },
    advisoryNames: async () => {
      const { rows } = await sql<{ vendor: string | null; product: string }>`
        select distinct vendor, product from wardwatch.advisory_products`.execute(db);
      return rows.map(({ vendor, product }) => ({ product, ...(vendor !== null && { vendor }) }));
    },
    advisoriesOn: (spellings, assetId, limit) => advisoriesOn(db, spellings, assetId, limit),
    changeNames: (change, by, at) => changeNames(db, change, by, at),
    reachOfNames: (spellings, assetIds) => reachOfNames(db, spellings, assetIds),
  };
}

async function advisoriesOn(
  db: Kysely<Tables>,
  spellings: readonly NamedProduct[],
  assetId: string,
  limit: number,
): Promise<{ readonly advisories: readonly Advisory[]; readonly total: number }> {
  const { rows } = await sql<{ body: unknown; total: number }>`
    select r.body, count(*) over ()::int as total
    from wardwatch.advisories a
    join wardwatch.revisions r on r.advisory_id = a.id and r.revision = a.revision
    where a.id in (${naming(spellings)} union select m.advisory_id from wardwatch.matches_on(${assetId}) m)
    order by a.dated_at desc, a.id limit ${limit}`.execute(db);
  return { advisories: rows.map(({ body }) => body as Advisory), total: rows[0]?.total ?? 0 };
}

async function changeNames(
  db: Kysely<Tables>,
  { key, decision, seen, action, subject, spellings }: NamesChange,
  actor: NameDecision['by'],
  at: string,
): Promise<NamesChanged> {
  return db.transaction().execute(async (trx) => {
    await lockDecisions(trx);
    const row = await trx.selectFrom('name_decisions').selectAll().where('key', '=', key).executeTakeFirst();
    if ((row?.version ?? 0) !== seen) return { kind: 'overtaken' };
    const before = row?.body ?? undefined;
    const held = {
      version: seen + 1,
      body: decision === undefined ? null : jsonOf(decision),
      before: before === undefined ? null : jsonOf(before),
      changed_at: at,
    };
    const saved = await trx
      .insertInto('name_decisions')
      .values({ key, ...held })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(held))
      .returningAll()
      .executeTakeFirstOrThrow();
    const states = { ...(before !== undefined && { before }), ...(decision !== undefined && { after: decision }) };
    await appendAudit(trx, { at, actor, action, subject, ...states });
    const { batchId, advisories } = await rematchOf(
      trx,
      { label: subject, at, by: actor },
      { assetIds: [] },
      sql`a.id in (${naming(spellings)})`,
    );
    return { kind: 'changed', record: recordOf(saved), batchId, advisories };
  });
}

async function reachOfNames(
  db: Kysely<Tables>,
  spellings: readonly NamedProduct[],
  assetIds: readonly string[],
): Promise<{ readonly advisories: number; readonly caseIds: readonly string[] }> {
  const { rows: counts } = await sql<{ count: number }>`
    select count(*)::int as count from (${naming(spellings)}) named`.execute(db);
  const { rows } = await sql<{ number: number }>`
    select distinct ca.case_number as number
    from wardwatch.case_advisories ca join wardwatch.matches m on m.advisory_id = ca.advisory_id
    where m.asset_ids && ${[...assetIds]}::text[] and ca.advisory_id in (${naming(spellings)})
    order by ca.case_number`.execute(db);
  return { advisories: counts[0]?.count ?? 0, caseIds: rows.map(({ number }) => caseIdOf(number)) };
}

/** The ids of the advisories that give a product one of these names. */
function naming(spellings: readonly NamedProduct[]): RawBuilder<unknown> {
  const vendors = spellings.map(({ vendor }) => vendor ?? '');
  const products = spellings.map(({ product }) => product);
  return sql`select distinct p.advisory_id from wardwatch.advisory_products p
    join unnest(${vendors}::text[], ${products}::text[]) as s(vendor, product)
      on p.product = s.product and coalesce(p.vendor, '') = s.vendor`;
}

function recordOf(row: { id: number; version: number; body: unknown; before: unknown; changed_at: Date }): NameRecord {
  const { id, version, body, before, changed_at } = row;
  return {
    ...{ id, version, changedAt: changed_at.toISOString() },
    ...(body !== null && { decision: body as NameDecision }),
    ...(before !== null && { before: before as NameDecision }),
  };
}
