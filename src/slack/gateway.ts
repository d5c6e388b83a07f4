import type { webApi } from '@slack/bolt';
import type { Delivery, Found } from '../ports/sink.ts';
import type { Audience } from './audience.ts';
import { audienceReader } from './audience-reader.ts';
import type { SlackMessage } from './blocks/slack-message.ts';
import { conversationReader, isPerson } from './conversation-of.ts';
import { errorCodeOf, outcomeOf } from './outcome.ts';
import { type SlackPayload, validateMessage } from './validate/validate-payload.ts';
import { createWebClient, type WebClientOptions } from './web-client.ts';

/** The name under which our messages carry their key, for looking them up. Everyone in the workspace can read it. */
export const EVENT_TYPE = 'wardwatch_alert';

export type GatewayOptions = WebClientOptions;

/** Where a message is looked for: a place, or one thread in it; nothing older than `oldestSeconds` (Unix time). */
export interface Place {
  /** A channel, or a person: then it is their own conversation with the bot. */
  readonly channel: string;
  readonly threadTs?: string;
  readonly oldestSeconds: number;
}

/** Who the token belongs to; `scopes` is absent where the server does not say. */
export interface Identity {
  readonly team: string;
  readonly bot: string;
  readonly scopes?: readonly string[];
}

/** A text or an image to share. */
export interface Upload {
  readonly name: string;
  readonly title: string;
  /** What an image shows, for those who cannot see it. */
  readonly alt?: string;
  readonly content: string | Buffer;
}

/** The only place that calls Slack's Web API. */
export interface Gateway {
  /**
   * Posts a message that carries `key` in its metadata to a channel, or to a person's own conversation; the receipt is
   * `{channel, ts}`.
   */
  post(channel: string, message: SlackMessage, key: string, threadTs?: string): Promise<Delivery>;
  /** Replaces a message; its metadata stays. */
  update(channel: string, ts: string, message: SlackMessage): Promise<Delivery>;
  /** Looks once, from the newest on, for a message that carries `key`. */
  findByKey(key: string, place: Place): Promise<Found>;
  /** Shares a file in a thread; the receipt names the file, since Slack gives no message for it. */
  upload(place: Pick<Place, 'channel' | 'threadTs'>, file: Upload): Promise<Delivery>;
  /** Looks once for a message of the thread that shares a file of this name. */
  findFile(name: string, place: Place): Promise<Found>;
  /** Who can read a channel or a person's conversation; undefined where Slack does not say, for whatever reason. */
  audience(channel: string): Promise<Audience | undefined>;
  /** Slack's word for why the bot cannot post to a channel or a person; undefined where it can. Throws what the client throws. */
  obstacle(channel: string): Promise<string | undefined>;
  /** Throws what the Web API client throws. */
  identify(): Promise<Identity>;
}

/** A gateway whose client never repeats a call by itself (`createWebClient`). */
export function createGateway(options: GatewayOptions): Gateway {
  const client = createWebClient(options);
  const conversationOf = conversationReader(client);
  let bot: string | undefined;
  /** Who we are, so that a message of another app that carries our key is not taken for ours. */
  const ownBot = async (): Promise<string | undefined> => {
    bot ??= (await client.auth.test()).bot_id;
    return bot;
  };
  const send = async (what: string, payload: SlackPayload, call: () => Promise<Answer>): Promise<Delivery> => {
    const delivery = await sendChecked(payload, call);
    if (delivery.kind !== 'delivered') options.log('slack.not-delivered', { call: what, ...delivery });
    return delivery;
  };
  return {
    async post(place, message, key, threadTs) {
      const channel = await reached(place, conversationOf);
      if (typeof channel !== 'string') return channel;
      const payload = { ...message, metadata: { event_type: EVENT_TYPE, event_payload: { key } } };
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
      return send('chat.postMessage', payload, () =>
        client.chat.postMessage({
          ...argumentsOf(payload),
          ...thread,
          channel,
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
    },
    update(channel, ts, message) {
      return send('chat.update', message, () =>
        client.chat.update({ ...argumentsOf(message), channel, ts, parse: 'none' }),
      );
    },
    async upload(place, file) {
      const delivery = await uploadFile(client, place, file);
      if (delivery.kind !== 'delivered') options.log('slack.not-delivered', { call: 'files.upload', ...delivery });
      return delivery;
    },
    findByKey: (key, place) =>
      looked(async () => {
        const id = await ownBot();
        const channel = await conversationOf(place.channel);
        const isOurs = (one: SeenMessage) => carries(one, key) && (id === undefined || one.bot_id === id);
        return findMessage(client, { ...place, channel }, isOurs);
      }),
    findFile: (name, place) =>
      looked(() => findMessage(client, place, (one) => one.files?.some((file) => file.name === name) === true)),
    audience: audienceReader(client),
    obstacle: async (place) => {
      const id = await conversationOf(place);
      if (isPerson(place)) return undefined;
      const { channel } = await client.conversations.info({ channel: id });
      if (channel?.is_archived) return 'is_archived';
      return channel?.is_member ? undefined : 'not_in_channel';
    },
    async identify() {
      const answer = await client.auth.test();
      const scopes = answer.response_metadata?.scopes;
      return {
        team: answer.team ?? 'unnamed',
        bot: answer.user ?? 'unnamed',
        ...(scopes === undefined ? {} : { scopes }),
      };
    },
  };
}

/** The conversation of a place; where Slack does not give it, nothing was posted for sure. */
async function reached(place: string, conversationOf: (place: string) => Promise<string>): Promise<string | Delivery> {
  try {
    return await conversationOf(place);
  } catch (fault) {
    const outcome = outcomeOf(fault);
    return outcome.kind === 'unknown' ? { kind: 'retry-later', because: outcome.because } : outcome;
  }
}

type Answer = webApi.ChatPostMessageResponse | webApi.ChatUpdateResponse;

async function sendChecked(payload: SlackPayload, call: () => Promise<Answer>): Promise<Delivery> {
  const violations = validateMessage(payload);
  if (violations.length > 0)
    return { kind: 'rejected', because: `Not sent, Slack would refuse it: ${violations.join('; ')}` };
  try {
    const { channel, ts } = await call();
    if (channel !== undefined && ts !== undefined) return { kind: 'delivered', receipt: { channel, ts } };
    return { kind: 'unknown', because: 'Slack answered without naming the message.' };
  } catch (fault) {
    return outcomeOf(fault);
  }
}

function argumentsOf({ text, blocks, metadata }: SlackPayload) {
  return { text, blocks: [...blocks], ...(metadata === undefined ? {} : { metadata }) };
}

/** Nothing stands in a thread that was deleted; any other fault while looking tells nothing. */
async function looked(look: () => Promise<Found>): Promise<Found> {
  try {
    return await look();
  } catch (fault) {
    const code = errorCodeOf(fault);
    if (code === 'thread_not_found') return { kind: 'absent' };
    return {
      kind: 'cannot-tell',
      because: code === undefined ? outcomeOf(fault).because : `Slack does not let us look: ${code}.`,
    };
  }
}

async function findMessage(
  client: webApi.WebClient,
  place: Place,
  isIt: (message: SeenMessage) => boolean,
): Promise<Found> {
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await readPage(client, place, cursor);
    const message = (answer.messages as SeenMessage[] | undefined)?.find(isIt);
    if (message?.ts !== undefined) return { kind: 'found', receipt: { channel: place.channel, ts: message.ts } };
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return { kind: 'absent' };
  }
  return { kind: 'cannot-tell', because: `The channel holds more than ${MOST_PAGES * PAGE_SIZE} messages since then.` };
}

const PAGE_SIZE = 200;
const MOST_PAGES = 25;

function readPage(client: webApi.WebClient, { channel, threadTs, oldestSeconds }: Place, cursor: string | undefined) {
  const query = {
    channel,
    oldest: oldestSeconds.toFixed(6),
    include_all_metadata: true,
    limit: PAGE_SIZE,
    ...(cursor === undefined ? {} : { cursor }),
  };
  return threadTs === undefined
    ? client.conversations.history(query)
    : client.conversations.replies({ ...query, ts: threadTs });
}

interface SeenMessage {
  readonly ts?: string;
  readonly bot_id?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: unknown };
  readonly files?: readonly { readonly name?: string | null }[];
}

function carries({ metadata }: SeenMessage, key: string): boolean {
  const payload = metadata?.event_payload;
  return (
    metadata?.event_type === EVENT_TYPE &&
    typeof payload === 'object' &&
    payload !== null &&
    'key' in payload &&
    payload.key === key
  );
}

async function uploadFile(
  client: webApi.WebClient,
  { channel, threadTs }: Pick<Place, 'channel' | 'threadTs'>,
  { name, title, alt, content }: Upload,
): Promise<Delivery> {
  const data = typeof content === 'string' ? { content } : { file: content };
  const file = { filename: name, title, ...data, ...(alt !== undefined && { alt_text: alt }) };
  try {
    await client.filesUploadV2(
      threadTs === undefined ? { ...file, channel_id: channel } : { ...file, channel_id: channel, thread_ts: threadTs },
    );
    return { kind: 'delivered', receipt: { channel, file: name } };
  } catch (fault) {
    return outcomeOf(fault);
  }
}
