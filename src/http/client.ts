import { Agent, type Dispatcher, request as send } from 'undici';
import { messageOf, WardwatchError } from '../errors.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../ports/http.ts';
import { guardedConnector } from './address-guard.ts';
import { decodeBody } from './decode-body.ts';

export interface HttpClientOptions {
  /** How the client names itself where the request does not say; servers should be able to tell who asks. */
  readonly userAgent?: string;
  /** Largest decoded body in bytes; 15 MB where absent. */
  readonly maxBodyBytes?: number;
  /** Time for everything in milliseconds, redirects and body included; 60 s where absent. */
  readonly deadlineMs?: number;
}

const DEFAULT_USER_AGENT = 'wardwatch/0.1 (threat-advisory reader)';
const DEFAULT_MAX_BODY_BYTES = 15_000_000;
const DEFAULT_DEADLINE_MS = 60_000;
const HEADERS_TIMEOUT_MS = 20_000;
const CONNECT_TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Headers that are meant for one host only. */
const PRIVATE_HEADERS: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization', 'apikey']);

/**
 * The one polite, guarded way out: http and https only, public addresses only unless the request is `internal`, at most five
 * redirects each checked like the first address and never from https to http, one deadline over everything, and a cap on the
 * decoded body. Throws WardwatchError HTTP_BLOCKED, HTTP_FAILED, HTTP_TOO_LARGE or HTTP_TIMEOUT; any status is an answer.
 */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  const agents = { outside: agentFor(false), internal: agentFor(true) };
  return {
    async request(request) {
      const deadlineMs = request.deadlineMs ?? options.deadlineMs ?? DEFAULT_DEADLINE_MS;
      const exchange: Exchange = {
        dispatcher: request.internal === true ? agents.internal : agents.outside,
        signal: AbortSignal.timeout(deadlineMs),
        maxBodyBytes: request.maxBodyBytes ?? options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
        userAgent: request.userAgent ?? options.userAgent ?? DEFAULT_USER_AGENT,
      };
      const url = addressOf(request.url);
      try {
        return await follow(url, request, exchange);
      } catch (error) {
        throw faultOf(error, url, deadlineMs);
      }
    },
  };
}

interface Exchange {
  readonly dispatcher: Dispatcher;
  readonly signal: AbortSignal;
  readonly maxBodyBytes: number;
  readonly userAgent: string;
}

type Outgoing = Pick<HttpRequest, 'method' | 'headers' | 'body'>;

function agentFor(internal: boolean): Agent {
  return new Agent({
    connect: guardedConnector(internal, CONNECT_TIMEOUT_MS),
    headersTimeout: HEADERS_TIMEOUT_MS,
    keepAliveTimeout: 4_000,
    maxHeaderSize: 64 * 1024,
  });
}

async function follow(start: URL, request: HttpRequest, exchange: Exchange): Promise<HttpResponse> {
  let url = start;
  let outgoing: Outgoing = request;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const answer = await ask(url, outgoing, exchange);
    const location = answer.headers.location;
    if (!REDIRECTS.has(answer.status) || location === undefined) {
      const body = await decodeBody(answer.body, answer.headers['content-encoding'], exchange.maxBodyBytes);
      return { status: answer.status, headers: answer.headers, body, url: url.href };
    }
    answer.body.destroy();
    const next = addressOf(location, url);
    if (url.protocol === 'https:' && next.protocol === 'http:') {
      throw new WardwatchError(
        'HTTP_BLOCKED',
        `${shown(url)} leads from https to http (${shown(next)}), which is refused.`,
      );
    }
    outgoing = redirected(outgoing, answer.status, next.origin === url.origin);
    url = next;
  }
  throw new WardwatchError('HTTP_FAILED', `${shown(start)} was redirected more than ${MAX_REDIRECTS} times.`, {
    retry: 'later',
  });
}

async function ask(url: URL, outgoing: Outgoing, exchange: Exchange) {
  const answer = await send(url, {
    dispatcher: exchange.dispatcher,
    signal: exchange.signal,
    method: outgoing.method ?? 'GET',
    body: outgoing.body ?? null,
    headers: {
      'user-agent': exchange.userAgent,
      'accept-encoding': 'gzip, deflate, br',
      accept: '*/*',
      ...outgoing.headers,
    },
  });
  // Aborting after the headers must not surface as an unhandled stream error.
  answer.body.on('error', () => undefined);
  return { status: answer.statusCode, headers: flat(answer.headers), body: answer.body };
}

/** What is sent on after a redirect (RFC 9110, 15.4): 303 and the common reading of 301 and 302 turn POST into GET. */
function redirected(outgoing: Outgoing, status: number, sameOrigin: boolean): Outgoing {
  const headers = Object.fromEntries(
    Object.entries(outgoing.headers ?? {}).filter(([name]) => sameOrigin || !PRIVATE_HEADERS.has(name.toLowerCase())),
  );
  if (outgoing.method === 'POST' && (status === 307 || status === 308)) return { ...outgoing, headers };
  return { method: 'GET', headers };
}

function addressOf(text: string, base?: URL): URL {
  if (!URL.canParse(text, base?.href)) {
    throw new WardwatchError(
      'HTTP_BLOCKED',
      `"${text.slice(0, 100)}" is not an address; expected http:// or https://.`,
    );
  }
  const url = new URL(text, base?.href);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new WardwatchError(
      'HTTP_BLOCKED',
      `An address starting with "${url.protocol}" is refused; only http and https are asked.`,
    );
  }
  return url;
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}

/** The address without its query and user part, which may hold a token. */
function shown(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

const TIMEOUT_NAMES: ReadonlySet<string> = new Set([
  'TimeoutError',
  'HeadersTimeoutError',
  'BodyTimeoutError',
  'ConnectTimeoutError',
]);

function faultOf(error: unknown, url: URL, deadlineMs: number): WardwatchError {
  if (error instanceof WardwatchError) return error;
  if (error instanceof Error && TIMEOUT_NAMES.has(error.name)) {
    const limitMs =
      error.name === 'HeadersTimeoutError'
        ? HEADERS_TIMEOUT_MS
        : error.name === 'ConnectTimeoutError'
          ? CONNECT_TIMEOUT_MS
          : deadlineMs;
    return new WardwatchError('HTTP_TIMEOUT', `${shown(url)} did not answer completely within ${limitMs / 1000} s.`, {
      retry: 'later',
      cause: error,
    });
  }
  return new WardwatchError('HTTP_FAILED', `${shown(url)} could not be read: ${messageOf(error)}.`, {
    retry: 'later',
    cause: error,
  });
}
