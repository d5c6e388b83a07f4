#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { visibleText } from '../domain/visible-text.ts';
import { messageOf, WardwatchError } from '../errors.ts';

/** Each command's module, read only when it is asked for: the first answer of a tool should not wait for all of it. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./demo.ts')).demoCommand(),
  init: async () => (await import('./init.ts')).initCommand(),
  start: async () => (await import('./start.ts')).startCommand(),
  doctor: async () => (await import('./doctor.ts')).doctorCommand(),
  health: async () => (await import('./health.ts')).healthCommand(),
  sources: async () => (await import('./sources.ts')).sourcesCommand(),
  ingest: async () => (await import('./ingest.ts')).ingestCommand(),
  reingest: async () => (await import('./reingest.ts')).reingestCommand(),
  assets: async () => (await import('./assets.ts')).assetsCommand(),
  watchlists: async () => (await import('./watchlists.ts')).watchlistsCommand(),
  names: async () => (await import('./names.ts')).namesCommand(),
  advisories: async () => (await import('./advisories.ts')).advisoriesCommand(),
  cases: async () => (await import('./cases.ts')).casesCommand(),
  remediation: async () => (await import('./remediation.ts')).remediationCommand(),
  suppressions: async () => (await import('./suppressions.ts')).suppressionsCommand(),
  backtest: async () => (await import('./backtest.ts')).backtestCommand(),
  digest: async () => (await import('./digest.ts')).digestCommand(),
  show: async () => (await import('./show.ts')).showCommand(),
  export: async () => (await import('./export.ts')).exportCommand(),
  audit: async () => (await import('./audit.ts')).auditCommand(),
  slack: async () => (await import('./slack.ts')).slackCommand(),
  outbox: async () => (await import('./outbox.ts')).outboxCommand(),
  try: async () => (await import('./try.ts')).tryCommand(),
};

const program = new Command('wardwatch')
  .description('Reads threat advisories, finds what touches your assets, and tells the right people with the reasons.')
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed, 2 wrong usage or part of the input refused, 130 interrupted.\nSee the whole job in a minute: wardwatch demo',
  )
  .showSuggestionAfterError(true)
  .exitOverride();
const asked = COMMANDS[process.argv[2] ?? ''];
for (const load of asked ? [asked] : Object.values(COMMANDS)) program.addCommand(await load());
for (const each of allCommands(program)) each.exitOverride();

// A reader that goes away (`wardwatch cases | head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function* allCommands(parent: Command): Generator<Command> {
  for (const child of parent.commands) {
    yield child;
    yield* allCommands(child);
  }
}

/** Says what went wrong in a sentence and gives the exit code. No stack trace reaches a user. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const code = error instanceof WardwatchError ? ` (${error.code})` : '';
  const words =
    error instanceof WardwatchError ? error.message.split('\n').map(visibleText).join('\n') : messageOf(error);
  process.stderr.write(`wardwatch: ${words}${code}\n`);
  if (process.env.WARDWATCH_LOG === 'debug' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return error instanceof WardwatchError && error.code === 'USAGE' ? 2 : 1;
}
