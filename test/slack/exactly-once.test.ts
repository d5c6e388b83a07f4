import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { notifyChannel } from '../../src/pipeline/notify.ts';
import type { Store } from '../../src/ports/store.ts';
import { createSlackSink } from '../../src/slack/slack-sink.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { anAlertMessage } from '../helpers/alert-builders.ts';
import { aCase } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { FakeSlack, type SlackFault } from '../helpers/fake-slack.ts';
import { mortal } from '../helpers/mortal.ts';
import { startPipeline } from '../helpers/pipeline.ts';

const CHANNEL = { sink: 'slack', channel: 'C0WARD' } as const;

const fault: fc.Arbitrary<SlackFault> = fc.constantFrom<SlackFault[]>(
  { kind: 'drop-before' },
  { kind: 'drop-after' },
  { kind: 'hang-after' },
  { kind: 'status-before', status: 503 },
  { kind: 'status-after', status: 500 },
  { kind: 'rate-limit', retryAfter: '3' },
  { kind: 'error', error: 'internal_error' },
  { kind: 'html' },
);

describe('through a Slack that fails and processes that die', () => {
  let database: OpenDatabase;
  let store: Store;
  let slack: FakeSlack;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    slack = await FakeSlack.start();
    slack.addChannel(CHANNEL.channel);
    return () => slack.stop();
  });

  const startWorker = (on: Store, now: string) =>
    startPipeline(on, {
      routes: [{ ...CHANNEL, from: 'P4' }],
      now,
      more: {
        sinks: new Map([
          [
            'slack',
            createSlackSink({
              token: slack.token,
              apiUrl: slack.apiUrl,
              timeoutMs: 150,
              lookAgainAfterMs: 0,
              log: () => undefined,
            }),
          ],
        ]),
      },
    });

  /** Three alerts, each with news; every key must arrive once. The fake remembers earlier runs, so each has keys of its own. */
  async function writeEvents(run: number): Promise<string[]> {
    const at = '2024-01-22T12:00:00.000Z';
    return store.decide(async (desk) => {
      const keys: string[] = [];
      for (const priority of ['P3', 'P1', 'P2'] as const) {
        const caseId = await desk.nextCaseId();
        await desk.saveCase(aCase({ id: caseId, members: [], assets: [] }), at);
        const row = { ...CHANNEL, caseId, priority, message: anAlertMessage({ caseId, priority }) };
        const key = (kind: string) => `${caseId}:${kind}:${run}`;
        keys.push(key('alert'), key('update'));
        await desk.say({ ...row, kind: 'alert', key: key('alert') }, at);
        await desk.say({ ...row, kind: 'edit', key: key('edit') }, at);
        await desk.say({ ...row, kind: 'update', key: key('update'), changes: ['A fix was published.'] }, at);
      }
      return keys;
    });
  }

  it('each event arrives once, whatever goes wrong, wherever they are killed, with two workers on one channel', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 6 }),
        fc.array(fault, { maxLength: 2 }),
        fc.array(fc.integer({ min: 1, max: 25 }), { maxLength: 4 }),
        async (posts, lookups, kills) => {
          await emptyTables(database.pool);
          const before = slack.messages.length;
          for (const each of posts) slack.fail('chat.postMessage', each);
          for (const each of lookups) slack.fail('conversations.history', each);
          run += 1;
          const keys = await writeEvents(run);
          let now = Date.parse('2024-01-22T12:00:00.000Z');
          for (const dieAt of kills) {
            const both = [mortal(store, dieAt), store].map((on) => startWorker(on, new Date(now).toISOString()));
            const workers = await Promise.allSettled(both);
            const lived = workers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
            await Promise.allSettled(lived.map((one) => notifyChannel(one.deps, CHANNEL)));
            await Promise.all(lived.map((one) => one.settle()));
            now += 5_000;
            await store.abandonSending(new Date(now).toISOString());
          }
          const last = await startWorker(store, new Date(now).toISOString());
          await last.queue.add('notify', [CHANNEL]);
          await last.pass(3_600_000);
          const arrived = slack.messages.slice(before).map((message) => message.metadata?.event_payload.key);
          expect([...arrived].sort()).toEqual([...keys].sort());
          expect(await store.outboxCounts()).toMatchObject({ pending: 0, sending: 0, unknown: 0, dead: 0 });
        },
      ),
      { numRuns: 40 },
    );
  });
});
