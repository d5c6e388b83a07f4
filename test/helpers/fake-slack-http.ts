import { createHmac } from 'node:crypto';
import { type FakeAck, type FakeEnvelope, type FakeTransport, NotAcked } from './fake-slack-transport.ts';

/** What an attacker may change about a request. */
export interface Forgery {
  /** The signing secret that it is signed with. */
  readonly secret?: string;
  /** How old its timestamp is, in seconds. */
  readonly ageSeconds?: number;
}

/** A request before it is signed. */
interface Draft {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The signed requests that Slack sends to an app's request URL. */
export class FakeHttp implements FakeTransport {
  readonly #url: string;
  readonly #secret: string;
  readonly #ackTimeoutMs: number;
  #last: { readonly draft: Draft; readonly signed: Record<string, string> } | undefined;

  constructor(url: string, secret: string, ackTimeoutMs: number) {
    this.#url = url;
    this.#secret = secret;
    this.#ackTimeoutMs = ackTimeoutMs;
  }

  async deliver(envelope: FakeEnvelope): Promise<FakeAck> {
    const draft = draftOf(envelope);
    const signed = sign(draft, this.#secret, 0);
    this.#last = { draft, signed };
    const sentAt = performance.now();
    const response = await this.#post(draft.body, signed).catch((cause: unknown) => {
      throw new NotAcked(envelope, cause instanceof Error ? cause.message : String(cause));
    });
    const text = await response.text();
    if (!response.ok) throw new NotAcked(envelope, `HTTP ${response.status}`);
    return { atMs: performance.now() - sentAt, body: bodyOf(text, response.headers.get('content-type')) };
  }

  /** Sends the last request again, the very same bytes or a forged copy, and gives the HTTP status. */
  async resend(forgery?: Forgery): Promise<number> {
    if (this.#last === undefined) throw new Error('Nothing was sent yet that could be sent again.');
    const { draft, signed } = this.#last;
    const { secret = this.#secret, ageSeconds = 0 } = forgery ?? {};
    const headers = forgery === undefined ? signed : sign(draft, secret, ageSeconds);
    return (await this.#post(draft.body, headers)).status;
  }

  #post(body: string, headers: Record<string, string>): Promise<Response> {
    return fetch(this.#url, { method: 'POST', body, headers, signal: AbortSignal.timeout(this.#ackTimeoutMs) });
  }
}

/** Commands are forms, interactions forms with one JSON field, events JSON. */
function draftOf({ kind, payload, retryAttempt }: FakeEnvelope): Draft {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  switch (kind) {
    case 'slash_commands': {
      const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]);
      return { body: new URLSearchParams(fields).toString(), headers: form };
    }
    case 'interactive':
      return { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), headers: form };
    case 'events_api': {
      const again = { 'x-slack-retry-num': String(retryAttempt), 'x-slack-retry-reason': 'http_timeout' };
      return {
        body: JSON.stringify(payload),
        headers: { 'content-type': 'application/json', ...(retryAttempt === 0 ? {} : again) },
      };
    }
  }
}

/** Slack's signature: docs.slack.dev, "Verifying requests from Slack". */
function sign({ body, headers }: Draft, secret: string, ageSeconds: number): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1_000) - ageSeconds);
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { ...headers, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}

function bodyOf(text: string, contentType: string | null): unknown {
  if (text === '') return undefined;
  return contentType?.startsWith('application/json') ? JSON.parse(text) : { text };
}
