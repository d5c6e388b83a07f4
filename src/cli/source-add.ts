import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { counted } from '../cases/listed.ts';
import { allSources } from '../config/choose-sources.ts';
import { type CatalogueEntry, loadCatalogue } from '../config/sources.ts';
import { WardwatchError } from '../errors.ts';
import type { PollOutcome, SourceConfig } from '../ports/source.ts';
import type { Proposal } from '../sources/propose.ts';
import { proposeId } from '../sources/propose-id.ts';
import { confirm } from './confirm.ts';
import { type CommonOptions, command, progressOf, settingsOf } from './context.ts';
import { print, printJson } from './print.ts';
import { printOutcome } from './source-test.ts';

interface AddOptions extends CommonOptions {
  readonly id?: string;
  readonly publisher?: string;
  readonly publisherKind: SourceConfig['publisher']['kind'];
  readonly internal?: true;
  readonly yes?: true;
}

/** Where a source of one's own goes where the config names no folder. */
const DEFAULT_FOLDER = 'config/my-sources';

/** `wardwatch sources add`: looks at an address, proposes how to read it, shows what it gives, and writes its description. */
export function addSourceCommand(): Command {
  return command('add', 'Look at an address, propose how to read it, and write its description', [
    'sources add https://vendor.example/security/rss.xml',
    'sources add https://vendor.example/bulletins --publisher "Example Vendor" --yes',
  ])
    .argument('<url>', 'a feed, a page that lists documents, or CSAF')
    .option('--id <id>', 'what the source is called; default: made of its address')
    .option('--publisher <name>', 'who speaks there; default: what the address calls itself')
    .option('--publisher-kind <kind>', 'health-body, government, vendor, researcher, press or other', 'vendor')
    .option('--internal', 'the address may be within your own network')
    .option('--yes', 'write it without asking')
    .action(async (url: string, options: AddOptions) => {
      const settings = settingsOf(options);
      const folder = resolve(settings.sources.folder ?? DEFAULT_FOLDER);
      const known = new Map([...allSources(settings), ...ownSources(folder)]);
      const progress = progressOf(options);
      progress.step(`looking at ${url}`);
      const { lookAt, trySource } = await import('../app-sources.ts');
      const terms = { tlp: 'CLEAR', everyMs: 3_600_000, internal: options.internal === true } as const;
      const publisher = { name: options.publisher ?? hostOf(url), kind: options.publisherKind };
      const proposal = await lookAt({ id: 'new', kind: 'feed', publisher, trusted: false, url, ...terms }, settings);
      const written = describe(proposal, options, known);
      progress.step('reading it');
      const outcome = await trySource({ ...written, ...terms }, settings);
      progress.clear();
      const yaml = stringify({ sources: [{ ...written, every: '1h', checked: checkedWords(outcome) }] });
      if (!options.json) {
        print(proposal.because);
        printOutcome(written.id, outcome, 5);
        print(`\n${yaml}`);
      }
      if (outcome.kind === 'refused')
        throw new WardwatchError('DOCUMENT_UNREADABLE', `Nothing was written: ${outcome.because}`);
      const file = join(folder, `${written.id}.yaml`);
      if (existsSync(file)) throw new WardwatchError('USAGE', `${file} is there already; nothing was changed.`);
      const isWanted = options.yes === true || options.json || (await confirm(`Write this to ${file}?`));
      if (!isWanted) return print('Nothing was written.');
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, yaml);
      loadCatalogue(folder);
      if (options.json) return printJson({ id: written.id, kind: written.kind, file });
      print(`Wrote ${file}.`);
      if (settings.sources.folder === undefined)
        print(`So that it is polled, set in the config: sources.folder: ${DEFAULT_FOLDER}`);
      if (settings.sources.use !== undefined)
        print(`So that it is polled, add it in the config to sources.use: ${written.id}`);
      print(`Its words alone do not count as "exploited" until you set trusted: true there.`);
    });
}

/** What earlier calls wrote, though the config may not name their folder yet. */
function ownSources(folder: string): (readonly [string, CatalogueEntry])[] {
  return existsSync(folder) ? loadCatalogue(folder).map((entry) => [entry.source.id, entry] as const) : [];
}

type Written = Pick<SourceConfig, 'id' | 'kind' | 'publisher' | 'trusted' | 'url' | 'selectors' | 'followLinks'>;

function describe(
  proposal: Proposal,
  options: AddOptions,
  known: ReadonlyMap<string, CatalogueEntry>,
): Written & { readonly internal?: true } {
  const { because: _, title, ...config } = proposal;
  const same = [...known.values()].find(({ source }) => source.url === proposal.url);
  if (same !== undefined) {
    const written = `"${same.source.id}" reads ${proposal.url} already (${same.file}); nothing was written.`;
    throw new WardwatchError('USAGE', written);
  }
  if (options.id !== undefined && known.has(options.id)) {
    throw new WardwatchError('USAGE', `A source is called "${options.id}" already. Give another name with --id.`);
  }
  return {
    id: options.id ?? proposeId(proposal.url, title, new Set(known.keys())),
    ...config,
    publisher: { name: options.publisher ?? title?.slice(0, 80) ?? hostOf(proposal.url), kind: options.publisherKind },
    trusted: false,
    ...(options.internal === true && { internal: true as const }),
  };
}

function hostOf(url: string): string {
  if (!URL.canParse(url)) throw new WardwatchError('USAGE', `"${url}" is no address; expected https://… or http://….`);
  return new URL(url).host;
}

function checkedWords(outcome: PollOutcome): string {
  const day = new Date().toISOString().slice(0, 10);
  if (outcome.kind !== 'changed') return `Read on ${day}: it answered, and offered nothing.`;
  const count = outcome.items.length + (outcome.backlog?.length ?? 0);
  return `Read on ${day}: ${counted(count, 'document')}, ${outcome.refused.length} not read.`;
}
