import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { App } from '../app.ts';
import { systemClock } from '../app-store.ts';
import { counted } from '../cases/listed.ts';
import type { Progress } from '../console/progress.ts';
import type { Asset } from '../domain/asset.ts';
import { COLUMNS, type Column } from '../domain/asset-columns.ts';
import type { AssetsDiff } from '../domain/assets-diff.ts';
import { nearestName } from '../domain/nearest-name.ts';
import { isVersionStale } from '../domain/stale-version.ts';
import { dayOf } from '../domain/time.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { readAssetsCsv } from '../inventory/csv.ts';
import { assetsToCsv } from '../inventory/export-csv.ts';
import { watchEffect } from '../office/effect-of-change.ts';
import { createInventoryOffice } from '../office/inventory-office.ts';
import { compareAssets } from '../pipeline/compare-assets.ts';
import type { AssetsCsv } from '../ports/inventory-file.ts';
import type { AssetSaved } from '../ports/inventory-office.ts';
import type { Store } from '../ports/store.ts';
import { wordsIn } from '../query/words-in.ts';
import {
  type CommonOptions,
  command,
  progressOf,
  settingsOf,
  whoIsHere,
  withRunningApp,
  withStore,
} from './context.ts';
import { print, printJson, printTable } from './print.ts';

/** `wardwatch assets …`: the inventory that advisories are matched against. */
export function assetsCommand(): Command {
  return new Command('assets')
    .description('The inventory that advisories are matched against')
    .addCommand(importCommand())
    .addCommand(editCommand())
    .addCommand(removeCommand())
    .addCommand(historyCommand())
    .addCommand(undoCommand())
    .addCommand(rematchCommand())
    .addCommand(staleCommand())
    .addCommand(listCommand())
    .addCommand(findCommand())
    .addCommand(exportCommand());
}

interface ImportOptions extends CommonOptions {
  readonly dryRun?: true;
  readonly sync?: true;
}

function importCommand(): Command {
  return command('import', 'Add and change assets from a CSV. Stored advisories are matched again', [
    'assets import assets.csv --dry-run',
    'assets import assets.csv',
    'assets import assets.csv --sync --dry-run',
  ])
    .argument('<file>', 'a CSV with at least the columns id and product')
    .option('--dry-run', 'only say what would change')
    .option('--sync', 'also remove every asset that the file does not name')
    .action(async (file: string, options: ImportOptions) => {
      const say = afterAWhile(progressOf(options));
      const csv = await readAssetsCsv(readBytes(file), (rows) => say.step(`${rows} rows read`));
      if (options.sync && csv.refused.length > 0 && !options.dryRun) {
        throw new WardwatchError(
          'INVENTORY_UNREADABLE',
          `${csv.refused.length} rows of ${file} cannot be read, and a sync would remove their assets. Correct them first; --dry-run lists them.`,
        );
      }
      const diffOf = (store: Store) =>
        compareAssets(store, csv.assets, options.sync === true, (assets) => say.step(`${assets} assets compared`));
      const { diff, effect } = options.dryRun
        ? { diff: await withStore(options, ({ store }) => diffOf(store)), effect: undefined }
        : await changing(options, async (app) => importDiff(app, await diffOf(app.store)));
      say.clear();
      printDiff(diff, csv, options, effect);
      if (csv.refused.length > 0) process.exitCode = 2;
    });
}

/** Progress of which nothing is seen where the work is done within two seconds. */
function afterAWhile(progress: Progress): Pick<Progress, 'step' | 'clear'> {
  const begunMs = performance.now();
  return {
    step: (text) => {
      if (performance.now() - begunMs > PATIENCE_MS) progress.step(text);
    },
    clear: () => progress.clear(),
  };
}

const PATIENCE_MS = 2_000;

async function importDiff({ deps }: App, diff: AssetsDiff): Promise<{ diff: AssetsDiff; effect?: string }> {
  const save = [...diff.added, ...diff.changed.map((change) => change.after)];
  const remove = diff.removed.map((asset) => asset.id);
  const effect = await watchEffect(deps, [...save.map((asset) => asset.id), ...remove]);
  const outcome = await deps.store.changeInventory({ save, remove }, whoIsHere(), deps.clock.now());
  return { diff, ...(outcome.kind === 'changed' && { effect: await effect(outcome) }) };
}

function changing<T>(options: CommonOptions, work: (app: App) => Promise<T>): Promise<T> {
  return withRunningApp(options, (app, progress) => {
    progress.step('changing the inventory');
    return work(app);
  });
}

function editCommand(): Command {
  return command('edit', 'Change an asset, or add one, column by column; an empty value takes a fact away', [
    'assets edit A-014 version=23.9.8 version_confirmed_at=2026-11-25',
    'assets edit A-099 product="Relay Desk" vendor=Example site="Main campus"',
  ])
    .argument('<id>', 'the asset')
    .argument('<column=value...>', 'the columns of the CSV')
    .action(async (id: string, edits: string[], options: CommonOptions) => {
      const values = new Map(edits.map(readEdit));
      const done = await changing(options, async ({ deps }) => {
        const office = createInventoryOffice(deps);
        const seen = (await office.asset(id))?.version;
        const actor = whoIsHere();
        const saved = await office.save({ id, cells: values, actor, ...(seen !== undefined && { seen }) });
        return { saved, effect: saved.kind === 'saved' ? await saved.effect() : undefined };
      });
      printEdit(id, done, options);
    });
}

function printEdit(
  id: string,
  { saved, effect }: { readonly saved: AssetSaved; readonly effect: string | undefined },
  options: CommonOptions,
): void {
  if (saved.kind === 'unreadable') {
    throw new WardwatchError('USAGE', [...saved.errors].map(([column, because]) => `${column}: ${because}`).join(' '));
  }
  if (saved.kind === 'gone' || saved.kind === 'overtaken') {
    throw new WardwatchError('USAGE', `Somebody changed "${id}" in the same moment. Nothing was changed; try again.`);
  }
  const isSaved = saved.kind === 'saved';
  const { asset } = saved.view;
  const diff = {
    added: isSaved && saved.isNew ? [asset] : [],
    changed: isSaved && !saved.isNew ? [{ before: asset, after: asset, fields: saved.fields }] : [],
    removed: [],
    unchanged: isSaved ? 0 : 1,
  };
  printDiff(diff, { refused: [], notes: [] }, options, effect);
}

function readEdit(text: string): readonly [Column, string] {
  const [name = '', ...rest] = text.split('=');
  const column = COLUMNS.find((each) => each === name.trim().toLowerCase() && each !== 'id');
  if (column !== undefined && rest.length > 0) return [column, rest.join('=').trim()];
  const nearest = nearestName(name, COLUMNS);
  const perhaps = nearest === undefined ? ` The columns are ${COLUMNS.join(', ')}.` : ` Did you mean "${nearest}"?`;
  throw new WardwatchError('USAGE', `"${text}" is not column=value.${perhaps}`);
}

function removeCommand(): Command {
  return command('remove', 'Remove assets', ['assets remove A-014 A-015'])
    .argument('<id...>', 'the assets')
    .action(async (ids: string[], options: CommonOptions) => {
      const effect = await changing(options, async ({ deps }) => {
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

function historyCommand(): Command {
  return command('history', 'List the changes of the inventory, newest first', ['assets history']).action(
    async (options: CommonOptions) => {
      const changes = await withStore(options, ({ store }) => store.inventoryChanges(MOST_LINES));
      if (options.json) for (const change of changes) printJson(change);
      else {
        printTable(
          ['number', 'at', 'by', 'added', 'changed', 'removed', 'undone'],
          changes.map((one) => [
            ...[`${one.number}`, one.at.slice(0, 16).replace('T', ' '), one.by],
            ...[`${one.added}`, `${one.changed}`, `${one.removed}`, one.undone ? 'yes' : ''],
          ]),
        );
      }
    },
  );
}

function undoCommand(): Command {
  return command('undo', 'Take a change of the inventory back, within 24 hours', ['assets undo', 'assets undo 7'])
    .argument('[number]', 'the change; the last one where absent')
    .action(async (number: string | undefined, options: CommonOptions) => {
      const wanted = number === undefined ? undefined : Number.parseInt(number, 10) || 0;
      const undone = await changing(options, async ({ deps }) => {
        const outcome = await createInventoryOffice(deps).undo(wanted, whoIsHere());
        if (outcome.kind === 'refused') throw new WardwatchError('USAGE', outcome.because);
        return { number: outcome.number, effect: await outcome.effect() };
      });
      if (options.json) printJson({ undone: undone.number, effect: undone.effect });
      else print(`Change ${undone.number} is undone. ${undone.effect}`);
    });
}

function rematchCommand(): Command {
  return command('rematch', 'Match everything that is stored again, or stop what is being matched again', [
    'assets rematch',
    'assets rematch --cancel',
  ])
    .option('--cancel', 'stop it; what is left keeps its matches of before, and "wardwatch assets rematch" goes on')
    .action(async (options: CommonOptions & { readonly cancel?: true }) => {
      const at = systemClock.now();
      if (options.cancel) {
        const left = await withStore(options, ({ store }) => store.holdRematch(whoIsHere(), at));
        return options.json ? printJson({ left }) : print(stoppedWords(left));
      }
      const advisories = await withRunningApp(options, async (app) => {
        const marked = await app.store.rematchByHand(whoIsHere(), at);
        await app.wake();
        return marked;
      });
      if (options.json) printJson({ advisories });
      else print(`${counted(advisories, 'advisory', 'advisories')} matched again.`);
    });
}

function stoppedWords(left: number): string {
  if (left === 0) return 'Nothing is being matched again.';
  const wait = `${counted(left, 'advisory', 'advisories')} ${left === 1 ? 'waits' : 'wait'} to be matched again`;
  return `Stopped. ${wait} and ${left === 1 ? 'keeps its' : 'keep their'} matches of before; "wardwatch assets rematch" goes on.`;
}

function staleCommand(): Command {
  return command('stale', 'List assets whose version nobody confirmed for long', [
    'assets stale',
    'assets stale --days 180',
  ])
    .option('--days <n>', 'for how long; assets.staleAfter of the config where absent')
    .action(async (options: CommonOptions & { readonly days?: string }) => {
      const days = Number.parseInt(options.days ?? '', 10) || settingsOf(options).staleAfterDays;
      const today = dayOf(systemClock.now());
      const assets = await withStore(options, ({ store }) => store.assets());
      const stale = assets.filter((asset) => isVersionStale(asset, today, days));
      printAssets(stale, options);
    });
}

function listCommand(): Command {
  return command('list', 'List the assets', ['assets list', 'assets list --json']).action((options: CommonOptions) =>
    withStore(options, async ({ store }) => printAssets(await store.assets(), options)),
  );
}

function findCommand(): Command {
  return command('find', 'Find assets by any of their words', [
    'assets find screenconnect',
    'assets find "windows server" site-12',
  ])
    .argument('<words...>', 'all of them must be in the asset')
    .action((words: string[], options: CommonOptions) =>
      withStore(options, async ({ store }) => {
        const { assets } = await store.findAssets(wordsIn(words.join(' ')), { offset: 0, limit: MOST_FOUND });
        printAssets(assets, options);
        if (assets.length === 0) process.exitCode = 1;
      }),
    );
}

function exportCommand(): Command {
  return command('export', 'Write the inventory as CSV to standard output', ['assets export > assets.csv']).action(
    (options: CommonOptions) =>
      withStore(options, async ({ store }) => {
        const assets = await store.assets();
        if (options.json) for (const asset of assets) printJson(asset);
        else process.stdout.write(assetsToCsv(assets));
      }),
  );
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new WardwatchError('INVENTORY_UNREADABLE', `${file} cannot be read: ${messageOf(cause)}.`, { cause });
  }
}

function printAssets(assets: readonly Asset[], options: CommonOptions): void {
  if (options.json) {
    for (const asset of assets) printJson(asset);
    return;
  }
  printTable(
    ['id', 'product', 'version', 'site', 'exposure', 'supplier', 'hostname'],
    assets.map((asset) => [
      asset.id,
      [asset.vendor, asset.product].filter(Boolean).join(' '),
      asset.version ?? '?',
      asset.site ?? '',
      asset.exposure ?? '?',
      asset.supplier ?? '',
      asset.hostname ?? '',
    ]),
  );
  print(`${assets.length} ${assets.length === 1 ? 'asset' : 'assets'}`);
}

function printDiff(
  diff: AssetsDiff,
  csv: Pick<AssetsCsv, 'refused' | 'notes'>,
  options: ImportOptions,
  effect?: string,
): void {
  if (options.json) {
    printJson({
      dryRun: options.dryRun === true,
      added: diff.added.map((asset) => asset.id),
      changed: diff.changed.map((change) => ({ id: change.after.id, fields: change.fields })),
      removed: diff.removed.map((asset) => asset.id),
      unchanged: diff.unchanged,
      refused: csv.refused,
      notes: csv.notes,
      ...(effect !== undefined && { effect }),
    });
    return;
  }
  const verb = options.dryRun ? 'would be ' : '';
  const removedWords = options.sync ? ` ${diff.removed.length} ${verb}removed,` : '';
  print(
    `${diff.added.length} ${verb}added, ${diff.changed.length} ${verb}changed,${removedWords} ${diff.unchanged} unchanged, ${csv.refused.length} refused.`,
  );
  printTable(
    ['', 'id', 'what'],
    [
      ...diff.added.map((asset) => [
        'added',
        asset.id,
        [asset.vendor, asset.product, asset.version].filter(Boolean).join(' '),
      ]),
      ...diff.changed.map((change) => ['changed', change.after.id, change.fields.join(', ')]),
      ...diff.removed.map((asset) => ['removed', asset.id, asset.product]),
    ].slice(0, MOST_LINES),
  );
  if (diff.added.length + diff.changed.length + diff.removed.length > MOST_LINES)
    print(`… and more; --json lists them all.`);
  if (csv.refused.length > 0) print('\nRefused:');
  printTable(
    ['line', 'because', 'row'],
    csv.refused.map((row) => [`${row.line}`, row.because, row.row ?? '']),
  );
  if (csv.notes.length > 0) print('\nNotes:');
  printTable(
    ['line', 'note'],
    csv.notes.map((note) => [note.line === undefined ? '' : `${note.line}`, note.because]),
  );
  if (effect !== undefined) print(effect);
}

const MOST_LINES = 100;
/** More are not read on a terminal; the export has them all. */
const MOST_FOUND = 10_000;
