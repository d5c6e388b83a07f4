import type { Command } from 'commander';
import { WardwatchError } from '../errors.ts';
import { indicatorIn } from '../office/indicator.ts';
import { readAdvisoryQuery } from '../query/advisory-query.ts';
import { type CommonOptions, command, withStore } from './context.ts';
import { print, printJson, printTable } from './print.ts';

interface SearchOptions extends CommonOptions {
  readonly limit: string;
  readonly offset: string;
}

/** `wardwatch advisories [words]`: search over all that was read, by words and fields. */
export function advisoriesCommand(): Command {
  return command('advisories', 'Search the advisories, newest first', [
    'advisories',
    'advisories screenconnect ransomware',
    'advisories CVE-2024-1709 --json',
    'advisories vendor:fortinet priority:P1 after:2024-01-01',
    'advisories ioc:evil[.]example',
  ])
    .argument('[words...]', 'words, CVE ids, and cve: product: vendor: source: priority: ioc: after: status:')
    .option('--limit <n>', 'how many at most', '50')
    .option('--offset <n>', 'how many to leave out first', '0')
    .action((words: string[], options: SearchOptions) => search(words.map(quotedAgain).join(' '), options));
}

/** The shell took the quotes of `product:"Windows Server"` away; white space within an argument shows where they were. */
function quotedAgain(argument: string): string {
  const [, field, value] = /^([a-z]+:)(.*\s.*)$/s.exec(argument) ?? [];
  return field === undefined || value === undefined || value.includes('"') ? argument : `${field}"${value}"`;
}

async function search(text: string, options: SearchOptions): Promise<void> {
  const read = readAdvisoryQuery(text);
  if (read.kind === 'slip') throw new WardwatchError('USAGE', read.words);
  const { indicator, ...query } = read.query;
  const live = indicator === undefined ? {} : { indicator: indicatorIn(indicator).value };
  const limit = Math.max(1, Number.parseInt(options.limit, 10) || 50);
  const offset = Math.max(0, Number.parseInt(options.offset, 10) || 0);
  const { lines, total } = await withStore(options, ({ store }) =>
    store.searchAdvisories({ ...query, ...live }, { offset, limit }),
  );
  if (options.json) {
    for (const line of lines) printJson(line);
    return;
  }
  if (lines.length === 0) return print('No advisory fits.');
  printTable(
    ['published', 'case', 'assets', 'advisory', 'title'],
    lines.map((line) => [
      line.datedAt.slice(0, 10),
      line.caseId ?? '',
      line.matches === 0 ? '' : `${line.matches}`,
      line.id,
      line.title,
    ]),
  );
  const last = offset + lines.length;
  if (last < total) print(`\n${offset + 1} to ${last} of ${total}; --offset ${last} goes on.`);
}
