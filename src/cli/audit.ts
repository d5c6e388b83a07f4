import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import type { AuditEntry } from '../domain/audit.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import type { Store } from '../ports/store.ts';
import { type CommonOptions, command, withStore } from './context.ts';
import { print, printJson, printTable } from './print.ts';

const MOST_LISTED = 50;

/** `wardwatch audit …`: who did what, in a chain in which nothing can be changed or taken out unseen. */
export function auditCommand(): Command {
  return new Command('audit')
    .description('Who did what with cases, sources and assets')
    .addCommand(listCommand())
    .addCommand(exportCommand());
}

function listCommand(): Command {
  return command('list', `List the newest ${MOST_LISTED} entries, newest first`, [
    'audit list',
    'audit list --json',
  ]).action((options: CommonOptions) =>
    withStore(options, async ({ store }) => {
      const entries = await store.auditEntries({ limit: MOST_LISTED });
      if (options.json) for (const entry of entries) printJson(entry);
      else if (entries.length === 0) print('Nobody has done anything yet.');
      else printEntries(entries);
      await refuseBrokenChain(store);
    }),
  );
}

function exportCommand(): Command {
  return command('export', 'Write every entry as JSON lines, oldest first, and check the chain', [
    'audit export > audit.jsonl',
    'audit export --out audit.jsonl',
  ])
    .option('--out <file>', 'write to this file instead of standard output')
    .action((options: CommonOptions & { readonly out?: string }) =>
      withStore(options, async ({ store }) => {
        const oldestFirst = [...(await store.auditEntries({}))].reverse();
        if (options.out === undefined) for (const entry of oldestFirst) printJson(entry);
        else writeEntries(options.out, oldestFirst);
        await refuseBrokenChain(store);
      }),
    );
}

function printEntries(entries: readonly AuditEntry[]): void {
  printTable(
    ['number', 'at', 'who', 'what', 'subject'],
    entries.map(({ number, at, actor, action, subject }) => [`${number}`, at, actor.name, action, subject]),
  );
}

function writeEntries(file: string, entries: readonly AuditEntry[]): void {
  try {
    writeFileSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  } catch (cause) {
    throw new WardwatchError('USAGE', `${file} cannot be written: ${messageOf(cause)}.`, { cause });
  }
}

/** The entries are shown all the same: what was changed is evidence too. */
async function refuseBrokenChain(store: Store): Promise<void> {
  const number = await store.auditBreak();
  if (number === undefined) return;
  throw new WardwatchError(
    'AUDIT_BROKEN',
    `The audit is not as wardwatch wrote it: entry ${number} was changed, taken out or put in. What comes before it is intact.`,
  );
}
