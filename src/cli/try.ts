import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { shippedData } from '../app-store.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { tryExtract } from '../extract/try-extract.ts';
import { tryNames } from '../matching/try-names.ts';
import { htmlText } from '../sources/formats/html-text.ts';
import { tryTriage } from '../triage/try-triage.ts';
import { tryVersions } from '../versions/try-versions.ts';

/** Answers one input line; throws where the line is not what the verb expects. */
type Verb = (line: Readonly<Record<string, unknown>>) => object;

/** What can be tried, each built once and pure from then on. One line a verb. */
const VERBS: Readonly<Record<string, { readonly what: string; readonly build: () => Verb }>> = {
  extract: { what: 'text → indicators, products, versions', build: buildExtract },
  names: { what: 'two product names → same, different or undecided', build: buildNames },
  triage: { what: 'facts → priority, reasons, due date', build: buildTriage },
  versions: { what: 'a version and a range → inside, outside or undecided', build: () => versionsVerb },
};

/** The one verb that takes documents, each a file, instead of lines. */
const STRUCTURED = { name: 'structured', what: 'CSAF, CVE, NVD, OSV and CVRF files → products, versions, status' };

const VERB_NAMES = [...Object.keys(VERBS), STRUCTURED.name];

/** `wardwatch try VERB`: one step of the job on JSON lines, without config, database or network. */
export function tryCommand(): Command {
  const verbs = [...Object.entries(VERBS), [STRUCTURED.name, STRUCTURED] as const].map(
    ([name, { what }]) => `  ${name.padEnd(10)} ${what}`,
  );
  return new Command('try')
    .description('Try one step on JSON lines, without config, database or network')
    .argument('<verb>', VERB_NAMES.join(', '))
    .argument('[files...]', 'files of JSON lines (structured: documents); standard input where none is named')
    .option('--jsonl', 'JSON lines out (the only format; accepted so that scripts can say so)')
    .addHelpText(
      'after',
      `\nVerbs:\n${verbs.join('\n')}\n\nExamples:\n  $ echo '{"id":"1","scheme":"generic","range":"< 23.9.8","version":"19.2"}' | wardwatch try versions --jsonl`,
    )
    .action(async (name: string, files: string[]) => {
      if (name === STRUCTURED.name) return tryFiles(files);
      const verb = VERBS[name];
      if (!verb) {
        throw new WardwatchError('USAGE', `There is no verb "${name}"; there are ${VERB_NAMES.join(', ')}.`);
      }
      const answer = verb.build();
      for await (const line of linesOf(files)) {
        if (line.trim() !== '') process.stdout.write(`${JSON.stringify(answerLine(answer, line))}\n`);
      }
    });
}

async function tryFiles(files: readonly string[]): Promise<void> {
  if (files.length === 0) throw new WardwatchError('USAGE', 'Name the files: wardwatch try structured FILE… --jsonl');
  const { tryStructured } = await import('./try-structured.ts');
  for (const file of files) {
    for await (const answer of tryStructured(file)) process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
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

function answerLine(verb: Verb, text: string): object {
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
  return (line) => {
    const text = requiredText(line, 'text');
    const format = optionalText(line, 'format');
    const title = optionalText(line, 'title');
    const publisher = optionalText(line, 'publisher');
    return tryExtract(
      {
        id: line.id as string,
        text: format === 'html' ? htmlText(text).text : text,
        ...(title !== undefined && { title }),
        ...(publisher !== undefined && { publisher }),
      },
      lexicon,
    );
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
