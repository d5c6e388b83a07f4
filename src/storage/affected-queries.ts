import { type Kysely, sql } from 'kysely';
import type { Advisory } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { Match } from '../domain/match.ts';
import type { TouchedByAdvisories } from '../ports/store.ts';
import type { Tables } from './tables.ts';

/** The advisories that are asked for, newest first, with every match that they have. */
export async function readTouchedBy(
  db: Kysely<Tables>,
  asked: { readonly cve: string } | { readonly product: string } | { readonly advisoryId: string },
  limit: number,
): Promise<TouchedByAdvisories> {
  const advisories = await db
    .selectFrom('advisories as a')
    .innerJoin('revisions as r', (join) =>
      join.onRef('r.advisory_id', '=', 'a.id').onRef('r.revision', '=', 'a.revision'),
    )
    .select('r.body')
    .where(about(asked))
    .orderBy('a.dated_at', 'desc')
    .limit(limit)
    .execute();
  const bodies = advisories.map((row) => row.body as Advisory);
  const ids = bodies.map((advisory) => advisory.id);
  const matches = await db
    .selectFrom('matches as m')
    .innerJoin('assets as t', 't.id', 'm.asset_id')
    .select(['m.body as match', 't.body as asset'])
    .where(sql<boolean>`m.advisory_id = any(${ids}::text[])`)
    .orderBy('m.asset_id')
    .orderBy('m.advisory_id')
    .execute();
  return {
    advisories: bodies,
    matches: matches.map((row) => ({ match: row.match as Match, asset: row.asset as Asset })),
  };
}

function about(asked: Parameters<typeof readTouchedBy>[1]) {
  if ('advisoryId' in asked) return sql<boolean>`a.id = ${asked.advisoryId}`;
  if ('cve' in asked) return sql<boolean>`a.aliases @> array[${asked.cve.toUpperCase()}]::text[]`;
  return sql<boolean>`a.id in (select p.advisory_id from wardwatch.advisory_products p
    where p.search @@ plainto_tsquery('simple', ${asked.product}))`;
}

/** How many assets carry all these words in vendor and product. */
export async function countAssetsNamed(db: Kysely<Tables>, words: string): Promise<number> {
  const row = await db
    .selectFrom('assets')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(
      sql<boolean>`to_tsvector('simple', coalesce(body->>'vendor', '') || ' ' || (body->>'product'))
        @@ plainto_tsquery('simple', ${words})`,
    )
    .executeTakeFirst();
  return row?.count ?? 0;
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
    .groupBy('priority')
    .execute();
  const assets = await db.selectFrom('assets').select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow();
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
