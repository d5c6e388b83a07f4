import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Asset } from '../domain/asset.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { type AssetsCsv, readAssetsCsv } from '../inventory/csv.ts';
import { type AssetsDiff, diffAssets } from '../inventory/diff.ts';
import { assetsToCsv } from '../inventory/export-csv.ts';
import { importAssets } from '../pipeline/import-assets.ts';
import { type CommonOptions, command, whoIsHere, withRunningApp, withStore } from './context.ts';
import { print, printJson, printTable } from './print.ts';

/** `wardwatch assets …`: the inventory that advisories are matched against. */
export function assetsCommand(): Command {
  return new Command('assets')
    .description('The inventory that advisories are matched against')
    .addCommand(importCommand())
    .addCommand(listCommand())
    .addCommand(findCommand())
    .addCommand(exportCommand());
}

function importCommand(): Command {
  return command(
    'import',
    'Add and change assets from a CSV; nothing is removed. Stored advisories are matched again',
    ['assets import assets.csv --dry-run', 'assets import assets.csv'],
  )
    .argument('<file>', 'a CSV with at least the columns id and product')
    .option('--dry-run', 'only say what would change')
    .action(async (file: string, options: CommonOptions & { dryRun?: true }) => {
      const csv = readAssetsCsv(readBytes(file));
      if (options.dryRun) {
        const diff = await withStore(options, async ({ store }) => diffAssets(await store.assets(), csv.assets));
        printDiff(diff, csv, options);
      } else {
        const diff = await withRunningApp(options, async (app, progress) => {
          const found = diffAssets(await app.store.assets(), csv.assets);
          const touched = [...found.added, ...found.changed.map((change) => change.after)];
          progress.step(`storing ${touched.length} assets`);
          await importAssets(app.deps, touched, whoIsHere());
          return found;
        });
        printDiff(diff, csv, options);
      }
      if (csv.refused.length > 0) process.exitCode = 2;
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
        const wanted = words.join(' ').toLowerCase().split(/\s+/);
        const found = (await store.assets()).filter((asset) => {
          const text = JSON.stringify(Object.values(asset)).toLowerCase();
          return wanted.every((word) => text.includes(word));
        });
        printAssets(found, options);
        if (found.length === 0) process.exitCode = 1;
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

function printDiff(diff: AssetsDiff, csv: AssetsCsv, options: CommonOptions & { dryRun?: true }): void {
  if (options.json) {
    printJson({
      dryRun: options.dryRun === true,
      added: diff.added.map((asset) => asset.id),
      changed: diff.changed.map((change) => ({ id: change.after.id, fields: change.fields })),
      unchanged: diff.unchanged,
      refused: csv.refused,
      notes: csv.notes,
    });
    return;
  }
  const verb = options.dryRun ? 'would be ' : '';
  print(
    `${diff.added.length} ${verb}added, ${diff.changed.length} ${verb}changed, ${diff.unchanged} unchanged, ${csv.refused.length} refused.`,
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
    ].slice(0, MOST_LINES),
  );
  if (diff.added.length + diff.changed.length > MOST_LINES) print(`… and more; --json lists them all.`);
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
}

const MOST_LINES = 100;
