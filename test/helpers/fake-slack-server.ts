import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FakeArguments, type FakeMethod, FakeRefusal, isRecord } from './fake-slack-arguments.ts';
import { blockFaults, viewFaults } from './fake-slack-blocks.ts';
import { chatMethods } from './fake-slack-chat.ts';
import { directoryMethods } from './fake-slack-directory.ts';
import { breakAfter, breakBefore, happensAfter, type SlackFault } from './fake-slack-faults.ts';
import { FakeFiles } from './fake-slack-files.ts';
import { FakeLog } from './fake-slack-log.ts';
import { FakeResponses } from './fake-slack-responses.ts';
import { requireScope } from './fake-slack-scopes.ts';
import { FakeSocket } from './fake-slack-socket.ts';
import { FakeViews } from './fake-slack-views.ts';
import { FAKE_IDS, FakeWorkspace } from './fake-slack-workspace.ts';

/** A call of the Web API as it came in. */
export interface SlackCall {
  readonly method: string;
  readonly args: FakeArguments;
}

export interface FakeSlackOptions {
  readonly token?: string;
  /** The token of Socket Mode. */
  readonly appToken?: string;
  /** What requests over HTTP are signed with. */
  readonly signingSecret?: string;
  /** The scopes of the bot token, sent as `x-oauth-scopes`; all of them, and no header, where absent. */
  readonly scopes?: readonly string[];
  /** The clock that stamps messages and ages triggers; the machine's where absent. */
  readonly nowMs?: () => number;
  /** Answers 429 to a second message to a channel within one second of `nowMs`. */
  readonly pace?: boolean;
  /** How long the app may take to acknowledge; Slack's 3 s where absent. */
  readonly ackTimeoutMs?: number;
}

/** The part of the fake that an app talks to: the Web API, uploads, response_urls, Socket Mode. */
export class FakeSlackServer {
  readonly token: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly calls: SlackCall[] = [];
  /** The connections of Socket Mode. */
  readonly socket: FakeSocket;
  protected readonly workspace: FakeWorkspace;
  protected readonly views: FakeViews;
  protected readonly responses: FakeResponses;
  protected readonly files: FakeFiles;
  protected readonly log = new FakeLog();
  protected readonly ackTimeoutMs: number;
  readonly #scopes: readonly string[] | undefined;
  readonly #pace: boolean;
  readonly #lastPostMs = new Map<unknown, number>();
  readonly #faults = new Map<string, SlackFault[]>();
  readonly #server: Server;
  readonly #methods: Readonly<Record<string, FakeMethod>>;
  #revoked = false;

  protected constructor(options: FakeSlackOptions) {
    this.token = options.token ?? 'xoxb-fake';
    this.appToken = options.appToken ?? 'xapp-fake';
    this.signingSecret = options.signingSecret ?? 'fake-signing-secret';
    this.ackTimeoutMs = options.ackTimeoutMs ?? 3_000;
    this.#scopes = options.scopes;
    this.#pace = options.pace ?? false;
    this.workspace = new FakeWorkspace(options.nowMs ?? Date.now);
    this.views = new FakeViews(this.workspace);
    this.responses = new FakeResponses(this.workspace);
    this.files = new FakeFiles(this.workspace, () => this.origin);
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((fault: unknown) => {
        this.log.note(`the fake itself failed: ${String(fault)}`);
        response.destroy();
      });
    });
    this.socket = new FakeSocket(this.#server, this.log, this.ackTimeoutMs);
    this.#methods = {
      ...METHODS_OF_NOBODY,
      ...chatMethods(this.workspace, this.#scopes?.includes('chat:write.public') ?? false),
      ...directoryMethods(this.workspace, this.#scopes?.includes('users:read.email') ?? true),
      ...this.views.methods,
      ...this.files.methods,
      'apps.connections.open': () => ({ url: this.origin.replace('http', 'ws') + this.socket.issuePath() }),
    };
  }

  protected async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** Ends it, open connections included. An app should be stopped before, for it would try to connect again. */
  async stop(): Promise<void> {
    this.socket.drop();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** What `SLACK_API_URL` is set to. */
  get apiUrl(): string {
    return `${this.origin}/api/`;
  }

  /** Makes the next calls of a method go wrong. */
  fail(method: string, fault: SlackFault, times = 1): void {
    const queue = this.#faults.get(method) ?? [];
    this.#faults.set(method, [...queue, ...Array<SlackFault>(times).fill(fault)]);
  }

  revokeToken(): void {
    this.#revoked = true;
  }

  protected get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBytes(request);
    const contentType = request.headers['content-type'] ?? '';
    const [, place, name = ''] = (request.url ?? '').split(/[/?]/);
    switch (place) {
      case 'api':
        return this.#call(name, argumentsOf(body, contentType), request.headers.authorization, response);
      case 'upload': {
        const taken = this.files.take(name, await fileIn(body, contentType));
        response.writeHead(taken ? 200 : 400).end(taken ? `OK - ${body.length}` : 'bad upload');
        return;
      }
      case 'files-pri':
        return this.#download(name, request.headers.authorization, response);
      case 'response': {
        const { status, words } = this.responses.take(name, argumentsOf(body, contentType));
        response.writeHead(status).end(words);
        this.log.note(`response_url ${name}: ${status} ${words}`);
        return;
      }
      default:
        response.writeHead(404).end();
    }
  }

  /** Who downloads shows the bot's token, which must have the scope. */
  #download(id: string, bearer: string | undefined, response: ServerResponse): void {
    const isAllowed = bearer === `Bearer ${this.token}` && (this.#scopes?.includes('files:read') ?? true);
    const { status, headers, body, hangsUp } = this.files.download(id, isAllowed);
    response.writeHead(status, headers);
    if (hangsUp !== true) response.end(body);
    else response.write(body, () => response.destroy());
    this.log.note(`download of ${id}: ${status}`);
  }

  async #call(
    method: string,
    args: FakeArguments,
    bearer: string | undefined,
    response: ServerResponse,
  ): Promise<void> {
    this.calls.push({ method, args });
    const fault = this.#faults.get(method)?.shift() ?? this.#tooFast(method, args);
    if (fault !== undefined && !happensAfter(fault)) {
      this.log.note(`${method}: fault ${fault.kind}`);
      return breakBefore(response, fault);
    }
    const body = this.#run(method, args, bearer?.replace('Bearer ', '') ?? args.token);
    this.log.note(`${method}: ${body.ok === true ? 'ok' : JSON.stringify(body)}`);
    if (fault?.kind === 'slow') await fault.until;
    else if (fault !== undefined) return breakAfter(response, fault);
    const scopes = this.#scopes === undefined ? {} : { 'x-oauth-scopes': this.#scopes.join(', ') };
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', ...scopes }).end(JSON.stringify(body));
  }

  #tooFast(method: string, args: FakeArguments): SlackFault | undefined {
    if (!this.#pace || method !== 'chat.postMessage') return undefined;
    const now = this.workspace.nowMs();
    if (now - (this.#lastPostMs.get(args.channel) ?? Number.NEGATIVE_INFINITY) < 1_000) {
      return { kind: 'rate-limit', retryAfter: '1' };
    }
    this.#lastPostMs.set(args.channel, now);
    return undefined;
  }

  #run(method: string, args: FakeArguments, token: unknown): Record<string, unknown> {
    try {
      const run = this.#methods[method];
      if (run === undefined) throw new FakeRefusal('unknown_method');
      if (!TOKENLESS.has(method)) this.#authorise(method, token);
      if (this.#scopes !== undefined) requireScope(method, args, this.workspace, this.#scopes);
      return { ok: true, ...run(args) };
    } catch (refusal) {
      if (!(refusal instanceof FakeRefusal)) throw refusal;
      const { error, messages, details } = refusal;
      return { ok: false, error, ...details, response_metadata: { messages } };
    }
  }

  /** Socket Mode is opened with the token of the app, all the rest is done with that of the bot. */
  #authorise(method: string, token: unknown): void {
    if (token === undefined) throw new FakeRefusal('not_authed');
    if (token !== this.token && token !== this.appToken) throw new FakeRefusal('invalid_auth');
    const isForApp = method === 'apps.connections.open';
    if ((token === this.appToken) !== isForApp) throw new FakeRefusal('not_allowed_token_type');
    if (this.#revoked) throw new FakeRefusal('token_revoked');
  }
}

const TOKENLESS: ReadonlySet<string> = new Set(['api.test', 'blocks.validate']);

/** The methods that read and change nothing of the workspace. */
const METHODS_OF_NOBODY: Readonly<Record<string, FakeMethod>> = {
  'api.test': (args) => ({ args }),
  'auth.test': () => ({
    url: 'https://ward.slack.test/',
    team: 'Ward Test',
    team_id: FAKE_IDS.team,
    user: 'wardwatch',
    user_id: FAKE_IDS.botUser,
    bot_id: FAKE_IDS.bot,
  }),
  'blocks.validate': ({ blocks, message, view }) => {
    const list = isRecord(message) ? message.blocks : blocks;
    const faults = isRecord(view) ? viewFaults(view) : blockFaults(Array.isArray(list) ? list : [], 'message');
    if (faults.length > 0) throw new FakeRefusal('invalid_blocks', faults);
    return {};
  },
};

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Slack takes forms and JSON; in a form, lists and objects are JSON strings. */
function argumentsOf(body: Buffer, contentType: string): FakeArguments {
  const text = body.toString('utf8');
  if (contentType.startsWith('application/json')) return JSON.parse(text || '{}');
  const form = Object.fromEntries(new URLSearchParams(text));
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, JSON_ARGUMENTS.has(name) ? parsed(value) : value]),
  );
}

const JSON_ARGUMENTS: ReadonlySet<string> = new Set(['blocks', 'metadata', 'attachments', 'view', 'files', 'message']);

/** What is no JSON stays text, and the method refuses it. */
function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** The bytes of an upload: the body itself, or the file in a multipart form, as the SDK sends it. */
async function fileIn(body: Buffer, contentType: string): Promise<Buffer> {
  if (!contentType.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  const [file] = [...form.values()];
  return file instanceof Blob ? Buffer.from(await file.arrayBuffer()) : Buffer.from(file ?? '');
}
