import { createHash } from 'node:crypto';
import { WardwatchError } from '../errors.ts';
import type { HttpRequest, HttpResponse } from '../ports/http.ts';
import type { PollContext } from '../ports/source.ts';
import { recordOf, textOf } from './formats/json-access.ts';

/** What is remembered of an address, to ask next time only for what changed (RFC 9110, 13). */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
  /** SHA-256 of the body: servers change validators without changing a word. */
  readonly hash?: string;
}

export type Fetched =
  | { readonly kind: 'fetched'; readonly response: HttpResponse; readonly validators: Validators }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly because: string; readonly status?: number; readonly retryAfterMs?: number };

/**
 * Asks for one document of a source. Anything but a document that is new comes back in words: what the server answered, and
 * when it wants to be asked again. `asked` is what the question holds beside its address. Throws nothing that the client
 * foresees.
 */
export function fetchDocument(
  context: PollContext,
  url: string,
  known: Validators,
  accept: string,
  asked: Asked = {},
): Promise<Fetched> {
  return ask(context, { url, known, accept, asked, heedRobots: false });
}

/** The same for a page that is made for people: where its host's robots.txt keeps robots out, it is refused in words. */
export function fetchPage(context: PollContext, url: string, known: Validators, accept: string): Promise<Fetched> {
  return ask(context, { url, known, accept, asked: {}, heedRobots: context.source.robots === undefined });
}

type Asked = Pick<HttpRequest, 'method' | 'headers' | 'body' | 'maxBodyBytes'>;

interface Wanted {
  readonly url: string;
  readonly known: Validators;
  readonly accept: string;
  readonly asked: Asked;
  readonly heedRobots: boolean;
}

async function ask(context: PollContext, { url, known, accept, asked, heedRobots }: Wanted): Promise<Fetched> {
  const { source, http } = context;
  let response: HttpResponse;
  try {
    response = await http.request({
      url,
      ...asked,
      internal: source.internal,
      ...(heedRobots && { heedRobots }),
      headers: {
        accept,
        ...asked.headers,
        ...(known.etag === undefined ? {} : { 'if-none-match': known.etag }),
        ...(known.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
      },
      ...(source.userAgent === undefined ? {} : { userAgent: source.userAgent }),
      ...(source.caFile === undefined ? {} : { caFile: source.caFile }),
      ...(source.maxBodyBytes === undefined ? {} : { maxBodyBytes: source.maxBodyBytes }),
    });
  } catch (error) {
    if (!(error instanceof WardwatchError)) throw error;
    return { kind: 'refused', because: error.message };
  }
  if (response.status === 304) return { kind: 'unchanged' };
  if (response.status !== 200) return refusal(response, context.now);
  const hash = createHash('sha256').update(response.body).digest('hex');
  if (hash === known.hash) return { kind: 'unchanged' };
  return { kind: 'fetched', response, validators: validatorsOf(response, hash) };
}

/** The validators of a cursor that was stored as JSON. */
export function storedValidators(value: unknown): Validators {
  const stored = recordOf(value);
  const [etag, lastModified, hash] = [textOf(stored.etag), textOf(stored.lastModified), textOf(stored.hash)];
  return {
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
    ...(hash === undefined ? {} : { hash }),
  };
}

function validatorsOf(response: HttpResponse, hash: string): Validators {
  const { etag, 'last-modified': lastModified } = response.headers;
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }), hash };
}

const LONGEST_WAIT_MS = 86_400_000;

function refusal(response: HttpResponse, now: string): Fetched {
  const retryAfterMs = retryAfterOf(response.headers['retry-after'], now) ?? limitEndsIn(response.headers, now);
  return {
    kind: 'refused',
    status: response.status,
    because: `The server answered ${response.status}${meaningOf(limitEndsIn(response.headers, now) === undefined ? response.status : 429)}`,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** `Retry-After` in milliseconds (RFC 9110, 10.2.3: seconds or a date), at most a day. */
function retryAfterOf(header: string | undefined, now: string): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d{1,15}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.parse(now);
  return Number.isNaN(ms) ? undefined : Math.min(LONGEST_WAIT_MS, Math.max(0, ms));
}

/** Milliseconds until a server that counts questions answers again, where none is left (GitHub: `X-RateLimit-Reset`, in Unix seconds). */
function limitEndsIn(headers: HttpResponse['headers'], now: string): number | undefined {
  const reset = headers['x-ratelimit-reset'];
  if (headers['x-ratelimit-remaining'] !== '0' || reset === undefined || !/^\d{1,12}$/.test(reset)) return undefined;
  return Math.min(LONGEST_WAIT_MS, Math.max(0, Number(reset) * 1000 - Date.parse(now)));
}

function meaningOf(status: number): string {
  if (status === 401 || status === 407) return ': it wants a login.';
  if (status === 403) return ': it refuses automated clients, or this one. Mail or the drop folder may be the way.';
  if (status === 404) return ': there is nothing at this address; the publisher may have moved it.';
  if (status === 410) return ': the publisher has taken it away for good. Switch the source off.';
  if (status === 429) return ': it is asked too often.';
  if (status >= 500) return ': it has trouble of its own.';
  return ', where the document was expected.';
}
