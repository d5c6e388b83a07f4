import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import type { Delivery } from '../../src/ports/sink.ts';
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

/** What the publisher changes of a document without making it another one: one thing at a time. */
type Change = 'words' | 'title' | 'address';

/** A document is known again by what the publisher leaves as it was. */
const DOCUMENTS: readonly { vendor: string; product: string; naming: Naming; changes: readonly Change[] }[] = [
  { vendor: 'Aldermere', product: 'Gateway', naming: 'stable', changes: ['words', 'title', 'address'] },
  { vendor: 'Brookfield', product: 'Infusion Pump', naming: 'changing', changes: ['words'] },
  { vendor: 'Cedarline', product: 'Monitor', naming: 'shared', changes: ['words', 'title', 'address'] },
  { vendor: 'Dunmore', product: 'Scanner', naming: 'shared', changes: ['words', 'title', 'address'] },
  { vendor: 'Elmhurst', product: 'Archive', naming: 'missing', changes: ['words', 'title'] },
];
const ASSETS: readonly Asset[] = DOCUMENTS.map(({ vendor, product }, at) => ({
  ...{ id: `A-${at}`, vendor, product, version: '1.0', exposure: 'open', observables: [], tags: [] },
}));

/** What comes of the next message. Where the answer is lost, it was said; where the words are, it was not. Neither is known. */
type Post = 'said' | 'not taken at once' | 'answer lost' | 'words lost';

/** All that a poll and what follows it write down. */
const WRITES = ['saveItem', 'pollSucceeded', 'takeItems', 'saveAdvisories', 'decide', 'claimNext', 'settle'] as const;

/** One look at the feed. */
interface Look {
  /** The documents that it offers, in this order, each with what was changed of it since it was last offered. */
  readonly offered: readonly (readonly [at: number, change: Change | undefined])[];
  /** The process dies when it is to do this for the nth time; absent: it lives. */
  readonly dies: readonly [write: (typeof WRITES)[number], nth: number] | undefined;
  readonly nextPost: Post;
}

describe('documents of a feed', () => {
  let database: OpenDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  });
  afterAll(() => database.close());

  const offer = (at: number) => {
    const changes = fc.constantFrom(undefined, ...(DOCUMENTS[at]?.changes ?? []));
    return fc.tuple(fc.constant(at), changes);
  };
  const look: fc.Arbitrary<Look> = fc.record({
    offered: fc.shuffledSubarray([...DOCUMENTS.keys()]).chain((ats) => fc.tuple(...ats.map(offer))),
    dies: fc.option(fc.tuple(fc.constantFrom(...WRITES), fc.integer({ min: 1, max: 3 })), { nil: undefined }),
    nextPost: fc.constantFrom<Post>('said', 'not taken at once', 'answer lost', 'words lost'),
  });

  it('become one advisory and one alert each: however they are named, ordered, edited and moved, and whatever breaks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(look, { minLength: 1, maxLength: 5 }), async (looks) => {
        await emptyTables(database.pool);
        await store.changeInventory({ save: ASSETS }, DANA, '2024-01-01T00:00:00.000Z');
        const changes = changesUntil(looks, looks.length);
        expect(await tell(looks)).toEqual({
          advisories: [...changes].map(([at, made]) => entryOf(at, made).title).sort(),
          alerts: [...changes.keys()].map((at) => DOCUMENTS[at]?.product).sort(),
          updates: [],
        });
      }),
      { numRuns: 15 },
    );
  }, 300_000);

  /** Titles of what is stored and products of what was said after all looks. The first poll finds another document, so that all else is news. */
  async function tell(looks: readonly Look[]) {
    const page = { body: rss(['<item><title>Welcome</title><guid>welcome</guid></item>']) };
    const http = { request: async () => ({ status: 200, url: FEED, headers: {}, body: page.body }) };
    let pipeline = await startPipeline(store, {
      sources: [{ id: 'vendor', url: FEED }],
      routes: [{ sink: 'terminal', channel: 'terminal', from: 'P4' }],
      more: { adapter: () => feed, http },
    });
    await pipeline.poll('vendor');
    for (const [number, { offered, dies, nextPost }] of looks.entries()) {
      const changes = changesUntil(looks, number + 1);
      page.body = rss(offered.map(([at]) => xmlOf(at, number, changes.get(at) ?? [])));
      if (nextPost !== 'said') pipeline.terminal.answerNext(ANSWERS[nextPost], nextPost === 'answer lost');
      pipeline = await pollWhole(pipeline, dies);
    }
    await pipeline.pass(3_600_000);
    const { lines } = await store.searchAdvisories({ words: '' }, { offset: 0, limit: 100 });
    const { said } = pipeline.terminal;
    return {
      advisories: lines
        .map(({ title }) => title)
        .filter((title) => title !== 'Welcome')
        .sort(),
      alerts: said
        .flatMap((event) => (event.kind === 'alert' ? event.message.sources.map(({ title }) => productIn(title)) : []))
        .sort(),
      updates: said.filter(({ kind }) => kind === 'update'),
    };
  }

  /** Polls, and where the process dies on the way starts it again and polls once more. */
  async function pollWhole(pipeline: TestPipeline, dies: Look['dies']): Promise<TestPipeline> {
    if (dies === undefined) {
      await pipeline.poll('vendor');
      return pipeline;
    }
    const [write, nth] = dies;
    const dying = await pipeline.restart(mortal(store, nth, write)).catch(() => undefined);
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

const ANSWERS: Readonly<Record<Exclude<Post, 'said'>, Delivery>> = {
  'not taken at once': { kind: 'retry-later', afterMs: 1_000, because: 'it is busy' },
  'answer lost': { kind: 'unknown', because: 'the line broke' },
  'words lost': { kind: 'unknown', because: 'the line broke' },
};

/** Every document that the first so many looks offered, with what was changed of it until then. */
function changesUntil(looks: readonly Look[], number: number): ReadonlyMap<number, readonly Change[]> {
  const changes = new Map<number, readonly Change[]>();
  for (const [at, change] of looks.slice(0, number).flatMap(({ offered }) => offered)) {
    changes.set(at, [...(changes.get(at) ?? []), ...(change === undefined ? [] : [change])]);
  }
  return changes;
}

/** A document after these changes. */
function entryOf(at: number, changes: readonly Change[]) {
  const { vendor, product } = DOCUMENTS[at] ?? { vendor: '', product: '' };
  const times = (wanted: Change) => changes.filter((change) => change === wanted).length;
  return {
    title: `A flaw in ${vendor} ${product}${' (corrected)'.repeat(times('title'))}`,
    link: `https://vendor.example.com/news/${'moved/'.repeat(times('address'))}${at}`,
    words:
      `CVE-2099-000${at}: ${vendor} ${product} before 2.0 lets attackers in. Update to 2.0.` +
      ' Thank you for reading.'.repeat(times('words')),
  };
}

function xmlOf(at: number, number: number, changes: readonly Change[]): string {
  const naming = DOCUMENTS[at]?.naming ?? 'stable';
  const { title, link, words } = entryOf(at, changes);
  const guid = { stable: `n-${at}`, changing: `n-${at}-${number}`, shared: 'news', missing: '' }[naming];
  const date = at % 2 === 0 ? '<pubDate>Sat, 20 Jan 2024 10:00:00 GMT</pubDate>' : '';
  return (
    `<item><title>${title}</title>${guid === '' ? '' : `<guid isPermaLink="false">${guid}</guid>`}` +
    `<link>${link}</link>${date}<description>${words}</description></item>`
  );
}

function productIn(title: string): string | undefined {
  return DOCUMENTS.map(({ product }) => product).find((product) => title.includes(product));
}
