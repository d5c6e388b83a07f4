import type { Command } from 'commander';
import { type CommonOptions, command, withStore } from './context.ts';
import { print, printJson, printTable } from './print.ts';

/** `wardwatch advisories [words]`: full-text search over all that was read. */
export function advisoriesCommand(): Command {
  return command('advisories', 'Search the advisories, newest first', [
    'advisories',
    'advisories screenconnect ransomware',
    'advisories CVE-2024-1709 --json',
  ])
    .argument('[words...]', 'words or CVE ids')
    .option('--limit <n>', 'how many at most', '50')
    .action((words: string[], options: CommonOptions & { limit: string }) =>
      withStore(options, async ({ store }) => {
        const limit = Math.max(1, Number.parseInt(options.limit, 10) || 50);
        const found = await store.advisories(words.join(' '), limit);
        if (options.json) for (const line of found) printJson(line);
        else if (found.length === 0) print('No advisory has these words.');
        else {
          printTable(
            ['published', 'case', 'assets', 'advisory', 'title'],
            found.map((line) => [
              line.datedAt.slice(0, 10),
              line.caseId ?? '',
              line.matches === 0 ? '' : `${line.matches}`,
              line.id,
              line.title,
            ]),
          );
          if (found.length === limit) print(`\nThe first ${limit}; --limit shows more.`);
        }
      }),
    );
}
