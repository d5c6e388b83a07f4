import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_WATCHLIST, type Watchlist } from '../../src/domain/watch.ts';
import { tryWatch, whyNeverMatches } from '../../src/office/watched.ts';
import { editWatchlist, removeWatchlist } from '../../src/pipeline/edit-watchlist.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { aDocument, FORGOTTEN_SERVER, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const HARMLESS = aDocument('post-0', 'Join our webinar', 'We talk about detection.', '2024-01-01T00:00:00.000Z');
const FLAW = aDocument(
  'post-1',
  'A flaw is exploited',
  'Atlassian Confluence before 8.5.4 is affected by CVE-2023-99901. Attackers are exploiting it. Update to 8.5.4.',
  '2024-01-10T00:00:00.000Z',
);

describe('a watchlist', () => {
  let database: OpenDatabase;
  let store: Store;
  let pipeline: TestPipeline;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await emptyTables(database.pool);
    await store.changeInventory({ save: [FORGOTTEN_SERVER] }, DANA, '2024-01-01T00:00:00.000Z');
    pipeline = await startPipeline(store, { routes: [{ sink: 'slack', channel: 'C-ALL', from: 'P3' }] });
    pipeline.offer('researcher', [HARMLESS]);
    await pipeline.poll('researcher');
  });

  const watch = (changes: Partial<Watchlist>, name = 'wiki') =>
    editWatchlist(pipeline.deps, name, (current) => ({ ...(current ?? EMPTY_WATCHLIST), ...changes }), DANA);
  const CONFLUENCE = { vendor: 'Atlassian', product: 'Confluence', version: '8.1.0' };

  it('makes a case of a product that the inventory does not hold, and tells its own channel too', async () => {
    await watch({ products: [CONFLUENCE], channel: 'C-WIKI', from: 'P4' });
    pipeline.offer('researcher', [HARMLESS, FLAW]);
    await pipeline.poll('researcher');
    await pipeline.pass(5_000);
    expect(pipeline.slack.said.map((one) => [one.kind, one.channel]).sort()).toEqual([
      ['alert', 'C-ALL'],
      ['alert', 'C-WIKI'],
    ]);
    expect(pipeline.slack.said[0]).toMatchObject({
      message: {
        headline: 'Watchlist wiki watches for Atlassian Confluence; your inventory holds nothing that this concerns.',
      },
    });
  });

  it.each([
    {
      told: 'its channel, with its owner called',
      list: { channel: 'C0WIKI001', owner: { id: 'slack:U0DANA001', name: 'dana' } },
      alert: { channel: 'C0WIKI001', mention: 'U0DANA001' },
    },
    {
      told: 'its owner, where it has no channel',
      list: { owner: { id: 'slack:U0DANA001', name: 'dana' } },
      alert: { channel: 'U0DANA001' },
    },
    {
      told: 'nobody more, where its owner is nobody of Slack',
      list: { owner: { id: 'cli:dana', name: 'dana' } },
      alert: undefined,
    },
  ])('tells $told', async ({ list, alert }) => {
    await watch({ products: [CONFLUENCE], from: 'P4', ...list });
    pipeline.offer('researcher', [HARMLESS, FLAW]);
    await pipeline.poll('researcher');
    await pipeline.pass(5_000);
    const own = pipeline.slack.said.filter((one) => one.kind === 'alert' && one.channel !== 'C-ALL');
    expect(own).toHaveLength(alert === undefined ? 0 : 1);
    if (alert !== undefined) expect(own[0]).toMatchObject(alert);
  });

  it('is matched with what is stored already, and tells it in one summary', async () => {
    pipeline.offer('researcher', [HARMLESS, FLAW]);
    await pipeline.poll('researcher');
    expect(await store.cases()).toEqual([]);
    await watch({ products: [CONFLUENCE], channel: 'C-WIKI' });
    await pipeline.settle();
    await pipeline.pass(5_000);
    expect(pipeline.slack.said.filter((one) => one.channel === 'C-WIKI').map((one) => one.kind)[0]).toBe('summary');
    expect(await store.cases()).toHaveLength(1);
  });

  it('is no part of the inventory', async () => {
    await watch({ products: [CONFLUENCE] });
    expect((await store.assets()).map((asset) => asset.id)).toEqual([FORGOTTEN_SERVER.id]);
    expect((await store.tally()).assets).toBe(1);
    expect(await store.matchableAfter(undefined, 10)).toHaveLength(2);
    await removeWatchlist(pipeline.deps, 'wiki', DANA);
    expect(await store.matchableAfter(undefined, 10)).toHaveLength(1);
    await expect(removeWatchlist(pipeline.deps, 'wiki', DANA)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('loses no change when two people edit it at once, and the audit has each', async () => {
    const words = Array.from({ length: 10 }, (_, index) => [`a${index}`, `b${index}`]).flat();
    const add = (word: string) =>
      editWatchlist(
        pipeline.deps,
        'shared',
        (current) => ({ ...(current ?? EMPTY_WATCHLIST), keywords: [...(current?.keywords ?? []), word] }),
        DANA,
      );
    for (let at = 0; at < words.length; at += 2) await Promise.all([add(words[at] ?? ''), add(words[at + 1] ?? '')]);
    const [list] = await store.watchlists();
    expect([...(list?.keywords ?? [])].sort()).toEqual([...words].sort());
    expect(list?.version).toBe(words.length);
    expect(await store.auditEntries({ subject: 'shared' })).toHaveLength(words.length);
  });

  it('is not overwritten by somebody who saw an older version', async () => {
    const first = await watch({ keywords: ['one'] });
    await watch({ keywords: ['two'] });
    expect(await store.saveWatchlist({ ...first, version: 2 }, DANA, '2024-01-22T12:00:00.000Z')).toMatchObject({
      kind: 'overtaken',
      current: { version: 2, keywords: ['two'] },
    });
  });

  it('has a name that can be typed', async () => {
    await expect(watch({}, 'My List!')).rejects.toMatchObject({ code: 'USAGE' });
  });

  describe('before it is made', () => {
    beforeEach(async () => {
      pipeline.offer('researcher', [HARMLESS, FLAW]);
      await pipeline.poll('researcher');
    });

    it('says what it would have raised', async () => {
      const raised = await tryWatch(pipeline.deps, CONFLUENCE);
      expect(raised).toMatchObject([{ advisoryId: 'researcher:post-1', verdict: 'affected' }]);
      expect(await tryWatch(pipeline.deps, { ...CONFLUENCE, version: '9.0' })).toMatchObject([
        { verdict: 'not-affected', priority: 'INFO' },
      ]);
    });

    it('says that it may never match, with the nearest known name', async () => {
      expect(await whyNeverMatches(pipeline.deps, CONFLUENCE)).toBeUndefined();
      expect(await whyNeverMatches(pipeline.deps, { product: 'Screenconect' })).toEqual({
        watched: { product: 'Screenconect' },
        because: expect.stringMatching(/^Nothing that wardwatch knows is called "Screenconect": .* may never match\.$/),
        nearest: [{ vendor: 'ConnectWise', product: 'ScreenConnect' }],
      });
      expect(await whyNeverMatches(pipeline.deps, { product: 'Zzyzx Quux' })).toMatchObject({ nearest: [] });
    });
  });
});
