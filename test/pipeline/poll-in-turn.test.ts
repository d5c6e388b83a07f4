import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../src/http/client.ts';
import type { PipelineDeps } from '../../src/pipeline/deps.ts';
import { pollInTurn } from '../../src/pipeline/poll-in-turn.ts';
import { spreadPolls, wakePolls } from '../../src/pipeline/wake-polls.ts';
import type { Store } from '../../src/ports/store.ts';
import { adapterFor } from '../../src/sources/registry.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { startPipeline, type TestPipeline } from '../helpers/pipeline.ts';
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '../helpers/scripted-server.ts';

const NOON = '2030-01-01T12:00:00.000Z';
const HOUR = 3_600_000;

let store: Store;
let close: () => Promise<void>;
let server: ScriptedServer;
let pipeline: TestPipeline;
let deps: PipelineDeps;
let id: string;
let count = 0;
let nowMs: number;

beforeAll(async () => {
  const database = await freshEmbedded();
  close = database.close;
  store = await openStore(database.pool);
});
afterAll(() => close());
beforeEach(async () => {
  server = await startScriptedServer();
  count += 1;
  id = `feed-${count}`;
  nowMs = Date.parse(NOON);
  const source = { id, kind: 'feed' as const, url: `${server.origin}/feed`, internal: true, everyMs: HOUR };
  pipeline = await startPipeline(store, { now: NOON, sources: [source] });
  deps = { ...pipeline.deps, http: createHttpClient(), adapter: adapterFor };
});
afterEach(() => server.stop());

const rss = (title: string, head = '') =>
  `<rss version="2.0"><channel>${head}<item><guid>${title}</guid><title>${title}</title></item></channel></rss>`;
const answers = (...scripts: readonly ScriptedAnswer[]) => server.script('/feed', ...scripts);
const wait = (ms: number) => {
  nowMs += ms;
  pipeline.setNow(new Date(nowMs).toISOString());
};
const poll = (byHand = false) => pollInTurn(deps, id, { byHand });
/** What came of the poll, and when the next one is planned: hours from now. */
const polled = async (byHand = false) => {
  const { outcome } = await poll(byHand);
  const { plan, failures } = await store.sourceState(id);
  return { outcome, failures, nextInHours: plan && (Date.parse(plan.nextPollAt) - nowMs) / HOUR };
};
/** Waits until the next poll is due, and polls. */
const next = async () => {
  const { plan } = await store.sourceState(id);
  wait(Date.parse(plan?.nextPollAt ?? NOON) - nowMs);
  return polled();
};

describe('a source is asked', () => {
  it('when its interval is over, and not before', async () => {
    answers({ body: rss('A') });
    expect(await polled()).toEqual({ outcome: 'changed', failures: 0, nextInHours: 1 });
    wait(HOUR - 1);
    expect((await poll()).outcome).toBe('not due');
    expect(server.requests).toHaveLength(1);
    wait(1);
    expect(await polled()).toEqual({ outcome: 'unchanged', failures: 0, nextInHours: 1 });
    expect(server.requests).toHaveLength(2);
  });

  it('before, when a person wants it', async () => {
    answers({ body: rss('A') });
    await poll();
    expect(await polled(true)).toEqual({ outcome: 'unchanged', failures: 0, nextInHours: 1 });
  });

  it('at once when a person resumes it', async () => {
    answers({ body: rss('A') });
    await poll();
    await store.setPaused(id, true, DANA, NOON);
    wait(2 * HOUR);
    expect((await poll()).outcome).toBe('paused');
    await store.setPaused(id, false, DANA, NOON);
    expect((await poll()).outcome).toBe('unchanged');
  });
});

describe('a server that has nothing new', () => {
  it('says so with 304: the time of the last success moves and failures are forgotten', async () => {
    answers({ headers: { etag: '"1"' }, body: rss('A') }, { status: 500 }, { status: 304 });
    await poll();
    expect(await next()).toEqual({ outcome: 'refused', failures: 1, nextInHours: 1 });
    expect(await next()).toEqual({ outcome: 'unchanged', failures: 0, nextInHours: 1 });
    expect((await store.sourceState(id)).succeededAt).toBe('2030-01-01T14:00:00.000Z');
    expect(server.requests[2]?.headers['if-none-match']).toBe('"1"');
  });

  it('says the same under another version, which is no news', async () => {
    answers({ headers: { etag: '"1"' }, body: rss('A') }, { headers: { etag: '"2"' }, body: rss('A') });
    expect((await poll()).newItemIds).toHaveLength(1);
    wait(HOUR);
    expect(await poll()).toMatchObject({ outcome: 'unchanged', newItemIds: [] });
  });
});

describe('a server that fails', () => {
  it.each([401, 403, 404, 500])('with %d is asked less and less, once a day at least', async (status) => {
    answers({ status });
    const waits = [(await polled()).nextInHours];
    for (let failures = 2; failures <= 7; failures += 1) waits.push((await next()).nextInHours);
    expect(waits).toEqual([1, 2, 4, 8, 16, 24, 24]);
    expect(await store.sourceState(id)).toMatchObject({ failures: 7, paused: false });
  });

  it('and then answers is asked as before', async () => {
    answers({ status: 500 }, { status: 500 }, { body: rss('A') });
    await poll();
    expect(await next()).toEqual({ outcome: 'refused', failures: 2, nextInHours: 2 });
    expect(await next()).toEqual({ outcome: 'changed', failures: 0, nextInHours: 1 });
  });

  it('does not fail in step with others: chance parts them', async () => {
    answers({ status: 500 });
    deps = { ...deps, chance: () => 0.5 };
    const waits = [(await polled()).nextInHours];
    for (let failures = 2; failures <= 3; failures += 1) waits.push((await next()).nextInHours);
    expect(waits.map((hours = 0) => Math.round(hours * 60))).toEqual([63, 113, 221]);
  });
});

describe('a server that wants a rest', () => {
  it.each([
    [429, '7200', 2],
    [503, 'Tue, 01 Jan 2030 15:00:00 GMT', 3],
    [503, '1000000000', 24],
    [429, '60', 1],
    [429, 'soon', 1],
  ])('with %d and Retry-After %s is left alone for %d hours', async (status, retryAfter, hours) => {
    answers({ status, headers: { 'retry-after': retryAfter } });
    expect(await polled()).toEqual({ outcome: 'refused', failures: 1, nextInHours: hours });
  });

  it('is left alone by people too, who are told so', async () => {
    answers({ status: 429, headers: { 'retry-after': '7200' } }, { body: rss('A') });
    await poll();
    wait(2 * HOUR - 1);
    expect(await poll(true)).toEqual({
      sourceId: id,
      outcome: 'waiting',
      offered: 0,
      newItemIds: [],
      refused: [],
      because: 'Its server asked to be left alone until 2030-01-01 14:00 UTC.',
      nextPollAt: '2030-01-01T14:00:00.000Z',
    });
    expect(server.requests).toHaveLength(1);
    wait(1);
    expect((await poll()).outcome).toBe('changed');
  });

  it('is heard when it says so for a page that the feed leads to', async () => {
    const source = deps.sources.get(id);
    if (source === undefined) throw new Error('no source');
    deps = { ...deps, sources: new Map([[id, { ...source, followLinks: true }]]) };
    answers({ body: rss('A').replace('<title>', '<link>/page</link><title>') });
    server.script('/page', { status: 503, headers: { 'retry-after': '10800' } });
    expect(await polled()).toEqual({ outcome: 'changed', failures: 0, nextInHours: 3 });
  });
});

describe('a source that is gone for good (410)', () => {
  it('is paused, with the reason, until a person resumes it', async () => {
    answers({ status: 410 });
    const report = await poll();
    expect([report.outcome, report.nextPollAt]).toEqual(['refused', undefined]);
    expect(await store.sourceState(id)).toMatchObject({
      paused: true,
      outcome: expect.stringContaining('The server answered 410: the publisher has taken it away for good.'),
    });
    expect((await store.auditEntries({ subject: id })).map(({ action, actor }) => [action, actor.id])).toEqual([
      ['source.pause', 'wardwatch'],
    ]);
    wait(48 * HOUR);
    await wakePolls(deps);
    await pipeline.settle();
    expect(server.requests).toHaveLength(1);
    await store.setPaused(id, false, DANA, NOON);
    answers({ body: rss('A') });
    expect((await poll()).outcome).toBe('changed');
  });
});

describe('a source that wants to be asked less', () => {
  it.each([
    ['by its cache', { headers: { 'cache-control': 'max-age=10800' }, body: rss('A') }, 3],
    ['by its ttl', { body: rss('A', '<ttl>240</ttl>') }, 4],
    ['by its syndication', { body: rss('A', '<sy:updatePeriod>daily</sy:updatePeriod>') }, 24],
    ['by its hours', { body: rss('A', '<skipHours><hour>13</hour><hour>14</hour></skipHours>') }, 3],
  ])('%s', async (_how, answer, hours) => {
    answers(answer);
    expect((await polled()).nextInHours).toBe(hours);
  });

  it('is so until it says otherwise: a 304 says nothing of it', async () => {
    const slow = { headers: { etag: '"1"' }, body: rss('A', '<ttl>240</ttl>') };
    answers(slow, { status: 304 }, { body: rss('B') });
    await poll();
    expect([(await next()).nextInHours, (await next()).nextInHours]).toEqual([4, 1]);
  });
});

describe('a source that moved for good', () => {
  it('is read where it is now, and where that is is told', async () => {
    answers({ status: 301, headers: { location: '/new?key=secret' } });
    server.script('/new?key=secret', { body: rss('A') });
    expect(await poll()).toMatchObject({ outcome: 'changed', movedTo: `${server.origin}/new?key=secret` });
    expect(pipeline.log.said).toContain('source has moved for good');
  });
});

describe('the clock wakes', () => {
  /** The names of the sources that a worker is asked to poll: at once, and later with the delay in ms. */
  const woken = async (work: (given: PipelineDeps) => Promise<void>, chances: readonly number[] = []) => {
    const jobs: [string, number][] = [];
    const left = [...chances];
    const queue = {
      ...pipeline.queue,
      add: async (_name: string, payloads: readonly object[], delayMs = 0) => {
        for (const payload of payloads) if ('sourceId' in payload) jobs.push([String(payload.sourceId), delayMs]);
      },
    } as unknown as PipelineDeps['queue'];
    await work({ ...deps, queue, chance: () => left.shift() ?? 0 });
    return jobs;
  };

  it('those sources whose time has come, and no others', async () => {
    answers({ body: rss('A') });
    expect(await woken(wakePolls)).toEqual([[id, 0]]);
    await poll();
    expect(await woken(wakePolls)).toEqual([]);
    wait(HOUR);
    expect(await woken(wakePolls)).toEqual([[id, 0]]);
  });

  it('at a start each at a moment of its own, and none twice however often it is started', async () => {
    const [source] = deps.sources.values();
    if (source === undefined) throw new Error('no source');
    const three = ['a', 'b', 'c'].map((name) => ({ ...source, id: `${id}-${name}` }));
    deps = { ...deps, sources: new Map(three.map((each) => [each.id, each])) };
    expect(await woken(spreadPolls, [0.5, 0, 0.9])).toEqual([
      [`${id}-a`, 750],
      [`${id}-b`, 0],
      [`${id}-c`, 1350],
    ]);
    answers({ body: rss('A') });
    wait(2_000);
    for (const { id: each } of three) await pollInTurn(deps, each);
    for (let starts = 0; starts < 10; starts += 1) {
      wait(6_000);
      expect(await woken(spreadPolls)).toEqual([]);
    }
  });
});
