import type { Command } from 'commander';
import { sourceFix, sourceWords } from '../alerts/source-words.ts';
import { systemClock } from '../app-store.ts';
import { minuteOf } from '../cases/apply-action.ts';
import { allSources, chooseSources } from '../config/choose-sources.ts';
import type { CatalogueEntry } from '../config/sources.ts';
import { WardwatchError } from '../errors.ts';
import { readSources } from '../pipeline/read-sources.ts';
import type { SourceLine } from '../ports/front-office.ts';
import type { Cursor } from '../ports/source.ts';
import { type CommonOptions, command, settingsOf, withStore } from './context.ts';
import { print, printJson, printTable, printWrapped } from './print.ts';

/** `wardwatch sources show ID`: everything about one source. */
export function showSourceCommand(): Command {
  return command('show', 'Show everything about one source: how it is doing, where it is, what is remembered of it', [
    'sources show hhs-hc3',
  ])
    .argument('<id>', 'the source')
    .action(async (id: string, options: CommonOptions) => {
      const settings = settingsOf(options);
      const entry = allSources(settings).get(id);
      if (entry === undefined) {
        throw new WardwatchError('NOT_FOUND', `No source is called "${id}". "wardwatch sources list" names them.`);
      }
      const sources = new Map(chooseSources(settings).map((source) => [source.id, source]));
      const { line, cursor, refused } = await withStore(options, async ({ store }) => {
        const lines = await readSources({ store, sources, origins: new Map() }, systemClock.now());
        return {
          line: lines.find((one) => one.id === id),
          cursor: (await store.sourceState(id)).cursor,
          refused: await store.refusedItems(id, MOST_REFUSED),
        };
      });
      if (options.json) printJson({ ...entry, polled: line ?? null, cursor: cursorWords(cursor), refused });
      else {
        printSource(entry, line, cursor);
        printTable(
          ['not read', 'because'],
          refused.map(({ what, because }) => [what, because]),
        );
      }
    });
}

const MOST_REFUSED = 10;

function printSource(
  { source, ...entry }: CatalogueEntry,
  line: SourceLine | undefined,
  cursor: Cursor | undefined,
): void {
  print(`${source.id} · ${source.publisher.name} (${source.publisher.kind})`);
  const fix = line === undefined ? undefined : sourceFix(line);
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    ['state', line === undefined ? 'switched off' : sourceWords(line)],
    ['to do', fix],
    ['last poll', shownAt(line?.polledAt)],
    ['next poll', line === undefined ? undefined : nextPoll(line)],
    ['last news', shownAt(line?.newsAt)],
    ['kind', source.kind],
    ['address', source.url ?? source.path],
    [
      'asked',
      `every ${Math.round(source.everyMs / 60_000)} min${source.userAgent === undefined ? '' : ` as "${source.userAgent}"`}`,
    ],
    ['trusted', source.trusted ? 'yes' : 'no'],
    ['TLP', source.tlp],
    ['markers', source.markers?.map((marker) => `"${marker}"`).join(', ')],
    ['fallbacks', source.fallbacks?.join(', ')],
    ['secret', source.secretEnv === undefined ? undefined : `in the variable ${source.secretEnv}`],
    ['remembers', cursorWords(cursor)],
    ['checked', entry.checked],
    ['described in', entry.file],
    ...entry.notes.map((note) => ['note', note] as const),
  ];
  for (const [name, value] of facts) if (value !== undefined) printWrapped(value, 2, `${name.padEnd(13)} `);
}

/** As it was planned at the last poll. */
function nextPoll({ plan, condition }: SourceLine): string | undefined {
  if (plan === undefined || condition === 'paused' || condition === 'standing-by') return undefined;
  return `not before ${minuteOf(plan.nextPollAt)}`;
}

function shownAt(at: string | undefined): string | undefined {
  return at === undefined ? undefined : minuteOf(at);
}

/** What an adapter remembers, in outline: lists and maps are counted. */
function cursorWords(cursor: Cursor | undefined): string {
  if (cursor === undefined) return 'nothing yet';
  const parts = Object.entries(cursor).map(([name, value]) => {
    if (Array.isArray(value)) return `${name}: ${value.length}`;
    if (typeof value !== 'object' || value === null) return `${name}: ${String(value)}`;
    return `${name}: ${Object.keys(value).length}`;
  });
  return parts.join(', ') || 'nothing';
}
