import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import { readerFor, systemClock } from '../app-store.ts';
import type { Progress } from '../console/progress.ts';
import type { Asset } from '../domain/asset.ts';
import { nearestName } from '../domain/nearest-name.ts';
import { WardwatchError } from '../errors.ts';
import { openFile } from '../inventory/open-file.ts';
import { watchEffect } from '../office/effect-of-change.ts';
import { matchChanged } from '../pipeline/change-assets.ts';
import { type ImportProgress, type InventoryImported, importInventory } from '../pipeline/import-inventory.ts';
import type { ChangeMade } from '../ports/inventory-change.ts';
import type { InventoryPiece } from '../ports/inventory-file.ts';
import type { Store } from '../ports/store.ts';
import { printReport } from './assets-report.ts';
import { type CommonOptions, command, progressOf, settingsOf, whoIsHere, withApp, withStore } from './context.ts';

interface ImportOptions extends CommonOptions {
  readonly dryRun?: true;
  readonly sync?: true;
  readonly yesRemove?: string;
  readonly mapping?: string;
  readonly asset?: string;
}

/** `wardwatch assets import` */
export function importCommand(): Command {
  return command('import', 'Add and change assets from a file. Stored advisories are matched again', [
    'assets import assets.csv --dry-run',
    'assets import assets.csv',
    'assets import assets.csv --sync --dry-run',
    'assets import cmdb_ci.csv --mapping servicenow-devices',
    'assets import relay-desk.cdx.json --asset A-014',
  ])
    .argument(
      '<file>',
      'CSV with at least the columns id and product, JSON lines, a JSON list, CycloneDX, SPDX, or an export that a mapping knows',
    )
    .option('--dry-run', 'only say what would change')
    .option(
      '--sync',
      'also remove every asset that the file does not name; of a list of parts, only those of its asset',
    )
    .option('--yes-remove <n>', 'the number of assets that a sync may remove; asked for where it is more than 20 %')
    .option('--mapping <name>', 'which mapping reads the headings (config/inventory); they choose where absent')
    .option('--asset <id>', 'the asset that runs what a list of parts (SBOM) names')
    .action(async (file: string, options: ImportOptions) => {
      collectEarly();
      const outcome = options.dryRun ? await lookAt(file, options) : await change(file, options);
      const { report } = outcome;
      if (outcome.kind === 'asks') throw asks(outcome);
      if (outcome.kind === 'unread-rows') {
        throw new WardwatchError(
          'INVENTORY_UNREADABLE',
          `${report.refused.count} rows of ${file} cannot be read, and a sync would remove their assets. Correct them first; --dry-run lists them.`,
        );
      }
      if (outcome.kind === 'overtaken') {
        throw new WardwatchError('USAGE', 'Somebody changed the inventory meanwhile. Nothing was changed; try again.');
      }
      printReport(report, options, outcome.effect);
      if (report.refused.count > 0) process.exitCode = 2;
    });
}

/**
 * A million rows leave little behind, but V8 lets what is left of them grow to three or four times what is in use before it collects it:
 * a hundred megabytes and more. It looks at this flag each time it collects, so that it holds from then on.
 */
function collectEarly(): void {
  setFlagsFromString('--heap-growing-percent=30');
}

type Outcome = InventoryImported & { readonly effect?: string };

function lookAt(file: string, options: ImportOptions): Promise<Outcome> {
  const say = afterAWhile(progressOf(options));
  return withStore(options, async ({ store }) => {
    const pieces = await piecesOf(file, store, options);
    const outcome = await importInventory({ store, clock: systemClock }, pieces, wishOf(options), progressTo(say));
    say.clear();
    return outcome;
  });
}

/** The workers start when there is something to match: until then nothing else should use the database. */
function change(file: string, options: ImportOptions): Promise<Outcome> {
  return withApp(options, async (app, progress, stopped) => {
    const { deps } = app;
    const say = afterAWhile(progress);
    const pieces = await piecesOf(file, app.store, options);
    let effect = async (made: ChangeMade): Promise<string> => {
      await matchChanged(deps, made);
      return 'Stored advisories are matched again; "wardwatch cases" says what came of it.';
    };
    const outcome = await importInventory(deps, pieces, wishOf(options), {
      ...progressTo(say, stopped),
      onChange: async (ids) => {
        if (ids !== undefined) effect = await watchEffect(deps, ids);
      },
    });
    say.clear();
    if (outcome.kind !== 'done') return outcome;
    await app.start();
    return { ...outcome, effect: await effect(outcome.change) };
  });
}

function wishOf(options: ImportOptions) {
  const mayRemove = options.yesRemove === undefined ? undefined : Number(options.yesRemove);
  return {
    sync: options.sync === true,
    dryRun: options.dryRun === true,
    actor: whoIsHere(),
    ...(mayRemove !== undefined && { mayRemove }),
  };
}

async function piecesOf(file: string, store: Store, options: ImportOptions): Promise<AsyncIterable<InventoryPiece>> {
  const host = options.asset === undefined ? undefined : await assetCalled(options.asset, store);
  return readerFor(settingsOf(options))(openFile(file), {
    ...(options.mapping !== undefined && { mapping: options.mapping }),
    ...(host && { host }),
  });
}

async function assetCalled(id: string, store: Store): Promise<Asset> {
  const [seen] = await store.seenAssets([id]);
  if (seen !== undefined) return seen.asset;
  const near = nearestName(id, await store.similarIds(id));
  const perhaps = near === undefined ? '"wardwatch assets find" looks for words.' : `Did you mean "${near}"?`;
  throw new WardwatchError('NOT_FOUND', `No asset is called "${id}". ${perhaps}`);
}

function asks({ report }: InventoryImported): WardwatchError {
  const { removed } = report.counts;
  return new WardwatchError(
    'USAGE',
    `The sync would remove ${removed} of ${report.inventory} assets, which is more than 20 %. Nothing was changed. --dry-run lists them; if it is right, say so with the number: --yes-remove ${removed}.`,
  );
}

function progressTo(say: Pick<Progress, 'step'>, stopped?: AbortSignal): ImportProgress {
  const tell = (text: string) => {
    stopped?.throwIfAborted();
    say.step(text);
  };
  return {
    onRows: (rows) => tell(`${rows} rows read and compared`),
    onCompared: (assets) => tell(`${assets} assets looked for in the file`),
    onChange: async () => undefined,
    onWritten: (assets) => tell(`${assets} changes written`),
  };
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
