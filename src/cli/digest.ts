import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { composeDigest } from '../alerts/digest.ts';
import { confirmationWords, digestSentences, dueWords, standingWords, trendSentence } from '../alerts/digest-words.ts';
import { sourceWords } from '../alerts/source-words.ts';
import { originsOf, systemClock } from '../app-store.ts';
import { chooseSources } from '../config/choose-sources.ts';
import type { Cut, Digest } from '../domain/digest.ts';
import { DAY_MS } from '../domain/time.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { readDigestFacts } from '../pipeline/digest-facts.ts';
import { type CommonOptions, command, settingsOf, withStore } from './context.ts';
import { print, printJson, printTable, printWrapped } from './print.ts';

interface DigestOptions extends CommonOptions {
  readonly weekly?: true;
  readonly preview?: string;
}

/** `wardwatch digest`: what a channel is told once a day or a week, of all cases, on this terminal. */
export function digestCommand(): Command {
  return command('digest', 'Open cases by due date, what changed, and what needs a look', [
    'digest',
    'digest --weekly --preview digest.png',
    'digest --json',
  ])
    .option('--weekly', 'what changed in the last 7 days instead of the last day')
    .option('--preview <file>', 'write the chart of the last 30 days to this PNG file')
    .action(async (options: DigestOptions) => {
      const digest = await readDigest(options);
      if (options.json) printJson(digest);
      else printDigest(digest);
      if (options.preview !== undefined) await writeChart(options.preview, digest);
    });
}

function readDigest(options: DigestOptions): Promise<Digest> {
  const now = systemClock.now();
  const since = new Date(Date.parse(now) - (options.weekly ? 7 : 1) * DAY_MS).toISOString();
  const settings = settingsOf(options);
  const { staleAfterDays } = settings;
  const sources = new Map(chooseSources(settings).map((source) => [source.id, source]));
  const origins = new Map(originsOf(settings).map((origin) => [origin.id, origin]));
  return withStore(options, async ({ store }) =>
    composeDigest(await readDigestFacts({ store, sources, origins, staleAfterDays }, since, now), now),
  );
}

function printDigest(digest: Digest): void {
  printWrapped(`${digestSentences(digest)} ${trendSentence(digest.daily)}`);
  printCut(['case', 'priority', 'due', 'open for', 'state', 'title'], digest.openCases, (one) => [
    one.caseId,
    one.priority,
    dueWords(one),
    `${one.ageDays} d`,
    standingWords(one),
    one.title,
  ]);
  printCut(['changed', 'priority', 'what', 'title'], digest.changes, (one) => [
    one.caseId,
    one.priority,
    one.what.join('; '),
    one.title,
  ]);
  printCut(['source in trouble', 'publisher', 'why'], digest.troubledSources, (source) => [
    source.id,
    source.publisher,
    sourceWords(source),
  ]);
  printCut(['asset', 'owner', 'confirmed', 'product and version'], digest.staleAssets, (asset) => [
    asset.id,
    asset.owner ?? '',
    confirmationWords(asset),
    `${asset.product} ${asset.version}`,
  ]);
}

function printCut<T>(head: readonly string[], { shown, total }: Cut<T>, row: (one: T) => readonly string[]): void {
  if (shown.length === 0) return;
  print();
  printTable(head, shown.map(row));
  if (total > shown.length) print(`… and ${total - shown.length} more`);
}

/** Drawing takes modules that nothing else here needs. */
async function writeChart(file: string, { daily }: Digest): Promise<void> {
  const { advisoriesByPriority } = await import('../charts/advisories-by-priority.ts');
  const { toPng } = await import('../charts/to-png.ts');
  try {
    writeFileSync(file, toPng(advisoriesByPriority(daily)));
  } catch (cause) {
    throw new WardwatchError('USAGE', `${file} cannot be written: ${messageOf(cause)}.`, { cause });
  }
}
