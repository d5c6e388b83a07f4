import { createHash } from 'node:crypto';
import type { RefusalCause } from '../domain/refusal-cause.ts';
import { limitEndsInMs, restMs } from '../domain/server-wishes.ts';
import { WardwatchError } from '../errors.ts';
import type { HttpRequest, HttpResponse } from '../ports/http.ts';
import type { PollContext, Refused } from '../ports/source.ts';
import { doubtAbout } from './doubt-about.ts';
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
  | Refused;

/** What a question holds beside its address. */
export interface Asked extends Pick<HttpRequest, 'method' | 'headers' | 'body' | 'maxBodyBytes'> {
  /** The statuses of an answer that holds a document: 200 where absent. */
  readonly answers?: readonly number[];
}

/**
 * Asks for one document of a source. Anything but a document that is new comes back in words: what the server answered, and
 * when it wants to be asked again. Throws nothing that the client foresees.
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

interface Wanted {
  readonly url: string;
  readonly known: Validators;
  readonly accept: string;
  readonly asked: Asked;
  readonly heedRobots: boolean;
}

async function ask(context: PollContext, { url, known, accept, asked, heedRobots }: Wanted): Promise<Fetched> {
  const { source, http } = context;
  const { answers = [200], ...question } = asked;
  let response: HttpResponse;
  try {
    response = await http.request({
      url,
      ...question,
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
    return { kind: 'refused', because: error.message, cause: causeOfFault(error) };
  }
  if (response.status === 304) return { kind: 'unchanged' };
  const doubt = doubtAbout(response, url === source.url ? source.markers : undefined);
  if (doubt !== undefined) return { ...doubt, ...waitOf(response, context.now) };
  if (!answers.includes(response.status)) return refusal(response, context.now);
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

function refusal(response: HttpResponse, now: string): Fetched {
  const { status } = response;
  const isUsedUp = limitEndsInMs(response.headers, now) !== undefined;
  return {
    kind: 'refused',
    status,
    because: `The server answered ${status}${meaningOf(isUsedUp ? 429 : status)}`,
    ...(isUsedUp && { cause: 'busy' as const }),
    ...waitOf(response, now),
  };
}

function waitOf(response: HttpResponse, now: string): Pick<Refused, 'retryAfterMs'> {
  const retryAfterMs = restMs(response.headers, now);
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

function meaningOf(status: number): string {
  if (status === 401 || status === 407) return ': it wants a login.';
  if (status === 403) return ': it refuses automated clients, or this one. Mail or the drop folder may be the way.';
  if (status === 404) return ': there is nothing at this address; the publisher may have moved it.';
  if (status === 410)
    return ': the publisher has taken it away for good. It is not asked again until somebody resumes it.';
  if (status === 429) return ': it is asked too often.';
  if (status >= 500) return ': it has trouble of its own.';
  return ', where the document was expected.';
}

/** Node says of certificates in its codes and words what OpenSSL says of them. */
const CERTIFICATE = /certificate|CERT_|self[- ]signed|altnames|ssl3?_|tls_/i;

function causeOfFault({ code, message }: WardwatchError): RefusalCause {
  if (code === 'HTTP_BLOCKED') return /\/robots\.txt asks/.test(message) ? 'robots' : 'off-limits';
  if (code === 'HTTP_TOO_LARGE') return 'unexpected';
  return CERTIFICATE.test(message) ? 'certificate' : 'unreachable';
}
