import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeSlack } from './fake-slack.ts';
import { SILENT_LOGGER } from './fake-slack-logger.ts';

const CHANNEL = 'C1';
const ANNA = 'U1';

/** An app of a few listeners, as small as an app can be that uses everything. */
function listen(app: App): void {
  app.command('/ward', async ({ ack, command, respond, client }) => {
    await ack(`Looking for ${command.text}`);
    await respond({ text: 'Found it' });
    await client.chat.postMessage({ channel: command.channel_id, text: 'Case 1', blocks: CARD });
  });
  app.action('edit', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions') return;
    await client.views.open({ trigger_id: body.trigger_id, view: REASON_VIEW });
  });
  app.action('scope', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions' || body.view === undefined) return;
    const { id, hash } = body.view;
    await client.views.update({ view_id: id, hash, view: { ...REASON_VIEW, title: plain('Wider') } });
  });
  app.view('reason', async ({ ack, view }) => {
    const reason = view.state.values.reason?.words?.value ?? '';
    if (reason === 'no') await ack({ response_action: 'errors', errors: { reason: 'Say more' } });
    else if (reason === 'more')
      await ack({ response_action: 'update', view: { ...REASON_VIEW, title: plain('Go on') } });
    else await ack();
  });
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(value), value });

const CARD = [
  { type: 'section' as const, text: plain('Case 1') },
  {
    type: 'actions' as const,
    block_id: 'actions',
    elements: [{ type: 'button' as const, action_id: 'edit', text: plain('Edit'), value: '1' }],
  },
];

const REASON_VIEW = {
  type: 'modal' as const,
  callback_id: 'reason',
  title: plain('Reason'),
  submit: plain('Save'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'reason',
      label: plain('Reason'),
      element: { type: 'plain_text_input' as const, action_id: 'words' },
    },
    {
      type: 'actions' as const,
      block_id: 'more',
      elements: [{ type: 'static_select' as const, action_id: 'scope', options: [option('site'), option('all')] }],
    },
  ],
};

/** Bolt as wardwatch builds it: the receiver of Socket Mode has options of its own. */
async function socketApp(slack: FakeSlack): Promise<App> {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const installerOptions = { clientOptions: { ...clientOptions } };
  const receiver = new SocketModeReceiver({ appToken: slack.appToken, logger: SILENT_LOGGER, installerOptions });
  const app = new App({ token: slack.token, receiver, logger: SILENT_LOGGER, clientOptions });
  listen(app);
  await app.start();
  await slack.connect('socket');
  return app;
}

async function httpApp(slack: FakeSlack): Promise<App> {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: SILENT_LOGGER });
  const app = new App({ token: slack.token, receiver, logger: SILENT_LOGGER, clientOptions });
  listen(app);
  const server = await app.start(0);
  const address = 'address' in server ? server.address() : null;
  if (typeof address !== 'object') throw new Error('The app does not listen on a port.');
  await slack.connect('http', `http://127.0.0.1:${address?.port}/slack/events`);
  return app;
}

let slack: FakeSlack;
beforeEach(async () => {
  slack = await FakeSlack.start();
  slack.addChannel(CHANNEL);
  slack.addUser(ANNA);
});
afterEach(() => slack.stop());

/** An app that is told to stop closes its socket a little later. */
async function leave(app: App): Promise<void> {
  await app.stop();
  await slack.until(() => slack.socket.connections === 0, 'the app to leave');
}

describe.each([
  ['Socket Mode', socketApp],
  ['HTTP', httpApp],
])('an app on the fake Slack over %s', (_, connect) => {
  let app: App;
  beforeEach(async () => {
    app = await connect(slack);
  });
  afterEach(() => leave(app));

  const card = async () => {
    const answered = await slack.command(ANNA, '/ward', 'show 1', CHANNEL);
    const message = await slack.until(() => slack.messages[0], 'the card');
    return { answered, message };
  };
  const modal = async () => {
    await slack.click(ANNA, (await card()).message, 'edit');
    await slack.until(() => slack.openView(ANNA), 'the modal');
  };

  it('shows the ack of a command, its later answer and the message', async () => {
    const { answered, message } = await card();
    expect(answered.ack.body).toEqual({ text: 'Looking for show 1' });
    expect(answered.responses()).toEqual([{ text: 'Found it' }]);
    expect(slack.ephemerals.map(({ user, text }) => [user, text])).toEqual([
      [ANNA, 'Looking for show 1'],
      [ANNA, 'Found it'],
    ]);
    expect(message).toMatchObject({ channel: CHANNEL, text: 'Case 1', edits: 0 });
  });

  it('opens a modal by a click, and keeps it open while the app finds errors', async () => {
    await modal();
    expect(await slack.submit(ANNA, { words: 'no' })).toMatchObject({ errors: { reason: 'Say more' } });
    expect(slack.openView(ANNA)).toMatchObject({ title: { text: 'Reason' }, previous_view_id: null });
    await slack.submit(ANNA, { words: 'more' });
    expect(slack.openView(ANNA)).toMatchObject({ title: { text: 'Go on' } });
    await slack.submit(ANNA, { reason: { words: { type: 'plain_text_input', value: 'Patched' } } });
    expect(slack.openView(ANNA)).toBeUndefined();
  });

  it('keeps what was entered when the app updates the modal', async () => {
    await modal();
    await slack.submit(ANNA, { words: 'no' });
    await slack.clickInView(ANNA, 'scope', { choice: 'all' });
    await slack.until(() => JSON.stringify(slack.openView(ANNA)?.title).includes('Wider'), 'the update');
    expect(slack.openView(ANNA)?.state).toEqual({
      values: {
        reason: { words: { type: 'plain_text_input', value: 'no' } },
        more: { scope: { type: 'static_select', selected_option: option('all') } },
      },
    });
  });

  it('lets nobody do what a person could not', async () => {
    await modal();
    await expect(slack.submit(ANNA)).rejects.toThrow('"words" is required and empty');
    await expect(slack.clickInView(ANNA, 'scope', { choice: 'none' })).rejects.toThrow('it offers: site, all');
    slack.addUser('U2');
    slack.addChannel(CHANNEL, { members: [ANNA] });
    const [message] = slack.messages;
    const [shownToAnna] = slack.ephemerals;
    if (message === undefined || shownToAnna === undefined) throw new Error('The command left no messages.');
    await expect(slack.click('U2', message, 'edit')).rejects.toThrow('U2 is not in C1');
    slack.addChannel(CHANNEL);
    await expect(slack.click('U2', shownToAnna, 'edit')).rejects.toThrow('Only U1 sees this message');
    await expect(slack.clickInView(ANNA, 'gone')).rejects.toThrow('there are: words, scope');
  });

  it('replaces the message clicked in, and takes five answers to a response_url', async () => {
    const { message } = await card();
    const urls: string[] = [];
    app.action('edit', async ({ body, respond }) => {
      if ('response_url' in body) urls.push(body.response_url);
      await respond({ text: 'Done', replace_original: true });
    });
    const clicked = await slack.click(ANNA, message, 'edit');
    await slack.until(() => message.edits === 1, 'the new text');
    expect(message).toMatchObject({ text: 'Done', blocks: [] });
    const answer = () => fetch(urls[0] ?? '', { method: 'POST', body: new URLSearchParams({ text: 'Again' }) });
    const statuses = [];
    for (let use = 2; use <= 6; use += 1) statuses.push((await answer()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 404]);
    expect(clicked.responses()).toHaveLength(5);
  });

  it('takes an event that nobody acknowledged to the app again', async () => {
    await leave(app);
    const event = { type: 'app_home_opened', user: ANNA, channel: `D${ANNA}`, tab: 'home' };
    await expect(slack.event(event)).rejects.toThrow('events_api was not acked');
    app = await connect(slack);
    const tries: unknown[] = [];
    app.event('app_home_opened', async ({ context, client, event: { user } }) => {
      tries.push(context.retryNum);
      await client.views.publish({ user_id: user, view: { type: 'home', blocks: [] } });
    });
    expect(await slack.redeliver()).toHaveLength(1);
    await slack.until(() => slack.home(ANNA), 'the home tab');
    expect(tries).toEqual([1]);
    expect(await slack.redeliver()).toEqual([]);
    await slack.repeat();
    await slack.until(() => tries.length === 2, 'the repetition');
    expect(tries).toEqual([1, 2]);
  });
});

it('signs what it sends over HTTP, so that a forged or old request is refused', async () => {
  const app = await httpApp(slack);
  await slack.command(ANNA, '/ward', 'show 1', CHANNEL);
  expect(await slack.resend()).toBe(200);
  expect(await slack.resend({ secret: 'guessed' })).toBe(401);
  expect(await slack.resend({ ageSeconds: 600 })).toBe(401);
  await leave(app);
});

it('spreads what it tells over the connections, and a lost one takes its ack along', async () => {
  const apps = [await socketApp(slack), await socketApp(slack)];
  const heard: string[] = [];
  for (const [index, app] of apps.entries()) {
    app.command('/who', async ({ ack, command }) => {
      heard.push(`${index} ${command.text}`);
      if (command.text === 'drop') slack.socket.drop();
      else await ack();
    });
  }
  await slack.until(() => slack.socket.connections === 2, 'both apps');
  for (const text of ['a', 'b', 'c']) await slack.command(ANNA, '/who', text, CHANNEL);
  expect(heard).toEqual(['0 a', '1 b', '0 c']);
  await expect(slack.command(ANNA, '/who', 'drop', CHANNEL)).rejects.toThrow('the socket closed');
  await Promise.all(apps.map((app) => app.stop()));
});

it('asks the app to leave, as Slack does before it refreshes a connection', async () => {
  const app = await socketApp(slack);
  slack.socket.disconnect('refresh_requested');
  await slack.until(() => slack.socket.connections === 0, 'the app to leave');
  await app.stop();
});
