import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Match } from '../domain/match.ts';
import type { Said } from '../ports/case-desk.ts';
import { jsonOf } from './item-queries.ts';
import { matchesIn, type SliceRow, slicesOf } from './match-slices.ts';
import type { Tables } from './tables.ts';

/** Slices written in one statement: a few hundred kilobytes. */
const SLICES_A_STATEMENT = 20;

/** The ids of the advisories whose matches, by their fingerprint, and the assets that they are on are as when they were last matched. */
export async function sayTheSame(db: Kysely<Tables>, said: readonly Said[]): Promise<ReadonlySet<string>> {
  if (said.length === 0) return new Set();
  const { rows } = await sql<{ id: string; matched_in: number }>`
    select a.id, a.matched_in from wardwatch.advisories a join ${printed(said)} on p.id = a.id
    where a.matched_in >= 0 and a.matches_print = p.print`.execute(db);
  const matchedIn = new Map(rows.map((row) => [row.id, row.matched_in]));
  const alike = said.filter(({ advisoryId }) => matchedIn.has(advisoryId));
  const touched = await touchedSince(db, Math.min(...matchedIn.values()), alike);
  const isTouched = ({ advisoryId, matches }: Said) =>
    matches.some(({ assetId }) => (touched.get(assetId) ?? 0) > (matchedIn.get(advisoryId) ?? 0));
  return new Set(alike.filter((one) => !isTouched(one)).map(({ advisoryId }) => advisoryId));
}

/** The newest version of the inventory, of those after the given one, that touched each of the assets that are spoken of. */
async function touchedSince(
  db: Kysely<Tables>,
  version: number,
  said: readonly Said[],
): Promise<ReadonlyMap<string, number>> {
  const ids = [...new Set(said.flatMap(({ matches }) => matches.map(({ assetId }) => assetId)))];
  if (ids.length === 0) return new Map();
  const later = await db.selectFrom('inventory_versions').selectAll().where('version', '>', version).execute();
  const touched = new Map<string, number>();
  const note = (assetId: string, by: number) => touched.set(assetId, Math.max(touched.get(assetId) ?? 0, by));
  for (const { version: by, asset_ids } of later) for (const id of asset_ids) note(id, by);
  const byChange = new Map(
    later.flatMap((row) => (row.change_number === null ? [] : [[row.change_number, row.version]])),
  );
  if (byChange.size === 0) return touched;
  const { rows } = await sql<{ change_number: number; asset_id: string }>`
    select change_number, asset_id from wardwatch.inventory_before
    where change_number = any(${[...byChange.keys()]}::int[]) and asset_id = any(${ids}::text[])`.execute(db);
  for (const row of rows) note(row.asset_id, byChange.get(row.change_number) ?? 0);
  return touched;
}

/** Makes these the matches of advisories, which are matched with it; writes only what is another than it was. */
export async function saveMatches(db: Kysely<Tables>, said: readonly Said[]): Promise<void> {
  if (said.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    with before as (
      select id, matches_print from wardwatch.advisories where id = any(${said.map(({ advisoryId }) => advisoryId)}::text[]))
    update wardwatch.advisories a set matched = true, matched_in = ${INVENTORY_VERSION}, matches_print = p.print
    from before b join ${printed(said)} on p.id = b.id
    where a.id = b.id returning case when b.matches_print is distinct from p.print then a.id end as id`.execute(db);
  const others = new Set(rows.map(({ id }) => id));
  const changed = said.filter(({ advisoryId }) => others.has(advisoryId));
  if (changed.length === 0) return;
  await sql`delete from wardwatch.matches where advisory_id = any(${changed.map(({ advisoryId }) => advisoryId)}::text[])`.execute(
    db,
  );
  let waiting: SliceRow[] = [];
  for (const { advisoryId, matches } of changed) {
    for (const slice of slicesOf(advisoryId, matches)) {
      waiting.push(slice);
      if (waiting.length < SLICES_A_STATEMENT) continue;
      await db.insertInto('matches').values(waiting).execute();
      waiting = [];
    }
  }
  if (waiting.length > 0) await db.insertInto('matches').values(waiting).execute();
}

/** What advisories say of the inventory, in the order of their ids, each in the order of assets. */
export async function readMatches(db: Kysely<Tables>, advisoryIds: readonly string[]): Promise<Match[]> {
  return [...(await readMatchesByAdvisory(db, advisoryIds)).values()].flat();
}

/** The same by advisory; without those that say nothing. */
export async function readMatchesByAdvisory(
  db: Kysely<Tables>,
  advisoryIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Match[]>> {
  const rows = await db
    .selectFrom('matches')
    .select(['advisory_id', 'body'])
    .where('advisory_id', '=', sql<string>`any(${[...advisoryIds]}::text[])`)
    .orderBy('advisory_id')
    .orderBy('slice')
    .execute();
  return matchesIn(rows);
}

/** The advisories and their fingerprints as a table `p (id, print)`. */
function printed(said: readonly Said[]) {
  return sql`unnest(${said.map(({ advisoryId }) => advisoryId)}::text[], ${said.map(({ matches }) => printOf(matches))}::text[])
    as p (id, print)`;
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

const INVENTORY_VERSION = sql<number>`coalesce((select (value #>> '{}')::int from wardwatch.settings where key = 'inventory-version'), 0)`;

/** What says of an advisory that it is matched, against the inventory as it is. */
export const MATCHED = { matched: true, matched_in: INVENTORY_VERSION };
