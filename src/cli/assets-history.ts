import type { Command } from 'commander';
import { changedFields } from '../domain/assets-diff.ts';
import { WardwatchError } from '../errors.ts';
import { createInventoryOffice } from '../office/inventory-office.ts';
import type { AssetChangeRecord } from '../ports/inventory-change.ts';
import { type CommonOptions, command, whoIsHere, withRunningApp, withStore } from './context.ts';
import { print, printJson, printTable } from './print.ts';

const MOST_LINES = 100;

/** `wardwatch assets history`: of the inventory, or of one asset. */
export function historyCommand(): Command {
  return command('history', 'List the changes of the inventory or of one asset, newest first', [
    'assets history',
    'assets history A-014',
  ])
    .argument('[id]', 'an asset')
    .action((id: string | undefined, options: CommonOptions) =>
      id === undefined ? listChanges(options) : listChangesOf(id, options),
    );
}

/** `wardwatch assets undo` */
export function undoCommand(): Command {
  return command('undo', 'Take a change of the inventory back, within 24 hours', ['assets undo', 'assets undo 7'])
    .argument('[number]', 'the change; the last one where absent')
    .action(async (number: string | undefined, options: CommonOptions) => {
      const wanted = number === undefined ? undefined : Number.parseInt(number, 10) || 0;
      const undone = await withRunningApp(options, async ({ deps }, progress) => {
        progress.step('changing the inventory');
        const outcome = await createInventoryOffice(deps).undo(wanted, whoIsHere());
        if (outcome.kind === 'refused') throw new WardwatchError('USAGE', outcome.because);
        return { number: outcome.number, effect: await outcome.effect() };
      });
      if (options.json) printJson({ undone: undone.number, effect: undone.effect });
      else print(`Change ${undone.number} is undone. ${undone.effect}`);
    });
}

async function listChanges(options: CommonOptions): Promise<void> {
  const changes = await withStore(options, ({ store }) => store.inventoryChanges(MOST_LINES));
  if (options.json) for (const change of changes) printJson(change);
  else {
    printTable(
      ['number', 'at', 'by', 'added', 'changed', 'removed', 'undone'],
      changes.map((one) => [
        ...[`${one.number}`, shown(one.at), one.by],
        ...[`${one.added}`, `${one.changed}`, `${one.removed}`, one.undone ? 'yes' : ''],
      ]),
    );
  }
}

async function listChangesOf(id: string, options: CommonOptions): Promise<void> {
  const changes = await withStore(options, ({ store }) => store.assetHistory(id, MOST_LINES));
  if (changes.length === 0) throw new WardwatchError('NOT_FOUND', `No change of an asset called "${id}" is stored.`);
  if (options.json) for (const change of changes) printJson(change);
  else {
    printTable(
      ['number', 'at', 'by', 'undone', 'what'],
      changes.map((one) => [`${one.number}`, shown(one.at), one.by, one.undone ? 'yes' : '', whatWords(one)]),
    );
  }
}

function shown(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
}

/** What is seen on an asset may be an attacker's address, and is only named. */
function whatWords({ before, after }: AssetChangeRecord): string {
  if (after === undefined) return 'removed';
  if (before === undefined) return 'added';
  const old: Readonly<Record<string, unknown>> = { ...before };
  const now: Readonly<Record<string, unknown>> = { ...after };
  return changedFields(before, after)
    .map((name) => (name === 'observables' ? name : `${name} ${valueWords(old[name])} → ${valueWords(now[name])}`))
    .join('; ');
}

function valueWords(value: unknown): string {
  if (value === undefined) return 'unknown';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
