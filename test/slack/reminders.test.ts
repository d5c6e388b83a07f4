import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import { remind } from '../../src/pipeline/remind.ts';
import type { Store } from '../../src/ports/store.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { METHODS, OTHER_SCOPES } from '../../src/slack/methods.ts';
import { createSlackSink } from '../../src/slack/slack-sink.ts';
import { validateMessage } from '../../src/slack/validate/validate-payload.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { anAsset, DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { type FakeMessage, FakeSlack } from '../helpers/fake-slack.ts';
import { mortal } from '../helpers/mortal.ts';
import { type PipelineOptions, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const OPERATOR = 'C0OPERATOR';
const OWNERS = new Map([
  ['imaging team', 'S0IMAGING1'],
  ['clinical engineering', 'C0CLINENG1'],
  ['ravi', 'U0RAVI0001'],
  ['left long ago', 'U0LEFT0001'],
]);
/** Thursday, 07:30 in New York. */
const DUE = '2024-02-01T12:30:00.000Z';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('reminders of stale versions', () => {
  let database: OpenDatabase;
  let store: Store;
  let slack: FakeSlack;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  });
  afterAll(() => database.close());
  /** Nothing is stored, and Slack has never heard of anything. */
  async function begin(): Promise<void> {
    await emptyTables(database.pool);
    slack = await FakeSlack.start({ scopes: [...Object.values(METHODS).flat(), ...OTHER_SCOPES] });
    for (const id of [OPERATOR, 'C0CLINENG1']) slack.addChannel(id);
    slack.addUser('U0DANA0001', { email: 'dana@example.com' });
    for (const id of ['U0RAVI0001', 'U0VERA0001', 'U0OTTO0001']) slack.addUser(id);
    slack.addUser('U0LEFT0001', { deleted: true });
    slack.addUsergroup('S0IMAGING1', { users: ['U0VERA0001', 'U0OTTO0001', 'U0LEFT0001'] });
  }
  beforeEach(() => begin());
  afterEach(() => slack.stop());

  const options = () => ({ token: slack.token, apiUrl: slack.apiUrl, log: () => undefined, timeoutMs: 300 });
  const start = (now = DUE, more: PipelineOptions['more'] = {}, on: Store = store): Promise<TestPipeline> =>
    startPipeline(on, {
      routes: [],
      now,
      more: {
        ...{ owners: OWNERS, operatorChannel: OPERATOR },
        remindAt: { at: '07:30', timeZone: 'America/New_York' },
        directory: async () => createDirectory(options()),
        sinks: new Map([['slack', createSlackSink({ ...options(), lookAgainAfterMs: 0 })]]),
        ...more,
      },
    });
  const stale = (id: string, owner?: string): Asset =>
    anAsset({ id, version: '1.0', versionConfirmedAt: '2022-01-01', ...(owner !== undefined && { owner }) });
  const own = (...assets: readonly Asset[]) =>
    store.changeInventory({ save: assets }, DANA, '2024-01-01T00:00:00.000Z');
  const keys = () => slack.messages.map((one) => `${one.channel} ${one.metadata?.event_payload.key}`).sort();
  /** The assets that the button confirms. */
  const confirms = (message: FakeMessage | undefined): readonly string[] => {
    const [, value = '[]'] = /"value":"((?:[^"\\]|\\.)*)"/.exec(JSON.stringify(message)) ?? [];
    return JSON.parse(JSON.parse(`"${value}"`)).map(([id]: readonly [string]) => id);
  };

  it('go to each owner once a month: by the book, or by e-mail address', async () => {
    await own(
      stale('a-1', 'Ravi'),
      stale('a-2', '@ravi'),
      stale('b-1', 'Dana@Example.com'),
      stale('c-1', 'Clinical engineering'),
      stale('d-1', 'Imaging team'),
      anAsset({ id: 'fresh', version: '1.0', versionConfirmedAt: '2024-01-01', owner: 'Ravi' }),
    );
    const pipeline = await start();
    for (let day = 0; day < 27; day += 1) await pipeline.pass(DAY);
    expect(keys()).toEqual([
      'C0CLINENG1 stale:clinical engineering:2024-02',
      'DU0DANA0001 stale:dana@example.com:2024-02',
      'DU0OTTO0001 stale:imaging team:2024-02:U0OTTO0001',
      'DU0RAVI0001 stale:ravi:2024-02',
      'DU0VERA0001 stale:imaging team:2024-02:U0VERA0001',
    ]);
    const ravi = slack.messages.find(({ channel }) => channel === 'DU0RAVI0001');
    expect(ravi?.text).toBe(
      '2 of your assets need their versions confirmed: nobody did for a year. Until then wardwatch cannot be sure whether an advisory touches them. Look at each before you confirm.',
    );
    expect(confirms(ravi)).toEqual(['a-1', 'a-2']);
    const sent = slack.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(sent.flatMap(({ args }) => validateMessage(args as never))).toEqual([]);
    await pipeline.pass(5 * DAY);
    expect(slack.messages).toHaveLength(10);
  });

  it('whom nobody can be told goes to the operator, in one list', async () => {
    await own(
      stale('a-1', 'Left long ago'),
      stale('b-1', 'gone@example.com'),
      stale('c-1', 'Night shift'),
      stale('c-2', 'night shift'),
      stale('d-1'),
      stale('e-1', 'Ravi'),
    );
    const pipeline = await start();
    await pipeline.pass(0);
    await pipeline.pass(MINUTE);
    await pipeline.pass(DAY);
    expect(keys()).toEqual([`${OPERATOR} stale-unreached:2024-02`, 'DU0RAVI0001 stale:ravi:2024-02']);
    expect(slack.messages.find(({ channel }) => channel === OPERATOR)?.text).toBe(
      'Versions not confirmed for a year, whose owners wardwatch cannot ask. ' +
        'No owner: 1 asset; the inventory names no owner ' +
        'Left long ago: 1 asset; this person has left Slack ' +
        'gone@example.com: 1 asset; nobody in Slack goes by this ' +
        'night shift: 2 assets; slack.owners does not say who that is in Slack',
    );
  });

  it('are for those whose assets are stale when the month’s round begins, and still are', async () => {
    await own(stale('a-1', 'Ravi'), stale('b-1', 'dana@example.com'));
    slack.fail('users.info', { kind: 'status-before', status: 503 });
    slack.fail('users.lookupByEmail', { kind: 'status-before', status: 503 });
    const pipeline = await start();
    await pipeline.pass(0);
    expect(slack.messages).toEqual([]);
    await own(
      stale('c-1', 'Clinical engineering'),
      anAsset({ id: 'a-1', version: '1.0', versionConfirmedAt: '2024-02-01', owner: 'Ravi' }),
    );
    await pipeline.pass(MINUTE);
    await pipeline.pass(MINUTE);
    expect(keys()).toEqual(['DU0DANA0001 stale:dana@example.com:2024-02']);
  });

  it('are shown twenty at a time, with a count of the rest', async () => {
    await own(...Array.from({ length: 23 }, (_, index) => stale(`a-${String(index).padStart(2, '0')}`, 'Ravi')));
    const pipeline = await start();
    await pipeline.pass(0);
    const [message] = slack.messages;
    expect(message?.text).toContain('23 of your assets');
    expect(JSON.stringify(message)).toContain('… and 3 more');
    expect(confirms(message)).toHaveLength(20);
  });

  it('are never sent to people of another organisation', async () => {
    slack.addUser('U0OTHER001', { stranger: true, email: 'eve@other.example.com' });
    await own(stale('a-1', 'eve@other.example.com'));
    const pipeline = await start();
    await pipeline.pass(0);
    await pipeline.pass(MINUTE);
    expect(keys()).toEqual([`${OPERATOR} stale-unreached:2024-02`]);
  });

  it('are said once by two workers, after lost answers and a kill at any point', async () => {
    for (let dieAt = 1; dieAt <= 14; dieAt += 1) {
      await slack.stop();
      await begin();
      await own(stale('a-1', 'Ravi'), stale('b-1', 'Night shift'));
      slack.fail('chat.postMessage', { kind: 'drop-after' });
      const workers = await Promise.allSettled([mortal(store, dieAt), store].map((on) => start(DUE, {}, on)));
      const lived = workers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      await Promise.allSettled(lived.map((one) => remind(one.deps)));
      await Promise.all(lived.map((one) => one.settle()));
      await store.abandonSending('2024-02-01T12:31:00.000Z');
      const last = await start('2024-02-01T12:31:00.000Z');
      await last.pass(5 * MINUTE);
      await last.pass(5 * MINUTE);
      const arrived = slack.messages.map(({ channel }) => channel);
      expect(arrived.sort()).toEqual([OPERATOR, 'DU0RAVI0001'].sort());
      expect(await store.outboxCounts()).toMatchObject({ pending: 0, sending: 0, unknown: 0, dead: 0 });
    }
  });
});
