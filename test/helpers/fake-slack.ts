import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FakeArguments, type FakeMessage, FakeRefusal, FakeWorkspace } from './fake-slack-workspace.ts';

/**
 * What may go wrong with a call. `before`: Slack never took it. `after`: Slack did what was asked and only the answer is lost.
 */
export type SlackFault =
  | { readonly kind: 'drop-before' | 'drop-after' | 'hang-after' }
  | { readonly kind: 'status-before' | 'status-after'; readonly status: number }
  /** HTTP 429; without `retryAfter` the header is missing. */
  | { readonly kind: 'rate-limit'; readonly retryAfter?: string }
  | { readonly kind: 'error'; readonly error: string }
  /** The login page of a proxy, with status 200. */
  | { readonly kind: 'html' };

/** A call of the Web API as it came in. */
export interface SlackCall {
  readonly method: string;
  readonly args: FakeArguments;
}

export interface FakeSlackOptions {
  readonly token?: string;
  /** Sent as `x-oauth-scopes`; no header where absent. */
  readonly scopes?: readonly string[];
  /** The clock that stamps messages; the machine's where absent. */
  readonly nowMs?: () => number;
}

/**
 * Slack's Web API on loopback, as far as wardwatch uses it: the same answers, refusals and paging, with faults on demand.
 * What Slack accepted can be read from `messages`, also when the caller never heard of it.
 */
export class FakeSlack {
  readonly token: string;
  readonly calls: SlackCall[] = [];
  readonly #workspace: FakeWorkspace;
  readonly #scopes: readonly string[] | undefined;
  readonly #faults = new Map<string, SlackFault[]>();
  readonly #server: Server;
  #revoked = false;

  private constructor({ token = 'xoxb-fake', scopes, nowMs = Date.now }: FakeSlackOptions) {
    this.token = token;
    this.#scopes = scopes;
    this.#workspace = new FakeWorkspace(nowMs);
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  /** Starts it on a free port of loopback. */
  static async start(options: FakeSlackOptions = {}): Promise<FakeSlack> {
    const slack = new FakeSlack(options);
    await new Promise<void>((resolve) => slack.#server.listen(0, '127.0.0.1', resolve));
    return slack;
  }

  /** Ends it, open connections included. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** What `SLACK_API_URL` is set to. */
  get apiUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/`;
  }

  /** Every message that Slack took, in order. */
  get messages(): readonly FakeMessage[] {
    return this.#workspace.messages;
  }

  /** The messages that carry a key of ours. */
  withKey(key: string): FakeMessage[] {
    return this.messages.filter((message) => message.metadata?.event_payload.key === key);
  }

  addChannel(id: string, { archived = false, member = true } = {}): void {
    this.#workspace.channels.set(id, { id, name: id.toLowerCase(), archived, member });
  }

  /** Makes the next calls of a method go wrong. */
  fail(method: string, fault: SlackFault, times = 1): void {
    const queue = this.#faults.get(method) ?? [];
    this.#faults.set(method, [...queue, ...Array<SlackFault>(times).fill(fault)]);
  }

  revokeToken(): void {
    this.#revoked = true;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const args = await readArguments(request);
    const method = (request.url ?? '').split('?')[0]?.replace('/api/', '') ?? '';
    this.calls.push({ method, args });
    const fault = this.#faults.get(method)?.shift();
    if (fault !== undefined && !happensAfter(fault)) return breakBefore(response, fault);
    const body = this.#run(method, args, request.headers.authorization);
    if (fault !== undefined) return breakAfter(response, fault);
    const scopes = this.#scopes === undefined ? {} : { 'x-oauth-scopes': this.#scopes.join(', ') };
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', ...scopes }).end(JSON.stringify(body));
  }

  #run(method: string, args: FakeArguments, authorization: string | undefined): Record<string, unknown> {
    try {
      const run = this.#workspace.methods[method];
      if (run === undefined) throw new FakeRefusal('unknown_method');
      this.#authorise(authorization?.replace('Bearer ', '') ?? args.token);
      return { ok: true, ...run(args) };
    } catch (refusal) {
      if (!(refusal instanceof FakeRefusal)) throw refusal;
      return { ok: false, error: refusal.error, response_metadata: { messages: refusal.messages } };
    }
  }

  #authorise(token: unknown): void {
    if (token === undefined) throw new FakeRefusal('not_authed');
    if (token !== this.token) throw new FakeRefusal('invalid_auth');
    if (this.#revoked) throw new FakeRefusal('token_revoked');
  }
}

function happensAfter(fault: SlackFault): boolean {
  return fault.kind.endsWith('-after');
}

function breakBefore(response: ServerResponse, fault: SlackFault): void {
  switch (fault.kind) {
    case 'status-before':
      response.writeHead(fault.status).end('upstream error');
      return;
    case 'rate-limit':
      response.writeHead(429, fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }).end();
      return;
    case 'error':
      response.writeHead(200, JSON_TYPE).end(JSON.stringify({ ok: false, error: fault.error }));
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Please log in</body></html>');
      return;
    default:
      response.destroy();
  }
}

/** A hanging answer simply never comes: the connection stays open until `stop`. */
function breakAfter(response: ServerResponse, fault: SlackFault): void {
  if (fault.kind === 'status-after') response.writeHead(fault.status).end('upstream error');
  else if (fault.kind === 'drop-after') response.destroy();
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** Slack takes forms and JSON; in a form, lists and objects are JSON strings. */
async function readArguments(request: IncomingMessage): Promise<FakeArguments> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  if ((request.headers['content-type'] ?? '').startsWith('application/json')) return JSON.parse(body || '{}');
  const form = Object.fromEntries(new URLSearchParams(body));
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, JSON_ARGUMENTS.has(name) ? JSON.parse(value) : value]),
  );
}

const JSON_ARGUMENTS: ReadonlySet<string> = new Set(['blocks', 'metadata', 'attachments', 'view']);
