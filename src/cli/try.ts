import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { shippedData } from '../app-store.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { explainExtract } from '../extract/explain.ts';
import { type TryExtractInput, tryExtract } from '../extract/try-extract.ts';
import { tryNames } from '../matching/try-names.ts';
import { htmlText } from '../sources/formats/html-text.ts';
import { tryTriage } from '../triage/try-triage.ts';
import { tryVersions } from '../versions/try-versions.ts';
import { statusFrom } from './try-status.ts';

/** Answers one input line; throws where the line is not what the verb expects. */
type Verb = (line: Readonly<Record<string, unknown>>) => object;

/** Tells a person how it came to its answer to one input line. */
type Teller = (line: Readonly<Record<string, unknown>>) => string;

interface TryOptions {
  readonly explain?: boolean;
  readonly records?: string;
  readonly assets?: string;
  readonly json?: true;
  readonly jsonl?: true;
}

/** What can be tried, each built once and pure from then on. One line a verb. */
const VERBS: Readonly<
  Record<
    string,
    { readonly what: string; readonly build: (options: TryOptions) => Verb; readonly explain?: () => Teller }
  >
> = {
  extract: { what: 'text → indicators, products, versions', build: buildExtract, explain: explainExtractLines },
  names: { what: 'two product names → same, different or undecided', build: buildNames },
  status: { what: 'a CVE and a version → affected, unaffected or unknown, by its record', build: buildStatus },
  triage: { what: 'facts → priority, reasons, due date', build: buildTriage },
  versions: { what: 'a version and a range → inside, outside or undecided', build: () => versionsVerb },
};

/** The verb that takes documents, each a file, instead of lines. */
const STRUCTURED = { name: 'structured', what: 'CSAF, CVE, NVD, OSV and CVRF files → products, versions, status' };

/** And the one that takes an inventory with them. */
const MATCH = { name: 'match', what: 'an inventory and documents of any format → matches with every reason' };

/** The verb that reads files of any kind, feeds first. */
const PARSE = { name: 'parse', what: 'feeds and files of any kind → what each is, and its documents' };

/** The verb that reads all of its lines, or a folder of documents, before it answers. */
const CASES = { name: 'cases', what: 'advisories (lines, or a folder) → which of them tell one story' };

const VERB_NAMES = [...Object.keys(VERBS), PARSE.name, STRUCTURED.name, MATCH.name, CASES.name];

/** `wardwatch try VERB`: one step of the job on JSON lines, without config, database or network. */
export function tryCommand(): Command {
  const others = [PARSE, STRUCTURED, MATCH, CASES].map((one) => [one.name, one] as const);
  const verbs = [...Object.entries(VERBS), ...others].map(([name, { what }]) => `  ${name.padEnd(10)} ${what}`);
  return new Command('try')
    .description('Try one step on JSON lines, without config, database or network')
    .argument('<verb>', VERB_NAMES.join(', '))
    .argument(
      '[files...]',
      'files of JSON lines (parse, structured, match: documents; cases: or a folder); standard input where none is named',
    )
    .option('--jsonl', 'JSON lines out (most verbs print them anyway; parse and match print a table without it)')
    .option('--explain', 'extract: the text with marks and the reason for each, for people')
    .option('--assets <file>', 'match: the inventory as CSV')
    .option('--json', 'match: one JSON value for each document, instead of a table')
    .option('--records <folder>', 'status: the folder of CVE records (CVE-….json)')
    .addHelpText(
      'after',
      `\nVerbs:\n${verbs.join('\n')}\n\nExamples:\n  $ echo '{"id":"1","scheme":"generic","range":"< 23.9.8","version":"19.2"}' | wardwatch try versions --jsonl`,
    )
    .action(async (name: string, files: string[], options: TryOptions) => {
      if (name === PARSE.name) return parseFiles(files, options);
      if (name === STRUCTURED.name) return tryFiles(files);
      if (name === MATCH.name) return matchFiles(files, options);
      if (name === CASES.name) return tryStories(files);
      const verb = VERBS[name];
      if (!verb) {
        throw new WardwatchError('USAGE', `There is no verb "${name}"; there are ${VERB_NAMES.join(', ')}.`);
      }
      const print = printer(
        name,
        options.explain === true ? verb.explain : () => verb.build(options),
        options.explain === true,
      );
      for await (const line of linesOf(files)) {
        if (line.trim() !== '') process.stdout.write(print(line));
      }
    });
}

async function parseFiles(files: readonly string[], { json, jsonl }: TryOptions): Promise<void> {
  if (files.length === 0) throw new WardwatchError('USAGE', 'Name the files: wardwatch try parse FILE… --jsonl');
  const { tryParse } = await import('./try-parse.ts');
  await tryParse(files, json === true || jsonl === true);
}

async function tryFiles(files: readonly string[]): Promise<void> {
  if (files.length === 0) throw new WardwatchError('USAGE', 'Name the files: wardwatch try structured FILE… --jsonl');
  const { tryStructured } = await import('./try-structured.ts');
  for (const file of files) {
    for await (const answer of tryStructured(file)) process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

async function matchFiles(files: readonly string[], { assets, json, jsonl }: TryOptions): Promise<void> {
  const { tryMatch } = await import('./try-match.ts');
  await tryMatch(files, assets, json === true || jsonl === true);
}

async function tryStories(files: readonly string[]): Promise<void> {
  const { tryCaseLines, tryCasesOf } = await import('./try-cases.ts');
  const [folder] = files;
  if (folder !== undefined && statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) {
    return tryCasesOf(folder);
  }
  const lines: string[] = [];
  for await (const line of linesOf(files)) if (line.trim() !== '') lines.push(line);
  await tryCaseLines(lines);
}

function printer(
  name: string,
  build: (() => Verb | Teller) | undefined,
  isForPeople: boolean,
): (line: string) => string {
  if (build === undefined) throw new WardwatchError('USAGE', `"${name}" does not explain itself; only extract does.`);
  const answer = build();
  return (line) => {
    const said = answerLine(answer, line);
    return isForPeople && typeof said === 'string' ? `${said}\n\n` : `${JSON.stringify(said)}\n`;
  };
}

async function* linesOf(files: readonly string[]): AsyncGenerator<string> {
  const inputs = files.length === 0 ? [process.stdin] : files.map((file) => createReadStream(file));
  for (const input of inputs) {
    let fault: unknown;
    input.once('error', (error: Error) => {
      fault = error;
    });
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) yield line;
    if (fault !== undefined) throw new WardwatchError('NOT_FOUND', `The input cannot be read: ${messageOf(fault)}.`);
  }
}

function answerLine(verb: Verb | Teller, text: string): object | string {
  let id: unknown = null;
  try {
    const line: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof line !== 'object' || line === null || Array.isArray(line)) throw new Error('expected a JSON object');
    id = (line as Record<string, unknown>).id ?? null;
    return verb(line as Record<string, unknown>);
  } catch (error) {
    return { id, error: messageOf(error) };
  }
}

function buildExtract(): Verb {
  const { lexicon } = shippedData();
  return (line) => tryExtract(extractInput(line), lexicon);
}

function explainExtractLines(): Teller {
  const { lexicon } = shippedData();
  return (line) => explainExtract(extractInput(line), lexicon);
}

function extractInput(line: Readonly<Record<string, unknown>>): TryExtractInput {
  const text = requiredText(line, 'text');
  const title = optionalText(line, 'title');
  const publisher = optionalText(line, 'publisher');
  return {
    id: line.id as string,
    text: optionalText(line, 'format') === 'html' ? htmlText(text).text : text,
    ...(title !== undefined && { title }),
    ...(publisher !== undefined && { publisher }),
  };
}

function buildNames(): Verb {
  const { lexicon } = shippedData();
  return (line) =>
    tryNames(
      {
        id: line.id as string,
        asset_vendor: optionalText(line, 'asset_vendor') ?? null,
        asset_product: requiredText(line, 'asset_product'),
        advisory_vendor: optionalText(line, 'advisory_vendor') ?? null,
        advisory_product: requiredText(line, 'advisory_product'),
      },
      lexicon,
    );
}

function buildStatus({ records }: TryOptions): Verb {
  if (records === undefined) {
    throw new WardwatchError('USAGE', 'Name the folder of CVE records: wardwatch try status --records FOLDER --jsonl');
  }
  const answer = statusFrom(records);
  return (line) =>
    answer({
      id: line.id as string,
      cve: requiredText(line, 'cve'),
      vendor: optionalText(line, 'vendor') ?? '',
      product: requiredText(line, 'product'),
      version: requiredText(line, 'version'),
    });
}

function buildTriage(): Verb {
  const { policy } = shippedData();
  return (line) => tryTriage(line, policy);
}

function versionsVerb(line: Readonly<Record<string, unknown>>): object {
  return tryVersions({
    id: line.id as string,
    scheme: optionalText(line, 'scheme') ?? '',
    range: requiredText(line, 'range'),
    version: requiredText(line, 'version'),
  });
}

function requiredText(line: Readonly<Record<string, unknown>>, field: string): string {
  const value = line[field];
  if (typeof value !== 'string') throw new Error(`expected text in "${field}"`);
  return value;
}

function optionalText(line: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const value = line[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new Error(`expected text in "${field}"`);
  return value;
}
