import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { FakeSlack, type FakeSlackOptions } from './fake-slack.ts';
import { FakeLog } from './fake-slack-log.ts';
import { SILENT_LOGGER } from './fake-slack-logger.ts';

const CHANNEL = 'C1';
const ANNA = 'U1';
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const modal = (title: string, more = {}) => ({ type: 'modal' as const, title: plain(title), blocks: [], ...more });

describe("the fake's Web API, as Slack's own client meets it", () => {
  let slack: FakeSlack;
  let now: number;
  const start = async (options: FakeSlackOptions = {}) => {
    slack = await FakeSlack.start({ nowMs: () => now, ...options });
    slack.addChannel(CHANNEL);
    slack.addUser(ANNA);
    const { token, apiUrl } = slack;
    return new webApi.WebClient(token, {
      logger: SILENT_LOGGER,
      slackApiUrl: apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    });
  };
  beforeEach(() => {
    now = 1_700_000_000_000;
  });
  afterEach(() => slack.stop());

  const refusalOf = async (call: Promise<unknown>) => {
    const fault: unknown = await call.catch((caught: unknown) => caught);
    return fault instanceof webApi.WebAPIPlatformError ? fault.data : fault;
  };

  it('tells the place of each fault in blocks', async () => {
    const client = await start();
    const button = { type: 'button' as const, action_id: 'a', text: plain('x'.repeat(76)) };
    const blocks = [
      { type: 'header' as const, text: plain('x'.repeat(151)) },
      { type: 'actions' as const, elements: [button, { ...button, text: plain('Go') }] },
    ];
    expect(await refusalOf(client.chat.postMessage({ channel: CHANNEL, text: 'x', blocks }))).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: {
        messages: [
          '[ERROR] action_id a already exists [json-pointer:/blocks]',
          '[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]',
          '[ERROR] must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]',
        ],
      },
    });
    expect(slack.messages).toEqual([]);
  });

  it('takes the blocks away by an update that gives text only, and keeps the metadata', async () => {
    const client = await start();
    const metadata = { event_type: 'wardwatch_alert', event_payload: { key: 'k' } };
    const blocks = [{ type: 'divider' as const }];
    const { ts = '' } = await client.chat.postMessage({ channel: CHANNEL, text: 'Before', blocks, metadata });
    await client.chat.update({ channel: CHANNEL, ts, text: 'After' });
    expect(slack.withKey('k')).toMatchObject([{ text: 'After', blocks: [], edits: 1 }]);
  });

  it('opens one view for each trigger, within three seconds', async () => {
    const client = await start();
    const triggers: string[] = [];
    const app = createServer(async (request, response) => {
      const form = new URLSearchParams(await text(request));
      triggers.push(form.get('trigger_id') ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void app.close());
    await slack.connect('http', `http://127.0.0.1:${(app.address() as AddressInfo).port}`);
    const triggerOf = async () => {
      await slack.command(ANNA, '/ward', '', CHANNEL);
      return triggers.at(-1) ?? '';
    };
    const used = await triggerOf();
    const old = await triggerOf();
    await client.views.open({ trigger_id: used, view: modal('One') });
    expect(await refusalOf(client.views.open({ trigger_id: used, view: modal('Two') }))).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    now += 3_001;
    expect(await refusalOf(client.views.open({ trigger_id: old, view: modal('Two') }))).toMatchObject({
      error: 'expired_trigger_id',
    });
    slack.expireTriggers();
    const late = await triggerOf();
    expect(await refusalOf(client.views.push({ trigger_id: late, view: modal('Two') }))).toMatchObject({
      error: 'expired_trigger_id',
    });
    for (const title of ['Two', 'Three'])
      await client.views.push({ trigger_id: await triggerOf(), view: modal(title) });
    expect(await refusalOf(client.views.push({ trigger_id: await triggerOf(), view: modal('Four') }))).toMatchObject({
      error: 'push_limit_reached',
    });
    expect(slack.openView(ANNA)).toMatchObject({ title: { text: 'Three' } });
  });

  it('refuses a stale hash, and a view that Slack would not show', async () => {
    const client = await start();
    const home = { type: 'home' as const, blocks: [] };
    const { view } = await client.views.publish({ user_id: ANNA, view: home });
    const hash = view?.hash ?? '';
    await client.views.publish({ user_id: ANNA, view: home, hash });
    expect(await refusalOf(client.views.publish({ user_id: ANNA, view: home, hash }))).toMatchObject({
      error: 'hash_conflict',
    });
    const wrong = modal('x'.repeat(25), { private_metadata: 'x'.repeat(3_001) });
    expect(await refusalOf(client.views.open({ trigger_id: 'any', view: wrong }))).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: {
        messages: [
          '[ERROR] must be less than 25 characters [json-pointer:/title/text]',
          '[ERROR] must be less than 3001 characters [json-pointer:/private_metadata]',
        ],
      },
    });
  });

  it('shares an uploaded file into a thread', async () => {
    const client = await start();
    const { ts = '' } = await client.chat.postMessage({ channel: CHANNEL, text: 'Case 1' });
    const file = Buffer.from('ä,b\n');
    await client.filesUploadV2({ channel_id: CHANNEL, thread_ts: ts, filename: 'case.csv', title: 'Case', file });
    const { messages } = await client.conversations.replies({ channel: CHANNEL, ts });
    const [shared] = messages?.[1]?.files ?? [];
    expect(shared).toMatchObject({ name: 'case.csv', title: 'Case' });
    expect(slack.fileText(shared?.id ?? '')).toBe('ä,b\n');
    expect(await refusalOf(client.files.getUploadURLExternal({ filename: 'empty.csv', length: 0 }))).toMatchObject({
      error: 'missing_argument',
    });
  });

  it('gives a channel that the bot may not see no existence, and says which are shared', async () => {
    const client = await start();
    slack.addChannel('C2', { private: true, member: false });
    slack.addChannel('C3', { private: true, extShared: true, members: [ANNA] });
    expect(await refusalOf(client.conversations.info({ channel: 'C2' }))).toMatchObject({ error: 'channel_not_found' });
    const { channel } = await client.conversations.info({ channel: 'C3' });
    expect(channel).toMatchObject({ is_private: true, is_ext_shared: true, is_member: true, num_members: 1 });
    const first = await client.conversations.members({ channel: CHANNEL, limit: 1 });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await client.conversations.members({ channel: CHANNEL, limit: 1, cursor });
    expect([...(first.members ?? []), ...(second.members ?? [])]).toEqual(['U0', ANNA]);
  });

  it('takes a person’s id for posting alone; everything else wants the conversation that was opened', async () => {
    const client = await start();
    const { channel } = await client.conversations.open({ users: ANNA });
    const { channel: posted } = await client.chat.postMessage({ channel: ANNA, text: 'x' });
    expect([channel?.id, posted]).toEqual([`D${ANNA}`, `D${ANNA}`]);
    expect(await refusalOf(client.conversations.history({ channel: ANNA }))).toMatchObject({
      error: 'channel_not_found',
    });
    const { messages } = await client.conversations.history({ channel: `D${ANNA}` });
    expect(messages).toMatchObject([{ text: 'x' }]);
    slack.addUser('U9', { deleted: true });
    expect(await refusalOf(client.conversations.open({ users: 'U9' }))).toMatchObject({ error: 'user_disabled' });
  });

  it('finds a person by e-mail address, unless they left', async () => {
    const client = await start();
    slack.addUser('U8', { email: 'vera@example.com' });
    slack.addUser('U9', { email: 'otto@example.com', deleted: true });
    const { user } = await client.users.lookupByEmail({ email: 'Vera@example.com' });
    expect(user).toMatchObject({ id: 'U8' });
    for (const email of ['otto@example.com', 'nobody@example.com']) {
      expect(await refusalOf(client.users.lookupByEmail({ email }))).toMatchObject({ error: 'users_not_found' });
    }
  });

  it('names the scope that a call lacks', async () => {
    const client = await start({ scopes: ['chat:write', 'channels:history'] });
    slack.addChannel('C3', { private: true });
    await client.conversations.history({ channel: CHANNEL });
    expect(await refusalOf(client.conversations.history({ channel: 'C3' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:history',
      provided: 'chat:write,channels:history',
    });
  });

  it('takes one message a second and channel where it keeps the pace', async () => {
    const client = await start({ pace: true });
    slack.addChannel('C2');
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' });
    await post(CHANNEL);
    await post('C2');
    expect(await refusalOf(post(CHANNEL))).toMatchObject({ retryAfter: 1 });
    now += 1_000;
    await post(CHANNEL);
    expect(slack.messages).toHaveLength(3);
  });

  it('answers a slow call when the test says so, after it was done', async () => {
    const client = await start();
    let answer = (): void => {};
    slack.fail('chat.postMessage', { kind: 'slow', until: new Promise<void>((resolve) => (answer = resolve)) });
    const posting = client.chat.postMessage({ channel: CHANNEL, text: 'x' });
    const message = await slack.until(() => slack.messages[0], 'the message');
    answer();
    expect(await posting).toMatchObject({ ok: true, ts: message.ts });
  });

  it('opens Socket Mode for the token of the app alone', async () => {
    const client = await start();
    expect(await refusalOf(client.apps.connections.open({}))).toMatchObject({ error: 'not_allowed_token_type' });
  });
});

it('says what was waited for in vain, and what came in', async () => {
  vi.useFakeTimers();
  try {
    const log = new FakeLog();
    const waiting = log.until(() => false, 'a reply').catch(String);
    log.note('chat.postMessage: ok');
    vi.advanceTimersByTime(10_000);
    expect(await waiting).toBe('Error: Waited 10 s for a reply. What came in:\n  chat.postMessage: ok');
  } finally {
    vi.useRealTimers();
  }
});
