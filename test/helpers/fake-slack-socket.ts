import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { isRecord } from './fake-slack-arguments.ts';
import type { FakeLog } from './fake-slack-log.ts';
import { type FakeAck, type FakeEnvelope, type FakeTransport, NotAcked } from './fake-slack-transport.ts';
import { FAKE_IDS } from './fake-slack-workspace.ts';

/** An envelope that waits for its ack. */
interface Waiting {
  readonly connection: WebSocket;
  readonly acked: (body: unknown) => void;
  readonly lost: (because: string) => void;
}

/** Slack's side of Socket Mode. Several connections may be open; each envelope goes to one of them, in turn. */
export class FakeSocket implements FakeTransport {
  readonly #log: FakeLog;
  readonly #ackTimeoutMs: number;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #waiting = new Map<string, Waiting>();
  #turn = 0;

  constructor(http: Server, log: FakeLog, ackTimeoutMs: number) {
    this.#log = log;
    this.#ackTimeoutMs = ackTimeoutMs;
    http.on('upgrade', (request: IncomingMessage, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'http://fake').searchParams.get('ticket') ?? '';
      if (!this.#tickets.delete(ticket)) return socket.destroy();
      this.#server.handleUpgrade(request, socket, head, (connection) => this.#welcome(connection));
    });
  }

  /** A path that one connection may be opened at, once. */
  issuePath(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${FAKE_IDS.app}`;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#server.clients.size;
  }

  deliver(envelope: FakeEnvelope): Promise<FakeAck> {
    const live = [...this.#server.clients].filter(({ readyState }) => readyState === WebSocket.OPEN);
    const connection = live[this.#turn++ % live.length];
    if (connection === undefined) return Promise.reject(new NotAcked(envelope, 'no connection is open'));
    const id = randomUUID();
    const sentAt = performance.now();
    connection.send(JSON.stringify(frameOf(id, envelope)));
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        end();
      };
      const lost = (because: string): void => settle(() => reject(new NotAcked(envelope, because)));
      const timer = setTimeout(() => lost(`nothing came within ${this.#ackTimeoutMs} ms`), this.#ackTimeoutMs);
      const acked = (body: unknown): void => settle(() => resolve({ atMs: performance.now() - sentAt, body }));
      this.#waiting.set(id, { connection, acked, lost });
    });
  }

  /** Asks the app to leave and come again, as Slack does from time to time, on every connection. */
  disconnect(reason: 'warning' | 'refresh_requested'): void {
    for (const connection of this.#server.clients) {
      connection.send(JSON.stringify({ type: 'disconnect', reason, debug_info: DEBUG_INFO }));
    }
  }

  /** Cuts every connection without a word. */
  drop(): void {
    for (const connection of this.#server.clients) connection.terminate();
  }

  #welcome(connection: WebSocket): void {
    connection.on('message', (data) => this.#hear(String(data)));
    connection.on('close', () => {
      for (const { connection: its, lost } of this.#waiting.values()) if (its === connection) lost('the socket closed');
      this.#log.note('socket closed');
    });
    connection.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.connections,
        connection_info: { app_id: FAKE_IDS.app },
        debug_info: DEBUG_INFO,
      }),
    );
    this.#log.note('socket opened');
  }

  #hear(frame: string): void {
    const { envelope_id: id, payload } = JSON.parse(frame);
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) this.#log.note(`an ack that nobody waits for: ${frame}`);
    waiting?.acked(isRecord(payload) && Object.keys(payload).length > 0 ? payload : undefined);
  }
}

const DEBUG_INFO = { host: 'applink-fake', approximate_connection_time: 18_060 };

/** Only events carry how often they were sent. */
function frameOf(id: string, { kind, payload, retryAttempt }: FakeEnvelope): Record<string, unknown> {
  const frame = { envelope_id: id, type: kind, payload, accepts_response_payload: kind !== 'events_api' };
  if (kind !== 'events_api') return frame;
  return { ...frame, retry_attempt: retryAttempt, retry_reason: retryAttempt === 0 ? '' : 'timeout' };
}
