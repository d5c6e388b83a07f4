import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { messageOf, WardwatchError } from '../../errors.ts';
import type { Log } from '../../ports/log.ts';
import type { RawItem, SourceConfig } from '../../ports/source.ts';
import { secretTrouble } from './adapter.ts';
import { postedItems } from './posted-items.ts';
import { claimRefusal, isSignedBy, MOST_SKEW_SECONDS, SIGNATURE_HEADER, TIMESTAMP_HEADER } from './signature.ts';
import { createSlidingCount } from './sliding-count.ts';

export interface WebhookOptions {
  readonly port: number;
  /** The address to listen on; 127.0.0.1 lets only this machine in. */
  readonly bind: string;
  readonly sources: readonly SourceConfig[];
  readonly secretOf: (variable: string) => string | undefined;
  /** Stores documents before it resolves; the ids of those that are new, or why none is taken. */
  readonly take: (sourceId: string, items: readonly RawItem[]) => Promise<readonly number[] | { because: string }>;
  readonly now: () => string;
  readonly log: Log;
}

export interface WebhookListener {
  /** Throws CONFIG_INVALID where the port cannot be had. Answers the port that it listens on. */
  start(): Promise<number>;
  stop(): Promise<void>;
}

const LARGEST_BODY_BYTES = 15_000_000;
const MOST_POSTS_A_MINUTE = 60;
/** From one address, until it is not listened to for a while. */
const MOST_REFUSALS_A_MINUTE = 30;
const MINUTE_MS = 60_000;
const MOST_CONNECTIONS = 50;

/** Takes signed posts under `/hooks/<source id>`: 202 says that the document is stored. */
export function createWebhookListener(options: WebhookOptions): WebhookListener {
  const desk = deskOf(options);
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    answerTo(request, desk)
      .then((answer) => send(request, response, answer, options.log))
      // Whoever hangs up in the middle of a post wants no answer.
      .catch(() => response.destroy());
  });
  server.maxConnections = MOST_CONNECTIONS;
  return {
    start: () => listen(server, options),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

function listen(server: Server, { port, bind, log }: WebhookOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const because = `Posts cannot be taken on ${bind}:${port}: ${messageOf(cause)}. Set another port or address as webhook.port and webhook.bind.`;
      reject(new WardwatchError('CONFIG_INVALID', because, { cause }));
    });
    server.listen(port, bind, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      log.info('webhook listens', { bind, port: taken });
      resolve(taken);
    });
  });
}

interface Desk extends WebhookOptions {
  readonly byId: ReadonlyMap<string, SourceConfig>;
  readonly posts: ReturnType<typeof createSlidingCount>;
  readonly refusals: ReturnType<typeof createSlidingCount>;
  /** Signatures that were taken, and until when they would pass again. */
  readonly taken: Map<string, number>;
}

function deskOf(options: WebhookOptions): Desk {
  return {
    ...options,
    byId: new Map(options.sources.map((source) => [source.id, source])),
    posts: createSlidingCount(MOST_POSTS_A_MINUTE, MINUTE_MS),
    refusals: createSlidingCount(MOST_REFUSALS_A_MINUTE, MINUTE_MS),
    taken: new Map(),
  };
}

interface Answer {
  readonly status: number;
  readonly body: { readonly error: string } | { readonly items: readonly number[]; readonly known: number };
  readonly headers?: Readonly<Record<string, string>>;
}

function refuse(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body: { error }, headers };
}

async function answerTo(request: IncomingMessage, desk: Desk): Promise<Answer> {
  const id = /^\/hooks\/([a-z0-9-]{1,61})\/?$/.exec((request.url ?? '').split('?', 1)[0] ?? '')?.[1];
  const source = desk.byId.get(id ?? '');
  if (source === undefined)
    return refuse(404, 'No source takes posts here; the path is /hooks/ and the id of a source.');
  if (request.method !== 'POST') return refuse(405, 'Only POST is taken here.', { allow: 'POST' });
  const nowMs = Date.parse(desk.now());
  const from = request.socket.remoteAddress ?? 'unknown';
  const waitMs = desk.refusals.waitMs(from, nowMs) ?? desk.posts.waitMs(source.id, nowMs);
  if (waitMs !== undefined) return tooOften(waitMs);
  const secret = source.secretEnv === undefined ? undefined : desk.secretOf(source.secretEnv);
  const trouble = secretTrouble(source, secret);
  if (secret === undefined || trouble !== undefined) {
    desk.log.warn('webhook cannot check posts', { source: source.id, because: trouble ?? '' });
    return refuse(503, 'This source is not set up yet; wardwatch has said so in its log.', { 'retry-after': '300' });
  }
  const answer = await checked(request, desk, source, secret, nowMs);
  if (answer.status === 401 || answer.status === 413) desk.refusals.count(from, nowMs);
  return answer;
}

function tooOften(waitMs: number): Answer {
  const seconds = Math.ceil(waitMs / 1_000);
  return refuse(429, `Too many posts within a minute; try again in ${seconds} s.`, { 'retry-after': `${seconds}` });
}

/** First what needs no body, so that nobody can have large ones read. */
async function checked(
  request: IncomingMessage,
  desk: Desk,
  source: SourceConfig,
  secret: string,
  nowMs: number,
): Promise<Answer> {
  const claim = { timestamp: headerOf(request, TIMESTAMP_HEADER), signature: headerOf(request, SIGNATURE_HEADER) };
  const because = claimRefusal(claim, nowMs);
  if (because !== undefined) return refuse(401, because);
  if (headerOf(request, 'content-encoding') !== undefined)
    return refuse(415, 'The body is compressed; send it as it is.');
  const body = await bodyOf(request);
  if (body === undefined) return refuse(413, `The body is larger than ${LARGEST_BODY_BYTES / 1e6} MB.`);
  if (!isSignedBy(secret, claim, body))
    return refuse(401, 'The signature is not that of this timestamp and body with the secret of this source.');
  const signature = (claim.signature ?? '').toLowerCase();
  if (isReplay(desk.taken, signature, nowMs))
    return refuse(401, 'This very post was received already. To send the document again, sign it anew.');
  desk.posts.count(source.id, nowMs);
  const answer = await taken(request, desk, source, body).catch((error: unknown) => {
    desk.log.warn('webhook could not store a post', { source: source.id, because: messageOf(error) });
    return refuse(503, 'The document could not be stored now; send it again.', { 'retry-after': '30' });
  });
  // What was not stored may come again as it is.
  if (answer.status >= 500) desk.taken.delete(signature);
  return answer;
}

async function taken(request: IncomingMessage, desk: Desk, source: SourceConfig, body: Uint8Array): Promise<Answer> {
  const posted = postedItems(headerOf(request, 'content-type'), body, desk.now());
  if (!('items' in posted)) return refuse(posted.status, posted.because);
  const stored = await desk.take(source.id, posted.items);
  if ('because' in stored) return refuse(503, stored.because, { 'retry-after': '300' });
  return { status: 202, body: { items: stored, known: posted.items.length - stored.length } };
}

/** Remembers the signature until its timestamp is too old to pass. */
function isReplay(known: Map<string, number>, signature: string, nowMs: number): boolean {
  for (const [each, untilMs] of known) if (untilMs < nowMs) known.delete(each);
  if (known.has(signature)) return true;
  known.set(signature, nowMs + 2 * MOST_SKEW_SECONDS * 1_000);
  return false;
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Undefined where it is too large. What comes after that is let pass unkept, until the request's time is up, so that the sender hears why. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY_BYTES) return undefined;
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += (part as Buffer).length;
    if (bytes > LARGEST_BODY_BYTES) parts = [];
    else parts.push(part as Buffer);
  }
  return bytes > LARGEST_BODY_BYTES ? undefined : new Uint8Array(Buffer.concat(parts));
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer, log: Log): void {
  const { status, body, headers } = answer;
  const source = (request.url ?? '').slice(0, 80);
  if ('error' in body) log.warn('webhook refused a post', { path: source, status, because: body.error });
  else log.info('webhook took a post', { path: source, items: body.items.join(', '), known: body.known });
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    // A body that was not read to its end cannot be followed by another request.
    ...(request.complete ? {} : { connection: 'close' }),
    ...headers,
  });
  response.end(`${JSON.stringify(body)}\n`);
}
