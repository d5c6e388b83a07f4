import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Match } from '../domain/match.ts';
import { jsonOf } from './item-queries.ts';
import type { Tables } from './tables.ts';

/** Rows written in one statement: large enough to be quick, small enough for the embedded database's memory. */
const ROWS_A_STATEMENT = 500;

/** Whether these are others than the matches that an advisory has, by their fingerprint; where it has none they may be. */
export async function matchesDiffer(
  db: Kysely<Tables>,
  advisoryId: string,
  matches: readonly Match[],
): Promise<boolean> {
  const row = await db.selectFrom('advisories').select('matches_print').where('id', '=', advisoryId).executeTakeFirst();
  return row?.matches_print !== printOf(matches);
}

/** Makes these the matches of an advisory, and writes only what is another than it was. */
export async function saveMatches(db: Kysely<Tables>, advisoryId: string, matches: readonly Match[]): Promise<void> {
  const print = printOf(matches);
  const others = await db
    .updateTable('advisories')
    .set({ matches_print: print })
    .where('id', '=', advisoryId)
    .where(sql<boolean>`matches_print is distinct from ${print}`)
    .returning('id')
    .execute();
  if (others.length === 0) return;
  const ids = matches.map((match) => match.assetId);
  await sql`delete from wardwatch.matches
    where advisory_id = ${advisoryId} and not asset_id = any(${ids}::text[])`.execute(db);
  for (let start = 0; start < matches.length; start += ROWS_A_STATEMENT) {
    await sql`insert into wardwatch.matches as m (advisory_id, asset_id, body)
      select ${advisoryId}, e->>'assetId', e
      from jsonb_array_elements(${jsonOf(matches.slice(start, start + ROWS_A_STATEMENT))}::jsonb) e
      on conflict (advisory_id, asset_id) do update set body = excluded.body
      where m.body is distinct from excluded.body`.execute(db);
  }
}

function printOf(matches: readonly Match[]): string {
  return createHash('sha256').update(jsonOf(matches)).digest('base64url');
}

/** What says of an advisory that it is matched, against the inventory as it is. */
export const MATCHED = {
  matched: true,
  matched_in: sql<number>`coalesce((select (value #>> '{}')::int from wardwatch.settings where key = 'inventory-version'), 0)`,
};

/** Whether one of these assets was changed after a version of the inventory. */
export async function wereChangedAfter(
  db: Kysely<Tables>,
  version: number,
  assetIds: readonly string[],
): Promise<boolean> {
  const ids = [...assetIds];
  const { rows: later } = await sql<{ number: number | null; named: boolean }>`
    select change_number as number, asset_ids && ${ids}::text[] as named
    from wardwatch.inventory_versions where version > ${version}`.execute(db);
  if (later.some(({ named }) => named)) return true;
  const changes = later.flatMap(({ number }) => number ?? []);
  if (changes.length === 0) return false;
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from wardwatch.inventory_before
    where change_number = any(${changes}::int[]) and asset_id = any(${ids}::text[])`.execute(db);
  return rows[0]?.count !== 0;
}
