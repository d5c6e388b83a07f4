import { webApi } from '@slack/bolt';
import type { Delivery, Found } from '../ports/sink.ts';
import type { SlackMessage } from './blocks/slack-message.ts';
import { errorCodeOf, outcomeOf } from './outcome.ts';
import { type SlackPayload, validatePayload } from './validate-payload.ts';

/** The name under which our messages carry their key, for looking them up. Everyone in the workspace can read it. */
export const EVENT_TYPE = 'wardwatch_alert';

export interface GatewayOptions {
  readonly token: string;
  /** Ends in `/api/`; Slack's own where absent. */
  readonly apiUrl?: string;
  readonly timeoutMs?: number;
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** Where a message is looked for: a channel, or one thread in it; nothing older than `oldestSeconds` (Unix time). */
export interface Place {
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

/** The only place that calls Slack's Web API. */
export interface Gateway {
  /** Posts a message that carries `key` in its metadata; the receipt is `{channel, ts}`. */
  post(channel: string, message: SlackMessage, key: string, threadTs?: string): Promise<Delivery>;
  /** Replaces a message; its metadata stays. */
  update(channel: string, ts: string, message: SlackMessage): Promise<Delivery>;
  /** Looks once, from the newest on, for a message that carries `key`. */
  findByKey(key: string, place: Place): Promise<Found>;
  /** Throws what the Web API client throws. */
  identify(): Promise<Identity>;
}

/**
 * A gateway whose client never repeats a call by itself: the SDK's default would post a message again when only the reply
 * was lost, and pause every channel on a 429.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const client = createClient(options);
  const send = async (what: string, payload: SlackPayload, call: () => Promise<Answer>): Promise<Delivery> => {
    const delivery = await sendChecked(payload, call);
    if (delivery.kind !== 'delivered') options.log('slack.not-delivered', { call: what, ...delivery });
    return delivery;
  };
  return {
    post(channel, message, key, threadTs) {
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
    findByKey: (key, place) => findByKey(client, key, place),
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

function createClient({ token, apiUrl, timeoutMs = 10_000, log }: GatewayOptions): webApi.WebClient {
  return new webApi.WebClient(token, {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    allowAbsoluteUrls: false,
    fetch: fetchWithRetryAfter,
    logger: quietLogger(log),
  });
}

/** The SDK takes a 429 without a readable Retry-After for an unknown fault; it is a refusal like the others. */
const fetchWithRetryAfter: webApi.FetchFunction = async (url, init) => {
  const response = await fetch(url, init as RequestInit);
  if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? '')) return response;
  await response.body?.cancel();
  return new Response('', { status: 429, headers: { 'retry-after': '30' } });
};

/** The client's warnings as log events; its debug lines hold whole messages and are never written. */
function quietLogger(log: GatewayOptions['log']): webApi.Logger {
  const say =
    (level: 'warn' | 'error') =>
    (...words: unknown[]): void =>
      log('slack.client', { level, said: words.map(String).join(' ') });
  const nothing = (): void => {};
  return {
    debug: nothing,
    info: nothing,
    warn: say('warn'),
    error: say('error'),
    setLevel: nothing,
    getLevel: () => webApi.LogLevel.WARN,
    setName: nothing,
  };
}

type Answer = webApi.ChatPostMessageResponse | webApi.ChatUpdateResponse;

async function sendChecked(payload: SlackPayload, call: () => Promise<Answer>): Promise<Delivery> {
  const violations = validatePayload(payload);
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

async function findByKey(client: webApi.WebClient, key: string, place: Place): Promise<Found> {
  let cursor: string | undefined;
  try {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await readPage(client, place, cursor);
      const message = answer.messages?.find((one) => carries(one, key));
      if (message?.ts !== undefined) return { kind: 'found', receipt: { channel: place.channel, ts: message.ts } };
      cursor = answer.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return { kind: 'absent' };
    }
  } catch (fault) {
    const code = errorCodeOf(fault);
    return {
      kind: 'cannot-tell',
      because: code === undefined ? outcomeOf(fault).because : `Slack does not let us look: ${code}.`,
    };
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

interface MaybeKeyed {
  readonly ts?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: unknown };
}

function carries({ metadata }: MaybeKeyed, key: string): boolean {
  const payload = metadata?.event_payload;
  return (
    metadata?.event_type === EVENT_TYPE &&
    typeof payload === 'object' &&
    payload !== null &&
    'key' in payload &&
    payload.key === key
  );
}
