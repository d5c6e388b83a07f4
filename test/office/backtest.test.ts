import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import { EMPTY_WATCHLIST } from '../../src/domain/watch.ts';
import { type Backtest, type BacktestPlan, backtest } from '../../src/office/backtest.ts';
import type { Store } from '../../src/ports/store.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { aDocument, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';
import { scratchOn } from '../helpers/scratch.ts';

const RELAY: Asset = {
  id: 'A-1',
  vendor: 'Example',
  product: 'Relay Desk',
  version: '4.1',
  versionConfirmedAt: '2029-01-01',
  exposure: 'open',
  observables: [],
  tags: [],
};
const VIEWER: Asset = { ...RELAY, id: 'A-2', product: 'Lantern Viewer', exposure: 'controlled' };

const day = (number: number) => `2029-02-${String(number).padStart(2, '0')}T08:00:00.000Z`;

const relayNews = (more = '') =>
  aDocument(
    'relay',
    'Example Relay Desk: remote code execution',
    `Example Relay Desk before 4.3 has a flaw in its request parser (CVE-2029-40001). Update to 4.3.${more}`,
    day(2),
  );
const viewerNews = aDocument(
  'viewer',
  'Example Lantern Viewer: denial of service',
  'Example Lantern Viewer before 5.0 has a flaw (CVE-2029-40002) by which a stranger may stop it. Update to 5.0.',
  day(4),
);

let database: Awaited<ReturnType<typeof freshEmbedded>>;
let store: Store;
let pipeline: TestPipeline;

let scratch: Awaited<ReturnType<typeof freshEmbedded>>;

/** The past: one product run here is told of and then exploited, one that is not here is told of too. */
beforeAll(async () => {
  [database, scratch] = [await freshEmbedded(), await freshEmbedded()];
  store = await openStore(database.pool);
  await store.changeInventory({ save: [RELAY] }, DANA, day(1));
  pipeline = await startPipeline(store, {
    now: day(1),
    routes: [{ sink: 'slack', channel: 'C-WARD', from: 'P4', mention: 'S0WARDTEAM' }],
  });
  pipeline.offer('researcher', [aDocument('start', 'Welcome', 'This feed begins today.', day(1))]);
  await pipeline.poll('researcher');
  pipeline.setNow(day(2));
  pipeline.offer('researcher', [relayNews()]);
  await pipeline.poll('researcher');
  pipeline.setNow(day(4));
  pipeline.offer('researcher', [viewerNews]);
  await pipeline.poll('researcher');
  pipeline.setNow(day(6));
  pipeline.offer('researcher', [relayNews(' Attackers exploit it in the wild.')]);
  await pipeline.poll('researcher');
});
afterAll(async () => {
  await database.close();
  await scratch.close();
});

function test(more: Partial<BacktestPlan> = {}, rules = pipeline.deps): Promise<Backtest | undefined> {
  return backtest(store, scratchOn(scratch.pool), rules, { now: day(10), days: 30, ...more });
}

const outline = (tested: Backtest | undefined) =>
  tested?.stories.map(({ title, change, really, would }) => ({
    title,
    change,
    really: `${really.cards} + ${really.updates} ${really.priority ?? 'silent'}`,
    would: `${would.cards} + ${would.updates} ${would.priority ?? 'silent'}`,
  }));

describe('the past told again', () => {
  it('by the rules that told it says what was said', async () => {
    const tested = await test();
    expect(outline(tested)).toEqual([
      { title: 'Example Relay Desk: remote code execution', change: 'same', really: '1 + 1 P1', would: '1 + 1 P1' },
    ]);
    expect(tested).toMatchObject({ revisions: 4, leftOut: 0, assets: 1, days: 30, since: '2029-01-11T08:00:00.000Z' });
    expect(tested?.would).toEqual(tested?.really);
    expect(tested?.stories[0]?.because[0]).toMatch(/^First alert: this case is P\d\.$/);
  });

  it('against another inventory says what is gained and what is lost, each with why', async () => {
    const tested = await test({ assets: [VIEWER] });
    expect(outline(tested)).toEqual([
      { title: 'Example Relay Desk: remote code execution', change: 'lost', really: '1 + 1 P1', would: '0 + 0 silent' },
      expect.objectContaining({ title: 'Example Lantern Viewer: denial of service', change: 'gained' }),
    ]);
    expect(tested?.stories[0]?.because).toEqual(['No asset is one of the products named: Example Relay Desk.']);
  });

  it('by another policy says what is lowered', async () => {
    const { policy } = pipeline.deps;
    const { ssvcDeployer, bod2604 } = policy.priorities;
    const priorities = {
      ssvcDeployer: { ...ssvcDeployer, 'out-of-cycle': 'P4' },
      bod2604: { ...bod2604, '3 days': 'P3' },
    } as const;
    const calm = { ...policy, version: 'calm', priorities };
    const tested = await test({}, { ...pipeline.deps, policy: calm });
    expect(tested?.policy).toBe('calm');
    expect(tested?.stories.map(({ change }) => change)).toEqual(['lowered']);
  });

  it('for a watchlist says only what its people would have heard', async () => {
    const watchlist = { ...EMPTY_WATCHLIST, name: 'imaging', version: 3, from: 'P4' as const };
    const tested = await test({
      watchlist: { ...watchlist, products: [{ vendor: 'Example', product: 'Lantern Viewer', version: '4.0' }] },
    });
    expect(outline(tested)).toEqual([
      {
        title: 'Example Lantern Viewer: denial of service',
        change: 'gained',
        really: '0 + 0 silent',
        would: expect.stringMatching(/^1 \+ 0 P\d$/),
      },
    ]);
  });

  it('leaves the record as it was', async () => {
    const all = async () =>
      JSON.stringify([
        await store.caseStories(),
        await store.tellings(day(1)),
        await store.decisions({}),
        await store.auditEntries({}),
        await store.pending(),
      ]);
    const before = await all();
    await test({ assets: [VIEWER] });
    expect(await all()).toBe(before);
  });

  it('keeps silent where people asked for it, from then on', async () => {
    const given = { reason: 'is taken down', expiresOn: '2029-03-01', by: DANA };
    await store.addSuppression({ ...given, scope: { product: 'Lantern Viewer' }, at: day(3) });
    await store.addSuppression({ ...given, scope: { product: 'Relay Desk' }, at: day(3) });
    const tested = await test({ assets: [RELAY, VIEWER] });
    expect(outline(tested)?.map(({ would }) => would)).toEqual(['1 + 1 P1']);
    for (const { id } of await store.suppressions()) await store.removeSuppression(id, DANA, day(9));
  });

  it('ends where it is told to', async () => {
    let steps = 0;
    const tested = await backtest(store, scratchOn(scratch.pool), pipeline.deps, { now: day(10), days: 30 }, () => {
      steps += 1;
      return steps < 2;
    });
    expect({ tested, steps }).toEqual({ tested: undefined, steps: 2 });
  });
});
