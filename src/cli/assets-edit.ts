import type { Command } from 'commander';
import { COLUMNS, type Column } from '../domain/asset-columns.ts';
import { nearestName } from '../domain/nearest-name.ts';
import { WardwatchError } from '../errors.ts';
import { createInventoryOffice } from '../office/inventory-office.ts';
import type { AssetSaved, NameHint } from '../ports/inventory-office.ts';
import { printReport } from './assets-report.ts';
import { type CommonOptions, command, whoIsHere, withRunningApp } from './context.ts';
import { print, printJson } from './print.ts';

/** `wardwatch assets add` */
export function addCommand(): Command {
  return command('add', 'Add an asset', ['assets add A-099 product="Relay Desk" vendor=Example site="Main campus"'])
    .argument('<id>', 'the new asset')
    .argument('<column=value...>', 'the columns of the CSV; product is needed')
    .action((id: string, edits: string[], options: CommonOptions) => save(id, edits, { isNew: true }, options));
}

/** `wardwatch assets edit` */
export function editCommand(): Command {
  return command('edit', 'Change an asset, or add one, column by column; an empty value takes a fact away', [
    'assets edit A-014 version=23.9.8 version_confirmed_at=2026-11-25',
    'assets edit A-099 product="Relay Desk" vendor=Example site="Main campus"',
  ])
    .argument('<id>', 'the asset')
    .argument('<column=value...>', 'the columns of the CSV')
    .action((id: string, edits: string[], options: CommonOptions) => save(id, edits, { isNew: false }, options));
}

/** `wardwatch assets remove` */
export function removeCommand(): Command {
  return command('remove', 'Remove assets', ['assets remove A-014 A-015'])
    .argument('<id...>', 'the assets')
    .action(async (ids: string[], options: CommonOptions) => {
      const effect = await withRunningApp(options, async ({ deps }, progress) => {
        progress.step('changing the inventory');
        const removed = await createInventoryOffice(deps).remove(ids, whoIsHere());
        if (removed.kind === 'removed') return removed.effect();
        if (removed.kind === 'unknown') {
          throw new WardwatchError(
            'NOT_FOUND',
            `No asset is called "${removed.ids.join('", "')}". Nothing was removed.`,
          );
        }
        throw new WardwatchError('USAGE', 'Somebody changed them in the same moment. Nothing was removed; try again.');
      });
      if (options.json) printJson({ removed: ids, effect });
      else print(`${ids.length} removed. "wardwatch assets undo" brings them back for 24 hours. ${effect}`);
    });
}

async function save(
  id: string,
  edits: readonly string[],
  { isNew }: { readonly isNew: boolean },
  options: CommonOptions,
): Promise<void> {
  const cells = new Map(edits.map(readEdit));
  const done = await withRunningApp(options, async ({ deps }, progress) => {
    progress.step('changing the inventory');
    const office = createInventoryOffice(deps);
    const seen = isNew ? undefined : (await office.asset(id))?.version;
    const saved = await office.save({ id, cells, actor: whoIsHere(), ...(seen !== undefined && { seen }) });
    if (saved.kind !== 'saved') return { saved, hints: [], effect: undefined };
    const isNamed = saved.isNew || saved.fields.includes('vendor') || saved.fields.includes('product');
    const hints = isNamed ? await office.nameHints(saved.view.asset) : [];
    return { saved, hints, effect: await saved.effect() };
  });
  printSaved(id, done, options);
}

interface Saved {
  readonly saved: AssetSaved;
  readonly hints: readonly NameHint[];
  readonly effect: string | undefined;
}

function printSaved(id: string, { saved, hints, effect }: Saved, options: CommonOptions): void {
  if (saved.kind === 'unreadable') {
    throw new WardwatchError('USAGE', [...saved.errors].map(([column, because]) => `${column}: ${because}`).join(' '));
  }
  if (saved.kind === 'gone' || saved.kind === 'overtaken') {
    throw new WardwatchError('USAGE', `Somebody changed "${id}" in the same moment. Nothing was changed; try again.`);
  }
  const isSaved = saved.kind === 'saved';
  const { asset } = saved.view;
  const added = isSaved && saved.isNew ? [asset] : [];
  const changed = isSaved && !saved.isNew ? [{ before: asset, after: asset, fields: saved.fields }] : [];
  const notes = hints.map((hint) => ({ because: hintWords(hint) }));
  const counts = { added: added.length, changed: changed.length, removed: 0, unchanged: isSaved ? 0 : 1 };
  const refused = { count: 0, first: [] };
  const report = { counts, inventory: 0, added, changed, removed: [], refused };
  printReport({ ...report, notes: { count: notes.length, first: notes } }, options, effect);
}

function hintWords({ column, written, nearest }: NameHint): string {
  const perhaps = nearest === undefined ? 'Check its spelling.' : `Did you mean "${nearest}"?`;
  return `No ${column} that wardwatch knows is called "${written}": none of its lexicon, no other asset and no stored advisory. ${perhaps}`;
}

function readEdit(text: string): readonly [Column, string] {
  const [name = '', ...rest] = text.split('=');
  const column = COLUMNS.find((each) => each === name.trim().toLowerCase() && each !== 'id');
  if (column !== undefined && rest.length > 0) return [column, rest.join('=').trim()];
  const nearest = nearestName(name, COLUMNS);
  const perhaps = nearest === undefined ? ` The columns are ${COLUMNS.join(', ')}.` : ` Did you mean "${nearest}"?`;
  throw new WardwatchError('USAGE', `"${text}" is not column=value.${perhaps}`);
}
