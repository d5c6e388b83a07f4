import { type Kysely, sql } from 'kysely';
import type { Advisory } from '../domain/advisory.ts';
import type { Match } from '../domain/match.ts';
import type { Store, TouchedByAdvisories } from '../ports/store.ts';
import { isFilled, readAssets } from './case-queries.ts';
import { readMatches } from './match-queries.ts';
import { namesIn } from './match-slices.ts';
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
  const said = await readMatches(
    db,
    bodies.map((advisory) => advisory.id),
  );
  const concerning = said.filter(await concerns(db, asked, said));
  const assets = new Map((await readAssets(db, assetsOf(concerning))).map((asset) => [asset.id, asset]));
  const matches = concerning.toSorted(byAsset).flatMap((match) => {
    const asset = assets.get(match.assetId);
    return asset === undefined ? [] : [{ match, asset }];
  });
  return { advisories: bodies, matches };
}

function assetsOf(matches: readonly Match[]): string[] {
  return [...new Set(matches.map(({ assetId }) => assetId))];
}

function byAsset(a: Match, b: Match): number {
  if (a.assetId !== b.assetId) return a.assetId < b.assetId ? -1 : 1;
  return a.advisoryId < b.advisoryId ? -1 : 1;
}

/** Which advisories: for a product also those that touch assets which the inventory calls so, under whatever name. */
function isAbout(asked: Asked) {
  if ('advisoryId' in asked) return sql<boolean>`a.id = ${asked.advisoryId}`;
  if ('cve' in asked) return sql<boolean>`a.aliases @> array[${asked.cve.toUpperCase()}]::text[]`;
  return sql<boolean>`a.id in (
    select p.advisory_id from wardwatch.advisory_products p where p.search @@ wardwatch.words_query(${asked.product})
    union
    select m.advisory_id from wardwatch.assets t cross join lateral wardwatch.matches_on(t.id) m
    where t.search @@ wardwatch.words_query(${asked.product}) and m.by_product)`;
}

/** Which matches: an advisory on many products or flaws touches assets with which this one has nothing to do. */
async function concerns(db: Kysely<Tables>, asked: Asked, said: readonly Match[]): Promise<(match: Match) => boolean> {
  if ('advisoryId' in asked) return () => true;
  const marked = await readMarked(db, asked, [...new Set(said.map(({ advisoryId }) => advisoryId))]);
  if ('cve' in asked) {
    return (match) => {
      const others = marked.get(match.advisoryId);
      const names = namesIn(match);
      return others === undefined || names.length === 0 || !names.every((name) => others.has(name));
    };
  }
  const called = await readCalled(db, asked.product, assetsOf(said));
  return (match) =>
    (called.has(match.assetId) && namesIn(match).length > 0) ||
    namesIn(match).some((name) => marked.get(match.advisoryId)?.has(name));
}

/** Which of each advisory's products decide: those that are asked for, or those that it ties to other CVEs only. */
async function readMarked(
  db: Kysely<Tables>,
  asked: Exclude<Asked, { readonly advisoryId: string }>,
  advisoryIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const isMarked =
    'cve' in asked
      ? sql`bool_and(p.cves <> '{}' and ${asked.cve.toUpperCase()} <> all(p.cves))`
      : sql`bool_or(p.search @@ wardwatch.words_query(${asked.product}))`;
  const { rows } = await sql<{ advisory_id: string; products: string[] }>`
    select advisory_id, array_agg(product) as products from (
      select p.advisory_id, p.product from wardwatch.advisory_products p where p.advisory_id = any(${[...advisoryIds]}::text[])
      group by p.advisory_id, p.product having ${isMarked}) one
    group by advisory_id`.execute(db);
  return new Map(rows.map((row) => [row.advisory_id, new Set(row.products)]));
}

/** Those of the assets that the inventory calls so. */
async function readCalled(
  db: Kysely<Tables>,
  words: string,
  assetIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from wardwatch.assets
    where search @@ wardwatch.words_query(${words}) and id = any(${[...assetIds]}::text[])`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** How many assets carry all these words in vendor and product, and are touched by no advisory. */
export async function countUntouched(db: Kysely<Tables>, words: string): Promise<number> {
  const { untouched } = await db
    .selectFrom('assets as t')
    .select(sql<number>`count(*)::int`.as('untouched'))
    .where(sql<boolean>`t.search @@ wardwatch.words_query(${words})`)
    .where('t.watchlist', 'is', null)
    .where(sql<boolean>`not exists (select from wardwatch.matches_on(t.id))`)
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
