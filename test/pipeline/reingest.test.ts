import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WardwatchError } from '../../src/errors.ts';
import { readAgain, reingest } from '../../src/pipeline/reingest.ts';
import type { RawItem } from '../../src/ports/source.ts';
import type { Store } from '../../src/ports/store.ts';
import { readItem } from '../../src/sources/formats/read-item.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { aDocument, FORGOTTEN_SERVER, STORY, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const HARMLESS = aDocument('post-0', 'Join our webinar', 'We talk about detection.');
const POST = aDocument('post-1', 'A pharmacy supplier as the way in', STORY);

/** A reader of today. */
const read = (item: RawItem) => readItem(item, { pdfText: () => Promise.reject(new Error('No PDF is expected.')) });

/** A reader that overlooks some words, as an older version did. */
const overlooking = (words: string) => (item: RawItem) =>
  read({ ...item, bytes: new TextEncoder().encode(new TextDecoder().decode(item.bytes).replace(words, '')) });

describe('documents that are read again', () => {
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

  /** What an older reader made of the post, with the reader of today in its place since. */
  async function upgraded(older: typeof read): Promise<TestPipeline> {
    const before = await startPipeline(store, { more: { read: older } });
    before.offer('researcher', [HARMLESS]);
    await before.poll('researcher');
    before.offer('researcher', [POST]);
    await before.poll('researcher');
    await before.queue.close();
    return startPipeline(store, { terminal: before.terminal, more: { read } });
  }

  async function rereadAll({ deps, settle }: TestPipeline) {
    const rereads = [];
    for (const document of await store.documentsRead({})) rereads.push(await readAgain(deps, document));
    const preview = rereads.map(({ document, outcome, changes }) => ({ document, outcome, changes }));
    await reingest(deps, rereads, '2 documents');
    await settle();
    return preview;
  }

  const same = { document: 'researcher:post-0', outcome: 'same', changes: [] };
  const kinds = ({ terminal }: TestPipeline) => terminal.said.map(({ kind }) => kind);

  it('make no revision and no word where they are read as before', async () => {
    const pipeline = await upgraded(read);
    expect(await rereadAll(pipeline)).toEqual([same, { document: 'researcher:post-1', outcome: 'same', changes: [] }]);
    expect(await rereadAll(pipeline)).toHaveLength(2);
    expect((await store.advisory('researcher:post-1'))?.revision).toBe(1);
    expect(kinds(pipeline)).toEqual(['alert']);
  });

  it('make a revision and no word where nothing material is read otherwise', async () => {
    const pipeline = await upgraded(overlooking('unmanaged, '));
    const changes = expect.arrayContaining(['text: other words']);
    expect(await rereadAll(pipeline)).toEqual([same, { document: 'researcher:post-1', outcome: 'changed', changes }]);
    expect((await store.advisory('researcher:post-1'))?.revision).toBe(2);
    expect(kinds(pipeline).filter((kind) => kind !== 'edit')).toEqual(['alert']);
  });

  it('are told where what is read now touches something, as a first poll is', async () => {
    const pipeline = await upgraded(async (item) => {
      if (item.guid === POST.guid) throw new WardwatchError('DOCUMENT_UNREADABLE', 'It could not be read then.');
      return read(item);
    });
    expect(kinds(pipeline)).toEqual([]);
    expect(await rereadAll(pipeline)).toEqual([same, { document: 'researcher:post-1', outcome: 'new', changes: [] }]);
    expect(kinds(pipeline)).toEqual(['summary', 'alert']);
  });

  it('keep what was read where they cannot be read any more', async () => {
    const pipeline = await upgraded(read);
    const deps = { ...pipeline.deps, read: () => Promise.reject(new WardwatchError('DOCUMENT_UNREADABLE', 'No.')) };
    const refused = { outcome: 'refused', changes: [] };
    expect(await rereadAll({ ...pipeline, deps })).toEqual([
      { document: 'researcher:post-0', ...refused },
      { document: 'researcher:post-1', ...refused },
    ]);
    expect((await store.advisory('researcher:post-1'))?.title).toBe(POST.title);
  });

  it('are those that were chosen, the newest of each guid', async () => {
    const pipeline = await upgraded(read);
    pipeline.offer('researcher', [aDocument('post-1', POST.title ?? '', `${STORY} More.`)]);
    await pipeline.poll('researcher');
    const chosen = async (choice: Parameters<Store['documentsRead']>[0]) =>
      (await store.documentsRead(choice)).map(({ id }) => id);
    expect(await chosen({})).toEqual(['researcher:post-0', 'researcher:post-1']);
    expect(await chosen({ ids: ['researcher:post-1'] })).toEqual(['researcher:post-1']);
    expect(await chosen({ sourceId: 'other' })).toEqual([]);
    expect(await chosen({ since: '2024-01-23T00:00:00.000Z' })).toEqual([]);
  });
});
