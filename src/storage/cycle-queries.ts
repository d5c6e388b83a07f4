import type { Kysely, Transaction } from 'kysely';
import type { ReleaseCycle } from '../domain/release-cycle.ts';
import { jsonOf } from './item-queries.ts';
import { nextInventoryVersion } from './rematch-all.ts';
import type { Tables } from './tables.ts';

const ROWS_A_STATEMENT = 500;

/** How long makers mend their products, as every source says. */
export async function readReleaseCycles(db: Kysely<Tables>): Promise<ReleaseCycle[]> {
  const rows = await db
    .selectFrom('release_cycles')
    .select('body')
    .orderBy('product')
    .orderBy('cycle')
    .orderBy('source')
    .execute();
  return rows.map((row) => row.body as ReleaseCycle);
}

/**
 * Takes the place of what a source said before. What is indexed in memory is of an inventory's version, so that counts up where
 * something changed; nothing is matched again for it.
 */
export async function writeReleaseCycles(
  trx: Transaction<Tables>,
  source: string,
  cycles: readonly ReleaseCycle[],
): Promise<void> {
  const byKey = new Map(cycles.map((one) => [JSON.stringify([one.product, one.cycle]), one]));
  const before = await trx
    .selectFrom('release_cycles')
    .select(['product', 'cycle', 'body'])
    .where('source', '=', source)
    .execute();
  const isKept = (row: (typeof before)[number]) =>
    sameCycle(byKey.get(JSON.stringify([row.product, row.cycle])), row.body as ReleaseCycle);
  if (before.length === byKey.size && before.every(isKept)) return;
  await trx.deleteFrom('release_cycles').where('source', '=', source).execute();
  const values = [...byKey.values()].map((one) => ({
    source,
    product: one.product,
    cycle: one.cycle,
    body: jsonOf(one),
  }));
  for (let start = 0; start < values.length; start += ROWS_A_STATEMENT) {
    await trx
      .insertInto('release_cycles')
      .values(values.slice(start, start + ROWS_A_STATEMENT))
      .execute();
  }
  await nextInventoryVersion(trx, { assetIds: [] });
}

/** The database keeps the fields of JSON in an order of its own. */
function sameCycle(one: ReleaseCycle | undefined, other: ReleaseCycle): boolean {
  return one !== undefined && inOrder(one) === inOrder(other);
}

function inOrder(cycle: ReleaseCycle): string {
  return JSON.stringify(Object.entries(cycle).sort(([a], [b]) => (a < b ? -1 : 1)));
}
