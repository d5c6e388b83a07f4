import { type Kysely, sql } from 'kysely';
import type { Asset } from '../domain/asset.ts';
import type { AssetChangeRecord, InventoryChangeRecord, SeenAsset } from '../ports/inventory-change.ts';
import type { Tables } from './tables.ts';

/** Other content, another version; jsonb writes the same content always in the same way. */
const ROW_VERSION = sql<string>`left(md5(body::text), 16)`;

/** The versions of the rows of the named assets, by id; absent where there is none. */
export async function readVersions(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map((await readSeenAssets(db, ids)).map(({ asset, version }) => [asset.id, version]));
}

/** The named assets of the inventory, each with the version of its row, in the order of their ids. */
export async function readSeenAssets(db: Kysely<Tables>, ids: readonly string[]): Promise<SeenAsset[]> {
  const rows = await db
    .selectFrom('assets')
    .select(['body', ROW_VERSION.as('version')])
    .where('id', '=', sql<string>`any(${[...ids]}::text[])`)
    .where('watchlist', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ asset: row.body as Asset, version: row.version }));
}

/** An asset as it was when its row had this version. */
export async function readAssetAt(db: Kysely<Tables>, id: string, version: string): Promise<Asset | undefined> {
  const [now] = await readSeenAssets(db, [id]);
  if (now?.version === version) return now.asset;
  const row = await db
    .selectFrom('inventory_before')
    .select('body')
    .where('asset_id', '=', id)
    .where(ROW_VERSION, '=', version)
    .limit(1)
    .executeTakeFirst();
  return (row?.body ?? undefined) as Asset | undefined;
}

/** The last change that touched an asset, undone ones included. */
export async function readLastChange(
  db: Kysely<Tables>,
  assetId: string,
): Promise<Pick<InventoryChangeRecord, 'number' | 'at' | 'by'> | undefined> {
  const row = await db
    .selectFrom('inventory_before as b')
    .innerJoin('inventory_changes as c', 'c.number', 'b.change_number')
    .select(['c.number', 'c.at', 'c.actor_name'])
    .where('b.asset_id', '=', assetId)
    .orderBy('c.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { number: row.number, at: row.at.toISOString(), by: row.actor_name };
}

/**
 * The changes that touched an asset, newest first, each with what the asset was before and after. A change keeps what the asset
 * was before it, and once it is undone, what it was after it.
 */
export async function readAssetHistory(
  db: Kysely<Tables>,
  assetId: string,
  limit: number,
): Promise<AssetChangeRecord[]> {
  const rows = await db
    .selectFrom('inventory_before as b')
    .innerJoin('inventory_changes as c', 'c.number', 'b.change_number')
    .select(['c.number', 'c.at', 'c.actor_name', 'c.undone', 'b.body'])
    .where('b.asset_id', '=', assetId)
    .orderBy('c.number', 'desc')
    .limit(limit)
    .execute();
  let held = (await readSeenAssets(db, [assetId]))[0]?.asset;
  return rows.map(({ number, at, actor_name: by, undone, body }) => {
    const kept = (body ?? undefined) as Asset | undefined;
    const [before, after] = undone ? [held, kept] : [kept, held];
    held = before;
    return { number, at: at.toISOString(), by, undone, before, after };
  });
}

/** Assets of which each word stands somewhere in a value, in the order of their ids, and how many there are in all. */
export async function findAssets(
  db: Kysely<Tables>,
  words: readonly string[],
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly assets: Asset[]; readonly total: number }> {
  let query = db.selectFrom('assets').where('watchlist', 'is', null);
  for (const word of words) query = query.where(sql<boolean>`position(${word.toLowerCase()} in words) > 0`);
  const counting = query.select(sql<number>`count(*)::int`.as('total'));
  const { total } = await counting.executeTakeFirstOrThrow();
  if (total === 0) return { assets: [], total };
  const rows = await query.select('body').orderBy('id').offset(page.offset).limit(page.limit).execute();
  return { assets: rows.map((row) => row.body as Asset), total };
}

/** Ids that are nearly as long as this one, among which a slip can be looked for. */
export async function readSimilarIds(db: Kysely<Tables>, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('assets')
    .select('id')
    .where('watchlist', 'is', null)
    .where(sql<boolean>`abs(length(id) - ${id.length}::int) <= 2`)
    .execute();
  return rows.map((row) => row.id);
}

/** The names that the inventory gives vendors or products, each once; those of one asset alone left out. */
export async function readNames(db: Kysely<Tables>, what: 'vendor' | 'product', exceptId: string): Promise<string[]> {
  const name = sql<string>`body->>${sql.lit(what)}`;
  const rows = await db
    .selectFrom('assets')
    .select(name.as('name'))
    .distinct()
    .where('watchlist', 'is', null)
    .where('id', '!=', exceptId)
    .where(name, 'is not', null)
    .execute();
  return rows.map((row) => row.name);
}
