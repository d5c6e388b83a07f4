#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { visibleText } from '../domain/visible-text.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { advisoriesCommand } from './advisories.ts';
import { assetsCommand } from './assets.ts';
import { casesCommand } from './cases.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { healthCommand } from './health.ts';
import { ingestCommand } from './ingest.ts';
import { initCommand } from './init.ts';
import { showCommand } from './show.ts';
import { sourcesCommand } from './sources.ts';
import { startCommand } from './start.ts';
import { tryCommand } from './try.ts';

const program = new Command('wardwatch')
  .description('Reads threat advisories, finds what touches your assets, and tells the right people with the reasons.')
  .addCommand(demoCommand())
  .addCommand(initCommand())
  .addCommand(startCommand())
  .addCommand(doctorCommand())
  .addCommand(healthCommand())
  .addCommand(sourcesCommand())
  .addCommand(ingestCommand())
  .addCommand(assetsCommand())
  .addCommand(advisoriesCommand())
  .addCommand(casesCommand())
  .addCommand(showCommand())
  .addCommand(tryCommand())
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed, 2 wrong usage or part of the input refused, 130 interrupted.\nSee the whole job in a minute: wardwatch demo',
  )
  .showSuggestionAfterError(true)
  .exitOverride();
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
