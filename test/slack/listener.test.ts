import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSlackListener } from '../../src/slack/listener.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { PEOPLE, startWard, type WardOnSlack } from '../helpers/ward-on-slack.ts';

const { dana } = PEOPLE;

let database: OpenDatabase;
let ward: WardOnSlack;
beforeAll(async () => {
  database = await freshEmbedded();
});
afterAll(() => database.close());

const settled = () => ward.pipeline.settle();
const told = (userId: string) => ward.slack.until(() => ward.told(userId).at(-1), `${userId} to be told something`);
const threadSays = (words: string) =>
  ward.slack.until(() => ward.thread().some((text) => text.includes(words)), `the thread to say "${words}"`);

describe('Socket Mode', () => {
  afterEach(() => ward.stop());

  it('connects again after Slack asked it to, and after the connection was cut', async () => {
    ward = await startWard(database.pool, 'socket');
    for (const end of [() => ward.slack.socket.disconnect('refresh_requested'), () => ward.slack.socket.drop()]) {
      await ward.slack.until(() => ward.slack.socket.connections === 2, 'both connections');
      end();
      await ward.slack.until(() => ward.slack.socket.connections === 0, 'the connections to end');
      await ward.slack.connect('socket');
    }
    await ward.slack.click(dana, ward.card(), 'case:acknowledge');
    await threadSays('dana: acknowledged.');
  });

  it('a click while the connections are cut is done at most once, and can be made again', async () => {
    ward = await startWard(database.pool, 'socket');
    const { blocks } = ward.card();
    const first = ward.slack.click(dana, ward.card(), 'case:acknowledge', { blocks }).catch(() => undefined);
    ward.slack.socket.drop();
    await first;
    await ward.slack.until(() => ward.slack.socket.connections === 0, 'the connections to end');
    await ward.slack.connect('socket');
    await ward.slack.click(dana, ward.card(), 'case:acknowledge', { blocks });
    await threadSays('dana: acknowledged.');
    await settled();
    expect(await ward.audit()).toEqual(['dana case.acknowledge']);
  });

  it('says in the log what to look at while Slack refuses the app token', async () => {
    ward = await startWard(database.pool, 'socket', {
      prepare: (slack) => slack.fail('apps.connections.open', { kind: 'error', error: 'invalid_auth' }),
    });
    expect(ward.logged.find((line) => line.includes('slack.not-listening'))).toContain('SLACK_APP_TOKEN');
  });

  it('keeps trying while Slack cannot be reached, and says so in the log', async () => {
    ward = await startWard(database.pool, 'socket', {
      prepare: (slack) => {
        slack.fail('apps.connections.open', { kind: 'status-before', status: 503 }, 2);
        slack.fail('auth.test', { kind: 'status-before', status: 503 });
      },
    });
    expect(ward.logged.filter((line) => line.includes('slack.not-listening'))).toHaveLength(2);
    await ward.slack.click(dana, ward.card(), 'case:acknowledge');
    await threadSays('dana: acknowledged.');
  });
});

describe('HTTP', () => {
  beforeEach(async () => {
    ward = await startWard(database.pool, 'http');
  });
  afterEach(() => ward.stop());

  it('refuses what is not signed by Slack or is old, and takes a replay for what it is', async () => {
    await ward.slack.click(dana, ward.card(), 'case:acknowledge');
    await threadSays('dana: acknowledged.');
    expect(await ward.slack.resend({ secret: 'wrong' })).toBe(401);
    expect(await ward.slack.resend({ ageSeconds: 600 })).toBe(401);
    expect(await ward.slack.resend()).toBe(200);
    expect(await told(dana)).toContain('acknowledged it already');
    expect(await ward.audit()).toEqual(['dana case.acknowledge']);
  });

  it('says on /healthz that it listens', async () => {
    const health = await fetch(`http://127.0.0.1:${ward.port()}/healthz`);
    expect([health.status, await health.text()]).toEqual([200, 'wardwatch listens\n']);
  });

  it('a port that is taken is named, with the key to set', async () => {
    const { slack, office } = ward;
    const second = createSlackListener({
      ...{ token: slack.token, apiUrl: slack.apiUrl, office, log: () => {}, now: () => '2024-01-22T12:00:00.000Z' },
      receive: { kind: 'http', signingSecret: slack.signingSecret, port: ward.port() },
      owners: new Map(),
      roles: { viewers: [], analysts: [], admins: [] },
    });
    await expect(second.start()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('slack.port'),
    });
  });
});
