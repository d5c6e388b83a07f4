import { type Dispatcher, request as send } from 'undici';
import { WardwatchError } from '../errors.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../ports/http.ts';
import { type NameLookup, refuseHostBehindProxy, systemLookup } from './address-guard.ts';
import { checkedAddress } from './checked-address.ts';
import { decodeBody } from './decode-body.ts';
import { faultOf, shown } from './fault-words.ts';
import { createWaysOut, type ProxySettings } from './ways-out.ts';

export interface HttpClientOptions {
  /** How the client names itself where the request does not say; servers should be able to tell who asks. */
  readonly userAgent?: string;
  /** Largest decoded body in bytes; 15 MB where absent. */
  readonly maxBodyBytes?: number;
  /** Time for everything in milliseconds, redirects and body included; 60 s where absent. */
  readonly deadlineMs?: number;
  /** Time until the headers are there; 20 s where absent. */
  readonly headersTimeoutMs?: number;
  /** The way to the networks outside; straight where absent. */
  readonly proxy?: ProxySettings;
  /** How names become addresses; the system's way where absent. */
  readonly lookup?: NameLookup;
}

const DEFAULT_USER_AGENT = 'wardwatch/0.1 (threat-advisory reader)';
const DEFAULT_MAX_BODY_BYTES = 15_000_000;
const DEFAULT_DEADLINE_MS = 60_000;
const DEFAULT_HEADERS_TIMEOUT_MS = 20_000;
const CONNECT_TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Redirects that say that the old address will not come back (RFC 9110, 15.4). */
const FOR_GOOD: ReadonlySet<number> = new Set([301, 308]);
/** Headers that are meant for one host only. */
const PRIVATE_HEADERS: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization', 'apikey']);

/**
 * The one guarded way out: http and https only, public addresses only unless the request is `internal`, at most five
 * redirects each checked like the first address and never from https to http, one deadline over everything, and a cap on the
 * decoded body. Throws WardwatchError HTTP_BLOCKED, HTTP_FAILED, HTTP_TOO_LARGE or HTTP_TIMEOUT; any status is an answer.
 */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  const { lookup = systemLookup, headersTimeoutMs = DEFAULT_HEADERS_TIMEOUT_MS, proxy } = options;
  const limits = { headersTimeoutMs, connectTimeoutMs: CONNECT_TIMEOUT_MS };
  const wayOut = createWaysOut({ lookup, ...limits, ...(proxy !== undefined && { proxy }) });
  return {
    async request(request) {
      const deadlineMs = request.deadlineMs ?? options.deadlineMs ?? DEFAULT_DEADLINE_MS;
      const url = checkedAddress(request.url);
      try {
        return await follow(url, request, {
          dispatcher: wayOut(request),
          signal: AbortSignal.timeout(deadlineMs),
          maxBodyBytes: request.maxBodyBytes ?? options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
          userAgent: request.userAgent ?? options.userAgent ?? DEFAULT_USER_AGENT,
          ...(proxy !== undefined && request.internal !== true && { beforeProxy: lookup }),
        });
      } catch (error) {
        throw faultOf(error, { url, deadlineMs, ...limits });
      }
    },
  };
}

interface Exchange {
  readonly dispatcher: Dispatcher;
  readonly signal: AbortSignal;
  readonly maxBodyBytes: number;
  readonly userAgent: string;
  /** Present where a proxy looks names up: what can be seen from here is checked before. */
  readonly beforeProxy?: NameLookup;
}

type Outgoing = Pick<HttpRequest, 'method' | 'headers' | 'body'>;

async function follow(start: URL, request: HttpRequest, exchange: Exchange): Promise<HttpResponse> {
  let url = start;
  let outgoing: Outgoing = request;
  let movedTo: URL | undefined;
  let isForGood = true;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const { status, headers, body } = await ask(url, outgoing, exchange);
    const answer = { status, headers, url: url.href };
    const moved = () => (movedTo === undefined ? {} : { movedTo: movedTo.href });
    const { location } = headers;
    if (!REDIRECTS.has(status) || location === undefined) {
      const decoded = await decodeBody(body, headers['content-encoding'], exchange.maxBodyBytes);
      return { ...answer, body: decoded, ...moved() };
    }
    body.destroy();
    const next = nextAddress(location, url);
    isForGood &&= FOR_GOOD.has(status);
    if (isForGood) movedTo = next;
    const isSameOrigin = next.origin === url.origin;
    outgoing = redirected(outgoing, status, isSameOrigin);
    if (outgoing.body !== undefined && !isSameOrigin) throw bodyLedAway(url, next);
    if (request.staysAtHost === true && next.host !== url.host) {
      const { body: _, ...rest } = request;
      return { ...answer, body: new Uint8Array(), ...moved(), leadsTo: { ...rest, ...outgoing, url: next.href } };
    }
    url = next;
  }
  throw new WardwatchError('HTTP_FAILED', `${shown(start)} was redirected more than ${MAX_REDIRECTS} times.`, {
    retry: 'later',
  });
}

/** What is posted may hold a secret, and is for one server. */
function bodyLedAway(url: URL, next: URL): WardwatchError {
  const because = `${shown(url)} leads what is posted to it on to another server (${shown(next)}), which is refused.`;
  return new WardwatchError('HTTP_BLOCKED', because);
}

function nextAddress(location: string, url: URL): URL {
  const next = checkedAddress(location, url);
  if (url.protocol !== 'https:' || next.protocol !== 'http:') return next;
  throw new WardwatchError(
    'HTTP_BLOCKED',
    `${shown(url)} leads from https to http (${shown(next)}), which is refused.`,
  );
}

async function ask(url: URL, outgoing: Outgoing, exchange: Exchange) {
  if (exchange.beforeProxy !== undefined) await refuseHostBehindProxy(url.hostname, exchange.beforeProxy);
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

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}
