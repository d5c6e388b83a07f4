import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { openScratch, readerFor, systemClock } from '../app-store.ts';
import type { Settings } from '../config/settings.ts';
import type { Asset } from '../domain/asset.ts';
import { dayOf } from '../domain/time.ts';
import type { Watchlist } from '../domain/watch.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { assetsReader } from '../inventory/collect-assets.ts';
import { type Backtest, backtest } from '../office/backtest.ts';
import { findList } from '../office/watchlist-office.ts';
import type { Store } from '../ports/store.ts';
import { rulesOf } from './backtest-rules.ts';
import { counted, saidWords, tallyWords } from './backtest-words.ts';
import { type CommonOptions, command, progressOf, settingsOf, withStore } from './context.ts';
import { print, printJson, printTable, printWrapped } from './print.ts';

interface BacktestOptions extends CommonOptions {
  readonly days: string;
  readonly policy?: string;
  readonly watchlist?: string;
  readonly assets?: string;
}

/** `wardwatch backtest`: what the present rules would have said of what came in, beside what was said. */
export function backtestCommand(): Command {
  return command('backtest', 'Tell the stored past again by the present rules, and say what would have been alerted', [
    'backtest --days 30',
    'backtest --policy triage-draft.yaml',
    'backtest --watchlist imaging --json',
    'backtest --assets planned.csv',
  ])
    .option('--days <number>', 'how many days back, 1 to 3650', '90')
    .option('--policy <file>', 'decide by this triage policy')
    .option('--watchlist <name>', 'only what this watchlist would have been told')
    .option('--assets <file>', 'match against this inventory instead of the stored one')
    .addHelpText(
      'after',
      '\nNothing is stored and nobody is told. Inventory, names, watchlists and EPSS are those of now; what people did with\n' +
        'cases and suppressions counts from when they did it. Each card and update is counted once, however many channels take it.',
    )
    .action(runBacktest);
}

async function runBacktest(options: BacktestOptions): Promise<void> {
  const settings = settingsOf(options);
  const days = daysOf(options.days);
  const rules = rulesOf(settings, options.policy);
  const assets = options.assets === undefined ? undefined : await readAssets(options.assets, settings);
  const progress = progressOf(options);
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const tested = await withStore(options, async ({ store }) => {
      const watchlist = options.watchlist === undefined ? undefined : await listOf(store, options.watchlist);
      const plan = { now: systemClock.now(), days, ...(assets && { assets }), ...(watchlist && { watchlist }) };
      progress.step('reading what came in');
      return backtest(store, openScratch, rules, plan, ({ done, of, day }) => {
        if (done % SAID_EVERY === 0) progress.step(`${day}: ${done} of ${of} revisions told again`);
        return !stop.signal.aborted;
      });
    });
    progress.clear();
    if (tested === undefined) {
      process.stderr.write('Interrupted. Nothing of it was stored.\n');
      process.exitCode = 130;
    } else if (options.json) printLines(tested);
    else printBacktest(tested);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

const SAID_EVERY = 10;

function daysOf(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 3_650) return days;
  throw new WardwatchError('USAGE', `"${text}" is no number of days; expected 1 to 3650, such as 90.`);
}

/** Rows that cannot be read are named, and end the command with 2. */
async function readAssets(file: string, settings: Settings): Promise<readonly Asset[]> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new WardwatchError('INVENTORY_UNREADABLE', `${file} cannot be read: ${messageOf(cause)}.`, { cause });
  }
  const { assets, refused } = await assetsReader(readerFor(settings))(bytes);
  for (const { line, because } of refused) process.stderr.write(`${file}, line ${line}: ${because}\n`);
  if (refused.length > 0) process.exitCode = 2;
  return assets;
}

async function listOf(store: Store, name: string): Promise<Watchlist> {
  const found = findList(await store.watchlists(), name);
  if (found.kind === 'found') return found.list;
  throw new WardwatchError('NOT_FOUND', `${found.because} "wardwatch watchlists list" names them.`);
}

function printLines({ stories, ...summary }: Backtest): void {
  for (const story of stories) printJson(story);
  printJson({ summary: { ...summary, alerts: countsOf(stories) } });
}

function countsOf(stories: Backtest['stories']): Readonly<Record<Backtest['stories'][number]['change'], number>> {
  const count = (change: string) => stories.filter((story) => story.change === change).length;
  return {
    gained: count('gained'),
    lost: count('lost'),
    raised: count('raised'),
    lowered: count('lowered'),
    same: count('same'),
  };
}

function printBacktest({ stories, ...tested }: Backtest): void {
  printTable(
    ['dates', 'case', 'then → now', 'would have spoken', 'really spoken', 'because'],
    stories.map(({ title, firstAt, lastAt, really, would, because }) => [
      dayOf(firstAt) === dayOf(lastAt) ? dayOf(firstAt) : `${dayOf(firstAt)} ${dayOf(lastAt)}`,
      title,
      `${really.priority ?? '–'} → ${would.priority ?? '–'}`,
      saidWords(would),
      saidWords(really),
      because.slice(0, 2).join(' '),
    ]),
  );
  const { days, since, revisions, assets, policy } = tested;
  if (stories.length > 0) print();
  printWrapped(
    `${counted(revisions, 'revision')} told again against ${counted(assets, 'asset')} by policy ${policy}; compared since ${dayOf(since)}, ${days} days.`,
  );
  printWrapped(`Would have: ${tallyWords(tested.would, days)}.`);
  printWrapped(`Really: ${tallyWords(tested.really, days)}.`);
  const { gained, lost, raised, lowered, same } = countsOf(stories);
  printWrapped(
    `Alerts: ${gained} gained, ${lost} lost, ${raised} raised, ${lowered} lowered, ${same} of the same priority.`,
  );
}
