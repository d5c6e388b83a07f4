import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wakePending } from '../../src/pipeline/wake-pending.ts';
import type { Store } from '../../src/ports/store.ts';
import { readItem } from '../../src/sources/formats/read-item.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { anAdvisory, DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { aDocument, FORGOTTEN_SERVER, STORY, startPipeline } from '../helpers/pipeline.ts';

const NOW = '2024-01-22T12:00:00.000Z';
const FIRST = aDocument('post-1', 'Join our webinar', 'We talk about detection.', '2024-01-01T00:00:00.000Z');
const BROKEN = aDocument('post-2', 'Nobody can tell', 'What this says.', '2024-01-02T00:00:00.000Z');
const STORY_TOLD = aDocument('post-3', 'A pharmacy supplier as the way in', STORY, '2024-01-03T00:00:00.000Z');

describe('what is done together, so that it costs less,', () => {
  let database: OpenDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await emptyTables(database.pool);
    await store.changeInventory({ save: [FORGOTTEN_SERVER] }, DANA, '2024-01-01T00:00:00.000Z');
  });

  const whatIsRefused = async () => (await store.refusedItems('researcher', 5)).map(({ because }) => because);

  it('goes on where one document breaks its reader: that one alone is tried again, and set aside at the third time', async () => {
    const begun: string[] = [];
    const pipeline = await startPipeline(store, {
      more: {
        read: async (item) => {
          begun.push(item.guid);
          if (item.guid === BROKEN.guid) throw new Error('the reader broke');
          return readItem(item, { pdfText: async () => Promise.reject(new Error('no PDF is expected')) });
        },
      },
    });
    pipeline.offer('researcher', [FIRST, BROKEN, STORY_TOLD]);
    await pipeline.poll('researcher');
    expect(begun).toEqual(['post-1', 'post-2', 'post-3', 'post-2', 'post-2']);
    expect(pipeline.terminal.said.map(({ kind }) => kind)).toEqual(['summary', 'alert']);
    expect(await whatIsRefused()).toEqual(['the reader broke']);
  });

  it('goes on where one document cannot be stored, which is set aside after three beginnings', async () => {
    const picky: Store = {
      ...store,
      saveAdvisories: async (read) => {
        if (read.some(({ advisory }) => advisory.id === 'researcher:post-2')) throw new Error('it does not fit');
        return store.saveAdvisories(read);
      },
    };
    const pipeline = await startPipeline(picky);
    pipeline.offer('researcher', [FIRST, BROKEN, STORY_TOLD]);
    await pipeline.poll('researcher');
    expect((await store.cases()).map(({ id }) => id)).toEqual(['C-1']);
    const again = await pipeline.restart();
    await again.settle();
    expect(await whatIsRefused()).toEqual(['Reading it was begun 3 times and never ended.']);
    expect(pipeline.terminal.said.map(({ kind }) => kind)).toEqual(['summary', 'alert']);
  });

  it('is done apart where it was begun before, since one of them may have ended the process', async () => {
    const ids: number[] = [];
    for (const item of [FIRST, BROKEN, STORY_TOLD]) {
      ids.push((await store.saveItem('researcher', item, item.guid, NOW)) ?? 0);
    }
    await store.takeItems(ids.slice(0, 2));
    const taken: (readonly number[])[] = [];
    const watched: Store = {
      ...store,
      takeItems: (itemIds) => {
        taken.push(itemIds.map((id) => ids.indexOf(id)));
        return store.takeItems(itemIds);
      },
    };
    await (await startPipeline(watched)).settle();
    expect(taken).toEqual([[0], [1], [2]]);
  });

  it('hears a document that came twice twice, in its order', async () => {
    const changed = aDocument('post-3', 'No supplier was the way in', 'All is well.', '2024-01-04T00:00:00.000Z');
    const later = '2024-01-22T13:00:00.000Z';
    await store.saveItem('researcher', STORY_TOLD, 'as it was', NOW);
    await store.saveItem('researcher', changed, 'as it is', later);
    await (await startPipeline(store)).settle();
    const revisions = await store.revisionsOf('researcher:post-3');
    expect(revisions.map(({ title, fetchedAt, firstSeenAt }) => ({ title, fetchedAt, firstSeenAt }))).toEqual([
      { title: STORY_TOLD.title, fetchedAt: NOW, firstSeenAt: undefined },
      { title: changed.title, fetchedAt: later, firstSeenAt: NOW },
    ]);
  });

  it('goes on where one advisory cannot be matched, which is set aside at the third time', async () => {
    const ids = ['researcher:one', 'researcher:two', 'researcher:three'];
    for (const id of ids) {
      const item = { ...FIRST, guid: id };
      await store.saveAdvisory((await store.saveItem('researcher', item, id, NOW)) ?? 0, anAdvisory({ id }), 'words');
    }
    await database.pool.query(
      `update wardwatch.revisions set body = body || '{"affected": null}' where advisory_id = 'researcher:two'`,
    );
    const pipeline = await startPipeline(store);
    await wakePending(pipeline.deps);
    await pipeline.settle();
    const decided = await Promise.all(ids.map((advisoryId) => store.decisions({ advisoryId })));
    expect(decided.map((records) => records.map(({ decision }) => decision.reasons[0]?.split(':')[0]))).toEqual([
      [expect.not.stringContaining('failed')],
      ['Matching it failed 3 times'],
      [expect.not.stringContaining('failed')],
    ]);
  });
});
