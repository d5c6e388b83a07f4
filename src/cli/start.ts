import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { App } from '../app.ts';
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

/**
 * Builds the app, trying again while its database or queue is away, runs the named workers (all where absent) and stops in
 * order on SIGINT or SIGTERM.
 */
export async function runUntilStopped(options: CommonOptions, names?: readonly JobName[]): Promise<void> {
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
    sayWhatIsConfigured(app, options, names);
    await app.start(names);
    if (!names || names.includes('poll')) await app.schedulePolls();
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

function sayWhatIsConfigured(app: App, options: CommonOptions, names: readonly JobName[] | undefined): void {
  const settings = settingsOf(options);
  const { slack } = settings;
  const slackWords =
    slack.token !== undefined && slack.channel !== undefined
      ? `on, channel ${slack.channel}`
      : `off (${[slack.token === undefined && 'SLACK_BOT_TOKEN is not set', slack.channel === undefined && 'slack.channel is not in the config'].filter(Boolean).join(', ')})`;
  const lines = [
    `wardwatch runs ${names ? names.join(', ') : 'everything'}.`,
    `  config    ${settings.file ?? 'none; "wardwatch init" writes one'}`,
    `  database  ${settings.databaseUrl === undefined ? `embedded in ${options.data}` : 'PostgreSQL (DATABASE_URL)'}`,
    `  queue     ${settings.redisUrl === undefined ? 'in the database' : 'Redis (REDIS_URL)'}`,
    `  slack     ${slackWords}`,
    `  sources   ${app.deps.sources.size}: ${[...app.deps.sources.keys()].join(', ')}`,
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
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
