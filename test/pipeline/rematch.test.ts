import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { watchEffect } from '../../src/office/effect-of-change.ts';
import { actOnCase } from '../../src/pipeline/act-on-case.ts';
import { changeAssets } from '../../src/pipeline/change-assets.ts';
import { ingestItems } from '../../src/pipeline/ingest.ts';
import { matchTogether } from '../../src/pipeline/match-together.ts';
import { wakePending } from '../../src/pipeline/wake-pending.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { aDocument, FORGOTTEN_SERVER, STORY, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const ALL = 45;

/** More than are decided together, and none of them about anything that is run here. */
const QUIET = Array.from({ length: ALL }, (_, index) =>
  aDocument(
    `quiet-${index}`,
    `Notice ${index}`,
    `Example Product ${index} before 2.0 is affected by CVE-2024-${20_000 + index}.`,
  ),
);

describe('matching again what is stored', () => {
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
    for (const items of [[], QUIET]) {
      pipeline.offer('researcher', items);
      await pipeline.poll('researcher');
    }
  });
  afterAll(() => database.close());

  /** An inventory of which nothing is matched yet. */
  const changed = () => store.changeInventory({ save: [FORGOTTEN_SERVER] }, DANA, pipeline.deps.clock.now());

  it('says how far it has come, and comes to an end', async () => {
    await changed();
    expect((await store.pending()).rematch).toEqual({ total: ALL, waiting: ALL, held: 0 });
    await wakePending(pipeline.deps);
    await pipeline.settle();
    expect((await store.pending()).rematch).toEqual({ total: 0, waiting: 0, held: 0 });
    expect(await database.pool.query("select from wardwatch.batches where state = 'open'")).toMatchObject({
      rowCount: 0,
    });
  });

  it('holds up nothing new: it is told while the others still wait', async () => {
    await changed();
    pipeline.offer('researcher', [aDocument('news', 'Attacks on pharmacies', STORY)]);
    const whenTold: number[] = [];
    const { deliver } = pipeline.terminal;
    Object.assign(pipeline.terminal, {
      deliver: async (...given: Parameters<typeof deliver>) => {
        whenTold.push((await store.pending()).rematch.waiting);
        return deliver(...given);
      },
    });
    await pipeline.deps.queue.add('poll', [{ sourceId: 'researcher' }]);
    await wakePending(pipeline.deps);
    await pipeline.settle();
    expect(whenTold.length).toBeGreaterThan(0);
    expect(whenTold[0]).toBeGreaterThan(0);
    expect((await store.pending()).rematch.waiting).toBe(0);
  });

  it('is behind what comes in meanwhile: no more than one part of it is decided before that', async () => {
    await changed();
    const story = aDocument('news', 'Attacks on pharmacies', STORY);
    const waitingWhenDecided: number[] = [];
    let isIn = false;
    const watched: Store = {
      ...store,
      nextRematch: async (limit) => {
        const ids = await store.nextRematch(limit);
        if (isIn) return ids;
        isIn = true;
        const itemId = await store.saveItem('researcher', story, 'hash', pipeline.deps.clock.now());
        await ingestItems(pipeline.deps, { fromId: itemId ?? 0, toId: itemId ?? 0 });
        return ids;
      },
      decide: async (work) => {
        const decided = await store.decide(work);
        if ((await store.cases()).length > 0) waitingWhenDecided.push((await store.pending()).rematch.waiting);
        return decided;
      },
    };
    Object.assign(pipeline.deps, { store: watched });
    await wakePending(pipeline.deps);
    await pipeline.settle();
    expect(waitingWhenDecided[0]).toBe(ALL - 10);
    expect((await store.pending()).rematch.waiting).toBe(0);
  });

  it('can be stopped: what is left keeps its matches, says that it waits, and goes on by hand', async () => {
    pipeline.offer('researcher', [aDocument('news', 'Attacks on pharmacies', STORY)]);
    await changeAssets(pipeline.deps, { save: [FORGOTTEN_SERVER] }, DANA);
    await pipeline.poll('researcher');
    const matches = await store.matchesOf('researcher:news');
    expect(matches.map(({ assetId }) => assetId)).toEqual([FORGOTTEN_SERVER.id]);

    await store.changeInventory(
      { save: [{ ...FORGOTTEN_SERVER, product: 'Label Printer', vendor: 'Example' }] },
      DANA,
      '2024-01-22T13:00:00.000Z',
    );
    expect(await store.holdRematch(DANA, '2024-01-22T13:00:00.000Z')).toBe(ALL + 1);
    await wakePending(pipeline.deps);
    await pipeline.settle();
    expect((await store.pending()).rematch).toEqual({ total: 0, waiting: 0, held: ALL + 1 });
    expect(await store.matchesOf('researcher:news')).toEqual(matches);
    expect(await store.holdRematch(DANA, '2024-01-22T13:00:00.000Z')).toBe(0);

    expect(await store.rematchByHand(DANA, '2024-01-22T14:00:00.000Z', pipeline.deps.policy.version)).toBe(ALL + 1);
    await wakePending(pipeline.deps);
    await pipeline.settle();
    expect((await store.pending()).rematch).toEqual({ total: 0, waiting: 0, held: 0 });
    expect((await store.matchesOf('researcher:news')).flatMap(({ matchers }) => matchers)).toEqual(['supplier']);
  });

  describe('that is stopped', () => {
    const AT = '2024-01-22T13:00:00.000Z';
    const OLD_STORY = aDocument('news', 'Attacks on pharmacies', `${STORY} CVE-2024-1709`, '2020-01-01T00:00:00.000Z');
    const stop = () => store.holdRematch(DANA, AT);
    beforeEach(async () => {
      pipeline.offer('researcher', [OLD_STORY]);
      await pipeline.poll('researcher');
    });

    it('tells what it had found', async () => {
      await changed();
      await matchTogether(pipeline.deps, await store.nextRematch(1));
      await stop();
      expect(pipeline.terminal.said).toEqual([]);
      await wakePending(pipeline.deps);
      await pipeline.settle();
      expect(pipeline.terminal.said.map(({ kind }) => kind)).toContain('summary');
      expect((await store.pending()).rematch).toEqual({ total: 0, waiting: 0, held: ALL });
    });

    it('is nothing that a change waits for, which says that nobody knows', async () => {
      const effect = await watchEffect(pipeline.deps, [FORGOTTEN_SERVER.id]);
      const change = await changed();
      if (change.kind !== 'changed') throw new Error('Nothing was changed.');
      await stop();
      expect(await effect(change)).toMatch(/^The re-match was stopped before all was looked at, so nobody knows yet/);
    });

    it('leaves out nothing that a later small change concerns, and the rest stays stopped', async () => {
      await changed();
      await stop();
      const second = { ...FORGOTTEN_SERVER, id: 'LP-002' };
      await changeAssets(pipeline.deps, { save: [second] }, DANA);
      await pipeline.settle();
      expect((await store.matchesOf('researcher:news')).map(({ assetId }) => assetId)).toEqual(['LP-001', 'LP-002']);
      expect((await store.pending()).rematch).toEqual({ total: 0, waiting: 0, held: ALL });
      expect(await store.resumeRematch(DANA, AT, 2 ** 31 - 1)).toBe(ALL);
      await wakePending(pipeline.deps);
      await pipeline.settle();
      expect((await store.pending()).rematch).toEqual({ total: 0, waiting: 0, held: 0 });
      const open = await database.pool.query("select from wardwatch.batches where state = 'open'");
      expect(open.rowCount).toBe(0);
    });

    it('is done by a later change of many assets, which concerns all', async () => {
      await changed();
      await stop();
      const many = Array.from({ length: 60 }, (_, index) => ({ ...FORGOTTEN_SERVER, id: `LP-1${index}` }));
      await changeAssets(pipeline.deps, { save: many }, DANA);
      await pipeline.settle();
      expect((await store.pending()).rematch).toEqual({ total: 0, waiting: 0, held: 0 });
      expect(await store.matchesOf('researcher:news')).toHaveLength(61);
    });

    it('keeps no case from news of its flaws', async () => {
      await changeAssets(pipeline.deps, { save: [FORGOTTEN_SERVER] }, DANA);
      await pipeline.settle();
      await store.changeInventory({ save: [{ ...FORGOTTEN_SERVER, site: 'Main campus' }] }, DANA, AT);
      await stop();
      const rows = [{ cve: 'CVE-2024-1709', catalogue: 'CISA' as const, ransomware: true, forensicTriage: false }];
      const marked = await store.saveFacts(
        'kev',
        { kind: 'catalogue', catalogue: 'CISA', rows },
        () => true,
        undefined,
      );
      expect(marked).toEqual(['researcher:news']);
      expect((await store.pending()).advisoryIds).toEqual(['researcher:news']);
    });
  });

  it('by hand, triages open cases by the policy of now; what is resolved stays as it was decided', async () => {
    await changeAssets(pipeline.deps, { save: [FORGOTTEN_SERVER] }, DANA);
    pipeline.offer('researcher', [aDocument('news', 'Attacks on pharmacies', STORY)]);
    await pipeline.poll('researcher');
    const policyOf = async () => (await store.caseById('C-1'))?.triage.policyVersion;
    const byHand = async (version: string) => {
      Object.assign(pipeline.deps, { policy: { ...pipeline.deps.policy, version } });
      await store.rematchByHand(DANA, '2024-01-22T14:00:00.000Z', pipeline.deps.policy.version);
      await wakePending(pipeline.deps);
      await pipeline.settle();
    };
    const said = pipeline.terminal.said.length;
    await byHand('ours/1');
    expect(await policyOf()).toBe('ours/1');
    expect(pipeline.terminal.said.length).toBe(said);
    const request = {
      caseId: 'C-1',
      action: { kind: 'resolve', how: 'patched' },
      actor: DANA,
      seenVersion: 0,
    } as const;
    await actOnCase(pipeline.deps, request);
    await byHand('ours/2');
    expect(await policyOf()).toBe('ours/1');
  });

  it('decides again on a case of which an asset changed, though its advisory says the same of it', async () => {
    await store.changeInventory({ save: [FORGOTTEN_SERVER] }, DANA, '2024-01-22T12:00:00.000Z');
    pipeline.offer('researcher', [aDocument('news', 'Attacks on pharmacies', STORY)]);
    await pipeline.poll('researcher');
    const decidedOn = async () => (await store.cases())[0]?.assets[0]?.triage.input?.asset?.exposure;
    expect(await decidedOn()).toBe('open');
    const matches = await store.matchesOf('researcher:news');
    await store.changeInventory(
      { save: [{ ...FORGOTTEN_SERVER, exposure: 'small' }] },
      DANA,
      '2024-01-22T13:00:00.000Z',
    );
    await wakePending(pipeline.deps);
    await pipeline.settle();
    expect(await store.matchesOf('researcher:news')).toEqual(matches);
    expect(await decidedOn()).toBe('small');
  });

  it('writes nothing anew where nothing changed', async () => {
    await store.changeInventory({ save: [FORGOTTEN_SERVER] }, DANA, '2024-01-22T12:00:00.000Z');
    pipeline.offer('researcher', [aDocument('news', 'Attacks on pharmacies', STORY)]);
    await pipeline.poll('researcher');
    await pipeline.settle();
    const written = () => database.pool.query('select xmin::text, number from wardwatch.cases order by number');
    const [decisions, before] = [await store.decisions({}), (await written()).rows];
    await store.rematchByHand(DANA, '2024-01-22T14:00:00.000Z', pipeline.deps.policy.version);
    await wakePending(pipeline.deps);
    await pipeline.settle();
    expect((await store.pending()).rematch.waiting).toBe(0);
    expect(await store.decisions({})).toEqual(decisions);
    expect((await written()).rows).toEqual(before);
  });

  it('begins by itself when other names are known than the last time, and only then', async () => {
    expect(await store.rematchForNames('first', '2024-01-22T13:00:00.000Z')).toBe(ALL);
    await wakePending(pipeline.deps);
    await pipeline.settle();
    expect(await store.rematchForNames('first', '2024-01-22T13:00:00.000Z')).toBe(0);
    expect(await store.rematchForNames('second', '2024-01-22T13:00:00.000Z')).toBe(ALL);
  });

  it('sets aside what cannot be matched, and goes on with the others', async () => {
    await changed();
    const [broken] = await store.nextRematch(1);
    await database.pool.query(
      `update wardwatch.revisions set body = body || '{"affected": null}' where advisory_id = $1`,
      [broken],
    );
    await wakePending(pipeline.deps);
    await pipeline.settle();
    expect((await store.pending()).rematch.waiting).toBe(0);
    expect((await store.decisions({ advisoryId: broken ?? '' })).at(-1)?.decision.reasons[0]).toMatch(
      /^Matching it failed 3 times/,
    );
  });
});
