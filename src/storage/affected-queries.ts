import { type Kysely, sql } from 'kysely';
import type { Advisory } from '../domain/advisory.ts';
import type { Match } from '../domain/match.ts';
import type { Store, TouchedByAdvisories } from '../ports/store.ts';
import { isFilled, readAssets } from './case-queries.ts';
import type { Tables } from './tables.ts';

type Asked = Parameters<Store['touchedBy']>[0];

/** The advisories that are asked for, newest first, with what they say of assets on that matter. */
export async function readTouchedBy(db: Kysely<Tables>, asked: Asked, limit: number): Promise<TouchedByAdvisories> {
  const advisories = await db
    .selectFrom('advisories as a')
    .innerJoin('revisions as r', (join) =>
      join.onRef('r.advisory_id', '=', 'a.id').onRef('r.revision', '=', 'a.revision'),
    )
    .select('r.body')
    .where(isAbout(asked))
    .orderBy('a.dated_at', 'desc')
    .limit(limit)
    .execute();
  const bodies = advisories.map((row) => row.body as Advisory);
  const ids = bodies.map((advisory) => advisory.id);
  const { rows } = await sql<{ match: Match }>`
    select m.body as match
    from wardwatch.matches m
    join wardwatch.assets t on t.id = m.asset_id
    cross join lateral (select ${NAMED_BY_EVIDENCE} as names) e
    left join (
      select advisory_id, jsonb_agg(product) as products from (
        select p.advisory_id, p.product from wardwatch.advisory_products p where p.advisory_id = any(${ids}::text[])
        group by p.advisory_id, p.product having ${isMarked(asked)}) one
      group by advisory_id) marked on marked.advisory_id = m.advisory_id
    where m.advisory_id = any(${ids}::text[]) and ${concerns(asked)}
    order by m.asset_id, m.advisory_id`.execute(db);
  const assetIds = [...new Set(rows.map(({ match }) => match.assetId))];
  const assets = new Map((await readAssets(db, assetIds)).map((asset) => [asset.id, asset]));
  const matches = rows.flatMap(({ match }) => {
    const asset = assets.get(match.assetId);
    return asset === undefined ? [] : [{ match, asset }];
  });
  return { advisories: bodies, matches };
}

/** The products, as the advisory writes them, by which a match was found; none where it rests on a supplier or an indicator. */
const NAMED_BY_EVIDENCE = sql`jsonb_path_query_array(m.body, '$.evidence[*].advisoryName')`;

/** Which advisories: for a product also those that touch assets which the inventory calls so, under whatever name. */
function isAbout(asked: Asked) {
  if ('advisoryId' in asked) return sql<boolean>`a.id = ${asked.advisoryId}`;
  if ('cve' in asked) return sql<boolean>`a.aliases @> array[${asked.cve.toUpperCase()}]::text[]`;
  return sql<boolean>`a.id in (
    select p.advisory_id from wardwatch.advisory_products p where p.search @@ wardwatch.words_query(${asked.product})
    union
    select m.advisory_id from wardwatch.assets t join wardwatch.matches m on m.asset_id = t.id
    where t.search @@ wardwatch.words_query(${asked.product}) and ${NAMED_BY_EVIDENCE} <> '[]')`;
}

/** Which of an advisory's products decide: those that are asked for, or those that it ties to other CVEs only. */
function isMarked(asked: Asked) {
  if ('advisoryId' in asked) return sql<boolean>`false`;
  if ('cve' in asked) return sql<boolean>`bool_and(p.cves <> '{}' and ${asked.cve.toUpperCase()} <> all(p.cves))`;
  return sql<boolean>`bool_or(p.search @@ wardwatch.words_query(${asked.product}))`;
}

/** Which matches: an advisory on many products or flaws touches assets with which this one has nothing to do. */
function concerns(asked: Asked) {
  if ('advisoryId' in asked) return sql<boolean>`true`;
  if ('cve' in asked)
    return sql<boolean>`(marked.products is null or e.names = '[]' or not e.names <@ marked.products)`;
  return sql<boolean>`e.names <> '[]' and (t.search @@ wardwatch.words_query(${asked.product})
    or exists (select from jsonb_array_elements_text(e.names) name where marked.products ? name))`;
}

/** How many assets carry all these words in vendor and product, and are touched by no advisory. */
export async function countUntouched(db: Kysely<Tables>, words: string): Promise<number> {
  const { untouched } = await db
    .selectFrom('assets as t')
    .select(sql<number>`count(*)::int`.as('untouched'))
    .where(sql<boolean>`t.search @@ wardwatch.words_query(${words})`)
    .where('t.watchlist', 'is', null)
    .where(sql<boolean>`not exists (select from wardwatch.matches m where m.asset_id = t.id)`)
    .executeTakeFirstOrThrow();
  return untouched;
}

/** How wardwatch is doing, in numbers. */
export async function readTally(db: Kysely<Tables>): Promise<{
  openCases: Readonly<Record<string, number>>;
  assets: number;
  lastToldAt?: string;
}> {
  const cases = await db
    .selectFrom('cases')
    .select(['priority', sql<number>`count(*)::int`.as('count')])
    .where('status', 'in', ['open', 'acknowledged', 'snoozed'])
    .where(isFilled('cases'))
    .groupBy('priority')
    .execute();
  const assets = await db
    .selectFrom('assets')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('watchlist', 'is', null)
    .executeTakeFirstOrThrow();
  const told = await db
    .selectFrom('outbox')
    .select(sql<Date | null>`max(attempted_at)`.as('at'))
    .where('state', '=', 'posted')
    .executeTakeFirst();
  return {
    openCases: Object.fromEntries(cases.map((row) => [row.priority, row.count])),
    assets: assets.count,
    ...(told?.at && { lastToldAt: told.at.toISOString() }),
  };
}
