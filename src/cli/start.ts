import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Settings } from '../config/settings.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import type { JobName } from '../ports/queue.ts';
import { appFor, type CommonOptions, command, progressOf, settingsOf } from './context.ts';
import { startHeartbeat } from './health.ts';

const RETRY_EVERY_MS = 5_000;

/** `wardwatch start`: everything in one process, until it is stopped. */
export function startCommand(): Command {
  return command('start', 'Run everything in one process: poll, read, match, tell. Ctrl-C stops it in order', [
    'start',
    'start --json >> events.jsonl',
  ]).action((options: CommonOptions) => runUntilStopped(options));
}

/** A part of wardwatch that runs as a process of its own. */
export interface Part {
  /** The workers; all of them where absent. */
  readonly names?: readonly JobName[];
  /** Whether it takes clicks and commands from Slack; absent: only where everything runs in this process. */
  readonly listens?: boolean;
  /** Whether it takes signed posts to sources of kind webhook; absent: only where everything runs in this process. */
  readonly receives?: boolean;
}

/**
 * Builds the app, trying again while its database or queue is away, runs the given part of it and stops in order on SIGINT or
 * SIGTERM.
 */
export async function runUntilStopped(options: CommonOptions, part: Part = {}): Promise<void> {
  const { names, listens = names === undefined, receives = names === undefined } = part;
  const stopped = new AbortController();
  const stop = () => {
    if (stopped.signal.aborted) process.exit(130);
    process.stderr.write('wardwatch is stopping; once more stops it at once.\n');
    stopped.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const app = await buildPatiently(options, stopped.signal);
  if (!app) return;
  let endHeartbeat = () => {};
  try {
    sayWhatIsConfigured(app, options, part);
    await app.start(names);
    if (!names || names.includes('poll')) await app.schedulePolls();
    if (listens) await app.listen?.();
    if (receives) await app.receive?.();
    endHeartbeat = startHeartbeat(app, options.data);
    await untilAborted(stopped.signal);
  } finally {
    endHeartbeat();
    await app.close();
    process.stderr.write('wardwatch has stopped.\n');
  }
}

async function buildPatiently(options: CommonOptions, signal: AbortSignal): Promise<App | undefined> {
  while (!signal.aborted) {
    try {
      return await appFor(options, progressOf({ json: true }), { logLevel: 'info' });
    } catch (error) {
      if (!(error instanceof WardwatchError) || error.retry === 'never') throw error;
      process.stderr.write(`wardwatch: ${messageOf(error)} Trying again every 5 s.\n`);
      await pause(RETRY_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

function sayWhatIsConfigured(app: App, options: CommonOptions, { names, listens, receives }: Part): void {
  const settings = settingsOf(options);
  const runs =
    names === undefined
      ? 'everything'
      : [...names, ...(listens ? ["Slack's clicks and commands"] : []), ...(receives ? ['signed posts'] : [])].join(
          ', ',
        );
  const lines = [
    `wardwatch runs ${runs}.`,
    `  config    ${settings.file ?? 'none; "wardwatch init" writes one'}`,
    `  database  ${settings.databaseUrl === undefined ? `embedded in ${options.data}` : 'PostgreSQL (DATABASE_URL)'}`,
    `  queue     ${settings.redisUrl === undefined ? 'in the database' : 'Redis (REDIS_URL)'}`,
    `  slack     ${postingWords(settings)}`,
    `  buttons   ${listeningWords(settings)}`,
    `  sources   ${app.deps.sources.size}: ${[...app.deps.sources.keys()].join(', ')}`,
    `  inventory ${takenFrom(app)}`,
    ...(app.receive === undefined ? [] : [`  webhooks  http://${hostOf(settings)}/hooks/<source>`]),
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
}

function hostOf({ webhook: { bind, port } }: Settings): string {
  return `${bind.includes(':') ? `[${bind}]` : bind}:${port}`;
}

/** Where the inventory is taken from by itself. */
function takenFrom({ deps: { origins } }: App): string {
  return origins.size === 0 ? 'by hand' : [...origins.values()].map(({ name }) => name).join(', ');
}

function postingWords({ slack }: Settings): string {
  const channels = [
    ...(slack.channel === undefined ? [] : [slack.channel]),
    ...slack.routes.map((route) => route.channel),
    ...slack.digests.map((digest) => digest.to),
  ];
  const missing = [
    ...(slack.token === undefined ? ['SLACK_BOT_TOKEN is not set'] : []),
    ...(channels.length === 0 ? ['slack.channel is not in the config'] : []),
  ];
  return missing.length > 0 ? `off (${missing.join(', ')})` : `on, ${[...new Set(channels)].join(', ')}`;
}

function listeningWords({ slack }: Settings): string {
  if (slack.token === undefined) return 'off (SLACK_BOT_TOKEN is not set)';
  if (slack.appToken !== undefined) return 'on, Socket Mode';
  if (slack.signingSecret !== undefined) return `on, HTTP on port ${slack.port}`;
  return 'off (neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set)';
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const keepAlive = setInterval(() => undefined, 3_600_000);
    const end = () => {
      clearInterval(keepAlive);
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
