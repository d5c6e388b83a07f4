import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { fileOfBytes } from '../../src/inventory/open-file.ts';
import type { InventoryOrigin, OriginLook } from '../../src/ports/inventory-origin.ts';
import type { Store } from '../../src/ports/store.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { anAsset, DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { aDocument, FORGOTTEN_SERVER, STORY, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const ORIGIN_ID = 'inventory:exports';
const FIVE = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5'].map((id) => anAsset({ id }));

let store: Store;
let close: () => Promise<void>;
let pipeline: TestPipeline;
/** What the next looks find. */
let looks: OriginLook[];

beforeAll(async () => {
  const database = await freshEmbedded();
  close = database.close;
  store = await openStore(database.pool);
});
afterAll(() => close());
beforeEach(async () => {
  looks = [];
  const ids = (await store.assets()).map(({ id }) => id);
  await store.changeInventory({ save: FIVE, remove: ids.filter((id) => !id.startsWith('A-')) }, DANA, NOW);
  await store.pollSucceeded(ORIGIN_ID, NOW, 'nothing new', {});
});

const NOW = '2024-01-22T12:00:00.000Z';

it('imports what a place offers, says so, and lets stored advisories be matched', async () => {
  await started(false);
  pipeline.offer('researcher', [aDocument('story', 'An old server is used', STORY)]);
  await pipeline.poll('researcher');
  offers('assets.jsonl', `${JSON.stringify(FORGOTTEN_SERVER)}\n${JSON.stringify(FIVE[0])}\n`);
  await look();
  expect(await stateOf()).toMatchObject({
    failures: 0,
    outcome: 'assets.jsonl: 1 added, 0 changed, 0 removed, 1 unchanged',
    cursor: { taken: 'assets.jsonl' },
  });
  expect((await store.inventoryChanges(1))[0]).toMatchObject({ by: 'assets.jsonl in exports', added: 1, removed: 0 });
  expect((await store.cases()).flatMap((one) => one.assets.map(({ asset }) => asset.id))).toEqual(['LP-001']);
});

it('removes what a sync does not name, up to a fifth of the inventory', async () => {
  await started(true);
  offers('assets.csv', csvOf('A-1', 'A-2', 'A-3', 'A-4'));
  await look();
  expect(await stateOf()).toMatchObject({ failures: 0, outcome: expect.stringContaining('1 removed, 4 unchanged') });
});

it('asks a person where a sync would remove more, changes nothing, and is in trouble until another file comes', async () => {
  await started(true);
  offers('assets.csv', csvOf('A-1', 'A-2', 'A-3'));
  await look();
  const because =
    '/exports/assets.csv: a sync would remove 2 of 5 assets, which is more than 20 %, so nothing was changed. ' +
    'If it is right, run "wardwatch assets import /exports/assets.csv --sync --yes-remove 2".';
  expect(await stateOf()).toMatchObject({
    failures: 1,
    outcome: because,
    cursor: { taken: 'assets.csv', trouble: { file: 'assets.csv', because } },
  });
  expect(await store.assets()).toHaveLength(5);
  looks = [{ kind: 'nothing', cursor: (await stateOf()).cursor ?? {} }];
  await look();
  expect(await stateOf()).toMatchObject({ failures: 1, outcome: because });
  offers('next.csv', csvOf('A-1', 'A-2', 'A-3', 'A-4', 'A-5'));
  await look();
  expect(await stateOf()).toMatchObject({ failures: 0, outcome: expect.stringContaining('5 unchanged') });
});

it.each([
  ['has a column that looks like patient data', 'id,product,mrn\nA-9,x,77\n', /"mrn" looks like patient data/],
  [
    'has rows that a sync would take for gone',
    `${csvOf('A-1')}A-2,\n`,
    /1 row was not read \(line 3: .*Correct the export/,
  ],
  ['is nothing that is known', 'what,ever\n', /names the columns "id" and "product"/],
])('refuses a file that %s, and changes nothing', async (_title, text, words) => {
  await started(true);
  offers('assets.csv', text);
  await look();
  expect(await stateOf()).toMatchObject({ failures: 1, outcome: expect.stringMatching(words) });
  expect(await store.assets()).toHaveLength(5);
  expect(pipeline.log.said).toContain('inventory not imported');
});

it('says that a place cannot be read, and leaves a paused one alone', async () => {
  await started(false);
  looks = [{ kind: 'refused', because: 'It is locked.' }];
  await look();
  expect(await stateOf()).toMatchObject({ failures: 1, outcome: 'It is locked.' });
  await store.setPaused(ORIGIN_ID, true, DANA, NOW);
  offers('assets.csv', csvOf('A-6'));
  await look();
  expect(looks).toHaveLength(1);
  await store.setPaused(ORIGIN_ID, false, DANA, NOW);
});

async function started(sync: boolean): Promise<void> {
  const origin: InventoryOrigin = {
    ...{ id: ORIGIN_ID, name: 'exports', everyMs: 120_000, sync },
    look: async (cursor) => looks.shift() ?? { kind: 'nothing', cursor: cursor ?? {} },
  };
  pipeline = await startPipeline(store, { origins: [origin] });
}

function offers(name: string, text: string): void {
  const file = fileOfBytes(name, new TextEncoder().encode(text));
  looks.push({ kind: 'file', file, at: `/exports/${name}`, cursor: { taken: name } });
}

async function look(): Promise<void> {
  await pipeline.deps.queue.add('poll', [{ sourceId: ORIGIN_ID }]);
  await pipeline.settle();
}

function stateOf() {
  return store.sourceState(ORIGIN_ID);
}

function csvOf(...ids: readonly string[]): string {
  const product = FIVE[0]?.product ?? '';
  return `id,product\n${ids.map((id) => `${id},${product}\n`).join('')}`;
}
