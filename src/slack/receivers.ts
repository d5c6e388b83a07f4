import { type App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { messageOf, WardwatchError } from '../errors.ts';
import { errorCodeOf, outcomeOf } from './outcome.ts';
import { onceOnly, quietLogger, type SlackLog } from './web-client.ts';

/** A way from Slack to the app. */
export interface KeptReceiver extends Receiver {
  start(): Promise<void>;
  /** Resolves when nothing comes in any more. */
  stop(): Promise<void>;
}

/** So many connections: Slack ends each now and then, and gives every click to one that is open. */
const CONNECTIONS = 2;
/** Before a connection that ended is opened again. */
const RECONNECT_AFTER_MS = 500;
/** Before a connection that could not be opened is tried again; it doubles each time up to the longest wait. */
const RETRY_AFTER_MS = 3_000;
const LONGEST_RETRY_MS = 60_000;
/** How long connections that were told to close may take. */
const GRACE_MS = 2_000;

/**
 * Socket Mode: wardwatch connects to Slack, so no public address is needed. `start` resolves at once; the connections are
 * opened in the background, and again whenever they end. Bolt's own reconnecting is off: it is deaf for five seconds each
 * time, and a refused attempt of it would end the process.
 */
export function socketReceiver(options: {
  readonly appToken: string;
  readonly apiUrl?: string;
  readonly log: SlackLog;
}): KeptReceiver {
  const { appToken, apiUrl, log } = options;
  const receivers = Array.from(
    { length: CONNECTIONS },
    () =>
      new SocketModeReceiver({
        appToken,
        // What goes wrong with a connection is said below, once and in words.
        logger: quietLogger(() => undefined),
        autoReconnectEnabled: false,
        installerOptions: { clientOptions: onceOnly(apiUrl) },
      }),
  );
  const stopping = new AbortController();
  let ended: Promise<unknown> = Promise.resolve();
  return {
    init: (app: App) => {
      for (const receiver of receivers) receiver.init(app);
    },
    async start() {
      ended = Promise.all(receivers.map((receiver, index) => keepConnected(receiver, index + 1, stopping.signal, log)));
    },
    async stop() {
      stopping.abort();
      await Promise.all(receivers.map((receiver) => receiver.stop()));
      const grace = new AbortController();
      await Promise.race([ended, pause(GRACE_MS, grace.signal)]);
      grace.abort();
    },
  };
}

/** Resolves when the connection has ended after `stopping`. */
async function keepConnected(
  receiver: SocketModeReceiver,
  connection: number,
  stopping: AbortSignal,
  log: SlackLog,
): Promise<void> {
  const { client } = receiver;
  let retryAfterMs = RETRY_AFTER_MS;
  while (!stopping.aborted) {
    try {
      await receiver.start();
      log('slack.listening', { over: 'Socket Mode', connection });
      retryAfterMs = RETRY_AFTER_MS;
      const ended = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
      if (stopping.aborted) await receiver.stop();
      await ended;
      await pause(RECONNECT_AFTER_MS, stopping);
    } catch (fault) {
      if (stopping.aborted) return;
      const again = `in ${retryAfterMs / 1_000} s`;
      log('slack.not-listening', { level: 'warn', connection, because: wordsFor(fault), again });
      await pause(retryAfterMs, stopping);
      retryAfterMs = Math.min(2 * retryAfterMs, LONGEST_RETRY_MS);
    }
  }
}

function wordsFor(fault: unknown): string {
  if (fault === undefined) return 'The connection was closed at once.';
  const code = errorCodeOf(fault);
  return code === undefined
    ? outcomeOf(fault).because
    : `Slack refused the connection: ${code}. SLACK_APP_TOKEN must be a token of this app (xapp-…) with connections:write.`;
}

/** Resolves after a while, or as soon as `signal` says so. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * HTTP: Slack's signed requests come to a port, under `/slack/events`; `/healthz` says that it listens. `start` throws
 * CONFIG_INVALID where the port cannot be had.
 */
export function httpReceiver(options: {
  readonly signingSecret: string;
  readonly port: number;
  readonly log: SlackLog;
}): KeptReceiver {
  const { signingSecret, port, log } = options;
  const receiver = new HTTPReceiver({
    signingSecret,
    logger: quietLogger(log),
    bodyLimit: '512kb',
    customRoutes: [
      {
        path: '/healthz',
        method: 'GET',
        handler: (_request, response) => {
          response.writeHead(200, { 'content-type': 'text/plain' }).end('wardwatch listens\n');
        },
      },
    ],
  });
  return {
    init: (app: App) => receiver.init(app),
    async start() {
      const server = await receiver.start(port).catch((cause: unknown) => {
        const because = `Slack's requests cannot be taken on port ${port}: ${messageOf(cause)}. Set another one as slack.port.`;
        throw new WardwatchError('CONFIG_INVALID', because, { cause });
      });
      const address = server.address();
      log('slack.listening', { over: 'HTTP', port: typeof address === 'object' ? address?.port : port });
    },
    async stop() {
      // It refuses only where it never started.
      await receiver.stop().catch(() => undefined);
    },
  };
}
