import type { Command } from 'commander';
import { productName } from '../domain/product-name.ts';
import { PRIORITIES, type Priority } from '../domain/triage.ts';
import { EMPTY_WATCHLIST, type WatchedProduct, type WatchlistContent } from '../domain/watch.ts';
import { WardwatchError } from '../errors.ts';
import { whyNeverMatches } from '../office/watched.ts';
import { createWatchlistOffice } from '../office/watchlist-office.ts';
import { editWatchlist, removeWatchlist } from '../pipeline/edit-watchlist.ts';
import { type CommonOptions, command, whoIsHere, withRunningApp } from './context.ts';
import { print, printJson, printWrapped } from './print.ts';
import { standing, warningWords, watchedOf } from './watchlist-words.ts';

/** `wardwatch watchlists set` */
export function setCommand(): Command {
  return command('set', 'Make a watchlist, or set some of what it watches for; what is not named stays', [
    'watchlists set imaging --supplier "Example Imaging" --from P2 --channel C0123456789',
    'watchlists set imaging --keyword DICOM --keyword PACS --exclude veterinary --expires 2027-06-30',
  ])
    .argument('<name>')
    .option('--vendor <words...>', 'words in the name of a vendor')
    .option('--supplier <words...>', 'words in the name of a supplier')
    .option('--site <words...>', 'words in the name of a site')
    .option('--keyword <words...>', 'words in the title of an advisory')
    .option('--exclude <words...>', 'words that keep a case away')
    .option('--from <priority>', 'cases of this priority and more urgent ones')
    .option('--channel <id>', 'the Slack channel that is told')
    .option('--expires <day>', 'the last day on which it holds, YYYY-MM-DD')
    .action((name: string, options: SetOptions) => change(name, (current) => withOptions(current, options), options));
}

interface SetOptions extends CommonOptions {
  readonly vendor?: readonly string[];
  readonly supplier?: readonly string[];
  readonly site?: readonly string[];
  readonly keyword?: readonly string[];
  readonly exclude?: readonly string[];
  readonly from?: string;
  readonly channel?: string;
  readonly expires?: string;
}

function withOptions(current: WatchlistContent, options: SetOptions): WatchlistContent {
  const { vendor, supplier, site, keyword, exclude, channel, expires } = options;
  if (channel !== undefined && !/^[CG][A-Z0-9]{6,}$/.test(channel)) {
    throw new WardwatchError(
      'USAGE',
      `"${channel}" is no channel id; it looks like C0123456789 and stands at the bottom of the channel's "About".`,
    );
  }
  if (expires !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(expires)) {
    throw new WardwatchError('USAGE', `"${expires}" is no day; write it as 2027-06-30.`);
  }
  return {
    ...current,
    ...(vendor && { vendors: vendor }),
    ...(supplier && { suppliers: supplier }),
    ...(site && { sites: site }),
    ...(keyword && { keywords: keyword }),
    ...(exclude && { exclusions: exclude }),
    ...(options.from !== undefined && { from: priorityOf(options.from) }),
    ...(channel !== undefined && { channel }),
    ...(expires !== undefined && { expiresOn: expires }),
  };
}

function priorityOf(text: string): Priority {
  const found = PRIORITIES.find((each) => each === text.toUpperCase());
  if (!found) throw new WardwatchError('USAGE', `"${text}" is no priority; there are ${PRIORITIES.join(', ')}.`);
  return found;
}

/** `wardwatch watchlists add` */
export function addCommand(): Command {
  return productCommand(
    command('add', 'Watch for a product, whether the inventory holds it or not', [
      'watchlists add imaging "Relay Desk" --vendor Example',
      'watchlists add imaging "Relay Desk" 19.2',
    ]),
    (name, watched, options) =>
      change(name, (current) => ({ ...current, products: [...without(current, watched), watched] }), options, watched),
  );
}

/** `wardwatch watchlists remove` */
export function removeProductCommand(): Command {
  return productCommand(
    command('remove', 'Watch for a product no more', ['watchlists remove imaging "Relay Desk" --vendor Example']),
    (name, watched, options) => change(name, (current) => withoutProduct(name, current, watched), options),
  );
}

function withoutProduct(name: string, current: WatchlistContent, watched: WatchedProduct): WatchlistContent {
  const products = without(current, watched);
  if (products.length < current.products.length) return { ...current, products };
  throw new WardwatchError(
    'NOT_FOUND',
    `The watchlist "${name}" does not watch for "${productName(watched)}". "wardwatch watchlists show ${name}" lists what it does.`,
  );
}

/** A command about one product of one list. */
function productCommand(
  named: Command,
  act: (name: string, watched: WatchedProduct, options: CommonOptions) => Promise<void>,
): Command {
  return named
    .argument('<name>')
    .argument('<product>')
    .argument('[version]')
    .option('--vendor <name>', 'who makes it')
    .action(
      (name: string, product: string, version: string | undefined, options: CommonOptions & { vendor?: string }) =>
        act(name, watchedOf(product, version, options.vendor), options),
    );
}

function without({ products }: WatchlistContent, watched: WatchedProduct): readonly WatchedProduct[] {
  return products.filter((one) => productName(one) !== productName(watched) || one.version !== watched.version);
}

async function change(
  name: string,
  edit: (current: WatchlistContent) => WatchlistContent,
  options: CommonOptions,
  added?: WatchedProduct,
): Promise<void> {
  const { saved, warning } = await withRunningApp(options, async (app, progress) => {
    progress.step(`storing watchlist ${name}`);
    const list = await editWatchlist(app.deps, name, (current) => edit(current ?? EMPTY_WATCHLIST), whoIsHere());
    return { saved: list, warning: added && (await whyNeverMatches(app.deps, added)) };
  });
  if (options.json) return printJson({ ...saved, ...(warning !== undefined && { warning: warningWords(warning) }) });
  print(standing(saved));
  if (warning !== undefined) printWrapped(warningWords(warning));
}

/** `wardwatch watchlists delete` */
export function deleteCommand(): Command {
  return command('delete', 'Take a watchlist away', ['watchlists delete imaging'])
    .argument('<name>')
    .action(async (name: string, options: CommonOptions) => {
      await withRunningApp(options, (app) => removeWatchlist(app.deps, name, whoIsHere()));
      if (options.json) printJson({ deleted: name });
      else print(`The watchlist "${name}" is gone; "wardwatch watchlists undo ${name}" brings it back.`);
    });
}

/** `wardwatch watchlists undo` */
export function undoCommand(): Command {
  return command('undo', 'Take back the last change that you made of a watchlist', ['watchlists undo imaging'])
    .argument('<name>')
    .action(async (name: string, options: CommonOptions) => {
      const outcome = await withRunningApp(options, async ({ deps }) => {
        const office = createWatchlistOffice(deps);
        const undone = await office.undo(name, whoIsHere());
        await office.rematch();
        return undone;
      });
      if (outcome.kind === 'refused') throw new WardwatchError('USAGE', `${outcome.because} Nothing was changed.`);
      if (options.json) return printJson(outcome.list ?? { deleted: outcome.name });
      print(outcome.list === undefined ? `The watchlist "${outcome.name}" is gone again.` : standing(outcome.list));
    });
}
