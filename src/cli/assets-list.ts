import type { Command } from 'commander';
import { systemClock } from '../app-store.ts';
import type { Asset } from '../domain/asset.ts';
import { isVersionStale } from '../domain/stale-version.ts';
import { dayOf } from '../domain/time.ts';
import { assetsToCsv, assetsToCsvRows } from '../inventory/export-csv.ts';
import type { Store } from '../ports/store.ts';
import { wordsIn } from '../query/words-in.ts';
import { type CommonOptions, command, settingsOf, withStore } from './context.ts';
import { print, printJson, printTable } from './print.ts';

/** `wardwatch assets stale` */
export function staleCommand(): Command {
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

/** `wardwatch assets list` */
export function listCommand(): Command {
  return command('list', 'List the assets', ['assets list', 'assets list --json']).action((options: CommonOptions) =>
    withStore(options, async ({ store }) => printAssets(await store.assets(), options)),
  );
}

/** `wardwatch assets find` */
export function findCommand(): Command {
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

/** `wardwatch assets export` */
export function exportCommand(): Command {
  return command('export', 'Write the inventory to standard output, as CSV or with --json as JSON lines', [
    'assets export > assets.csv',
    'assets export --json > assets.jsonl',
  ]).action((options: CommonOptions) =>
    withStore(options, async ({ store }) => {
      if (!options.json) process.stdout.write(assetsToCsv([]));
      for await (const page of pagesOf(store)) {
        const lines = options.json ? page.map((asset) => `${JSON.stringify(asset)}\n`).join('') : assetsToCsvRows(page);
        if (!process.stdout.write(lines)) await new Promise((resolve) => process.stdout.once('drain', resolve));
      }
    }),
  );
}

/** More are not read on a terminal; the export has them all. */
const MOST_FOUND = 10_000;
const PAGE = 1_000;

/** The inventory in pieces, since it need not fit into memory. */
async function* pagesOf(store: Store): AsyncGenerator<readonly Asset[]> {
  for (let last: string | undefined; ; ) {
    const page = await store.assetsAfter(last, PAGE);
    if (page.length > 0) yield page;
    last = page.at(-1)?.id;
    if (page.length < PAGE || last === undefined) return;
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
