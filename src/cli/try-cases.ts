import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedData } from '../app-store.ts';
import { type TriedCase, tryCases } from '../cases/try-cases.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { Lexicon } from '../domain/lexicon.ts';
import { wordsOf } from '../domain/words.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { extract } from '../extract/extract.ts';
import type { RawItem } from '../ports/source.ts';
import { readDate } from '../sources/formats/dates.ts';
import { pdfText } from '../sources/formats/pdf-text.ts';
import { readItem } from '../sources/formats/read-item.ts';
import { itemsOf } from '../sources/formats/split-file.ts';
import { print, printWrapped } from './print.ts';

/** The answer to one document: its case, or why it could not be read. */
type CasesAnswer =
  | ({ readonly id: string } & TriedCase & { readonly advisory: Advisory })
  | { readonly id: string; readonly error: string };

/** A document as it was given. */
interface Given {
  readonly id: string;
  readonly publisher?: string;
  readonly item: RawItem | { readonly refused: string };
}

/** Says of each line in which case it is, as JSON lines: the same for advisories that tell one story. */
export async function tryCaseLines(lines: readonly string[]): Promise<void> {
  for (const answer of await answers(lines.map(givenLine))) {
    const { id } = answer;
    const said = 'error' in answer ? { id, error: answer.error } : { id, case: answer.case, because: answer.because };
    process.stdout.write(`${JSON.stringify(said)}\n`);
  }
}

/** Prints the stories that the documents of a folder tell, for people. */
export async function tryCasesOf(folder: string): Promise<void> {
  const told = await answers(documentsIn(folder));
  const stories = new Map<string, Extract<CasesAnswer, { advisory: Advisory }>[]>();
  for (const answer of told)
    if ('case' in answer) stories.set(answer.case, [...(stories.get(answer.case) ?? []), answer]);
  const byNumber = [...stories].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  for (const [id, members] of byNumber) {
    print(`${id}: ${members.length === 1 ? '1 document' : `${members.length} documents`}`);
    for (const { advisory, because } of members.sort((a, b) => dayOf(a.advisory).localeCompare(dayOf(b.advisory)))) {
      printWrapped(`${dayOf(advisory)} ${advisory.title} (${advisory.id})`, 2, '- ');
      printWrapped(because, 4);
    }
  }
  for (const answer of told) if ('error' in answer) printWrapped(`Not read: ${answer.id}: ${answer.error}`);
}

function dayOf(advisory: Advisory): string {
  return advisory.publishedAt?.slice(0, 10) ?? 'undated   ';
}

/** The case of each document, in the order in which they were given. */
async function answers(given: readonly Given[]): Promise<readonly CasesAnswer[]> {
  const { lexicon } = shippedData();
  const read: (Advisory | string)[] = [];
  for (const each of given) read.push(await readGiven(each, lexicon));
  const advisories = read.filter((each) => typeof each !== 'string');
  const placed = new Map(tryCases(advisories).map((place, at) => [advisories[at], place]));
  return given.map(({ id }, at): CasesAnswer => {
    const one = read[at];
    const place = typeof one === 'object' ? placed.get(one) : undefined;
    if (typeof one !== 'object' || place === undefined) return { id, error: one?.toString() ?? 'It was not read.' };
    return { id, ...place, advisory: one };
  });
}

/** As a source of its publisher would offer it; a document whose publisher is not named is a source by itself. */
async function readGiven({ id, publisher, item }: Given, lexicon: Lexicon): Promise<Advisory | string> {
  if ('refused' in item) return item.refused;
  try {
    const raw = await readItem(item, { pdfText });
    const name = publisher ?? raw.publisherName ?? id;
    const source = {
      id: wordsOf(name).join('-'),
      publisher: { name, kind: 'other' },
      trusted: true,
      tlp: 'CLEAR',
    } as const;
    return extract(raw, { source, revision: 1, fetchedAt: raw.publishedAt ?? UNDATED, lexicon });
  } catch (error) {
    return messageOf(error);
  }
}

const UNDATED = '1970-01-01T00:00:00.000Z';

function givenLine(text: string): Given {
  let id = '';
  try {
    const line: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof line !== 'object' || line === null || Array.isArray(line)) throw new Error('expected a JSON object');
    const fields: Readonly<Record<string, unknown>> = { ...line };
    id = typeof fields.id === 'string' ? fields.id : JSON.stringify(fields.id ?? null);
    const publisher = textIn(fields, 'publisher');
    return { id, ...(publisher !== undefined && { publisher }), item: itemOf(id, fields) };
  } catch (error) {
    return { id, item: { refused: messageOf(error) } };
  }
}

function itemOf(id: string, fields: Readonly<Record<string, unknown>>): RawItem {
  const words = textIn(fields, 'text');
  if (words === undefined) throw new Error('expected text in "text"');
  const format = textIn(fields, 'format') ?? 'text';
  if (format !== 'text' && format !== 'html' && format !== 'markdown')
    throw new Error('expected text, html or markdown in "format"');
  const title = textIn(fields, 'title');
  const publishedAt = readDate(textIn(fields, 'publishedAt'));
  return {
    guid: id,
    format,
    bytes: new TextEncoder().encode(words),
    ...(title !== undefined && { title }),
    ...(publishedAt !== undefined && { publishedAt }),
  };
}

/** The text of a field; undefined where it is absent, null or empty. */
function textIn(fields: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const value = fields[field] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw new Error(`expected text in "${field}"`);
  return value?.trim() === '' ? undefined : value;
}

function documentsIn(folder: string): readonly Given[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (names.length === 0) throw new WardwatchError('NOT_FOUND', `There is no document in ${folder}.`);
  return names.flatMap((name): Given[] => {
    const { items, refused } = itemsOf(name, new Uint8Array(readFileSync(name)));
    return [
      ...items.map((item) => ({ id: item.guid, item })),
      ...refused.map(({ what, because }) => ({ id: what, item: { refused: because } })),
    ];
  });
}
