import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, Outgoing } from '../../src/ports/sink.ts';
import { METHODS, OTHER_SCOPES } from '../../src/slack/methods.ts';
import { createSlackSink, type SlackSink, type SlackSinkOptions } from '../../src/slack/slack-sink.ts';
import { describeSink } from '../conformance/sink.ts';
import { anAlertEvent, anAlertMessage } from '../helpers/alert-builders.ts';
import { FakeSlack, type SlackFault } from '../helpers/fake-slack.ts';

const CHANNEL = 'C0WARD';
const ALL_SCOPES = [...Object.values(METHODS).flat(), ...OTHER_SCOPES];

function aSink(slack: FakeSlack, options: Partial<SlackSinkOptions> = {}): SlackSink {
  return createSlackSink({ token: slack.token, apiUrl: slack.apiUrl, log: () => {}, lookAgainAfterMs: 0, ...options });
}

describeSink('Slack', async () => {
  const slack = await FakeSlack.start();
  slack.addChannel(CHANNEL);
  return { sink: aSink(slack), channel: CHANNEL, restarted: () => aSink(slack), stop: () => slack.stop() };
});

describeSink('Slack, to a person', async () => {
  const slack = await FakeSlack.start();
  slack.addUser('U0DANA0001');
  return { sink: aSink(slack), channel: 'U0DANA0001', restarted: () => aSink(slack), stop: () => slack.stop() };
});

describe('the Slack sink', () => {
  let slack: FakeSlack;
  let sink: SlackSink;
  const since = (): string => new Date().toISOString();

  beforeEach(async () => {
    slack = await FakeSlack.start();
    slack.addChannel(CHANNEL);
    sink = aSink(slack);
  });
  afterEach(() => slack.stop());

  describe('a call that goes wrong', () => {
    const cases: readonly [why: string, fault: SlackFault, outcome: Delivery['kind'], accepted: number][] = [
      ['the connection drops before Slack took it', { kind: 'drop-before' }, 'unknown', 0],
      ['Slack took it and the answer is lost', { kind: 'drop-after' }, 'unknown', 1],
      ['Slack took it and never answers', { kind: 'hang-after' }, 'unknown', 1],
      ['a 500 without the post', { kind: 'status-before', status: 500 }, 'unknown', 0],
      ['a 503 after the post', { kind: 'status-after', status: 503 }, 'unknown', 1],
      ['a login page of a proxy with status 200', { kind: 'html' }, 'unknown', 0],
      ['an internal error', { kind: 'error', error: 'internal_error' }, 'unknown', 0],
      ['a fatal error', { kind: 'error', error: 'fatal_error' }, 'unknown', 0],
      ['an error code nobody has heard of', { kind: 'error', error: 'the_moon_is_full' }, 'unknown', 0],
      ['429', { kind: 'rate-limit', retryAfter: '30' }, 'retry-later', 0],
      ['429 without a wait', { kind: 'rate-limit' }, 'retry-later', 0],
      ['rate_limited as an error code', { kind: 'error', error: 'rate_limited' }, 'retry-later', 0],
      ['invalid_blocks', { kind: 'error', error: 'invalid_blocks' }, 'rejected', 0],
      ['invalid_auth', { kind: 'error', error: 'invalid_auth' }, 'rejected', 0],
      ['a read-only channel', { kind: 'error', error: 'restricted_action_read_only_channel' }, 'rejected', 0],
    ];

    it.each(cases)('%s', async (_why, fault, outcome, accepted) => {
      slack.fail('chat.postMessage', fault);
      const impatient = aSink(slack, { timeoutMs: 300 });
      expect(await impatient.deliver(anAlertEvent())).toMatchObject({ kind: outcome });
      expect(slack.messages).toHaveLength(accepted);
      expect(slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
    });

    it('says how long to wait after a 429', async () => {
      slack.fail('chat.postMessage', { kind: 'rate-limit', retryAfter: '30' });
      expect(await sink.deliver(anAlertEvent())).toMatchObject({ kind: 'retry-later', afterMs: 30_000 });
    });

    it('leaves the other channels alone after a 429', async () => {
      slack.addChannel('C1OTHER');
      slack.fail('chat.postMessage', { kind: 'rate-limit', retryAfter: '30' });
      await sink.deliver(anAlertEvent());
      expect(await sink.deliver(anAlertEvent({ channel: 'C1OTHER' }))).toMatchObject({ kind: 'delivered' });
    });

    it('is surely not said when Slack cannot be reached at all', async () => {
      const { apiUrl } = slack;
      await slack.stop();
      const away = createSlackSink({ token: 'xoxb-fake', apiUrl, log: () => {} });
      expect(await away.deliver(anAlertEvent())).toMatchObject({ kind: 'retry-later' });
      slack = await FakeSlack.start();
    });
  });

  describe('a refusal that only a person can lift', () => {
    const cases: readonly [error: string, remedy: RegExp, prepare: (slack: FakeSlack) => void][] = [
      ['not_in_channel', /Invite the bot/, (fake) => fake.addChannel(CHANNEL, { member: false })],
      ['is_archived', /Unarchive/, (fake) => fake.addChannel(CHANNEL, { archived: true })],
      [
        'channel_not_found',
        /channel id/,
        (fake) => fake.fail('chat.postMessage', { kind: 'error', error: 'channel_not_found' }),
      ],
      ['token_revoked', /SLACK_BOT_TOKEN/, (fake) => fake.revokeToken()],
    ];

    it.each(cases)('%s names the remedy', async (error, remedy, prepare) => {
      prepare(slack);
      const delivery = await sink.deliver(anAlertEvent());
      expect(delivery).toMatchObject({ kind: 'rejected', because: expect.stringMatching(remedy) });
      expect(delivery).toMatchObject({ because: expect.stringContaining(error) });
    });
  });

  describe('looking up an event whose outcome is unknown', () => {
    it('finds the one message that Slack took, after its answer was lost', async () => {
      slack.fail('chat.postMessage', { kind: 'drop-after' });
      await sink.deliver(anAlertEvent({ key: 'k' }));
      const ts = slack.withKey('k')[0]?.ts;
      expect(await sink.find(anAlertEvent({ key: 'k' }), since())).toEqual({
        kind: 'found',
        receipt: { channel: CHANNEL, ts },
      });
      expect(slack.withKey('k')).toHaveLength(1);
    });

    it('finds it although our clock runs ten minutes ahead of that of Slack', async () => {
      await sink.deliver(anAlertEvent({ key: 'k' }));
      const ahead = new Date(Date.now() + 600_000).toISOString();
      expect(await sink.find(anAlertEvent({ key: 'k' }), ahead)).toMatchObject({ kind: 'found' });
    });

    it('finds it behind hundreds of younger messages', async () => {
      const started = since();
      await sink.deliver(anAlertEvent({ key: 'old' }));
      for (let index = 0; index < 250; index += 1) {
        await sink.deliver({ kind: 'summary', key: `young-${index}`, channel: CHANNEL, title: 'Young', lines: [] });
      }
      expect(await sink.find(anAlertEvent({ key: 'old' }), started)).toMatchObject({ kind: 'found' });
    });

    it('looks once more, because the history may lag', async () => {
      const lookups = (): number => slack.calls.filter(({ method }) => method === 'conversations.history').length;
      expect(await sink.find(anAlertEvent(), since())).toEqual({ kind: 'absent' });
      expect(lookups()).toBe(2);
    });

    it('looks for an update in the thread of its alert only', async () => {
      const alert = await sink.deliver(anAlertEvent({ key: 'root' }));
      const root = alert.kind === 'delivered' ? alert.receipt : {};
      const update: Outgoing = {
        kind: 'update',
        key: 'u',
        channel: CHANNEL,
        message: anAlertMessage(),
        changes: ['New.'],
        root,
      };
      slack.fail('chat.postMessage', { kind: 'status-after', status: 502 });
      await sink.deliver(update);
      expect(await sink.find(update, since())).toMatchObject({ kind: 'found' });
      expect(slack.withKey('u')).toMatchObject([{ threadTs: root.ts }]);
    });

    const blind: readonly [why: string, fault: SlackFault][] = [
      ['Slack is away', { kind: 'drop-before' }],
      ['the scope to read the history is missing', { kind: 'error', error: 'missing_scope' }],
      ['Slack asks to slow down', { kind: 'rate-limit', retryAfter: '5' }],
      ['a proxy answers in its place', { kind: 'html' }],
    ];
    it.each(blind)('cannot tell when %s', async (_why, fault) => {
      slack.fail('conversations.history', fault);
      expect(await sink.find(anAlertEvent(), since())).toMatchObject({ kind: 'cannot-tell' });
    });
  });

  it('redraws an alert in place: new words, same message, same key, nothing added', async () => {
    const alert = await sink.deliver(anAlertEvent({ key: 'k' }));
    const root = alert.kind === 'delivered' ? alert.receipt : {};
    const message = anAlertMessage({ headline: 'Now on the list of exploited flaws.' });
    await sink.deliver({ kind: 'edit', key: 'k:edit', channel: CHANNEL, message, root });
    expect(slack.messages).toHaveLength(1);
    expect(slack.withKey('k')).toMatchObject([{ edits: 1, text: expect.stringContaining('Now on the list') }]);
    expect(JSON.stringify(slack.messages[0]?.blocks)).toContain('Now on the list');
  });

  it('never lets Slack fetch or preview a link', async () => {
    await sink.deliver(anAlertEvent());
    const post = slack.calls.find(({ method }) => method === 'chat.postMessage');
    expect(post?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  });

  it('keeps only the key beside the message, where everybody can read it', async () => {
    await sink.deliver(anAlertEvent({ key: 'k' }));
    expect(slack.messages[0]?.metadata).toEqual({ event_type: 'wardwatch_alert', event_payload: { key: 'k' } });
  });

  it('sends nothing that Slack would refuse, and says why', async () => {
    const delivery = await sink.deliver(anAlertEvent({ key: 'k'.repeat(2_000) }));
    expect(delivery).toMatchObject({ kind: 'rejected', because: expect.stringContaining('/metadata') });
    expect(slack.calls.map(({ method }) => method)).not.toContain('chat.postMessage');
  });

  it('logs what was not delivered, without the token', async () => {
    const logged: unknown[] = [];
    slack.fail('chat.postMessage', { kind: 'error', error: 'not_in_channel' });
    await aSink(slack, { log: (event, facts) => void logged.push({ event, facts }) }).deliver(anAlertEvent());
    expect(logged).toMatchObject([
      { event: 'slack.not-delivered', facts: { call: 'chat.postMessage', kind: 'rejected' } },
    ]);
    expect(JSON.stringify(logged)).not.toContain(slack.token);
  });

  it('refuses an API address that does not end in /api/', () => {
    expect(() => createSlackSink({ token: 't', apiUrl: 'https://slack.example.com/', log: () => {} })).toThrow('/api/');
  });
});

it('refuses a token with a line feed in it, without repeating it', () => {
  const build = () => createSlackSink({ token: 'xoxb-se\ncret', log: () => {} });
  expect(build).toThrow('SLACK_BOT_TOKEN');
  expect(build).not.toThrow('cret');
});

describe('checking the access', () => {
  const cases: readonly [
    what: string,
    options: { scopes?: string[] },
    prepare: (slack: FakeSlack) => void,
    expected: object,
  ][] = [
    ['a good token', {}, () => {}, { ok: true, team: 'Ward Test', bot: 'wardwatch' }],
    [
      'a good token with its scopes',
      { scopes: ALL_SCOPES },
      () => {},
      { ok: true, team: 'Ward Test', bot: 'wardwatch' },
    ],
    [
      'a token that may not post',
      { scopes: ALL_SCOPES.filter((scope) => scope !== 'chat:write') },
      () => {},
      { ok: false, because: expect.stringContaining('chat:write') },
    ],
    [
      'a token that may not look up',
      { scopes: ALL_SCOPES.filter((scope) => !scope.endsWith(':history')) },
      () => {},
      { ok: false, because: expect.stringContaining('channels:history') },
    ],
    [
      'a revoked token',
      {},
      (slack) => slack.revokeToken(),
      { ok: false, fix: expect.stringContaining('Install the app again') },
    ],
    [
      'a server that is no Slack',
      {},
      (slack) => slack.fail('auth.test', { kind: 'html' }),
      { ok: false, fix: expect.stringContaining('SLACK_API_URL') },
    ],
  ];

  it.each(cases)('%s', async (_what, options, prepare, expected) => {
    const slack = await FakeSlack.start(options);
    prepare(slack);
    expect(await aSink(slack).check()).toMatchObject(expected);
    await slack.stop();
  });

  it('says that a wrong token is wrong, without repeating it', async () => {
    const slack = await FakeSlack.start();
    const check = await aSink(slack, { token: 'xoxb-of-another-workspace' }).check();
    expect(check).toMatchObject({ ok: false, because: expect.stringContaining('invalid_auth') });
    expect(JSON.stringify(check)).not.toContain('another-workspace');
    await slack.stop();
  });
});
