import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RefusalCause } from '../../src/domain/refusal-cause.ts';
import { readSources } from '../../src/pipeline/read-sources.ts';
import { remind } from '../../src/pipeline/remind.ts';
import type { PollOutcome, SourceConfig } from '../../src/ports/source.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { mortal } from '../helpers/mortal.ts';
import {
  aDocument,
  FORGOTTEN_SERVER,
  type PipelineOptions,
  STORY,
  startPipeline,
  type TestPipeline,
} from '../helpers/pipeline.ts';

const START = '2024-01-22T12:00:00.000Z';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const OPERATOR = 'C0OPERATOR';
const HARMLESS = aDocument('post-0', 'Join our webinar', 'We talk about detection.', '2024-01-01T00:00:00.000Z');
const RESEARCH = aDocument('post-1', 'A pharmacy supplier as the way in', STORY, '2024-01-20T00:00:00.000Z');
const refused = (cause: RefusalCause, because = 'The server answered 403.'): PollOutcome => ({
  kind: 'refused',
  cause,
  because,
});
const WELL: PollOutcome = { kind: 'unchanged' };

describe('sources', () => {
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

  const start = (sources: readonly Partial<SourceConfig>[], more: PipelineOptions['more'] = {}, on: Store = store) =>
    startPipeline(on, { sources, routes: [], now: START, more: { operatorChannel: OPERATOR, ...more } });
  /** Polls every hour, and lets the minutes between pass as far as they matter. */
  const hours = async (pipeline: TestPipeline, outcomes: Readonly<Record<string, readonly PollOutcome[]>>) => {
    const longest = Math.max(...Object.values(outcomes).map((each) => each.length));
    for (let hour = 0; hour < longest; hour += 1) {
      for (const [id, each] of Object.entries(outcomes)) {
        const outcome = each[hour];
        if (outcome === undefined) continue;
        pipeline.offer(id, outcome);
        await pipeline.poll(id);
      }
      await pipeline.pass(HOUR);
    }
  };
  const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
  const told = ({ slack }: TestPipeline) =>
    slack.said.flatMap((one) => (one.kind === 'summary' ? [[one.title, ...one.lines]] : []));
  const conditions = async ({ deps }: TestPipeline) =>
    Object.fromEntries((await readSources(deps, deps.clock.now())).map(({ id, condition }) => [id, condition]));

  describe('that cannot be read', () => {
    it('are told once, at the third refusal in a row, with what to do; and once when two reads went well', async () => {
      const pipeline = await start([{ id: 'hc3', publisher: { name: 'HC3', kind: 'health-body' } }]);
      await hours(pipeline, { hc3: [WELL, ...times(2, refused('forbidden'))] });
      expect(told(pipeline)).toEqual([]);
      await hours(pipeline, { hc3: times(4, refused('forbidden')) });
      expect(told(pipeline)).toEqual([
        [
          'hc3 cannot be read',
          'hc3 (HC3): blocked since 2024-01-22 13:00 UTC · last read 2024-01-22 12:00 UTC, refused 3 times in a row: The server answered 403.',
          "→ It refuses automated clients, or this one. Let the publisher's mails or its files come into a drop folder, name sources that stand by for it (fallbacks), or switch it off.",
        ],
      ]);
      await hours(pipeline, { hc3: [WELL] });
      expect(told(pipeline)).toHaveLength(1);
      await hours(pipeline, { hc3: times(3, WELL) });
      expect(told(pipeline).slice(1)).toEqual([
        [
          'hc3 can be read again',
          'hc3 (HC3): healthy since 2024-01-22 19:00 UTC · last read 2024-01-22 20:00 UTC: unchanged',
        ],
      ]);
    });

    it('keep what they said before, and are asked again from where they were', async () => {
      const pipeline = await start([{ id: 'blog' }]);
      await hours(pipeline, { blog: [{ kind: 'changed', items: [RESEARCH], refused: [], cursor: { page: 7 } }] });
      const before = [await store.cases(), await store.matchesOf('blog:post-1')];
      await hours(pipeline, {
        blog: times(3, refused('unexpected', 'An HTML page stands where a feed was expected.')),
      });
      expect([await store.cases(), await store.matchesOf('blog:post-1')]).toEqual(before);
      expect(await store.sourceState('blog')).toMatchObject({ cursor: { page: 7 }, failures: 3 });
    });

    it('are not told for one or two bad reads, nor when somebody paused them', async () => {
      const pipeline = await start([{ id: 'flaky' }, { id: 'paused' }]);
      await pipeline.deps.store.setPaused('paused', true, DANA, START);
      await hours(pipeline, { flaky: times(5, [refused('trouble'), refused('trouble'), WELL]).flat(), paused: [WELL] });
      expect(told(pipeline)).toEqual([]);
    });

    it('are told once a day at most when they come and go', async () => {
      const pipeline = await start([{ id: 'flaky' }]);
      await hours(pipeline, { flaky: times(8, [...times(3, refused('trouble')), ...times(3, WELL)]).flat() });
      expect(told(pipeline).map(([title]) => title)).toEqual([
        'flaky cannot be read',
        'flaky can be read again',
        'flaky cannot be read',
        'flaky can be read again',
      ]);
    });

    it('are told together when it is all of them', async () => {
      const ids = ['a', 'b', 'c'];
      const pipeline = await start(ids.map((id) => ({ id })));
      await hours(pipeline, Object.fromEntries(ids.map((id) => [id, times(3, refused('unreachable'))])));
      expect(told(pipeline).map(([title]) => title)).toEqual(['3 sources cannot be read']);
    });

    it('are told in one message, wherever a process is killed and whoever else runs', async () => {
      for (let dieAt = 1; dieAt <= 14; dieAt += 1) {
        await emptyTables(database.pool);
        for (let count = 0; count < 3; count += 1) await store.pollRefused('a', START, 'The server answered 500.');
        const doomed = await start([{ id: 'a' }], {}, mortal(store, dieAt)).catch(() => undefined);
        const other = await start([{ id: 'a' }]);
        const both = [doomed, other].flatMap((one) => (one ? [one] : []));
        await Promise.allSettled(both.map((one) => remind(one.deps)));
        await Promise.allSettled(both.map((one) => one.settle()));
        await store.abandonSending('2024-01-22T12:01:00.000Z');
        const again = await other.restart();
        await again.pass(HOUR);
        const keys = both.flatMap(({ slack }) => slack.said.map(({ key }) => key));
        expect([...new Set(keys)]).toEqual([`sources:a:${START}`]);
        expect(await store.outboxCounts()).toMatchObject({ pending: 0, sending: 0, unknown: 0, posted: 1, dead: 0 });
      }
    });

    it('because nobody asks them are told when wardwatch ran for long enough to ask', async () => {
      const pipeline = await start([{ id: 'old' }]);
      await store.pollSucceeded('old', '2024-01-10T00:00:00.000Z', 'unchanged');
      await pipeline.pass(MINUTE);
      expect(await conditions(pipeline)).toEqual({ old: 'stale' });
      expect(told(pipeline)).toEqual([]);
      await pipeline.pass(HOUR);
      expect(told(pipeline)).toEqual([
        [
          'old cannot be read',
          'old (Example Research): stale since 2024-01-11 00:00 UTC · last read 2024-01-10 00:00 UTC: unchanged',
          '→ Nobody asks it: see whether a process that polls runs ("wardwatch start", or the worker "poll").',
        ],
      ]);
    });
  });

  describe('the heartbeat', () => {
    const heartbeatAt = { at: '08:00', timeZone: 'America/New_York' };

    it('is told once a day at its hour, across restarts and processes', async () => {
      let pipeline = await start([{ id: 'a' }, { id: 'b' }], { heartbeatAt });
      const other = await start([{ id: 'a' }, { id: 'b' }], { heartbeatAt });
      pipeline.offer('a', [HARMLESS]);
      pipeline.offer('b', refused('login'));
      await pipeline.poll('a');
      await pipeline.poll('b');
      await pipeline.pass(30 * MINUTE);
      expect(told(pipeline)).toEqual([]);
      await pipeline.pass(45 * MINUTE);
      other.setNow(pipeline.deps.clock.now());
      await other.pass(MINUTE);
      pipeline = await pipeline.restart();
      await pipeline.pass(HOUR);
      expect([...told(pipeline), ...told(other)]).toEqual([
        [
          'wardwatch works, but for 1 source',
          '1 source read well.',
          'In the last 24 hours: 1 document read, 1 advisory new or changed, 0 alerts.',
          'b: blocked since 2024-01-22 12:00 UTC',
        ],
      ]);
      const beats = () => told(pipeline).filter(([title]) => title?.startsWith('wardwatch works')).length;
      await pipeline.pass(22 * HOUR);
      expect(beats()).toBe(1);
      await pipeline.pass(2 * HOUR);
      expect(beats()).toBe(2);
    });
  });

  describe('that stand by', () => {
    const first = { id: 'first', fallbacks: ['second', 'third'] };
    const second = { id: 'second', publisher: { name: 'Second', kind: 'health-body' as const }, standsBy: [['first']] };
    const third = { id: 'third', standsBy: [['first', 'second']] };

    it('are asked only while those before them cannot be read', async () => {
      const pipeline = await start([first, second, third]);
      await hours(pipeline, { first: [WELL], second: [WELL], third: [WELL] });
      const asked = async () =>
        (await store.sourceStates()).flatMap(({ id, polledAt }) => (polledAt === undefined ? [] : [id]));
      expect(await conditions(pipeline)).toEqual({ first: 'healthy', second: 'standing-by', third: 'standing-by' });
      expect(await asked()).toEqual(['first']);
      await hours(pipeline, { first: times(3, refused('forbidden')) });
      await hours(pipeline, { second: [WELL], third: [WELL] });
      expect(await conditions(pipeline)).toEqual({ first: 'blocked', second: 'healthy', third: 'standing-by' });
      await hours(pipeline, { second: times(3, refused('trouble')) });
      await hours(pipeline, { third: [WELL] });
      expect(await conditions(pipeline)).toEqual({ first: 'blocked', second: 'broken', third: 'healthy' });
      await hours(pipeline, { first: [WELL] });
      expect(await conditions(pipeline)).toEqual({ first: 'healthy', second: 'standing-by', third: 'standing-by' });
      expect(await asked()).toEqual(['first', 'second', 'third']);
    });

    it('tell what they find first in one summary, and what comes again through the first source is no news', async () => {
      const pipeline = await startPipeline(store, { sources: [first, second], now: START });
      await hours(pipeline, { first: [{ kind: 'changed', items: [HARMLESS], refused: [], cursor: {} }] });
      await hours(pipeline, { first: times(3, refused('forbidden')) });
      pipeline.offer('second', [HARMLESS, RESEARCH]);
      await pipeline.poll('second');
      expect(pipeline.terminal.said.map(({ kind }) => kind)).toEqual(['summary', 'alert']);
      pipeline.offer('first', [HARMLESS, RESEARCH]);
      await pipeline.poll('first');
      expect(pipeline.terminal.said.slice(2).map(({ kind }) => kind)).not.toContain('alert');
      expect(pipeline.terminal.said.slice(2).map(({ kind }) => kind)).not.toContain('update');
      expect((await store.cases()).map(({ members }) => members.length)).toEqual([2]);
    });
  });

  describe('that offer far more than usual at once', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => aDocument(`talk-${at}`, `Webinar ${at}`, 'We talk about detection.'));
    const seeded = async () => {
      const more = { operatorChannel: OPERATOR };
      const pipeline = await startPipeline(store, { sources: [{ id: 'blog' }], now: START, more });
      await hours(pipeline, { blog: [{ kind: 'changed', items: [HARMLESS], refused: [], cursor: {} }] });
      return pipeline;
    };
    const said = ({ terminal }: TestPipeline) => terminal.said.map(({ kind }) => kind);

    it('are told in one summary, the urgent cases one by one, and the operator knows', async () => {
      const pipeline = await seeded();
      pipeline.offer('blog', [HARMLESS, ...many(50), RESEARCH]);
      await pipeline.poll('blog');
      expect(said(pipeline)).toEqual(['summary', 'alert']);
      expect(pipeline.terminal.said[0]).toMatchObject({ title: 'Many at once from blog: 51 documents' });
      expect(told(pipeline).map(([title]) => title)).toEqual(['51 new documents at once from blog']);
    });

    it('are told in one summary also when the read was interrupted', async () => {
      const pipeline = await seeded();
      pipeline.offer('blog', [HARMLESS, ...many(50), RESEARCH]);
      const doomed = await pipeline.restart(mortal(store, 40));
      await doomed.poll('blog').catch(() => undefined);
      const again = await doomed.restart(store);
      await again.poll('blog');
      expect(said(pipeline)).toEqual(['summary', 'alert']);
      expect(told(pipeline).map(([title]) => title)).toEqual(['51 new documents at once from blog']);
    });

    it('are told one by one where no more came than is usual', async () => {
      const pipeline = await seeded();
      pipeline.offer('blog', [HARMLESS, ...many(49), RESEARCH]);
      await pipeline.poll('blog');
      expect(said(pipeline)).toEqual(['alert']);
    });
  });
});
