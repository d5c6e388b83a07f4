import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import type { Store } from '../../src/ports/store.ts';
import { feed } from '../../src/sources/feed/adapter.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { mortal } from '../helpers/mortal.ts';
import { startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

/** How a publisher names its documents. Under `shared`, several carry one guid. */
type Naming = 'stable' | 'changing' | 'shared' | 'missing';

const NAMINGS: readonly Naming[] = ['stable', 'changing', 'shared', 'shared', 'missing'];
const PRODUCTS = [
  { vendor: 'Aldermere', product: 'Gateway' },
  { vendor: 'Brookfield', product: 'Infusion Pump' },
  { vendor: 'Cedarline', product: 'Monitor' },
  { vendor: 'Dunmore', product: 'Scanner' },
  { vendor: 'Elmhurst', product: 'Archive' },
];
const ASSETS: readonly Asset[] = PRODUCTS.map((named, at) => ({
  ...{ id: `A-${at}`, ...named, version: '1.0', exposure: 'open', observables: [], tags: [] },
}));
const titleOf = (at: number) => `A flaw in ${PRODUCTS[at]?.vendor} ${PRODUCTS[at]?.product}`;

/** One look at the feed. */
interface Look {
  /** The documents that it offers, in this order. */
  readonly offered: readonly number[];
  /** Those whose words were polished since, and those that moved to another address. */
  readonly polished: readonly number[];
  readonly moved: readonly number[];
  /** The process dies at so many calls of the store. */
  readonly diesAt: number | undefined;
  /** The next message is not taken at once. */
  readonly failsToPost: boolean;
}

describe('documents of a feed', () => {
  let database: OpenDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  });
  afterAll(() => database.close());

  const all = PRODUCTS.map((_, at) => at);
  const look = fc.record({
    offered: fc.shuffledSubarray(all),
    polished: fc.subarray(all),
    moved: fc.subarray(all),
    diesAt: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    failsToPost: fc.boolean(),
  });

  it('become one advisory and one alert each: however they are named, ordered, edited and moved, and whatever breaks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(look, { minLength: 1, maxLength: 4 }), async (looks) => {
        await emptyTables(database.pool);
        await store.changeInventory({ save: ASSETS }, DANA, '2024-01-01T00:00:00.000Z');
        const offered = [...new Set(looks.flatMap((one) => one.offered))].sort().map(titleOf);
        expect(await tell(looks)).toEqual({ advisories: offered, alerts: offered, updates: [] });
      }),
      { numRuns: 15 },
    );
  }, 300_000);

  /** Titles of what is stored and said after all looks. The first poll finds another document, so that all else is news. */
  async function tell(looks: readonly Look[]) {
    const page = { body: rss([]) };
    const http = { request: async () => ({ status: 200, url: FEED, headers: {}, body: page.body }) };
    let pipeline = await startPipeline(store, {
      sources: [{ id: 'vendor', url: FEED }],
      routes: [{ sink: 'terminal', channel: 'terminal', from: 'P4' }],
      more: { adapter: () => feed, http },
    });
    page.body = rss(['<item><title>Welcome</title><guid>welcome</guid></item>']);
    await pipeline.poll('vendor');
    for (const [number, one] of looks.entries()) {
      page.body = rss(one.offered.map((at) => entry(at, number, one)));
      if (one.failsToPost) pipeline.terminal.answerNext({ kind: 'retry-later', afterMs: 1_000, because: 'it is busy' });
      pipeline = await pollWhole(pipeline, one.diesAt);
    }
    await pipeline.pass(3_600_000);
    const { lines } = await store.searchAdvisories({ words: '' }, { offset: 0, limit: 100 });
    const { said } = pipeline.terminal;
    return {
      advisories: lines
        .map(({ title }) => title)
        .filter((title) => title !== 'Welcome')
        .sort(byProduct),
      alerts: said
        .flatMap((event) => (event.kind === 'alert' ? event.message.sources.map(({ title }) => title) : []))
        .sort(byProduct),
      updates: said.filter(({ kind }) => kind === 'update'),
    };
  }

  /** Polls, and where the process dies on the way starts it again and polls once more. */
  async function pollWhole(pipeline: TestPipeline, diesAt: number | undefined): Promise<TestPipeline> {
    if (diesAt === undefined) {
      await pipeline.poll('vendor');
      return pipeline;
    }
    const dying = await pipeline.restart(mortal(store, diesAt)).catch(() => undefined);
    await dying?.poll('vendor').catch(() => undefined);
    await store.abandonSending('9999-01-01T00:00:00.000Z');
    const again = await (dying ?? pipeline).restart(store);
    await again.poll('vendor');
    return again;
  }
});

const FEED = 'https://vendor.example.com/feed.xml';

function rss(items: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`<rss version="2.0"><channel><title>News</title>${items.join('')}</channel></rss>`);
}

function entry(at: number, number: number, { polished, moved }: Look): string {
  const naming = NAMINGS[at] ?? 'stable';
  const { vendor = '', product = '' } = PRODUCTS[at] ?? {};
  const guid = { stable: `n-${at}`, changing: `n-${at}-${number}`, shared: 'news', missing: '' }[naming];
  const path = naming === 'stable' && moved.includes(at) ? 'moved' : 'news';
  const date = at % 2 === 0 ? '<pubDate>Sat, 20 Jan 2024 10:00:00 GMT</pubDate>' : '';
  const words = `CVE-2099-000${at}: ${vendor} ${product} before 2.0 lets attackers in. Update to 2.0.`;
  return (
    `<item><title>${titleOf(at)}</title>${guid === '' ? '' : `<guid isPermaLink="false">${guid}</guid>`}` +
    `<link>https://vendor.example.com/${path}/${at}</link>${date}` +
    `<description>${words}${polished.includes(at) ? ' Thank you for reading.' : ''}</description></item>`
  );
}

function byProduct(a: string, b: string): number {
  return a.localeCompare(b);
}
