import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Match } from '../domain/match.ts';
import { jsonOf } from './item-queries.ts';
import type { Tables } from './tables.ts';

/** Rows written in one statement: large enough to be quick, small enough for the embedded database's memory. */
const ROWS_A_STATEMENT = 500;

/** Whether an advisory's matches, by their fingerprint, and the assets that they are on are as when it was last matched. */
export async function saysTheSame(db: Kysely<Tables>, advisoryId: string, matches: readonly Match[]): Promise<boolean> {
  const ids = matches.map((match) => match.assetId);
  const { rows } = await sql<{ same: boolean; watched: boolean; changes: number[] }>`
    with later as (
      select v.* from wardwatch.inventory_versions v join wardwatch.advisories a on v.version > a.matched_in
      where a.id = ${advisoryId})
    select matched_in >= 0 and matches_print is not distinct from ${printOf(matches)} as same,
      exists (select from later where asset_ids && ${ids}::text[]) as watched,
      array(select change_number from later where change_number is not null) as changes
    from wardwatch.advisories where id = ${advisoryId}`.execute(db);
  const [found] = rows;
  if (!found?.same || found.watched) return false;
  return found.changes.length === 0 || !(await touchedBy(db, found.changes, ids));
}

/** Counted rather than asked for one, for which a database without statistics would read all that the changes held before. */
async function touchedBy(
  db: Kysely<Tables>,
  changes: readonly number[],
  assetIds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from wardwatch.inventory_before
    where change_number = any(${[...changes]}::int[]) and asset_id = any(${[...assetIds]}::text[])`.execute(db);
  return rows[0]?.count !== 0;
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

/** Asked for twice, before an advisory is decided on and when it is. */
function printOf(matches: readonly Match[]): string {
  const known = PRINTS.get(matches);
  if (known !== undefined) return known;
  const print = createHash('sha256').update(jsonOf(matches)).digest('base64url');
  PRINTS.set(matches, print);
  return print;
}

const PRINTS = new WeakMap<readonly Match[], string>();

/** What says of an advisory that it is matched, against the inventory as it is. */
export const MATCHED = {
  matched: true,
  matched_in: sql<number>`coalesce((select (value #>> '{}')::int from wardwatch.settings where key = 'inventory-version'), 0)`,
};
