import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DigestPlan } from '../../src/domain/digest-plan.ts';
import type { Tlp } from '../../src/domain/tlp.ts';
import { remind } from '../../src/pipeline/remind.ts';
import type { Store } from '../../src/ports/store.ts';
import { METHODS, OTHER_SCOPES } from '../../src/slack/methods.ts';
import { createSlackSink } from '../../src/slack/slack-sink.ts';
import { validateMessage } from '../../src/slack/validate/validate-payload.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { aCase, aCaseMember, anAdvisory } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { FakeSlack, type SlackFault } from '../helpers/fake-slack.ts';
import { mortal } from '../helpers/mortal.ts';
import { type PipelineOptions, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const CHANNEL = 'C0WARD0001';
const DANA = 'U0DANA0001';
const at = { every: 'day', at: '07:30', timeZone: 'America/New_York' } as const;
const PLANS: readonly DigestPlan[] = [
  { ...at, to: CHANNEL },
  { ...at, to: DANA },
];
const DUE = '2024-01-23T12:30:00.000Z';
const MINUTE = 60_000;

let database: OpenDatabase;
let store: Store;
let slack: FakeSlack;
beforeAll(async () => {
  database = await freshEmbedded();
  store = await openStore(database.pool);
});
afterAll(() => database.close());
beforeEach(() => begin());
afterEach(() => slack.stop());

/** Nothing is stored, and Slack has never heard of anything. */
async function begin(): Promise<void> {
  await emptyTables(database.pool);
  slack = await FakeSlack.start({ scopes: [...Object.values(METHODS).flat(), ...OTHER_SCOPES] });
  slack.addChannel(CHANNEL);
  slack.addUser(DANA, { name: 'dana' });
}

const aSink = () =>
  createSlackSink({
    ...{ token: slack.token, apiUrl: slack.apiUrl, log: () => undefined },
    ...{ lookAgainAfterMs: 0, timeoutMs: 150 },
  });

const start = (now = DUE, more: PipelineOptions['more'] = {}, on: Store = store): Promise<TestPipeline> =>
  startPipeline(on, { routes: [], now, more: { digests: PLANS, sinks: new Map([['slack', aSink()]]), ...more } });

/** A case of one advisory, as it would be decided. */
async function save(tlp: Tlp, title: string): Promise<void> {
  const advisory = anAdvisory({ id: `example:${title}`, title, tlp });
  const document = { guid: title, title, publishedAt: DUE, format: 'text' as const, bytes: new Uint8Array([1]) };
  const itemId = await store.saveItem('example', document, title, DUE);
  await store.saveAdvisory(itemId ?? 0, advisory, title);
  await store.decide(async (desk) => {
    const one = aCase({ id: await desk.nextCaseId(), title, members: [aCaseMember(advisory)], assets: [] });
    await desk.saveCase(one, DUE);
  });
}

const shownTo = (place: string) =>
  JSON.stringify(slack.messages.filter(({ channel, threadTs }) => channel === place && threadTs === undefined));

describe('digests in Slack', () => {
  it('stand in the channel and in the person’s own conversation, each with its chart in the thread', async () => {
    const png = new Uint8Array([137, 80, 78, 71]);
    const pipeline = await start(DUE, { drawChart: async () => png });
    await pipeline.pass(0);
    await pipeline.pass(MINUTE);
    for (const place of [CHANNEL, `D${DANA}`]) {
      const [digest, chart, ...more] = slack.messages.filter(({ channel }) => channel === place);
      expect(more).toEqual([]);
      expect(digest?.text).toMatch(/^Digest of 2024-01-23\. No case is open/);
      expect(chart).toMatchObject({ threadTs: digest?.ts, files: [{ name: 'digest-2024-01-23.png' }] });
      expect(chart?.files?.[0]?.title).toMatch(/^Last 30 days: 0 advisories; alerts: none\.$/);
    }
    const sent = slack.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(sent.flatMap(({ args }) => validateMessage(args as never))).toEqual([]);
    expect(slack.calls.filter(({ method }) => method === 'conversations.open')).toHaveLength(1);
  });

  it('are edited where they stand', async () => {
    const pipeline = await start();
    await pipeline.pass(0);
    await pipeline.pass(MINUTE);
    const before = slack.messages.length;
    await save('CLEAR', 'Attackers enter clinics');
    await pipeline.pass(5 * MINUTE);
    await pipeline.pass(MINUTE);
    expect(slack.messages).toHaveLength(before);
    for (const place of [CHANNEL, `D${DANA}`]) expect(shownTo(place)).toContain('Attackers enter clinics');
  });

  it('show each reader what TLP lets them see', async () => {
    slack.addUser('U0GUEST001', { guest: 'single' });
    slack.addUser('U0OTHER001', { stranger: true });
    slack.addChannel('C0PRIVATE1', { private: true, members: [DANA] });
    for (const tlp of ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const) await save(tlp, `Title ${tlp}.`);
    const places = [CHANNEL, 'C0PRIVATE1', DANA, 'U0GUEST001', 'U0OTHER001'];
    const pipeline = await start(DUE, { digests: places.map((to) => ({ ...at, to })) });
    await pipeline.pass(0);
    const seen = (place: string) => [...new Set(shownTo(place).match(/Title [A-Z+]+\./g))].sort();
    expect(Object.fromEntries(places.map((place) => [place, seen(place.replace(/^U/, 'DU'))]))).toEqual({
      [CHANNEL]: ['Title CLEAR.', 'Title GREEN.'],
      C0PRIVATE1: ['Title AMBER+STRICT.', 'Title AMBER.', 'Title CLEAR.', 'Title GREEN.'],
      [DANA]: ['Title AMBER+STRICT.', 'Title AMBER.', 'Title CLEAR.', 'Title GREEN.'],
      U0GUEST001: ['Title AMBER.', 'Title CLEAR.', 'Title GREEN.'],
      U0OTHER001: ['Title CLEAR.'],
    });
  });

  it('tell the operator of a person who left', async () => {
    slack.addUser('U0LEFT0001', { deleted: true });
    slack.addChannel('C0OPERATOR');
    const digests = [{ ...at, to: 'U0LEFT0001' }];
    const pipeline = await start(DUE, { digests, operatorChannel: 'C0OPERATOR' });
    await pipeline.pass(0);
    await pipeline.pass(10 * MINUTE);
    expect(slack.messages.map(({ text }) => text)).toEqual([expect.stringContaining('This person has left Slack')]);
  });
});

const fault: fc.Arbitrary<SlackFault> = fc.constantFrom<SlackFault[]>(
  { kind: 'drop-before' },
  { kind: 'drop-after' },
  { kind: 'status-before', status: 503 },
  { kind: 'status-after', status: 500 },
  { kind: 'rate-limit', retryAfter: '3' },
  { kind: 'error', error: 'internal_error' },
);
const METHODS_THAT_FAIL = [
  ...['chat.postMessage', 'chat.update', 'conversations.open', 'users.info', 'conversations.info'],
  ...['conversations.history', 'conversations.replies'],
  ...['files.getUploadURLExternal', 'files.completeUploadExternal'],
];

describe('through a Slack that fails and processes that die', () => {
  it('each digest stands once, with one chart, and says how things are, with two workers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...METHODS_THAT_FAIL), fault), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
        async (faults, kills) => {
          await slack.stop();
          await begin();
          for (const [method, each] of faults) slack.fail(method, each);
          let now = Date.parse(DUE);
          for (const dieAt of kills) {
            const both = [mortal(store, dieAt), store].map((on) => start(new Date(now).toISOString(), {}, on));
            const workers = await Promise.allSettled(both);
            const lived = workers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
            await Promise.allSettled(lived.map((one) => remind(one.deps)));
            await Promise.all(lived.map((one) => one.settle()));
            now += 5_000;
            await store.abandonSending(new Date(now).toISOString());
          }
          await save('CLEAR', 'Attackers enter clinics');
          const last = await start(new Date(now).toISOString());
          for (let minutes = 0; minutes < 20; minutes += 4) await last.pass(4 * MINUTE);
          const places = slack.messages.map(
            ({ channel, threadTs }) => `${channel} ${threadTs === undefined ? '' : 'chart'}`,
          );
          expect(places.sort()).toEqual([`${CHANNEL} `, `${CHANNEL} chart`, `D${DANA} `, `D${DANA} chart`]);
          const digests = slack.messages.filter(({ threadTs }) => threadTs === undefined);
          expect(digests.map(({ text }) => text.includes('1 case is open'))).toEqual([true, true]);
          expect(await store.outboxCounts()).toMatchObject({ pending: 0, sending: 0, unknown: 0, dead: 0 });
        },
      ),
      { numRuns: 25 },
    );
  });
});
