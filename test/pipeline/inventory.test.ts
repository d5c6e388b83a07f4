import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import { EMPTY_WATCHLIST } from '../../src/domain/watch.ts';
import type { AssetIndex } from '../../src/matching/asset-index.ts';
import { createInventory } from '../../src/pipeline/inventory.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { anAsset, DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { LEXICON } from '../matching/lexicon.ts';

const NOW = '2024-01-22T12:00:00.000Z';
const IDS = ['A-1', 'A-2', 'A-3', 'A-4'];

const anyAsset = fc
  .record({
    id: fc.constantFrom(...IDS),
    product: fc.constantFrom('Relay Desk', 'ScreenConnect', 'Label Printer'),
    version: fc.constantFrom('1.0', '2.0'),
  })
  .map((changes) => anAsset(changes));

/** What happens to an inventory; `elsewhere`: another process looks at its index. */
const anyEvent = fc.oneof(
  fc.record({
    kind: fc.constant('change' as const),
    save: fc.array(anyAsset, { maxLength: 3 }),
    remove: fc.subarray(IDS),
  }),
  fc.record({ kind: fc.constant('watch' as const), product: fc.constantFrom('Relay Desk', 'Ward View') }),
  fc.constantFrom(
    { kind: 'unwatch' as const },
    { kind: 'undo' as const },
    { kind: 'look' as const },
    { kind: 'elsewhere' as const },
  ),
);

describe('the index that is kept up', () => {
  let database: OpenDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  }, 240_000);
  beforeEach(() => emptyTables(database.pool));
  afterAll(() => database.close());

  it('is after any changes, whoever made them, what one that is built anew is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { minLength: 2, maxLength: 8 }), async (events) => {
        await emptyTables(database.pool);
        const [here, elsewhere] = [createInventory(store, LEXICON), createInventory(store, LEXICON)];
        for (const event of events) {
          if (event.kind === 'look') await here();
          else if (event.kind === 'elsewhere') await elsewhere();
          else await happen(store, event);
        }
        const anew = contentOf(await createInventory(store, LEXICON)());
        expect(contentOf(await here())).toEqual(anew);
        expect(contentOf(await elsewhere())).toEqual(anew);
      }),
      { numRuns: 12 },
    );
  }, 240_000);

  it('reads only what was changed', async () => {
    await store.changeInventory({ save: IDS.map((id) => anAsset({ id })) }, DANA, NOW);
    const read: string[] = [];
    const inventory = createInventory(listening(store, read), LEXICON);
    await inventory();
    await store.changeInventory({ save: [anAsset({ id: 'A-2', version: '2.0' })], remove: ['A-3'] }, DANA, NOW);
    const index = await inventory();
    expect(read).toEqual(['all', 'changes']);
    expect([index.size, index.get('A-2')?.version, index.get('A-3')]).toEqual([3, '2.0', undefined]);
  });

  it('is built anew where nobody wrote down what a version touched', async () => {
    const inventory = createInventory(store, LEXICON);
    await inventory();
    await store.changeInventory({ save: [anAsset({ id: 'A-1' })] }, DANA, NOW);
    await database.pool.query('delete from wardwatch.inventory_versions');
    expect((await inventory()).size).toBe(1);
  });

  it('is asked for again after the database was away', async () => {
    let isAway = true;
    const flaky = {
      ...store,
      matchableAfter: (...page: Parameters<Store['matchableAfter']>) =>
        isAway ? Promise.reject(new Error('away')) : store.matchableAfter(...page),
    };
    const inventory = createInventory(flaky, LEXICON);
    await expect(inventory()).rejects.toThrow('away');
    isAway = false;
    expect((await inventory()).size).toBe(0);
  });
});

async function happen(
  store: Store,
  event: Exclude<typeof anyEvent extends fc.Arbitrary<infer T> ? T : never, { kind: 'look' | 'elsewhere' }>,
) {
  if (event.kind === 'change') {
    const save = [...new Map(event.save.map((asset) => [asset.id, asset])).values()];
    const remove = event.remove.filter((id) => !save.some((asset) => asset.id === id));
    await store.changeInventory({ save, remove }, DANA, NOW);
  }
  if (event.kind === 'undo') await store.undoInventoryChange(undefined, '2024-01-01T00:00:00.000Z', DANA, NOW);
  const current = (await store.watchlists()).find(({ name }) => name === 'team');
  if (event.kind === 'unwatch' && current !== undefined) await store.removeWatchlist('team', DANA, NOW);
  if (event.kind === 'watch') {
    const list = { ...EMPTY_WATCHLIST, name: 'team', version: (current?.version ?? 0) + 1 };
    await store.saveWatchlist({ ...list, products: [{ product: event.product }] }, DANA, NOW);
  }
}

function contentOf(index: AssetIndex): readonly (Asset | undefined | number)[] {
  const watched = ['watch:team:Relay Desk', 'watch:team:Ward View'];
  return [index.size, ...[...IDS, ...watched].map((id) => index.get(id))];
}

function listening(store: Store, read: string[]): Store {
  return {
    ...store,
    matchableAfter: (...page) => {
      read.push('all');
      return store.matchableAfter(...page);
    },
    matchableChanges: (...page) => {
      read.push('changes');
      return store.matchableChanges(...page);
    },
  };
}
