import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { counted } from '../cases/listed.ts';
import { allSources } from '../config/choose-sources.ts';
import { loadCatalogue } from '../config/sources.ts';
import { WardwatchError } from '../errors.ts';
import type { PollOutcome, SourceConfig } from '../ports/source.ts';
import type { Proposal } from '../sources/propose.ts';
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
    .option('--id <id>', 'what the source is called; default: made from its host')
    .option('--publisher <name>', 'who speaks there; default: what the address calls itself')
    .option('--publisher-kind <kind>', 'health-body, government, vendor, researcher, press or other', 'vendor')
    .option('--internal', 'the address may be within your own network')
    .option('--yes', 'write it without asking')
    .action(async (url: string, options: AddOptions) => {
      const settings = settingsOf(options);
      const progress = progressOf(options);
      progress.step(`looking at ${url}`);
      const { lookAt, trySource } = await import('../app-sources.ts');
      const terms = { tlp: 'CLEAR', everyMs: 3_600_000, internal: options.internal === true } as const;
      const publisher = { name: options.publisher ?? hostOf(url), kind: options.publisherKind };
      const proposal = await lookAt({ id: 'new', kind: 'feed', publisher, trusted: false, url, ...terms }, settings);
      const written = describe(proposal, options);
      if (allSources(settings).has(written.id)) {
        progress.clear();
        throw new WardwatchError('USAGE', `A source is called "${written.id}" already. Give another name with --id.`);
      }
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
      const folder = resolve(settings.sources.folder ?? DEFAULT_FOLDER);
      const file = join(folder, `${written.id}.yaml`);
      if (!(await isWanted(options, file))) return print('Nothing was written.');
      if (existsSync(file)) throw new WardwatchError('USAGE', `${file} is there already; nothing was changed.`);
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

type Written = Pick<SourceConfig, 'id' | 'kind' | 'publisher' | 'trusted' | 'url' | 'selectors' | 'followLinks'>;

function describe(proposal: Proposal, options: AddOptions): Written & { readonly internal?: true } {
  const { because: _, title, ...config } = proposal;
  const host = hostOf(proposal.url);
  return {
    id: options.id ?? idOf(host),
    ...config,
    publisher: { name: options.publisher ?? title?.slice(0, 80) ?? host, kind: options.publisherKind },
    trusted: false,
    ...(options.internal === true && { internal: true as const }),
  };
}

function hostOf(url: string): string {
  if (!URL.canParse(url)) throw new WardwatchError('USAGE', `"${url}" is no address; expected https://… or http://….`);
  return new URL(url).host;
}

/** "www.vendor-example.co.uk" becomes "vendor-example-co-uk". */
function idOf(host: string): string {
  return host
    .replace(/^www\./, '')
    .replace(/:\d+$/, '')
    .replace(/[^a-z0-9]+/g, '-');
}

function checkedWords(outcome: PollOutcome): string {
  const day = new Date().toISOString().slice(0, 10);
  if (outcome.kind !== 'changed') return `Read on ${day}: it answered, and offered nothing.`;
  return `Read on ${day}: ${counted(outcome.items.length, 'document')}, ${outcome.refused.length} not read.`;
}

async function isWanted(options: AddOptions, file: string): Promise<boolean> {
  if (options.yes || options.json) return true;
  if (process.stdin.isTTY !== true)
    throw new WardwatchError(
      'USAGE',
      'Nothing was written: there is no terminal to ask at. --yes writes it without asking.',
    );
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`Write this to ${file}? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
