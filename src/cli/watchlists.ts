import { Command } from 'commander';
import { openScratch, systemClock } from '../app-store.ts';
import { productName } from '../domain/product-name.ts';
import { dayOf } from '../domain/time.ts';
import { PRIORITIES, type Priority } from '../domain/triage.ts';
import {
  EMPTY_WATCHLIST,
  type WatchedProduct,
  type Watchlist,
  type WatchlistContent,
  watchedName,
} from '../domain/watch.ts';
import { WardwatchError } from '../errors.ts';
import { watchlistYaml } from '../office/export-watchlist.ts';
import { tryWatch, whyNeverMatches } from '../office/watched.ts';
import { createWatchlistOffice, findList } from '../office/watchlist-office.ts';
import { wouldTell } from '../office/would-tell.ts';
import { editWatchlist, removeWatchlist } from '../pipeline/edit-watchlist.ts';
import type { WatchWarning, WouldTell } from '../ports/watchlist-office.ts';
import { rulesOf } from './backtest-rules.ts';
import { counted } from './backtest-words.ts';
import {
  type CommonOptions,
  command,
  progressOf,
  settingsOf,
  whoIsHere,
  withRunningApp,
  withStore,
} from './context.ts';
import { print, printJson, printTable, printWrapped } from './print.ts';

/** `wardwatch watchlists …`: what teams watch for, beside what the inventory holds. */
export function watchlistsCommand(): Command {
  return new Command('watchlists')
    .description('What teams watch for: products, vendors, suppliers, sites and words, each list with its own channel')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(setCommand())
    .addCommand(addCommand())
    .addCommand(removeProductCommand())
    .addCommand(deleteCommand())
    .addCommand(undoCommand())
    .addCommand(exportListCommand())
    .addCommand(testCommand());
}

function listCommand(): Command {
  return command('list', 'List the watchlists', ['watchlists list']).action(async (options: CommonOptions) => {
    const lists = await withStore(options, ({ store }) => store.watchlists());
    if (options.json) for (const list of lists) printJson(list);
    else if (lists.length === 0)
      print('There is no watchlist. "wardwatch watchlists add imaging \'Example PACS\'" makes one.');
    else {
      printTable(
        ['name', 'watches for', 'from', 'channel', 'expires'],
        lists.map((list) => [list.name, wordsOf(list), list.from, list.channel ?? '', list.expiresOn ?? '']),
      );
    }
  });
}

function wordsOf({ products, vendors, suppliers, sites, keywords }: Watchlist): string {
  return [
    ...products.map(watchedName),
    ...[...vendors, ...suppliers, ...sites, ...keywords].map((word) => `"${word}"`),
  ].join(', ');
}

function showCommand(): Command {
  return command('show', 'Show a watchlist', ['watchlists show imaging'])
    .argument('<name>')
    .action(async (name: string, options: CommonOptions) => {
      const list = await readList(name, options);
      if (options.json) return printJson(list);
      print(`${list.name}, version ${list.version}, from ${list.from}`);
      printTable(
        ['vendor', 'product', 'version'],
        list.products.map((one) => [one.vendor ?? '', one.product, one.version ?? 'any']),
      );
      for (const key of ['vendors', 'suppliers', 'sites', 'keywords', 'exclusions'] as const) {
        if (list[key].length > 0) printWrapped(`${key}: ${list[key].join(', ')}`);
      }
      if (list.channel !== undefined) print(`channel: ${list.channel}`);
      if (list.owner !== undefined) print(`owner: ${list.owner.name}`);
      if (list.expiresOn !== undefined) print(`expires: after ${list.expiresOn}`);
    });
}

/** Throws NOT_FOUND, with the nearest name, where there is no such list. */
async function readList(name: string, options: CommonOptions): Promise<Watchlist> {
  const found = findList(await withStore(options, ({ store }) => store.watchlists()), name);
  if (found.kind === 'unknown') {
    throw new WardwatchError('NOT_FOUND', `${found.because} "wardwatch watchlists list" names them.`);
  }
  return found.list;
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

function setCommand(): Command {
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

function addCommand(): Command {
  return productCommand(
    command('add', 'Watch for a product, whether the inventory holds it or not', [
      'watchlists add imaging "Relay Desk" --vendor Example',
      'watchlists add imaging "Relay Desk" 19.2',
    ]),
    (name, watched, options) =>
      change(name, (current) => ({ ...current, products: [...without(current, watched), watched] }), options, watched),
  );
}

function removeProductCommand(): Command {
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

function watchedOf(product: string, version: string | undefined, vendor: string | undefined): WatchedProduct {
  return { product, ...(version !== undefined && { version }), ...(vendor !== undefined && { vendor }) };
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

function standing(list: Watchlist): string {
  return `${list.name}, version ${list.version}, watches for ${wordsOf(list) || 'nothing yet'}.`;
}

function warningWords({ because, nearest }: WatchWarning): string {
  const perhaps = nearest.map((named) => `"${productName(named)}"`).join(' or ');
  return perhaps === '' ? because : `${because} Did you mean ${perhaps}?`;
}

function deleteCommand(): Command {
  return command('delete', 'Take a watchlist away', ['watchlists delete imaging'])
    .argument('<name>')
    .action(async (name: string, options: CommonOptions) => {
      await withRunningApp(options, (app) => removeWatchlist(app.deps, name, whoIsHere()));
      if (options.json) printJson({ deleted: name });
      else print(`The watchlist "${name}" is gone; "wardwatch watchlists undo ${name}" brings it back.`);
    });
}

function undoCommand(): Command {
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

function exportListCommand(): Command {
  return command('export', 'Write a watchlist as YAML, or as JSON with --json', [
    'watchlists export imaging > imaging.yaml',
  ])
    .argument('<name>')
    .action(async (name: string, options: CommonOptions) => {
      const list = await readList(name, options);
      if (options.json) printJson(list);
      else process.stdout.write(watchlistYaml(list));
    });
}

function testCommand(): Command {
  return command(
    'test',
    'Say what watching for a product would have raised from what is stored, and what it would have told in the last 90 days',
    ['watchlists test ScreenConnect 19.2'],
  )
    .argument('<product>')
    .argument('[version]')
    .option('--vendor <name>', 'who makes it')
    .action(async (product: string, version: string | undefined, options: CommonOptions & { vendor?: string }) => {
      const watched = watchedOf(product, version, options.vendor);
      const progress = progressOf(options);
      const { raised, warning, told } = await withStore(options, async ({ store }) => {
        const deps = { store, scratch: openScratch, ...rulesOf(settingsOf(options)) };
        progress.step('telling the past again');
        const now = systemClock.now();
        return {
          raised: await tryWatch(deps, watched),
          warning: await whyNeverMatches(deps, watched),
          told: await wouldTell(deps, watched, now),
        };
      });
      progress.clear();
      if (options.json)
        return printJson({
          asked: watched,
          at: systemClock.now(),
          raised,
          told,
          warning: warning === undefined ? null : warningWords(warning),
        });
      if (raised.length === 0) print('No stored advisory would have been raised.');
      printTable(
        ['priority', 'verdict', 'advisory', 'because'],
        raised.map((one) => [one.priority, one.verdict, one.advisoryId, one.because]),
      );
      printTold(told);
      if (warning !== undefined) printWrapped(warningWords(warning));
    });
}

function printTold({ days, revisions, leftOut, cards, updates, stories }: WouldTell): void {
  print();
  printTable(
    ['date', 'priority', 'updates', 'case', 'because'],
    stories.map(({ firstAt, priority, title, because, ...story }) => [
      dayOf(firstAt),
      priority,
      `${story.updates}`,
      title,
      because,
    ]),
  );
  const left = leftOut === 0 ? '' : `, ${leftOut} older ones left out`;
  printWrapped(
    `In the last ${days} days it would have made ${counted(cards, 'card')} and ${counted(updates, 'update')} (${counted(revisions, 'revision')} told again${left}).`,
  );
}
