import { type Kysely, sql } from 'kysely';
import type { Match } from '../domain/match.ts';
import { jsonOf } from './item-queries.ts';
import type { Tables } from './tables.ts';

/** Rows written in one statement: large enough to be quick, small enough for the embedded database's memory. */
const ROWS_A_STATEMENT = 500;

/** Whether these are others than the matches that an advisory has. */
export async function matchesDiffer(
  db: Kysely<Tables>,
  advisoryId: string,
  matches: readonly Match[],
): Promise<boolean> {
  const { rows } = await sql<{ differ: boolean }>`select
    (select count(*) from wardwatch.matches where advisory_id = ${advisoryId}) <> ${matches.length}::int
    or exists (
      select from jsonb_array_elements(${jsonOf(matches)}::jsonb) e
      left join wardwatch.matches m on m.advisory_id = ${advisoryId} and m.asset_id = e->>'assetId'
      where m.body is distinct from e) as differ`.execute(db);
  return rows[0]?.differ ?? true;
}

/** Makes these the matches of an advisory, and writes only what is another than it was. */
export async function saveMatches(db: Kysely<Tables>, advisoryId: string, matches: readonly Match[]): Promise<void> {
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

/** What says of an advisory that it is matched, against the inventory as it is. */
export const MATCHED = {
  matched: true,
  matched_in: sql<number>`coalesce((select (value #>> '{}')::int from wardwatch.settings where key = 'inventory-version'), 0)`,
};

/** Whether an asset that an advisory touches was changed since it was last matched, or nobody knows. */
export const ASSETS_CHANGED = sql<boolean>`(advisories.matched_in < 0 or exists (
  select 1 from wardwatch.inventory_versions v join wardwatch.matches m on m.advisory_id = advisories.id
  where v.version > advisories.matched_in and (m.asset_id = any(v.asset_ids) or exists (
    select 1 from wardwatch.inventory_before b
    where b.change_number = v.change_number and b.asset_id = m.asset_id))))`;
