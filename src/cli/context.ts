import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { App, AppOptions } from '../app.ts';
import { type OpenStore, openAppStore } from '../app-store.ts';
import { loadSettings, type Settings } from '../config/settings.ts';
import { createProgress, type Progress, silentProgress } from '../console/progress.ts';
import type { Actor } from '../domain/actor.ts';
import { createLog } from '../log.ts';
import type { PendingWork } from '../ports/store.ts';

/** The options that every command takes. */
export interface CommonOptions {
  readonly data: string;
  readonly json?: true;
  readonly config?: string;
}

/** A command with the common options. */
export function command(name: string, description: string, examples: readonly string[]): Command {
  return new Command(name)
    .description(description)
    .option('--data <dir>', 'the folder that holds the embedded database', './data')
    .option('--config <file>', 'the config file (default: config/wardwatch.yaml, if it is there)')
    .option('--json', 'machine-readable output')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ wardwatch ${example}`).join('\n')}`);
}

/** Colour only on a terminal, and not where NO_COLOR asks for none. */
export function wantsColour(stream: { isTTY?: boolean }): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

/** Who runs the command, for the audit. */
export function whoIsHere(): Actor {
  const name = loginName();
  return { id: `cli:${name}`, name };
}

/** An account that the machine has no name for is a number. */
function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}

export function settingsOf(options: CommonOptions): Settings {
  return loadSettings(options.config, process.env);
}

/** Progress on standard error; none where a machine reads. */
export function progressOf(options: Pick<CommonOptions, 'json'>): Progress {
  return options.json ? silentProgress : createProgress(process.stderr, process.stderr.isTTY === true);
}

/** Opens the store, does the work, closes the store. */
export async function withStore<T>(options: CommonOptions, work: (opened: OpenStore) => Promise<T>): Promise<T> {
  const opened = await openAppStore({ settings: settingsOf(options), dataFolder: resolve(options.data) });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

/**
 * Builds the whole app for a command: alerts go to standard output as cards, or as JSON lines with `--json`. The log shows
 * warnings, or what `logLevel` or WARDWATCH_LOG (debug, info, warn, silent) says.
 */
export async function appFor(
  options: CommonOptions,
  progress: Progress,
  more: Partial<Pick<AppOptions, 'settings' | 'clock' | 'sources' | 'http'>> & { readonly logLevel?: string } = {},
): Promise<App> {
  const { logLevel = 'warn', ...appOptions } = more;
  const { buildApp } = await import('../app.ts');
  return buildApp({
    settings: appOptions.settings ?? settingsOf(options),
    dataFolder: resolve(options.data),
    log: createLog({
      isTty: process.stderr.isTTY === true,
      level: process.env.WARDWATCH_LOG ?? logLevel,
    }),
    terminal: {
      out: Object.assign(process.stdout, { fd: 1 }),
      colour: wantsColour(process.stdout),
      format: options.json ? 'json' : 'cards',
      beforePrint: () => progress.clear(),
    },
    ...appOptions,
  });
}

/**
 * Builds the app, starts its workers, does the work, waits until everything is read, matched and told, and closes. Ctrl-C
 * ends it in order: what is stored stays, and the next start goes on from there.
 */
export function withRunningApp<T>(
  options: CommonOptions,
  work: (app: App, progress: Progress) => Promise<T>,
): Promise<T> {
  return withApp(options, async (app, progress) => {
    await app.start();
    return work(app, progress);
  });
}

/** The same for work that starts the workers itself, when it has something for them. `stopped` aborts at Ctrl-C. */
export async function withApp<T>(
  options: CommonOptions,
  work: (app: App, progress: Progress, stopped: AbortSignal) => Promise<T>,
): Promise<T> {
  const progress = progressOf(options);
  const app = await appFor(options, progress);
  const stopped = new AbortController();
  let closing: Promise<void> | undefined;
  const stop = () => {
    progress.clear();
    process.stderr.write('Interrupted. What is stored stays; the next start goes on from here.\n');
    stopped.abort();
    closing = app.close().finally(() => process.exit(130));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const result = await work(app, progress, stopped.signal);
    await app.settled((left) => progress.step(leftWords(left)));
    progress.clear();
    return result;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await (closing ?? app.close());
  }
}

/** What is left to be done, in words for a progress line. */
export function leftWords(left: PendingWork): string {
  const parts = [
    left.itemIds.length > 0 ? `${left.itemIds.length} documents to read` : '',
    left.advisoryIds.length > 0 ? `${left.advisoryIds.length} advisories to match` : '',
    left.rematch.waiting > 0 ? `re-matching ${left.rematch.total - left.rematch.waiting} of ${left.rematch.total}` : '',
    left.channels.length > 0 ? 'messages to send' : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'finishing' : parts.join(', ');
}
