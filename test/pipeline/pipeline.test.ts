import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { mortal } from '../helpers/mortal.ts';
import { aDocument, FORGOTTEN_SERVER, STORY, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const RETOLD = aDocument(
  'note-1',
  'Supplier abused against pharmacies',
  'Intruders compromised a ConnectWise ScreenConnect server of Transaction Data Systems and came in through this supplier of ' +
    'pharmacies: two healthcare organisations were hit.',
);
const RESEARCH = aDocument('post-1', 'A pharmacy supplier as the way in', STORY, '2024-01-10T00:00:00.000Z');
const HARMLESS = aDocument('post-0', 'Join our webinar', 'We talk about detection.', '2024-01-01T00:00:00.000Z');
describe('the pipeline, from a poll to what is said', () => {
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

  /** A pipeline whose source was polled before, so that what comes now is news. */
  async function seeded(...ids: string[]) {
    const pipeline = await startPipeline(store, {
      sources: (ids.length > 0 ? ids : ['researcher']).map((id) => ({
        id,
        publisher: { name: id, kind: 'researcher' },
      })),
    });
    for (const id of pipeline.deps.sources.keys()) {
      pipeline.offer(id, [HARMLESS]);
      await pipeline.poll(id);
    }
    return pipeline;
  }
  const kinds = (said: readonly { readonly kind: string }[]) => said.map((event) => event.kind);

  describe('the first poll of a source', () => {
    it('says nothing when nothing touches an asset', async () => {
      const { terminal } = await seeded();
      expect(terminal.said).toEqual([]);
    });

    it('gives one summary and the urgent cases one by one', async () => {
      const pipeline = await startPipeline(store);
      pipeline.offer('researcher', [HARMLESS, RESEARCH]);
      await pipeline.poll('researcher');
      expect(kinds(pipeline.terminal.said)).toEqual(['summary', 'alert']);
      expect((await store.cases()).map((each) => [each.id, each.triage.priority])).toEqual([['C-1', 'P1']]);
    });
  });

  it('what was there before a source was first asked is summed up, however many polls its first look takes', async () => {
    const pipeline = await seeded();
    pipeline.offer('researcher', { kind: 'changed', items: [HARMLESS], backlog: [RESEARCH], refused: [], cursor: {} });
    await pipeline.poll('researcher');
    await pipeline.poll('researcher');
    expect(kinds(pipeline.terminal.said)).toEqual(['summary', 'alert']);
  });

  it('what a source is known again by is remembered, though it has nothing new', async () => {
    const pipeline = await seeded();
    pipeline.offer('researcher', { kind: 'unchanged', cursor: { etag: 'b' } });
    await pipeline.poll('researcher');
    expect((await store.sourceState('researcher')).cursor).toEqual({ etag: 'b' });
  });

  describe('a new advisory', () => {
    it('that touches an asset becomes a case and is told once, however often it is polled', async () => {
      const pipeline = await seeded();
      pipeline.offer('researcher', [HARMLESS, RESEARCH]);
      await pipeline.poll('researcher');
      await pipeline.poll('researcher');
      await pipeline.poll('researcher');
      expect(kinds(pipeline.terminal.said)).toEqual(['alert']);
    });

    it('that touches nothing stays silent, with the reason on record', async () => {
      const pipeline = await seeded();
      pipeline.offer('researcher', [
        HARMLESS,
        aDocument('post-2', 'Flaw in Confluence', 'Atlassian Confluence before 8.5.4 is affected.'),
      ]);
      await pipeline.poll('researcher');
      expect(pipeline.terminal.said).toEqual([]);
      const [record] = await store.decisions({ advisoryId: 'researcher:post-2' });
      expect(record?.decision).toEqual({ kind: 'stay-silent', reasons: [expect.stringContaining('Confluence')] });
    });

    it('of another publisher about the same story joins the case and is a line in its thread', async () => {
      const pipeline = await seeded('researcher', 'other');
      pipeline.offer('researcher', [HARMLESS, RESEARCH]);
      await pipeline.poll('researcher');
      pipeline.offer('other', [HARMLESS, RETOLD]);
      await pipeline.poll('other');
      expect(kinds(pipeline.terminal.said)).toEqual(['alert', 'edit', 'update']);
      expect((await store.cases()).map((each) => each.members.length)).toEqual([2]);
    });

    it('that says the same in a new wrapping is no news', async () => {
      const pipeline = await seeded();
      pipeline.offer('researcher', [RESEARCH]);
      await pipeline.poll('researcher');
      pipeline.offer('researcher', [
        { ...RESEARCH, bytes: new TextEncoder().encode(`${new TextDecoder().decode(RESEARCH.bytes)}\n\n\n`) },
      ]);
      await pipeline.poll('researcher');
      expect(kinds(pipeline.terminal.said)).toEqual(['alert']);
      expect((await store.advisory('researcher:post-1'))?.revision).toBe(1);
    });
  });

  describe('a change of the inventory', () => {
    it('matches what is stored again and tells it like a first poll', async () => {
      await emptyTables(database.pool);
      const pipeline = await seeded();
      pipeline.offer('researcher', [HARMLESS, RESEARCH]);
      await pipeline.poll('researcher');
      expect(await store.cases()).toEqual([]);
      await store.changeInventory({ save: [FORGOTTEN_SERVER] }, DANA, '2024-01-23T00:00:00.000Z');
      const again = await pipeline.restart();
      await again.settle();
      expect(kinds(pipeline.terminal.said)).toEqual(['summary', 'alert']);
    });
  });

  describe('a document that cannot be read', () => {
    it('is refused with the reason, and the others go on', async () => {
      const pipeline = await seeded();
      const broken = {
        ...RESEARCH,
        guid: 'post-9',
        format: 'csaf' as const,
        bytes: new TextEncoder().encode('{"not": "csaf"}'),
      };
      pipeline.offer('researcher', [broken, RESEARCH]);
      await pipeline.poll('researcher');
      expect(kinds(pipeline.terminal.said)).toEqual(['alert']);
      expect(pipeline.log.said).toContain('document not read');
    });

    it('is refused at once also where the publisher may answer better another time', async () => {
      const pipeline = await seeded();
      const challenge =
        '<html><title>Just a moment...</title><body><div id="cf-challenge">Checking your browser</div></body></html>';
      pipeline.offer('researcher', [
        { ...RESEARCH, guid: 'post-8', format: 'html', bytes: new TextEncoder().encode(challenge) },
      ]);
      await pipeline.poll('researcher');
      expect((await store.pending()).itemIds).toEqual([]);
    });

    it('and ends the process each time is set aside at the fourth beginning', async () => {
      const itemId = (await store.saveItem('researcher', RESEARCH, 'hash', '2024-01-22T12:00:00.000Z')) ?? 0;
      for (let beginning = 0; beginning < 3; beginning += 1) await store.takeItems([itemId]);
      const pipeline = await startPipeline(store);
      await pipeline.settle();
      expect(await store.itemStates([itemId])).toEqual([
        { id: itemId, state: 'refused', because: expect.stringContaining('3 times') },
      ]);
    });
  });

  describe('a message whose delivery fails', () => {
    it('waits as long as the sink says, and is then sent once', async () => {
      const pipeline = await seeded();
      pipeline.terminal.answerNext({ kind: 'retry-later', afterMs: 30_000, because: 'busy' });
      pipeline.offer('researcher', [RESEARCH]);
      await pipeline.poll('researcher');
      await pipeline.pass(29_999);
      expect(pipeline.terminal.said).toEqual([]);
      await pipeline.pass(1);
      expect(kinds(pipeline.terminal.said)).toEqual(['alert']);
    });

    it.each([
      ['is not said again when it had arrived', true],
      ['is said again when it had not', false],
    ])('with an unknown outcome %s', async (_, arrived) => {
      const pipeline = await seeded();
      pipeline.terminal.answerNext({ kind: 'unknown', because: 'the answer was lost' }, arrived);
      pipeline.offer('researcher', [RESEARCH]);
      await pipeline.poll('researcher');
      await pipeline.pass(60_000);
      expect(kinds(pipeline.terminal.said)).toEqual(['alert']);
      expect(await store.outboxCounts()).toMatchObject({ posted: 1, unknown: 0, pending: 0 });
    });

    it('is parked with the reason when it is refused for good', async () => {
      const pipeline = await seeded();
      pipeline.terminal.answerNext({ kind: 'rejected', because: 'the channel is archived' });
      pipeline.offer('researcher', [RESEARCH]);
      await pipeline.poll('researcher');
      expect(await store.troubledOutbox(5)).toMatchObject([{ state: 'dead', because: 'the channel is archived' }]);
    });
  });

  it('loses nothing and says nothing twice, wherever it is killed', async () => {
    const whole = await tellWhole(Number.POSITIVE_INFINITY);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }), async (kills) => {
        await emptyTables(database.pool);
        await store.changeInventory({ save: [FORGOTTEN_SERVER] }, DANA, '2024-01-01T00:00:00.000Z');
        expect(await tellWhole(...kills)).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  /** Tells the story of two publishers, killed after so many calls of the store, started again each time. */
  async function tellWhole(...kills: number[]): Promise<string[]> {
    const publishers = [{ id: 'researcher' }, { id: 'other', publisher: { name: 'Other', kind: 'press' as const } }];
    const steps = [[HARMLESS], [HARMLESS, RESEARCH], [HARMLESS, RESEARCH]];
    const startAgain = async (from: TestPipeline): Promise<TestPipeline> => {
      await store.abandonSending('9999-01-01T00:00:00.000Z');
      const lived = await from.restart(mortal(store, kills.shift())).catch(() => undefined);
      await lived?.settle();
      return lived && lived.queue.failures.length === 0 ? lived : startAgain(lived ?? from);
    };
    let pipeline = await startAgain(await startPipeline(store, { sources: publishers }));
    for (const [step, items] of steps.entries()) {
      for (const [position, { id }] of publishers.entries()) {
        const offered = position === 0 || step === 2 ? items : [HARMLESS];
        for (;;) {
          pipeline.offer(
            id,
            offered.map((item) => ({ ...item, guid: `${id}-${item.guid}` })),
          );
          const outcome = await pipeline.poll(id).then(
            () => 'lived',
            () => 'died',
          );
          const died = outcome === 'died' || pipeline.queue.failures.length > 0;
          if (!died) break;
          pipeline = await startAgain(pipeline);
        }
      }
    }
    const keys = pipeline.terminal.said.filter((event) => event.kind !== 'edit').map((event) => event.key);
    expect(new Set(keys).size).toBe(keys.length);
    return keys.sort();
  }
});
