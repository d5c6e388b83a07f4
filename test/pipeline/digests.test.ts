import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DigestPlan } from '../../src/domain/digest-plan.ts';
import { actOnCase } from '../../src/pipeline/act-on-case.ts';
import { remind } from '../../src/pipeline/remind.ts';
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

const WARD: DigestPlan = { to: 'C0WARD0001', every: 'day', at: '07:30', timeZone: 'America/New_York' };
const HARMLESS = aDocument('post-0', 'Join our webinar', 'We talk about detection.', '2024-01-01T00:00:00.000Z');
const RESEARCH = aDocument('post-1', 'A pharmacy supplier as the way in', STORY, '2024-01-10T00:00:00.000Z');

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 07:30 in New York. */
const DUE = '2024-01-23T12:30:00.000Z';

describe('digests', () => {
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

  const start = (now: string, more: PipelineOptions['more'] = {}, on: Store = store): Promise<TestPipeline> =>
    startPipeline(on, { routes: [], now, more: { digests: [WARD], ...more } });

  /** What a place was told, in order: posts by their key, edits as such. */
  const told = ({ slack }: TestPipeline) =>
    slack.said.map((one) => {
      if (one.kind !== 'digest') return `${one.kind} ${one.key}`;
      return one.root === undefined ? `post ${one.key}` : `edit of ${one.digestKey}`;
    });
  const lastDigest = ({ slack }: TestPipeline) => {
    const last = slack.said.filter((one) => one.kind === 'digest').at(-1);
    return last?.kind === 'digest' ? last.digest : undefined;
  };
  const openCase = async (pipeline: TestPipeline) => {
    pipeline.offer('researcher', [HARMLESS]);
    await pipeline.poll('researcher');
    pipeline.offer('researcher', [HARMLESS, RESEARCH]);
    await pipeline.poll('researcher');
  };
  const POSTED = ['post digest:C0WARD0001:2024-01-23', 'chart digest:C0WARD0001:2024-01-23:chart'];

  it('are posted once, at their local hour, with the chart in the thread', async () => {
    const pipeline = await start('2024-01-23T12:28:00.000Z');
    await pipeline.pass(MINUTE);
    expect(told(pipeline)).toEqual([]);
    for (let minute = 0; minute < 30; minute += 1) await pipeline.pass(MINUTE);
    expect(told(pipeline)).toEqual(POSTED);
    const [post, chart] = pipeline.slack.said;
    expect(post).toMatchObject({
      channel: 'C0WARD0001',
      digest: { day: '2024-01-23', since: '2024-01-22T12:30:00.000Z' },
    });
    expect(chart).toMatchObject({ chart: { name: 'digest-2024-01-23.png' }, root: { channel: 'C0WARD0001', ts: '1' } });
  });

  it('that were missed are told later the same day, and not for days past', async () => {
    const pipeline = await start('2024-01-21T08:00:00.000Z');
    pipeline.setNow('2024-01-24T03:00:00.000Z');
    await pipeline.pass(MINUTE);
    await pipeline.pass(MINUTE);
    expect(told(pipeline)).toEqual(POSTED);
  });

  it('say what changed since the last one, also when a day was missed', async () => {
    const pipeline = await start(DUE);
    await pipeline.pass(0);
    pipeline.setNow('2024-01-25T12:30:00.000Z');
    await pipeline.pass(MINUTE);
    expect(lastDigest(pipeline)).toMatchObject({ day: '2024-01-25', since: DUE });
  });

  it('of a week are told on its day', async () => {
    const pipeline = await start('2024-01-21T12:30:00.000Z', {
      digests: [{ ...WARD, every: 'week', on: 'monday' }],
    });
    for (let day = 0; day < 8; day += 1) await pipeline.pass(24 * HOUR);
    expect(told(pipeline).filter((one) => one.startsWith('post'))).toEqual([
      'post digest:C0WARD0001:2024-01-22',
      'post digest:C0WARD0001:2024-01-29',
    ]);
    expect(lastDigest(pipeline)?.since).toBe('2024-01-22T12:30:00.000Z');
  });

  it.each([
    ['an hour comes twice', '01:30', '2024-11-03'],
    ['an hour is skipped', '02:30', '2024-03-10'],
  ])('are one a day where %s', async (_, at, day) => {
    const pipeline = await start(`${day}T04:55:00.000Z`, { digests: [{ ...WARD, at }] });
    for (let half = 0; half < 10; half += 1) await pipeline.pass(30 * MINUTE);
    expect(told(pipeline).filter((one) => one.startsWith('post'))).toEqual([`post digest:C0WARD0001:${day}`]);
  });

  it('are edited in place through the day when there is something else to say, every few minutes at most', async () => {
    const pipeline = await start(DUE);
    await pipeline.pass(0);
    await openCase(pipeline);
    await pipeline.pass(MINUTE);
    expect(told(pipeline)).toEqual(POSTED);
    await pipeline.pass(4 * MINUTE);
    expect(told(pipeline)).toEqual([...POSTED, 'edit of digest:C0WARD0001:2024-01-23']);
    expect(lastDigest(pipeline)).toMatchObject({ openCases: { total: 1 }, since: '2024-01-22T12:30:00.000Z' });
    const acknowledge = { caseId: 'C-1', action: { kind: 'acknowledge' }, actor: DANA, seenVersion: 0 } as const;
    await actOnCase(pipeline.deps, acknowledge);
    for (let minute = 0; minute < 30; minute += 1) await pipeline.pass(MINUTE);
    expect(told(pipeline).slice(3)).toEqual(['edit of digest:C0WARD0001:2024-01-23']);
    expect(lastDigest(pipeline)?.openCases.shown).toMatchObject([{ status: 'acknowledged' }]);
  });

  it('are not edited when the day is over', async () => {
    const pipeline = await start(DUE);
    await pipeline.pass(0);
    pipeline.setNow('2024-01-24T05:00:00.000Z');
    await openCase(pipeline);
    await pipeline.pass(MINUTE);
    expect(told(pipeline)).toEqual(POSTED);
  });

  it('wait for the end of the quiet hours, and are then told as things stand', async () => {
    const quietHours = { from: '22:00', to: '08:00', timeZone: 'America/New_York' };
    const pipeline = await start(DUE, { quietHours });
    await pipeline.pass(0);
    await openCase(pipeline);
    await pipeline.pass(10 * MINUTE);
    expect(told(pipeline)).toEqual([]);
    await pipeline.pass(25 * MINUTE);
    expect(told(pipeline)).toEqual(POSTED);
    expect(lastDigest(pipeline)?.openCases.total).toBe(1);
  });

  it('are told once by two workers, over a restart and after a kill at any point', async () => {
    for (let dieAt = 1; dieAt <= 12; dieAt += 1) {
      await emptyTables(database.pool);
      const doomed = await start(DUE, {}, mortal(store, dieAt)).catch(() => undefined);
      const other = await start(DUE);
      const both = [doomed, other].flatMap((one) => (one ? [one] : []));
      await Promise.allSettled(both.map((one) => remind(one.deps)));
      await Promise.allSettled(both.map((one) => one.settle()));
      await store.abandonSending('2024-01-23T12:31:00.000Z');
      const again = await other.restart();
      await again.pass(2 * HOUR);
      const posts = both.flatMap(told);
      expect([...new Set(posts)].sort()).toEqual([...POSTED].sort());
      expect(await store.outboxCounts()).toMatchObject({ pending: 0, sending: 0, unknown: 0, posted: 2, dead: 0 });
    }
  });

  it('are left alone when somebody deleted the message', async () => {
    const pipeline = await start(DUE);
    await pipeline.pass(0);
    await pipeline.pass(MINUTE);
    await openCase(pipeline);
    pipeline.slack.answerNext({ kind: 'rejected', because: 'It was deleted.', gone: true });
    await pipeline.pass(5 * MINUTE);
    const acknowledge = { caseId: 'C-1', action: { kind: 'acknowledge' }, actor: DANA, seenVersion: 0 } as const;
    await actOnCase(pipeline.deps, acknowledge);
    await pipeline.pass(HOUR);
    expect(told(pipeline)).toEqual(POSTED);
    expect(await store.outboxCounts()).toMatchObject({ dead: 1, pending: 0 });
  });

  it('say what they say in words when the chart cannot be drawn', async () => {
    const pipeline = await start(DUE, { drawChart: async () => Promise.reject(new Error('no font')) });
    await pipeline.pass(0);
    expect(told(pipeline)).toEqual(POSTED.slice(0, 1));
  });

  it('that nobody could be told are told to the operator', async () => {
    const pipeline = await start(DUE, { operatorChannel: 'C0OPERATOR' });
    pipeline.slack.answerNext({ kind: 'rejected', because: 'Slack refused the message: channel_not_found.' });
    await pipeline.pass(HOUR);
    expect(pipeline.slack.said).toMatchObject([
      { kind: 'summary', channel: 'C0OPERATOR', title: 'wardwatch cannot post to C0WARD0001' },
    ]);
  });
});
