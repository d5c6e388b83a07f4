import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { WARDWATCH } from '../src/domain/actor.ts';
import { buildAssetIndex } from '../src/matching/asset-index.ts';
import { matchAdvisory } from '../src/matching/match.ts';
import { createInventory } from '../src/pipeline/inventory.ts';
import { matchStoredAdvisory } from '../src/pipeline/match.ts';
import { wakePending } from '../src/pipeline/wake-pending.ts';
import type { Store } from '../src/ports/store.ts';
import { openDatabase } from '../src/storage/open-database.ts';
import { openStore } from '../src/storage/postgres-store.ts';
import { freshEmbedded } from '../test/helpers/embedded.ts';
import { startPipeline } from '../test/helpers/pipeline.ts';
import { freshDatabase } from '../test/helpers/servers.ts';
import { advisoryAt, inventoryOf, lexicon } from './large-inventory.ts';
import { quantile } from './quantile.ts';

const NOW = '2025-01-01T00:00:00.000Z';
const STORED = Number(process.env.BENCH_ADVISORIES ?? 5_000);
const NEW = 300;
const SLICE = 10_000;

const say = (words: string) => process.stdout.write(`${words}\n`);
/** The machine may be shared: what the processors did says more than the clock. */
const begin = () => ({ ms: performance.now(), cpu: process.cpuUsage() });
const took = ({ ms, cpu }: ReturnType<typeof begin>) => {
  const { user, system } = process.cpuUsage(cpu);
  return `${((performance.now() - ms) / 1_000).toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of processor time)`;
};
const rssMb = () => Math.round(process.memoryUsage().rss / 1e6);
const line = (times: readonly number[]) =>
  `p50 ${quantile(times, 0.5).toFixed(2)} ms, p99 ${quantile(times, 0.99).toFixed(2)} ms, longest ${Math.max(...times).toFixed(0)} ms`;

describe.each([
  { assets: 100_000, mostMs: 20 },
  { assets: 1_000_000, mostMs: 100 },
])('in memory, $assets assets', ({ assets, mostMs }) => {
  it('match a new advisory in time', () => {
    const firstMb = rssMb();
    const begun = begin();
    const index = buildAssetIndex(inventoryOf(assets), lexicon);
    say(`${assets} assets made and indexed in ${took(begun)}, ${rssMb() - firstMb} MB more`);
    let matches = 0;
    const times = Array.from({ length: NEW }, (_, turn) => advisoryAt(turn)).map((advisory) => {
      const askedMs = performance.now();
      matches += matchAdvisory(advisory, index).length;
      return performance.now() - askedMs;
    });
    say(`${assets} assets, one advisory in memory: ${line(times)}, ${Math.round(matches / NEW)} matches each`);
    expect(quantile(times, 0.99)).toBeLessThan(mostMs);
  });
});

describe(`100000 assets and ${STORED} advisories in the embedded database`, () => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const database = await freshEmbedded();
    close = database.close;
    store = await openStore(database.pool);
    for (let index = 0; index < STORED; index += 1) await keep(store, index);
    await database.pool.query('update wardwatch.advisories set matched = true, matched_in = 0');
  }, 1_800_000);
  afterAll(() => close());

  it('are matched again within a minute, and a new advisory is matched and stored in time', async () => {
    const { deps, settle } = await startPipeline(store, { now: NOW });
    const imported = begin();
    await store.changeInventory({ save: [...inventoryOf(100_000)] }, WARDWATCH, NOW);
    say(`inventory stored in ${took(imported)}`);
    const built = begin();
    await deps.assetIndex();
    say(`index read and built in ${took(built)}`);
    for (const title of ['for the first time', 'by hand, with nothing changed']) {
      if (title !== 'for the first time') await store.rematchByHand(WARDWATCH, NOW, deps.policy.version);
      const begun = begin();
      await wakePending(deps);
      await settle();
      say(`matched ${STORED} again ${title} in ${took(begun)}, ${(await store.tally()).openCases.P3 ?? 0} P3 cases`);
    }
    const times: number[] = [];
    for (let turn = 0; turn < NEW; turn += 1) {
      const id = await keep(store, STORED + turn);
      const askedMs = performance.now();
      await matchStoredAdvisory(deps, id);
      times.push(performance.now() - askedMs);
    }
    say(`a new advisory to its stored matches, case and decision: ${line(times)}`);
  }, 1_800_000);
});

describe.skipIf(inject('postgresUrl') === '')('1000000 assets on a PostgreSQL server', () => {
  it('are indexed within 15 s and 1.5 GB, and kept up by change', async () => {
    const server = await freshDatabase(inject('postgresUrl'));
    const database = await openDatabase({ url: server.url, folder: '', now: NOW });
    const store = await openStore(database.pool);
    let slice = [];
    for (const asset of inventoryOf(1_000_000)) {
      slice.push(JSON.stringify(asset));
      if (slice.length < SLICE) continue;
      await database.pool.query(
        `insert into wardwatch.assets (id, body, updated_at) select e->>'id', e, now() from jsonb_array_elements($1::jsonb) e`,
        [`[${slice.join(',')}]`],
      );
      slice = [];
    }
    const firstMb = rssMb();
    const assetIndex = createInventory(store, lexicon);
    const begun = begin();
    const { size } = await assetIndex();
    say(
      `${size} assets read and indexed in ${took(begun)}; the process holds ${rssMb()} MB, ${rssMb() - firstMb} MB more`,
    );
    expect(rssMb()).toBeLessThan(1_500);
    const [first] = await store.matchableAfter(undefined, 1);
    if (first === undefined) throw new Error('nothing is stored');
    const changedMs = performance.now();
    await store.changeInventory({ save: [{ ...first, version: '9.9' }] }, WARDWATCH, NOW);
    await assetIndex();
    say(`one asset changed and the index kept up in ${(performance.now() - changedMs).toFixed(0)} ms`);
    await database.close();
    await server.drop();
  }, 1_800_000);
});

async function keep(store: Store, index: number): Promise<string> {
  const advisory = advisoryAt(index);
  const item = { guid: `${index}`, format: 'text' as const, bytes: new Uint8Array() };
  const itemId = await store.saveItem(advisory.sourceId, item, 'hash', advisory.fetchedAt);
  if (itemId === undefined) throw new Error('the database is not empty');
  await store.saveAdvisory(itemId, advisory, advisory.title);
  return advisory.id;
}
