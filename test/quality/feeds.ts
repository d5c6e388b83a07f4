import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readDate } from '../../src/sources/formats/dates.ts';
import { readEpssFile } from '../../src/sources/formats/epss-file.ts';
import { htmlText } from '../../src/sources/formats/html-text.ts';
import { type ParsedFile, type ParsedItem, parseFile } from '../../src/sources/formats/parse-file.ts';

/** Date and time of an instant in UTC, as numbers. */
type Moment = readonly number[];

/** A document of a corpus, what its makers expect of it, and what another reader of feeds found in it. */
export interface CorpusRow {
  readonly file: string;
  readonly http_headers?: readonly string[] | null;
  readonly expected?: Expected | null;
  readonly oracle?: Oracle | null;
}

interface Expected {
  readonly items: number;
  readonly titles: readonly (string | null)[];
  readonly links?: readonly (string | null)[];
}

interface Oracle {
  readonly version?: string;
  /** It was not well formed. */
  readonly bozo: boolean;
  readonly items: number;
  readonly first: readonly {
    readonly title: string | null;
    readonly link: string | null;
    readonly id: string | null;
    readonly published_parsed: Moment | null;
    readonly updated_parsed: Moment | null;
  }[];
}

/** A written date and its reading: a moment, seconds since 1970, or words; with a `note`, any reading. */
export type DateRow =
  | { readonly row: readonly [reader: string, written: string, moment: Moment | null] }
  | { readonly input: string; readonly unix: number | null; readonly note?: string }
  | { readonly input: string; readonly expect: string };

/** How much of what was asked is as wished. */
export interface Share {
  right: number;
  all: number;
  readonly wrong: string[];
}

/** What a corpus came to. */
export interface FeedFigures {
  readonly shares: Readonly<Record<string, Share>>;
  readonly slowestMs: number;
}

/** The folders of feeds at the given paths or directly below them: each has an `index.json` of rows with an `oracle`, and may have a `dates.json`. */
export function corporaAt(paths: readonly string[], below: (path: string) => readonly string[]): readonly string[] {
  const folders = paths.flatMap((path) => [path, ...(statSync(path).isDirectory() ? below(path) : [])]);
  return folders.filter((folder) => {
    const index = join(folder, 'index.json');
    return existsSync(index) && readFileSync(index, 'utf8').includes('"oracle"');
  });
}

/** Reads every document and date of a corpus, and holds what was read against what is known of it. */
export async function measureFeeds(folder: string): Promise<FeedFigures> {
  const shares: Record<string, Share> = {};
  const count = (name: string, isRight: boolean, what: string) => {
    shares[name] ??= { right: 0, all: 0, wrong: [] };
    shares[name].all += 1;
    if (isRight) shares[name].right += 1;
    else shares[name].wrong.push(what);
  };
  let slowestMs = 0;
  for (const row of rowsOf<CorpusRow>(join(folder, 'index.json'))) {
    const began = performance.now();
    const parsed = await parseFile(
      readFileSync(join(folder, row.file)),
      { name: basename(row.file), now: NOW, contentType: contentTypeOf(row) },
      { pdfText: () => Promise.reject(new Error('No PDF is expected.')) },
    );
    slowestMs = Math.max(slowestMs, performance.now() - began);
    count('answered', parsed.ok || parsed.because !== undefined, row.file);
    if (row.oracle) holdAgainstOracle(parsed, row.oracle, (name, isRight) => count(name, isRight, row.file));
    if (row.expected) count('as its makers expect', isAsExpected(parsed, row.expected), row.file);
  }
  const dates = join(folder, 'dates.json');
  for (const row of existsSync(dates) ? rowsOf<DateRow>(dates) : []) {
    count('dates', isReadAsWished(row), 'row' in row ? row.row[1] : row.input);
  }
  return { shares, slowestMs };
}

const NOW = '2100-01-01T00:00:00.000Z';

function rowsOf<Row>(path: string): readonly Row[] {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function contentTypeOf({ http_headers: headers }: CorpusRow): string {
  const header = (headers ?? []).find((line) => /^content-type:/i.test(line)) ?? '';
  return header.slice(header.indexOf(':') + 1).trim();
}

/** A reader that knows no JSON says nothing of a JSON Feed. */
function holdAgainstOracle(
  { kind, items, ok }: ParsedFile,
  oracle: Oracle,
  count: (name: string, isRight: boolean) => void,
): void {
  if (kind === 'json-feed' && oracle.version === '') return;
  const found = ['rss', 'atom', 'rdf', 'cdf', 'json-feed'].includes(kind) ? items.length : 0;
  count(oracle.bozo ? 'items of the ill-formed' : 'items of the well-formed', found === oracle.items);
  if (oracle.bozo || !ok || found !== oracle.items) return;
  for (const [at, told] of oracle.first.entries()) {
    const item = items[at];
    if (item === undefined) continue;
    if (told.title) count('titles', wordsIn(told.title) === wordsIn(item.title));
    if (told.link) count('links', isSameLink(told.link, item.link));
    if (told.id) count('ids', told.id === item.guid);
    if (told.published_parsed) count('published', isSameMoment(told.published_parsed, item.publishedAt));
    if (told.updated_parsed) count('updated', isEither(told.updated_parsed, item));
  }
}

function isAsExpected({ items }: ParsedFile, expected: Expected): boolean {
  const isSame = (title: string | null, at: number) => wordsIn(title ?? '') === wordsIn(items[at]?.title);
  const leadsThere = (link: string | null, at: number) => isSameLink(link ?? '', items[at]?.link);
  return items.length === expected.items && expected.titles.every(isSame) && (expected.links ?? []).every(leadsThere);
}

function wordsIn(title: string | undefined): string {
  return htmlText(title ?? '').text.replace(/\s+/g, ' ');
}

/** A relative link is completed by us. */
function isSameLink(told: string, link = ''): boolean {
  const expected = told.trim();
  return (
    expected === link ||
    link.endsWith(`/${expected.replace(/^\//, '')}`) ||
    new Set([expected, link].map(hrefOf)).size === 1
  );
}

function hrefOf(link: string): string {
  return URL.canParse(link) ? new URL(link).href : link;
}

function isEither(told: Moment, { publishedAt, updatedAt }: ParsedItem): boolean {
  return isSameMoment(told, updatedAt) || isSameMoment(told, publishedAt);
}

function isSameMoment(told: Moment, at: string | undefined): boolean {
  const [year = 0, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = told;
  const expected = new Date(Date.UTC(year, month - 1, day, hours, minutes, seconds));
  if (year < 100) expected.setUTCFullYear(year);
  return at?.slice(0, 19) === expected.toISOString().slice(0, 19);
}

/** A day that can be read in one way only may be read, though its kind of date is ambiguous. */
function isReadAsWished(row: DateRow): boolean {
  if ('row' in row) {
    const [, written, moment] = row.row;
    return moment === null ? readDate(written) === undefined : isSameMoment(moment, readDate(written));
  }
  const written = row.input.replaceAll('\\n', '\n');
  const read = written.startsWith('#') ? scoreDate(written) : readDate(written);
  if ('expect' in row) {
    if (row.expect === 'ambiguous') return read === undefined || Number(read.slice(8, 10)) > 12;
    const expected = row.expect.match(/^\d[\d:.T-]*/)?.[0] ?? '';
    return expected === '' ? read === undefined : read?.startsWith(expected.slice(0, 19)) === true;
  }
  if (row.note !== undefined) return read !== undefined;
  return row.unix === null ? read === undefined : Date.parse(read ?? '') === row.unix * 1000;
}

/** The day in the head of a file of EPSS scores. */
function scoreDate(head: string): string | undefined {
  const file = readEpssFile(`${head}\ncve,epss\nCVE-2099-0001,0.5`);
  return 'because' in file ? undefined : file.day;
}
