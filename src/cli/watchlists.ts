import { Command } from 'commander';
import { openScratch, systemClock } from '../app-store.ts';
import { dayOf } from '../domain/time.ts';
import type { Watchlist } from '../domain/watch.ts';
import { WardwatchError } from '../errors.ts';
import { watchlistYaml } from '../office/export-watchlist.ts';
import { tryWatch, whyNeverMatches } from '../office/watched.ts';
import { findList } from '../office/watchlist-office.ts';
import { wouldTell } from '../office/would-tell.ts';
import type { WouldTell } from '../ports/watchlist-office.ts';
import { rulesOf } from './backtest-rules.ts';
import { counted } from './backtest-words.ts';
import { type CommonOptions, command, progressOf, settingsOf, withStore } from './context.ts';
import { print, printJson, printTable, printWrapped } from './print.ts';
import { warningWords, watchedOf, wordsOf } from './watchlist-words.ts';
import { addCommand, deleteCommand, removeProductCommand, setCommand, undoCommand } from './watchlists-edit.ts';

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
