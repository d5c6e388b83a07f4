import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { statusOf } from '../../src/domain/handling.ts';
import { actOnCase } from '../../src/pipeline/act-on-case.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { aDocument, FORGOTTEN_SERVER, STORY, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const HARMLESS = aDocument('post-0', 'Join our webinar', 'We talk about detection.', '2024-01-01T00:00:00.000Z');
const RESEARCH = aDocument('post-1', 'A pharmacy supplier as the way in', STORY, '2024-01-10T00:00:00.000Z');
const REPEATED = aDocument('post-2', 'Pharmacy supplier attacked', STORY, '2024-01-11T00:00:00.000Z');

describe('what people do with a case', () => {
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
    pipeline = await startPipeline(store, {
      sources: [{ id: 'researcher' }, { id: 'other', publisher: { name: 'Other Lab', kind: 'researcher' } }],
      routes: [{ sink: 'slack', channel: 'C-WARD', from: 'P3', mention: 'S0WARDTEAM' }],
    });
    for (const id of ['researcher', 'other']) {
      pipeline.offer(id, [HARMLESS]);
      await pipeline.poll(id);
    }
    pipeline.offer('researcher', [HARMLESS, RESEARCH]);
    await pipeline.poll('researcher');
    await pipeline.pass(5_000);
  });

  const act = (action: Parameters<typeof actOnCase>[1]['action'], seenVersion = 0) =>
    actOnCase(pipeline.deps, { caseId: 'C-1', action, actor: DANA, seenVersion });
  const said = () => pipeline.slack.said.map((one) => one.kind);
  const lastChanges = () => {
    const last = pipeline.slack.said.filter((one) => one.kind === 'update').at(-1);
    return last?.kind === 'update' ? last.changes : [];
  };

  it('redraws the card, adds a line to the thread and writes the audit, in one transaction', async () => {
    expect(await act({ kind: 'acknowledge' })).toMatchObject({ kind: 'done', words: 'dana.fox: acknowledged.' });
    await pipeline.pass(5_000);
    expect(said()).toEqual(['alert', 'edit', 'update']);
    expect(pipeline.slack.said[1]).toMatchObject({
      message: { state: { status: 'acknowledged', version: 1, undoes: 'acknowledged by dana.fox' } },
    });
    expect(lastChanges()).toEqual(['dana.fox: acknowledged.']);
    expect(await store.auditEntries({ subject: 'C-1' })).toMatchObject([
      { action: 'case.acknowledge', actor: DANA, before: { version: 0 }, after: { version: 1 } },
    ]);
    expect(await store.auditBreak()).toBeUndefined();
  });

  it('is done once when two people click at the same moment', async () => {
    const outcomes = await Promise.all([act({ kind: 'acknowledge' }), act({ kind: 'acknowledge' })]);
    expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(['done', 'refused']);
    expect(await store.auditEntries({ subject: 'C-1' })).toHaveLength(1);
  });

  it('knows a case that is gone', async () => {
    const request = { caseId: 'C-99', action: { kind: 'acknowledge' }, actor: DANA, seenVersion: 0 } as const;
    expect(await actOnCase(pipeline.deps, request)).toEqual({ kind: 'gone' });
  });

  it('makes a declared asset nobody’s concern, and says on the card who declared it', async () => {
    await act({
      kind: 'not-affected',
      about: [{ kind: 'asset', assetId: FORGOTTEN_SERVER.id }],
      justification: 'component_not_present',
    });
    await pipeline.pass(5_000);
    const known = await store.caseById('C-1');
    expect(known && [known.triage.priority, statusOf(known.handling)]).toEqual(['INFO', 'resolved-not-affected']);
    expect(pipeline.slack.said.at(-2)).toMatchObject({
      kind: 'edit',
      message: { assets: [{ declared: 'declared not affected by dana.fox: component not present' }] },
    });
  });

  it('undo takes it back', async () => {
    await act({ kind: 'resolve', how: 'patched' });
    await act({ kind: 'undo' }, 1);
    const known = await store.caseById('C-1');
    expect(known && statusOf(known.handling)).toBe('open');
  });

  describe('a snooze', () => {
    const until = '2024-01-23T12:00:00.000Z';
    beforeEach(() => act({ kind: 'snooze', until, reason: 'change window', covers: 'updates-and-reminders' }));

    it('keeps a case quiet that gets no worse', async () => {
      pipeline.offer('other', [HARMLESS, REPEATED]);
      await pipeline.poll('other');
      await pipeline.pass(5_000);
      expect(lastChanges()).toEqual([expect.stringContaining('snoozed until')]);
    });

    it('ends by itself, and says so', async () => {
      await pipeline.pass(25 * 3_600_000);
      await pipeline.pass(5_000);
      expect(lastChanges()).toEqual(['The snooze by dana.fox has ended.']);
      expect(pipeline.slack.said.at(-1)).toMatchObject({ mention: 'S0WARDTEAM' });
      const known = await store.caseById('C-1');
      expect(known && statusOf(known.handling)).toBe('acknowledged');
    });

    it('ends when the case gets worse', async () => {
      await store.changeInventory({ save: [{ ...FORGOTTEN_SERVER, id: 'LP-002' }] }, DANA, '2024-01-22T12:00:00.000Z');
      pipeline = await pipeline.restart();
      await pipeline.pass(60_000);
      const known = await store.caseById('C-1');
      expect(known && statusOf(known.handling)).toBe('acknowledged');
      expect(lastChanges()[0]).toMatch(/^The snooze ends, because it got worse: Also touches LP-002/);
      expect((await store.auditEntries({ subject: 'C-1' }))[0]).toMatchObject({ actor: { id: 'wardwatch' } });
    });
  });
});

describe('the audit', () => {
  let database: OpenDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  });
  beforeEach(async () => {
    await emptyTables(database.pool);
    for (const paused of [true, false, true]) {
      await store.setPaused('researcher', paused, DANA, '2024-01-22T12:00:00.000Z');
    }
  });
  afterAll(() => database.close());

  it('links each entry to the one before', async () => {
    const [third, second] = await store.auditEntries({});
    expect(third?.previousHash).toBe(second?.hash);
    expect(await store.auditBreak()).toBeUndefined();
  });

  it.each([
    ['changed', "update wardwatch.audit set actor_name = 'somebody else' where number = 2", 2],
    ['taken out', 'delete from wardwatch.audit where number = 2', 2],
    ['swapped', 'update wardwatch.audit set after = before, before = after where number = 3', 3],
  ])('shows where an entry was %s', async (_, statement, at) => {
    await database.pool.query(statement);
    expect(await store.auditBreak()).toBe(at);
  });
});
