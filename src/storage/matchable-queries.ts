import { type Kysely, sql } from 'kysely';
import type { Asset } from '../domain/asset.ts';
import type { MatchableChange } from '../ports/inventory-change.ts';
import type { Tables } from './tables.ts';

/** A page of all that advisories are matched against, what watchlists watch for included, in the order of ids. */
export async function readMatchableAfter(
  db: Kysely<Tables>,
  id: string | undefined,
  limit: number,
): Promise<readonly Asset[]> {
  let query = db.selectFrom('assets').select('body').orderBy('id').limit(limit);
  if (id !== undefined) query = query.where('id', '>', id);
  return (await query.execute()).map((row) => row.body as Asset);
}

/** Whether it is written down what each version touched after the first given one, up to the second. */
export async function areVersionsKnown(db: Kysely<Tables>, after: number, upTo: number): Promise<boolean> {
  if (upTo < after) return false;
  const { known } = await db
    .selectFrom('inventory_versions')
    .select(sql<number>`count(*)::int`.as('known'))
    .where('version', '>', after)
    .where('version', '<=', upTo)
    .executeTakeFirstOrThrow();
  return known === upTo - after;
}

/** A page of what these versions touched, in the order of ids, each with what it is now. */
export async function readMatchableChanges(
  db: Kysely<Tables>,
  versions: { readonly after: number; readonly upTo: number },
  page: { readonly after: string; readonly limit: number },
): Promise<readonly MatchableChange[]> {
  const { rows } = await sql<{ id: string; body: Asset | null }>`
    with span as (
      select change_number, asset_ids from wardwatch.inventory_versions
      where version > ${versions.after} and version <= ${versions.upTo}),
    touched as (
      select b.asset_id as id from span s join wardwatch.inventory_before b on b.change_number = s.change_number
      union
      select unnest(s.asset_ids) from span s)
    select t.id, a.body from touched t left join wardwatch.assets a on a.id = t.id
    where t.id > ${page.after} order by t.id limit ${page.limit}`.execute(db);
  return rows.map(({ id, body }) => ({ id, ...(body !== null && { now: body }) }));
}
