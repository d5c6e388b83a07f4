import type { Command } from 'commander';
import { counted } from '../cases/listed.ts';
import { allSources } from '../config/choose-sources.ts';
import { WardwatchError } from '../errors.ts';
import type { PollOutcome, RawItem } from '../ports/source.ts';
import { type CommonOptions, command, progressOf, settingsOf } from './context.ts';
import { print, printJson, printTable } from './print.ts';

/** `wardwatch sources test`: asks a source once and shows what it would give. Nothing is stored. */
export function testSourceCommand(): Command {
  return command('test', 'Ask a source once and show what it would give; nothing is stored', ['sources test cisa-kev'])
    .argument('<id>', 'the source, switched on or not')
    .action(async (id: string, options: CommonOptions) => {
      const settings = settingsOf(options);
      const entry = allSources(settings).get(id);
      if (entry === undefined)
        throw new WardwatchError('NOT_FOUND', `No source is called "${id}". "wardwatch sources list" names them.`);
      const progress = progressOf(options);
      progress.step(`asking ${id}`);
      const { trySource } = await import('../app-sources.ts');
      const outcome = await trySource(entry.source, settings);
      progress.clear();
      if (options.json) printJson(shownOutcome(id, outcome));
      else printOutcome(id, outcome);
      if (outcome.kind === 'refused') process.exitCode = 1;
      else if (outcome.kind === 'changed' && outcome.refused.length > 0) process.exitCode = 2;
    });
}

/** What asking a source gave, for people: at most so many documents, newest first, and what could not be read. */
export function printOutcome(id: string, outcome: PollOutcome, most = 10): void {
  if (outcome.kind === 'refused') print(`${id} cannot be read: ${outcome.because}`);
  if (outcome.kind === 'unchanged') print(`${id} answers, and offers nothing.`);
  if (outcome.kind !== 'changed') return;
  const items = itemsOf(outcome);
  if (outcome.facts !== undefined) print(`${id} tells facts about flaws (${outcome.facts.kind}).`);
  else
    print(
      `${id} offers ${counted(items.length, 'document')}${items.length > most ? `; the ${isDated(items) ? 'newest' : 'first'} ${most}` : ''}:`,
    );
  printTable(
    ['published', 'kind', 'title'],
    newest(items, most).map((item) => [item.publishedAt?.slice(0, 10) ?? '-', item.format, item.title ?? item.guid]),
  );
  printTable(
    ['not read', 'because'],
    outcome.refused.slice(0, most).map(({ what, because }) => [what, because]),
  );
}

function shownOutcome(source: string, outcome: PollOutcome) {
  if (outcome.kind !== 'changed') return { source, ...outcome };
  const { kind, refused, facts } = outcome;
  const items = itemsOf(outcome).map(({ guid, title, link, publishedAt, format }) => ({
    ...{ guid, title: title ?? null, link: link ?? null, publishedAt: publishedAt ?? null, format },
  }));
  return { source, kind, items, refused, ...(facts !== undefined && { facts: facts.kind }) };
}

function itemsOf({ items, backlog = [] }: Extract<PollOutcome, { kind: 'changed' }>): readonly RawItem[] {
  return [...items, ...backlog];
}

function newest(items: readonly RawItem[], most: number): readonly RawItem[] {
  return [...items].sort((a, b) => (b.publishedAt ?? '').localeCompare(a.publishedAt ?? '')).slice(0, most);
}

function isDated(items: readonly RawItem[]): boolean {
  return items.some(({ publishedAt }) => publishedAt !== undefined);
}
