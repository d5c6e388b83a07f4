import { type FakeArguments, isRecord } from './fake-slack-arguments.ts';
import type { FakeGivenFile } from './fake-slack-files.ts';
import { FakeHttp, type Forgery } from './fake-slack-http.ts';
import { elementNamed, type FakeChoice, filled, stateOf, used } from './fake-slack-inputs.ts';
import type { Found } from './fake-slack-log.ts';
import { actionOf, commandPayload, containerOf, eventPayload, interactionPayload } from './fake-slack-payloads.ts';
import { type FakeSlackOptions, FakeSlackServer } from './fake-slack-server.ts';
import type { FakeAck, FakeEnvelope, FakeTransport } from './fake-slack-transport.ts';
import type { FakeView } from './fake-slack-views.ts';
import type { FakeChannel, FakeEphemeral, FakeMessage, FakeUser, FakeUsergroup } from './fake-slack-workspace.ts';

export type { SlackFault } from './fake-slack-faults.ts';
export type { FakeSlackOptions } from './fake-slack-server.ts';
export type { FakeEphemeral, FakeMessage } from './fake-slack-workspace.ts';

/** What came of something that a person did. */
export interface FakeOutcome {
  readonly ack: FakeAck;
}

/** The same, where the app was given a response_url. */
export interface FakeAnswered extends FakeOutcome {
  /** What was told to the response_url so far. */
  readonly responses: () => readonly FakeArguments[];
}

/** How an element is used. */
export interface FakeClick {
  /** What is chosen or typed; a button needs nothing. */
  readonly choice?: FakeChoice;
  /** Of several buttons with one action id the one with this value. */
  readonly of?: string;
  /** A button's value, in place of its own: a forged click. */
  readonly value?: string;
  /** The blocks that the person still sees, where the message was changed meanwhile. */
  readonly blocks?: readonly unknown[];
}

/**
 * Slack on loopback, as far as wardwatch uses it, with the people who use it: the same answers, refusals and paging, with
 * faults on demand. What Slack accepted can be read from `messages`, also when the caller never heard of it.
 *
 * What a person does (`command`, `click`, `submit` and so on) resolves when the app has acknowledged it, and rejects with
 * `NotAcked` when the app has not within three seconds.
 */
export class FakeSlack extends FakeSlackServer {
  #transport: FakeTransport | undefined;
  #last: FakeEnvelope | undefined;
  /** The events that the app has not acknowledged. */
  #unacked: FakeEnvelope[] = [];

  /** Starts it on a free port of loopback. */
  static async start(options: FakeSlackOptions = {}): Promise<FakeSlack> {
    const slack = new FakeSlack(options);
    await slack.listen();
    return slack;
  }

  /** Every message that Slack took and nobody deleted, in order. */
  get messages(): readonly FakeMessage[] {
    return this.workspace.messages;
  }

  /** What was shown to one person only, in order. */
  get ephemerals(): readonly FakeEphemeral[] {
    return this.workspace.ephemerals;
  }

  /** The messages that carry a key of ours. */
  withKey(key: string): FakeMessage[] {
    return this.messages.filter((message) => message.metadata?.event_payload.key === key);
  }

  /** The text of an uploaded file. */
  fileText(id: string): string | undefined {
    return this.files.bytesOf(id)?.toString('utf8');
  }

  /** Adds a channel, or changes one: it is public, and the bot is in it, unless said otherwise. */
  addChannel(id: string, facts: Partial<Omit<FakeChannel, 'id' | 'kind'>> & { readonly private?: boolean } = {}): void {
    const { private: isPrivate = false, ...given } = facts;
    const kind = isPrivate ? 'private' : 'public';
    this.workspace.channels.set(id, {
      ...{ id, name: id.toLowerCase(), kind, archived: false, member: true, extShared: false },
      ...given,
    });
  }

  /** Adds a person, or changes one. */
  addUser(id: string, facts: Partial<Omit<FakeUser, 'id'>> = {}): void {
    this.workspace.users.set(id, { id, name: id.toLowerCase(), realName: `Example ${id}`, ...facts });
  }

  addUsergroup(id: string, facts: Partial<Omit<FakeUsergroup, 'id'>> = {}): void {
    this.workspace.usergroups.set(id, { id, handle: id.toLowerCase(), users: [], ...facts });
  }

  /** Waits until an app is there through Socket Mode, or names the URL that requests are sent to. */
  async connect(...way: ['socket'] | ['http', url: string]): Promise<void> {
    if (way[0] === 'http') {
      this.#transport = new FakeHttp(way[1], this.signingSecret, this.ackTimeoutMs);
      return;
    }
    this.#transport = this.socket;
    await this.until(() => this.socket.connections > 0, 'an app to connect through Socket Mode');
  }

  /** Waits until something that Slack can see holds, and gives it; looked at after each call, ack and connection. */
  until<T>(condition: () => T, what: string): Promise<Found<T>> {
    return this.log.until(condition, what);
  }

  /** The trigger of the next interaction is too old when the app uses it. */
  expireTriggers(): void {
    this.views.expireNextTrigger();
  }

  /**
   * A person types a slash command. What the app acks with is shown to that person.
   * @throws `FakeRefusal` where it cannot be shown, such as for a fault in its blocks.
   */
  async command(userId: string, command: string, text: string, channelId: string): Promise<FakeAnswered> {
    const user = this.#user(userId);
    const channel = this.#channelSeenBy(userId, channelId);
    const occasion = { user: userId, channel: channelId };
    const { id, heard } = this.responses.issue(occasion);
    const ids = { response_url: this.#responseUrl(id), trigger_id: this.views.issueTrigger(userId) };
    const payload = commandPayload(user, channel, { command, text, ...ids });
    const ack = await this.#deliver('slash_commands', payload);
    if (isRecord(ack.body)) this.responses.show(occasion, ack.body);
    return { ack, responses: () => heard };
  }

  /** A person uses an element of a message; `actionId` may be the beginning of the id. */
  async click(
    userId: string,
    message: FakeMessage | FakeEphemeral,
    actionId: string,
    { blocks = message.blocks, ...use }: FakeClick = {},
  ): Promise<FakeAnswered> {
    const user = this.#user(userId);
    const channel = this.#channelSeenBy(userId, message.channel);
    if ('user' in message && message.user !== userId) throw new Error(`Only ${message.user} sees this message.`);
    const found = elementNamed(blocks, actionId, use.of);
    const { id, heard } = this.responses.issue({ user: userId, channel: message.channel, original: message });
    const ack = await this.#deliver('interactive', {
      ...interactionPayload('block_actions', user, this.views.issueTrigger(userId)),
      ...containerOf(message, blocks, channel),
      state: { values: used(stateOf(blocks), found, use.choice) },
      response_url: this.#responseUrl(id),
      actions: [actionOf(found, use, this.workspace.nextTs())],
    });
    return { ack, responses: () => heard };
  }

  /**
   * A person uses a shortcut on a message. `message` is what Slack knows of it, in Slack's form: `text`, `blocks`, `user` and so on.
   */
  async shortcut(userId: string, channelId: string, callbackId: string, message: FakeArguments): Promise<FakeAnswered> {
    const user = this.#user(userId);
    const channel = this.#channelSeenBy(userId, channelId);
    const ts = String(message.ts ?? this.workspace.nextTs());
    const { id, heard } = this.responses.issue({ user: userId, channel: channelId });
    const ack = await this.#deliver('interactive', {
      ...interactionPayload('message_action', user, this.views.issueTrigger(userId)),
      callback_id: callbackId,
      action_ts: this.workspace.nextTs(),
      message_ts: ts,
      response_url: this.#responseUrl(id),
      channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
      message: { type: 'message', ...message, ts },
    });
    return { ack, responses: () => heard };
  }

  /** The modal that a person sees, as the app would get it; undefined where none is open. */
  openView(userId: string): Record<string, unknown> | undefined {
    const view = this.views.top(userId);
    return view === undefined ? undefined : this.views.shown(view);
  }

  /** The home tab of a person; undefined where the app never published one. */
  home(userId: string): Record<string, unknown> | undefined {
    const home = this.views.home(userId);
    return home === undefined ? undefined : this.views.shown(home);
  }

  /** A person opens a tab of the app's home. Of the home tab Slack tells what it shows, where the app published one. */
  async openHome(userId: string, tab: 'home' | 'messages' = 'home'): Promise<FakeOutcome> {
    const shown = tab === 'home' ? this.home(userId) : undefined;
    const channel = this.workspace.directMessage(this.#user(userId).id).id;
    const view = shown === undefined ? {} : { view: shown };
    return this.event({ type: 'app_home_opened', user: userId, channel, tab, ...view });
  }

  /** A person uses an element of the open modal, or of the home tab where no modal is open. */
  async clickInView(userId: string, actionId: string, use: FakeClick = {}): Promise<FakeOutcome> {
    const view = this.views.top(userId) ?? this.views.home(userId);
    if (view === undefined) throw new Error(`${userId} has no modal open and no home tab.`);
    const found = elementNamed(use.blocks ?? view.blocks, actionId, use.of);
    view.state = used(view.state, found, use.choice);
    const ack = await this.#deliver('interactive', {
      ...interactionPayload('block_actions', this.#user(userId), this.views.issueTrigger(userId)),
      container: { type: 'view', view_id: view.id },
      view: this.views.shown(view),
      actions: [actionOf(found, use, this.workspace.nextTs())],
    });
    return { ack };
  }

  /**
   * A person fills the open modal and submits it. Values are given by action id (`{ reason: 'Patched' }`), or by block id in
   * Slack's own form. Gives the errors by block id, where the app answered with some.
   * @throws where a person could not do it: a required field is empty, an option is not offered.
   */
  async submit(
    userId: string,
    values: Readonly<Record<string, FakeChoice>> = {},
  ): Promise<FakeOutcome & { readonly errors?: Readonly<Record<string, string>> }> {
    const view = this.#top(userId);
    if (view.content.submit === undefined) throw new Error('The open modal has no submit button.');
    view.state = filled(view.blocks, view.state, values);
    const ack = await this.#deliver('interactive', {
      ...interactionPayload('view_submission', this.#user(userId), this.views.issueTrigger(userId)),
      view: this.views.shown(view),
      response_urls: [],
    });
    const errors = this.views.respond(view, ack.body);
    return { ack, ...(errors === undefined ? {} : { errors }) };
  }

  /** A person closes the open modal; the app hears of it where it asked to. */
  async closeView(userId: string): Promise<void> {
    const view = this.#top(userId);
    const shown = this.views.shown(view);
    if (view.content.clear_on_close === true) this.views.clear(userId);
    else this.views.close(view);
    if (view.content.notify_on_close !== true) return;
    const payload = interactionPayload('view_closed', this.#user(userId));
    await this.#deliver('interactive', { ...payload, view: shown, is_cleared: false });
  }

  /** Something happens that the app subscribed to, such as `{ type: 'app_home_opened', user, tab: 'home' }`. */
  async event(event: FakeArguments): Promise<FakeOutcome> {
    const eventTime = Math.floor(this.workspace.nowMs() / 1_000);
    const payload = eventPayload(event, this.workspace.nextId('Ev'), eventTime);
    return { ack: await this.#deliver('events_api', payload) };
  }

  /** A person puts a file into a window or a message; its id, by which the app can ask for it. */
  giveFile(file: FakeGivenFile): string {
    return this.files.give(file);
  }

  deleteFile(id: string): void {
    this.files.forget(id);
  }

  /** A person shares a file in a channel, of which the app is told. */
  async shareFile(
    userId: string,
    channelId: string,
    file: FakeGivenFile,
  ): Promise<FakeOutcome & { readonly id: string }> {
    const id = this.giveFile(file);
    const about = { file_id: id, user_id: userId, file: { id }, channel_id: channelId };
    return { ...(await this.event({ type: 'file_shared', ...about })), id };
  }

  /** Tells the app again each event that it has not acknowledged, as Slack does after a while. */
  async redeliver(): Promise<readonly FakeOutcome[]> {
    const again = this.#unacked;
    this.#unacked = [];
    return Promise.all(
      again.map(async ({ kind, payload, retryAttempt }) => ({
        ack: await this.#deliver(kind, payload, retryAttempt + 1),
      })),
    );
  }

  /** Tells the app the very last thing once more although it acknowledged, as Slack does when the ack got lost. */
  async repeat(): Promise<FakeOutcome> {
    if (this.#last === undefined) throw new Error('Nothing was told yet that could be repeated.');
    const { kind, payload, retryAttempt } = this.#last;
    return { ack: await this.#deliver(kind, payload, retryAttempt + 1) };
  }

  /** Sends the last request over HTTP once more: the very same bytes, or a forged copy. Gives the HTTP status. */
  resend(forgery?: Forgery): Promise<number> {
    if (!(this.#transport instanceof FakeHttp))
      throw new Error("Only requests over HTTP can be sent again: connect('http', url).");
    return this.#transport.resend(forgery);
  }

  async #deliver(kind: FakeEnvelope['kind'], payload: FakeArguments, retryAttempt = 0): Promise<FakeAck> {
    if (this.#transport === undefined)
      throw new Error("No app is connected: call connect('socket') or connect('http', url).");
    const envelope: FakeEnvelope = { kind, payload, retryAttempt };
    this.#last = envelope;
    try {
      const ack = await this.#transport.deliver(envelope);
      this.log.note(`${kind}: acked after ${Math.round(ack.atMs)} ms`);
      return ack;
    } catch (fault) {
      if (kind === 'events_api') this.#unacked.push(envelope);
      throw fault;
    }
  }

  #user(id: string): FakeUser {
    const user = this.workspace.users.get(id);
    if (user === undefined) throw new Error(`Nobody is called ${id}: call addUser first.`);
    return user;
  }

  #channelSeenBy(userId: string, id: string): FakeChannel {
    const channel = this.workspace.channels.get(id);
    if (channel === undefined) throw new Error(`No channel is called ${id}: call addChannel first.`);
    if (!this.workspace.membersOf(channel).includes(userId)) throw new Error(`${userId} is not in ${id}.`);
    return channel;
  }

  #top(userId: string): FakeView {
    const view = this.views.top(userId);
    if (view === undefined) throw new Error(`${userId} has no modal open.`);
    return view;
  }

  #responseUrl(id: string): string {
    return `${this.origin}/response/${id}`;
  }
}
