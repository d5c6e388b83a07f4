import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actOnCase } from '../../src/pipeline/act-on-case.ts';
import { wakePending } from '../../src/pipeline/wake-pending.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { aDocument, FORGOTTEN_SERVER, STORY, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const NOW = '2024-01-22T13:00:00.000Z';

describe('telling what a re-match found', () => {
  let database: OpenDatabase;
  let store: Store;
  let pipeline: TestPipeline;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  }, 240_000);
  beforeEach(async () => {
    await emptyTables(database.pool);
    pipeline = await startPipeline(store);
    for (const items of [[], [aDocument('news', 'Attacks on pharmacies', STORY)]]) {
      pipeline.offer('researcher', items);
      await pipeline.poll('researcher');
    }
    await store.changeInventory({ save: [FORGOTTEN_SERVER] }, DANA, NOW);
  });
  afterAll(() => database.close());

  const settled = async (running: TestPipeline) => {
    await wakePending(running.deps);
    await running.settle();
  };
  const said = () => pipeline.terminal.said.map(({ kind }) => kind);

  /** A store on which something happens once, when the cases of the batch were looked at and nobody told of them yet. */
  const interrupted = (happens: () => Promise<unknown>): Store => {
    let hasHappened = false;
    return {
      ...store,
      outlinesOf: async (...asked) => {
        const outlines = await store.outlinesOf(...asked);
        if (!hasHappened) {
          hasHappened = true;
          await happens();
        }
        return outlines;
      },
    };
  };

  it('is one summary and the urgent cases one by one', async () => {
    await settled(pipeline);
    expect(said()).toEqual(['summary', 'alert']);
  });

  it('holds up no decision while it looks at the cases, and heeds it: a case resolved meanwhile is only counted', async () => {
    const resolve = { kind: 'resolve', how: 'patched' } as const;
    const watched = interrupted(() =>
      actOnCase(pipeline.deps, { caseId: 'C-1', action: resolve, actor: DANA, seenVersion: 0 }),
    );
    Object.assign(pipeline.deps, { store: watched });
    await settled(pipeline);
    expect(said()).toEqual(['summary']);
  });

  it('looks anew where a suppression came while it looked', async () => {
    const suppression = {
      scope: { product: FORGOTTEN_SERVER.product, site: 'Main' },
      reason: 'a test bench',
      expiresOn: '2024-03-01',
      by: DANA,
      at: NOW,
    };
    const looks: number[] = [];
    const watched = interrupted(() => store.addSuppression(suppression));
    Object.assign(pipeline.deps, {
      store: {
        ...watched,
        outlinesOf: async (...asked: Parameters<Store['outlinesOf']>) => {
          looks.push(asked[0].length);
          return watched.outlinesOf(...asked);
        },
      },
    });
    await settled(pipeline);
    expect(looks).toEqual([1, 1]);
    expect(said()).toEqual(['summary', 'alert']);
  });

  const killed = async () => Promise.reject(new Error('the process was killed'));

  /** Where the process is killed, by what it asks of the store then. */
  const KILLED: Readonly<Record<string, () => Partial<Store>>> = {
    'before it looks': () => ({ readyBatch: killed }),
    'while it looks': () => ({ outlinesOf: killed }),
    'before what it tells is committed': () => ({
      decide: (work) =>
        store.decide(async (desk) => {
          const result = await work(desk);
          const told = await desk.conversations('C-1');
          return told.length > 0 ? killed() : result;
        }),
    }),
    'right after it was committed': () => ({
      waitingChannels: async () => {
        const channels = await store.waitingChannels();
        return channels.length > 0 ? killed() : channels;
      },
    }),
  };

  it.each(Object.entries(KILLED))('says nothing twice and loses nothing where it is killed %s', async (_, fault) => {
    Object.assign(pipeline.deps, { store: { ...store, ...fault() } });
    await settled(pipeline);
    expect(said()).toEqual([]);
    const again = await pipeline.restart(store);
    await again.settle();
    await settled(again);
    expect(said()).toEqual(['summary', 'alert']);
    expect((await store.cases()).map(({ id }) => id)).toEqual(['C-1']);
  });
});
