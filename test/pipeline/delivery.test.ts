import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PRIORITIES, type Priority } from '../../src/domain/triage.ts';
import { actOnCase } from '../../src/pipeline/act-on-case.ts';
import { concludeBatch } from '../../src/pipeline/conclude.ts';
import type { PipelineDeps } from '../../src/pipeline/deps.ts';
import { notifyChannel } from '../../src/pipeline/notify.ts';
import { openAlert } from '../../src/pipeline/speak.ts';
import type { Outgoing } from '../../src/ports/sink.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { anAlertMessage } from '../helpers/alert-builders.ts';
import { aCase, anAdvisory, aTriageDecision, DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { type PipelineOptions, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const CHANNEL = { sink: 'slack', channel: 'C-WARD' } as const;
const OPERATOR = 'C-OPERATOR';
const ROUTE: PipelineDeps['routes'][number] = { ...CHANNEL, from: 'P4', mention: 'S0WARDTEAM' };

describe('delivery to a channel', () => {
  let database: OpenDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  });
  afterAll(() => database.close());
  beforeEach(() => emptyTables(database.pool));

  const start = (more: PipelineOptions = {}): Promise<TestPipeline> =>
    startPipeline(store, { routes: [ROUTE], now: '2024-01-22T12:00:00.000Z', ...more });

  /** Opens a case of each priority and writes its alert, as the pipeline would. */
  async function alertCases(pipeline: TestPipeline, ...priorities: Priority[]): Promise<string[]> {
    return store.decide(async (desk) => {
      const ids: string[] = [];
      for (const priority of priorities) {
        const id = await desk.nextCaseId();
        const triage = aTriageDecision({ priority });
        await desk.saveCase(aCase({ id, members: [], assets: [], triage }), pipeline.deps.clock.now());
        await openAlert(desk, ROUTE, anAlertMessage({ caseId: id, priority }), 'v1', pipeline.deps);
        ids.push(id);
      }
      return ids;
    });
  }

  const wake = async (pipeline: TestPipeline) => {
    await pipeline.queue.add('notify', [CHANNEL]);
    await pipeline.settle();
  };

  describe('goes at the pace of the channel', () => {
    it('100 alerts leave in order of priority, one a second', async () => {
      const pipeline = await start();
      const shuffled = Array.from({ length: 100 }, (_, at) => PRIORITIES[(at * 7) % 2] ?? 'P1');
      await alertCases(pipeline, ...shuffled);
      await wake(pipeline);
      const counts: number[] = [];
      for (let second = 0; second < 100; second += 1) {
        counts.push(pipeline.slack.said.length);
        await pipeline.pass(1_000);
      }
      expect(counts).toEqual(Array.from({ length: 100 }, (_, second) => second + 1));
      expect(pipeline.slack.said.map(priorityOf)).toEqual([...shuffled].sort());
    });

    it('also where two workers speak in it', async () => {
      const pipeline = await start();
      await alertCases(pipeline, 'P1', 'P1', 'P1');
      await Promise.all([notifyChannel(pipeline.deps, CHANNEL), notifyChannel(pipeline.deps, CHANNEL)]);
      expect(pipeline.slack.said).toHaveLength(1);
      await pipeline.pass(5_000);
      expect(new Set(pipeline.slack.said.map((one) => one.key)).size).toBe(3);
      expect(pipeline.slack.said).toHaveLength(3);
    });

    it('and waits as long as Slack asks for, whatever comes meanwhile', async () => {
      const pipeline = await start();
      pipeline.slack.answerNext({ kind: 'retry-later', afterMs: 30_000, because: '429' });
      await alertCases(pipeline, 'P2');
      await wake(pipeline);
      await alertCases(pipeline, 'P1');
      await wake(pipeline);
      await pipeline.pass(29_000);
      expect(pipeline.slack.said).toEqual([]);
      await pipeline.pass(3_000);
      expect(pipeline.slack.said.map(priorityOf)).toEqual(['P1', 'P2']);
    });
  });

  it('an alert whose outcome is not known holds back its own case only', async () => {
    const pipeline = await start();
    pipeline.slack.answerNext({ kind: 'unknown', because: 'the answer was lost' });
    for (let times = 0; times < 3; times += 1) pipeline.slack.findNext({ kind: 'cannot-tell', because: 'no history' });
    const [lost, other] = await alertCases(pipeline, 'P1', 'P1');
    await wake(pipeline);
    await pipeline.pass(6_000);
    expect(pipeline.slack.said.map(caseOf)).toEqual([other]);
    await pipeline.pass(120_000);
    expect(pipeline.slack.said.map(caseOf)).toEqual([other, lost]);
  });

  describe('in quiet hours', () => {
    const quiet = { quietHours: { from: '22:00', to: '07:00', timeZone: 'UTC' } };

    it('only P1 is told; the rest comes in the morning', async () => {
      const pipeline = await start({ now: '2024-01-22T23:00:00.000Z', more: quiet });
      await alertCases(pipeline, 'P2', 'P1');
      await wake(pipeline);
      await pipeline.pass(60_000);
      expect(pipeline.slack.said.map(priorityOf)).toEqual(['P1']);
      await pipeline.pass(8 * 3_600_000);
      const alerts = pipeline.slack.said.filter((one) => one.kind === 'alert');
      expect(alerts.map(priorityOf)).toEqual(['P1', 'P2']);
    });

    it('what a person does is shown at once, with all that waits of the case', async () => {
      const pipeline = await start({ now: '2024-01-22T23:00:00.000Z', more: quiet });
      const [id = ''] = await alertCases(pipeline, 'P2');
      await wake(pipeline);
      await actOnCase(pipeline.deps, { caseId: id, action: { kind: 'acknowledge' }, actor: DANA, seenVersion: 0 });
      await pipeline.pass(5_000);
      expect(pipeline.slack.said.map((one) => one.kind)).toEqual(['alert', 'edit', 'update']);
    });
  });

  describe('a storm', () => {
    it('after ten alerts within minutes the less urgent ones go into the thread of one message', async () => {
      const pipeline = await start();
      await alertCases(pipeline, ...Array<Priority>(12).fill('P3'), 'P1');
      await wake(pipeline);
      await pipeline.pass(60_000);
      const kinds = pipeline.slack.said.map((one) => one.kind);
      expect(kinds.filter((kind) => kind === 'storm')).toHaveLength(1);
      const storm = pipeline.slack.said.find((one) => one.kind === 'storm');
      expect(storm?.kind === 'storm' && storm.rows.map((row) => row.priority)).toEqual(['P3', 'P3']);
      const inThread = pipeline.slack.said.filter((one) => one.kind === 'alert' && one.root !== undefined);
      expect(inThread).toHaveLength(2);
      expect(pipeline.slack.said.filter((one) => one.kind === 'alert')).toHaveLength(13);
    });

    it('is over when nothing came for a quarter of an hour', async () => {
      const pipeline = await start();
      await alertCases(pipeline, ...Array<Priority>(11).fill('P3'));
      await wake(pipeline);
      await pipeline.pass(16 * 60_000);
      await alertCases(pipeline, 'P3');
      await wake(pipeline);
      await pipeline.pass(5_000);
      expect(pipeline.slack.said.at(-1)).not.toHaveProperty('root');
    });
  });

  /** A case of which no advisory is left is not told. */
  async function giveEachAnAdvisory() {
    const item = { guid: 'one', format: 'text' as const, bytes: new Uint8Array() };
    const itemId = await store.saveItem('a source', item, 'one', '2024-01-22T12:00:00.000Z');
    await store.saveAdvisory(itemId ?? 0, anAdvisory({ id: 'a source:one' }), 'words');
    const copied = `from wardwatch.advisories a, wardwatch.revisions r, wardwatch.cases c
      where a.id = 'a source:one' and r.advisory_id = a.id`;
    await database.pool.query(`insert into wardwatch.advisories (id, source_id, revision, title, dated_at, first_seen_at, aliases, tlp, matched)
      select 'many:' || c.number, a.source_id, a.revision, a.title, a.dated_at, a.first_seen_at, a.aliases, a.tlp, true ${copied}`);
    await database.pool.query(`insert into wardwatch.revisions (advisory_id, revision, document_id, body, created_at)
      select 'many:' || c.number, r.revision, r.document_id, r.body, r.created_at ${copied}`);
    await database.pool.query(`insert into wardwatch.case_advisories (case_number, advisory_id, revision, because, joined_at)
      select c.number, 'many:' || c.number, r.revision, 'It opened the case.', r.created_at ${copied}`);
  }

  it('a first poll with 5,000 cases is one summary and ten cards, the most urgent', async () => {
    const pipeline = await start();
    const many = 5_000;
    const batchId = await store.openBatch('seed', 'a source', pipeline.deps.clock.now());
    await store.completeBatch(batchId);
    await store.decide(async (desk) => {
      for (let index = 0; index < many; index += 1) {
        const id = await desk.nextCaseId();
        const triage = aTriageDecision({ priority: index % 600 === 0 ? 'P1' : 'P2' });
        await desk.saveCase(aCase({ id, members: [], assets: [], triage }), pipeline.deps.clock.now());
        await desk.addToBatch(batchId, id);
      }
    });
    await giveEachAnAdvisory();
    await concludeBatch(pipeline.deps, batchId);
    await pipeline.pass(60_000);
    expect(pipeline.slack.said.map((one) => one.kind)).toEqual(['summary', ...Array<string>(10).fill('alert')]);
    expect(pipeline.slack.said.slice(1).map(priorityOf)).toEqual([...Array<string>(9).fill('P1'), 'P2']);
  }, 240_000);

  describe('a channel that refuses for good', () => {
    const refused = { kind: 'rejected', because: 'Slack refused the message: is_archived.' } as const;

    it('is told of in the channel of the operator, where the alert is said as well', async () => {
      const pipeline = await start({ more: { operatorChannel: OPERATOR } });
      pipeline.slack.answerNext(refused);
      await alertCases(pipeline, 'P1');
      await wake(pipeline);
      await pipeline.pass(10_000);
      expect(pipeline.slack.said.map((one) => [one.kind, one.channel])).toEqual([
        ['summary', OPERATOR],
        ['alert', OPERATOR],
      ]);
      expect(pipeline.slack.said[0]).toMatchObject({ lines: expect.arrayContaining([refused.because]) });
    });

    it('gets what it refused after all, once its cause is mended', async () => {
      const pipeline = await start();
      pipeline.slack.answerNext(refused);
      await alertCases(pipeline, 'P1');
      await wake(pipeline);
      expect(pipeline.slack.said).toEqual([]);
      expect(await store.reviveDead(pipeline.deps.wallClock.now())).toBe(1);
      await pipeline.pass(1_000);
      await wake(pipeline);
      expect(pipeline.slack.said.map((one) => one.kind)).toEqual(['alert']);
      expect(await store.outboxCounts()).toMatchObject({ posted: 1, dead: 0 });
    });
  });

  it('an alert that somebody deleted is told anew when there is something to tell', async () => {
    const pipeline = await start();
    const [id = ''] = await alertCases(pipeline, 'P1');
    await wake(pipeline);
    pipeline.slack.answerNext({ kind: 'rejected', because: 'message_not_found', gone: true });
    await store.decide(async (desk) => {
      const row = { ...CHANNEL, caseId: id, priority: 'P1' as const, message: anAlertMessage({ caseId: id }) };
      await desk.say({ ...row, kind: 'edit', key: 'the edit' }, pipeline.deps.clock.now());
      await desk.say({ ...row, kind: 'update', key: 'the update', changes: ['New.'] }, pipeline.deps.clock.now());
    });
    await pipeline.pass(1_000);
    await wake(pipeline);
    await pipeline.pass(5_000);
    expect(pipeline.slack.said.map((one) => one.kind)).toEqual(['alert', 'alert']);
  });

  describe('a P1 case', () => {
    it('calls its group once, and once more when nobody takes it up', async () => {
      const pipeline = await start();
      await alertCases(pipeline, 'P1');
      await wake(pipeline);
      await pipeline.pass(29 * 60_000);
      expect(pipeline.slack.said.map(mentionOf)).toEqual(['S0WARDTEAM']);
      await pipeline.pass(2 * 60_000);
      await pipeline.pass(120 * 60_000);
      expect(pipeline.slack.said.map(mentionOf)).toEqual(['S0WARDTEAM', 'S0WARDTEAM']);
    });

    it('calls nobody again when it was acknowledged', async () => {
      const pipeline = await start();
      const [id = ''] = await alertCases(pipeline, 'P1');
      await wake(pipeline);
      await actOnCase(pipeline.deps, { caseId: id, action: { kind: 'acknowledge' }, actor: DANA, seenVersion: 0 });
      await pipeline.pass(120 * 60_000);
      expect(pipeline.slack.said.map(mentionOf).filter((mention) => mention !== undefined)).toEqual(['S0WARDTEAM']);
    });
  });
});

function priorityOf(one: Outgoing): string | undefined {
  return 'message' in one ? one.message.priority : undefined;
}

function caseOf(one: Outgoing): string | undefined {
  return 'message' in one ? one.message.caseId : undefined;
}

function mentionOf(one: Outgoing): string | undefined {
  return 'mention' in one ? one.mention : undefined;
}
