import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import { changeAssets } from '../../src/pipeline/change-assets.ts';
import { wakePending } from '../../src/pipeline/wake-pending.ts';
import type { InventoryChange } from '../../src/ports/inventory-change.ts';
import type { RawItem } from '../../src/ports/source.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { aDocument, FORGOTTEN_SERVER, STORY, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const PRODUCTS = [
  { vendor: 'Atlassian', product: 'Confluence' },
  { vendor: 'ConnectWise', product: 'ScreenConnect' },
  { vendor: 'Example', product: 'Relay Desk' },
] as const;
const VERSIONS = ['7.9.0', '8.1.0', '8.5.4', '9.0.0'] as const;

/** Texts that touch some of it, share CVEs or nothing, and are about what nobody runs. */
const TEXTS = [
  'Atlassian Confluence before 8.5.4 is affected by CVE-2023-99901. Attackers are exploiting it. Update to 8.5.4.',
  'CVE-2023-99901 is exploited in the wild against hospitals, says the agency. Patch at once.',
  'ConnectWise ScreenConnect before 9.0.0 is affected by CVE-2023-99902. Update to 9.0.0.',
  'Attackers use ScreenConnect of ConnectWise against pharmacies and exploit CVE-2023-99902.',
  'Example Relay Desk 8.1.0 is affected by CVE-2023-99903. The vendor has fixed it in 8.5.4.',
  'Transaction Data Systems, a supplier of pharmacy software, was the way in for attackers.',
  'Join our webinar about detection.',
] as const;

const asset = fc.record({
  id: fc.constantFrom('A-1', 'A-2', 'A-3'),
  named: fc.constantFrom(...PRODUCTS),
  version: fc.constantFrom(undefined, ...VERSIONS),
  exposure: fc.constantFrom('open' as const, 'small' as const),
  supplier: fc.constantFrom(undefined, 'Transaction Data Systems'),
});

const story = fc.record({
  texts: fc.subarray([...TEXTS.keys()], { minLength: 3 }),
  before: fc.array(asset, { maxLength: 3 }),
  edits: fc.array(fc.record({ save: fc.array(asset, { maxLength: 2 }), remove: fc.subarray(['A-1', 'A-2']) }), {
    minLength: 1,
    maxLength: 2,
  }),
});

describe('a small change', () => {
  let database: OpenDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  }, 240_000);
  afterAll(() => database.close());

  const told = async (documents: readonly RawItem[], before: readonly Asset[]) => {
    await emptyTables(database.pool);
    const pipeline = await startPipeline(store);
    await changeAssets(pipeline.deps, { save: before }, DANA);
    for (const items of [[], documents]) {
      pipeline.offer('researcher', items);
      await pipeline.poll('researcher');
    }
    return pipeline;
  };

  it('leaves every case and every match as if everything had been matched again', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ texts, before, edits }) => {
        const documents = texts.map((text, index) =>
          aDocument(`post-${text}`, `Post ${text}`, TEXTS[text] ?? '', `2024-01-${10 + index}T00:00:00.000Z`),
        );
        const statesAfter = async (change: (pipeline: TestPipeline, one: InventoryChange) => Promise<unknown>) => {
          const pipeline = await told(documents, distinct(before.map(assetOf)));
          const states: unknown[] = [];
          for (const { save, remove } of edits) {
            await change(pipeline, { save: distinct(save.map(assetOf)), remove });
            await pipeline.settle();
            states.push(await stateOf(pipeline));
          }
          return states;
        };
        const spared = await statesAfter(({ deps }, one) => changeAssets(deps, one, DANA));
        const whole = await statesAfter(async ({ deps }, one) => {
          await deps.store.changeInventory(one, DANA, deps.clock.now());
          await wakePending(deps);
        });
        expect(spared).toEqual(whole);
      }),
      { numRuns: 10 },
    );
  }, 240_000);

  it('takes into a new case what tells its story and names no asset', async () => {
    const supplier = 'Attackers came in through Transaction Data Systems, a supplier of pharmacy software.';
    const documents = [
      aDocument('post-1', 'A pharmacy supplier as the way in', STORY, '2024-01-10T00:00:00.000Z'),
      aDocument('post-2', 'Attacks through a supplier', supplier, '2024-01-12T00:00:00.000Z'),
    ];
    const pipeline = await told(documents, []);
    const { supplier: _, ...server } = FORGOTTEN_SERVER;
    await changeAssets(pipeline.deps, { save: [server] }, DANA);
    await pipeline.settle();
    const members = (await store.cases()).map((one) => one.members.map((member) => member.advisory.id));
    expect(members).toEqual([['researcher:post-1', 'researcher:post-2']]);
  });

  it('matches again only what names the asset', async () => {
    const documents = TEXTS.map((text, index) => aDocument(`post-${index}`, `Post ${index}`, text));
    const desk = { id: 'A-1', vendor: 'Example', product: 'Relay Desk', version: '9.0.0', observables: [], tags: [] };
    const pipeline = await told(documents, [desk]);
    const decided = async () => {
      const lines = (await pipeline.deps.store.searchAdvisories({ words: '' }, { offset: 0, limit: 50 })).lines;
      const decisions = await Promise.all(
        lines.map(async ({ id }) => [id, (await pipeline.deps.store.decisions({ advisoryId: id })).length] as const),
      );
      return new Map(decisions);
    };
    const before = await decided();
    await changeAssets(pipeline.deps, { save: [{ ...desk, version: '8.1.0' }] }, DANA);
    await pipeline.settle();
    const again = [...(await decided())].filter(([id, count]) => count !== before.get(id)).map(([id]) => id);
    expect(again).toEqual(['researcher:post-4']);
    expect((await pipeline.deps.store.cases()).map(({ assets }) => assets.map((each) => each.asset.version))).toEqual([
      ['8.1.0'],
    ]);
  });
});

function assetOf({
  id,
  named,
  version,
  exposure,
  supplier,
}: typeof asset extends fc.Arbitrary<infer T> ? T : never): Asset {
  return {
    ...{ id, ...named, exposure, observables: [], tags: [] },
    ...(version !== undefined && { version }),
    ...(supplier !== undefined && { supplier }),
  };
}

function distinct(assets: readonly Asset[]): readonly Asset[] {
  return [...new Map(assets.map((each) => [each.id, each])).values()];
}

/** What stands in the record: cases with members, assets and triage, and every match. */
async function stateOf({ deps }: TestPipeline) {
  const { store } = deps;
  const lines = (await store.searchAdvisories({ words: '' }, { offset: 0, limit: 50 })).lines;
  return {
    cases: (await store.cases()).map(({ id, members, assets, triage }) => ({
      ...{ id, triage, assets },
      members: members.map((member) => member.advisory.id).sort(),
    })),
    matches: await Promise.all(lines.map(({ id }) => store.matchesOf(id))),
    waiting: (await store.pending()).rematch.waiting,
  };
}
