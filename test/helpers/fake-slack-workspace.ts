import { type FakeArguments, FakeRefusal, isRecord, optionalText } from './fake-slack-arguments.ts';

/** A message as the fake stores it; `metadata` is what the app attached. */
export interface FakeMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  /** A reply that the channel shows as well. */
  readonly broadcast?: boolean;
  text: string;
  /** As posted, with the block and action ids that Slack gives to those that have none. */
  blocks: readonly unknown[];
  metadata?: { readonly event_type: string; readonly event_payload: Readonly<Record<string, unknown>> };
  readonly files?: readonly FakeFile[];
  edits: number;
}

/** What one person alone was shown: by chat.postEphemeral, by an ack, or by a response_url. */
export interface FakeEphemeral {
  readonly channel: string;
  readonly user: string;
  readonly ts: string;
  readonly threadTs?: string;
  text: string;
  blocks: readonly unknown[];
}

export interface FakeFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
}

export interface FakeChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly archived: boolean;
  /** The bot was invited. */
  readonly member: boolean;
  /** Shared with another organisation. */
  readonly extShared: boolean;
  /** Everybody of the workspace where absent. */
  readonly members?: readonly string[];
}

export interface FakeUser {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly email?: string;
  /** A guest of several channels, or of one. */
  readonly guest?: 'multi' | 'single';
  /** From another organisation, met in a shared channel. */
  readonly stranger?: boolean;
  readonly deleted?: boolean;
}

export interface FakeUsergroup {
  readonly id: string;
  readonly handle: string;
  readonly users: readonly string[];
}

/** Who the workspace and the app are. */
export const FAKE_IDS = { team: 'T0', domain: 'ward', app: 'A0', bot: 'B0', botUser: 'U0' } as const;

/** The workspace that a person belongs to. */
export function teamOf(user: FakeUser): string {
  return user.stranger === true ? 'T1' : FAKE_IDS.team;
}

/** What one workspace holds. */
export class FakeWorkspace {
  readonly channels = new Map<string, FakeChannel>();
  readonly users = new Map<string, FakeUser>();
  readonly usergroups = new Map<string, FakeUsergroup>();
  readonly messages: FakeMessage[] = [];
  readonly ephemerals: FakeEphemeral[] = [];
  /** In Unix milliseconds. */
  readonly nowMs: () => number;
  #lastMicros = 0;
  #lastId = 0;

  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
    this.users.set(FAKE_IDS.botUser, { id: FAKE_IDS.botUser, name: 'wardwatch', realName: 'wardwatch' });
  }

  /** The channel that a call names; to the bot a private one that it is not in does not exist. */
  channelOf(args: FakeArguments, name = 'channel'): FakeChannel {
    const id = optionalText(args, name) ?? '';
    const channel = this.channels.get(id);
    if (channel === undefined || (channel.kind === 'private' && !channel.member)) {
      throw new FakeRefusal('channel_not_found');
    }
    return channel;
  }

  /** The conversation of the bot and one person, opened where it was not. */
  directMessage(user: string): FakeChannel {
    if (this.users.get(user)?.deleted) throw new FakeRefusal('user_disabled');
    const id = `D${user}`;
    const members = [user, FAKE_IDS.botUser];
    const channel: FakeChannel =
      this.channels.get(id) ??
      ({ id, name: id.toLowerCase(), kind: 'im', archived: false, member: true, extShared: false, members } as const);
    this.channels.set(id, channel);
    return channel;
  }

  /** The ids of the people in a channel. */
  membersOf(channel: FakeChannel): readonly string[] {
    const everybody = [...this.users.keys()];
    return (channel.members ?? everybody).filter((id) => id !== FAKE_IDS.botUser || channel.member);
  }

  find(channel: string, ts: string): FakeMessage | undefined {
    return this.messages.find((message) => message.channel === channel && message.ts === ts);
  }

  /** Unix seconds with microseconds, never the same twice. */
  nextTs(): string {
    this.#lastMicros = Math.max(this.nowMs() * 1_000, this.#lastMicros + 1);
    return `${Math.floor(this.#lastMicros / 1e6)}.${String(this.#lastMicros % 1e6).padStart(6, '0')}`;
  }

  /** An id that was never given before, such as `F12`. */
  nextId(prefix: string): string {
    this.#lastId += 1;
    return `${prefix}${this.#lastId}`;
  }

  /** The blocks as Slack keeps them: each with a block id, each element that acts with an action id. */
  withIds(blocks: readonly unknown[]): unknown[] {
    return blocks.map((block) => {
      if (!isRecord(block)) return block;
      const named = { ...block, block_id: block.block_id ?? this.nextId('b') };
      return {
        ...named,
        ...(block.type === 'actions' && Array.isArray(block.elements)
          ? { elements: block.elements.map((element) => this.#withActionId(element)) }
          : {}),
        ...('element' in block ? { element: this.#withActionId(block.element) } : {}),
        ...('accessory' in block ? { accessory: this.#withActionId(block.accessory) } : {}),
      };
    });
  }

  #withActionId(element: unknown): unknown {
    if (!isRecord(element) || element.type === 'image') return element;
    return { ...element, action_id: element.action_id ?? this.nextId('a') };
  }
}

/** A message as the Web API and payloads show it. */
export function shownMessage(message: FakeMessage, withMetadata = false): Record<string, unknown> {
  const { ts, threadTs, text, blocks, metadata, files, edits } = message;
  return {
    type: 'message',
    user: FAKE_IDS.botUser,
    bot_id: FAKE_IDS.bot,
    app_id: FAKE_IDS.app,
    team: FAKE_IDS.team,
    ts,
    text,
    blocks,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(withMetadata && metadata !== undefined ? { metadata } : {}),
    ...(files === undefined ? {} : { files }),
    ...(edits === 0 ? {} : { edited: { user: FAKE_IDS.bot, ts } }),
  };
}
