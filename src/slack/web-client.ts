import { webApi } from '@slack/bolt';

export interface WebClientOptions {
  /** A bot token (`xoxb-…`). */
  readonly token: string;
  /** Ends in `/api/`; Slack's own where absent. */
  readonly apiUrl?: string;
  readonly timeoutMs?: number;
  readonly log: SlackLog;
}

/** Where Slack's client and the listener say what happened; never a message's content or a token. */
export type SlackLog = (event: string, facts: Readonly<Record<string, unknown>>) => void;

/**
 * A client that never repeats a call by itself: the SDK's default would post a message again when only the reply was lost, and
 * pause every channel on a 429.
 */
export function createWebClient({ token, apiUrl, timeoutMs = 10_000, log }: WebClientOptions): webApi.WebClient {
  return new webApi.WebClient(token, {
    ...onceOnly(apiUrl),
    timeout: timeoutMs,
    fetch: fetchWithRetryAfter,
    logger: quietLogger(log),
  });
}

/** The options that keep a client from calling twice or elsewhere. */
export function onceOnly(apiUrl: string | undefined) {
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  };
}

/** The SDK takes a 429 without a readable Retry-After for an unknown fault; it is a refusal like the others. */
const fetchWithRetryAfter: webApi.FetchFunction = async (url, init) => {
  const response = await fetch(url, init as RequestInit);
  if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? '')) return response;
  await response.body?.cancel();
  return new Response('', { status: 429, headers: { 'retry-after': '30' } });
};

/** The SDK's warnings as log events; its debug lines hold whole messages and are never written. */
export function quietLogger(log: SlackLog): webApi.Logger {
  const say =
    (level: 'warn' | 'error') =>
    (...words: unknown[]): void =>
      log('slack.client', { level, said: words.map(String).join(' ').slice(0, 500) });
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
