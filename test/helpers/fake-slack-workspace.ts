/** A message as the fake stores it; `metadata` is what the app attached. */
export interface FakeMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  text: string;
  blocks: readonly unknown[];
  metadata?: { readonly event_type: string; readonly event_payload: Readonly<Record<string, unknown>> };
  edits: number;
}

export interface FakeChannel {
  readonly id: string;
  readonly name: string;
  archived: boolean;
  /** The bot was invited. */
  member: boolean;
}

/** The arguments of one call: JSON strings of a form are parsed already. */
export type FakeArguments = Readonly<Record<string, unknown>>;

/** A refusal in Slack's way: HTTP 200 with `ok: false`. */
export class FakeRefusal extends Error {
  readonly error: string;
  readonly messages: readonly string[];

  constructor(error: string, messages: readonly string[] = []) {
    super(error);
    this.error = error;
    this.messages = messages;
  }
}

/** What one workspace holds, and the methods that read and change it. */
export class FakeWorkspace {
  readonly channels = new Map<string, FakeChannel>();
  readonly messages: FakeMessage[] = [];
  readonly #nowMs: () => number;
  #lastMicros = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** The methods by name; each answers what stands beside `ok: true`, or throws a refusal. */
  readonly methods: Readonly<Record<string, (args: FakeArguments) => Record<string, unknown>>> = {
    'auth.test': () => ({
      url: 'https://ward.slack.test/',
      team: 'Ward Test',
      team_id: 'T0',
      user: 'wardwatch',
      user_id: 'U0',
      bot_id: 'B0',
    }),
    'chat.postMessage': (args) => this.#post(args),
    'chat.update': (args) => this.#update(args),
    'conversations.info': (args) => {
      const { id, name, archived, member } = this.#channel(args);
      return { channel: { id, name, is_channel: true, is_archived: archived, is_member: member } };
    },
    'conversations.history': (args) => this.#history(args),
    'conversations.replies': (args) => this.#replies(args),
  };

  #post(args: FakeArguments): Record<string, unknown> {
    const channel = this.#channel(args);
    if (channel.archived) throw new FakeRefusal('is_archived');
    if (!channel.member) throw new FakeRefusal('not_in_channel');
    const { text, blocks } = contentOf(args);
    const threadTs = optionalText(args, 'thread_ts');
    if (threadTs !== undefined && this.#find(channel.id, threadTs) === undefined)
      throw new FakeRefusal('thread_not_found');
    const message: FakeMessage = {
      channel: channel.id,
      ts: this.#nextTs(),
      ...(threadTs === undefined ? {} : { threadTs }),
      text: text.slice(0, 40_000),
      blocks,
      ...metadataOf(args),
      edits: 0,
    };
    this.messages.push(message);
    return { channel: channel.id, ts: message.ts, message: shown(message, true) };
  }

  /** Text without blocks takes the blocks away, and metadata that is not given stays: as the real one does. */
  #update(args: FakeArguments): Record<string, unknown> {
    const channel = this.#channel(args);
    const message = this.#find(channel.id, optionalText(args, 'ts') ?? '');
    if (message === undefined) throw new FakeRefusal('message_not_found');
    const { text, blocks } = contentOf(args);
    if (text.length > 4_000) throw new FakeRefusal('msg_too_long');
    Object.assign(message, { text, blocks, ...metadataOf(args), edits: message.edits + 1 });
    return { channel: channel.id, ts: message.ts, text };
  }

  #history(args: FakeArguments): Record<string, unknown> {
    const channel = this.#channel(args);
    if (!channel.member) throw new FakeRefusal('not_in_channel');
    const roots = this.messages.filter((message) => message.channel === channel.id && message.threadTs === undefined);
    return page(roots.reverse(), args);
  }

  #replies(args: FakeArguments): Record<string, unknown> {
    const channel = this.#channel(args);
    const ts = optionalText(args, 'ts') ?? '';
    const root = this.#find(channel.id, ts);
    if (root === undefined) throw new FakeRefusal('thread_not_found');
    const replies = this.messages.filter((message) => message.channel === channel.id && message.threadTs === ts);
    return page([root, ...replies], args, root);
  }

  #channel(args: FakeArguments): FakeChannel {
    const channel = this.channels.get(optionalText(args, 'channel') ?? '');
    if (channel === undefined) throw new FakeRefusal('channel_not_found');
    return channel;
  }

  #find(channel: string, ts: string): FakeMessage | undefined {
    return this.messages.find((message) => message.channel === channel && message.ts === ts);
  }

  /** Unix seconds with microseconds, never the same twice. */
  #nextTs(): string {
    this.#lastMicros = Math.max(this.#nowMs() * 1_000, this.#lastMicros + 1);
    return `${Math.floor(this.#lastMicros / 1e6)}.${String(this.#lastMicros % 1e6).padStart(6, '0')}`;
  }
}

function contentOf(args: FakeArguments): { text: string; blocks: readonly unknown[] } {
  const text = optionalText(args, 'text') ?? '';
  const blocks = args.blocks ?? [];
  if (!Array.isArray(blocks)) throw new FakeRefusal('invalid_blocks_format');
  const faults = blocks.flatMap(blockFaults);
  if (blocks.length > 50) faults.push('[ERROR] no more than 50 items allowed [json-pointer:/blocks]');
  if (faults.length > 0) throw new FakeRefusal('invalid_blocks', faults);
  if (text === '' && blocks.length === 0) throw new FakeRefusal('no_text');
  return { text, blocks };
}

/** A few of Slack's own checks, so that a payload which our validator lets through by mistake is met here. */
function blockFaults(block: unknown, index: number): string[] {
  const at = (place: string, what: string): string => `[ERROR] ${what} [json-pointer:/blocks/${index}${place}]`;
  if (!isRecord(block)) return [at('', 'must be an object')];
  switch (block.type) {
    case 'header':
      return textLengthOf(block.text) > 150 ? [at('/text/text', 'must be less than 151 characters')] : [];
    case 'section':
      return textLengthOf(block.text) > 3_000 ? [at('/text/text', 'must be less than 3001 characters')] : [];
    case 'rich_text':
    case 'context':
      return Array.isArray(block.elements) && block.elements.length > 0
        ? []
        : [at('/elements', 'must have at least 1 item')];
    case 'divider':
    case 'actions':
      return [];
    default:
      return [at('/type', `unsupported type: ${String(block.type)}`)];
  }
}

function textLengthOf(text: unknown): number {
  return isRecord(text) && typeof text.text === 'string' ? text.text.length : 0;
}

function metadataOf(args: FakeArguments): Pick<FakeMessage, 'metadata'> {
  const { metadata } = args;
  if (metadata === undefined) return {};
  if (!isRecord(metadata) || typeof metadata.event_type !== 'string' || !isRecord(metadata.event_payload)) {
    throw new FakeRefusal('invalid_metadata_format');
  }
  return { metadata: { event_type: metadata.event_type, event_payload: metadata.event_payload } };
}

/** One page of messages after `oldest`; the cursor is the number of messages already given. */
function page(all: readonly FakeMessage[], args: FakeArguments, always?: FakeMessage): Record<string, unknown> {
  const oldest = Number(args.oldest ?? 0);
  const limit = Number(args.limit ?? 100);
  const from = Number(args.cursor ?? 0);
  const within = all.filter((message) => message === always || Number(message.ts) > oldest);
  const next = from + limit < within.length ? String(from + limit) : '';
  const withMetadata = String(args.include_all_metadata) === 'true';
  return {
    messages: within.slice(from, from + limit).map((message) => shown(message, withMetadata)),
    has_more: next !== '',
    response_metadata: { next_cursor: next },
  };
}

function shown(message: FakeMessage, withMetadata: boolean): Record<string, unknown> {
  const { ts, threadTs, text, blocks, metadata } = message;
  return {
    type: 'message',
    bot_id: 'B0',
    app_id: 'A0',
    ts,
    text,
    blocks,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(withMetadata && metadata !== undefined ? { metadata } : {}),
  };
}

function optionalText(args: FakeArguments, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
