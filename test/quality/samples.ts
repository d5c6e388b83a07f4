import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Advisory } from '../../src/domain/advisory.ts';
import { messageOf } from '../../src/errors.ts';
import { extract } from '../../src/extract/extract.ts';
import type { RawItem, RefusedItem } from '../../src/ports/source.ts';
import { readListPage as readBroadcom } from '../../src/sources/broadcom/list.ts';
import { documentsOfDirectory, documentsOfRolie } from '../../src/sources/csaf/listed.ts';
import { readDeltaLog } from '../../src/sources/cve/delta-log.ts';
import { readEpssFile } from '../../src/sources/formats/epss-file.ts';
import { type JsonRecord, recordOf } from '../../src/sources/formats/json-access.ts';
import { otherCatalogue } from '../../src/sources/formats/other-catalogues.ts';
import { pdfText } from '../../src/sources/formats/pdf-text.ts';
import { readItem } from '../../src/sources/formats/read-item.ts';
import { releaseCyclesIn } from '../../src/sources/formats/release-cycles.ts';
import { itemsOf, type SplitFile } from '../../src/sources/formats/split-file.ts';
import { readManifest } from '../../src/sources/misp-feed/manifest.ts';
import { listedMonths } from '../../src/sources/msrc/month.ts';
import { readPage as readNvd } from '../../src/sources/nvd/page.ts';
import { readListPage as readPaloAlto } from '../../src/sources/paloalto/list.ts';
import { lexicon } from './shipped.ts';

/** What the recorded answers of one folder and kind came to. */
export interface SampleRow {
  /** The folder, and what the files in it were found to be. */
  readonly what: string;
  readonly files: number;
  /** Documents in the files; of a list, the entries that it names. */
  readonly documents: number;
  readonly read: number;
  readonly products: number;
  readonly indicators: number;
  readonly gaps: number;
  /** Why files or documents were not read. */
  readonly refused: readonly string[];
}

/** The folders of recorded answers at the given paths or directly below them: one folder a publisher. */
export function sampleFoldersAt(paths: readonly string[]): readonly string[] {
  const folders = paths.flatMap((path) => [path, join(path, 'sources')]);
  return folders.filter((folder) => PUBLISHERS.every((publisher) => existsSync(join(folder, publisher))));
}

/** By these a folder of recorded answers is told from another. */
const PUBLISHERS = ['cisa-csaf', 'cisa-kev', 'nvd'];

/** Reads every recorded answer below a folder with the readers of its kind, and counts what came of it. */
export async function measureSamples(folder: string): Promise<readonly SampleRow[]> {
  const rows = new Map<string, SampleRow>();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const path of names) {
    for (const { name, bytes } of unpacked(path)) {
      const row = await measured(dirname(path).slice(folder.length + 1), name, bytes);
      rows.set(row.what, sum(rows.get(row.what), row));
    }
  }
  return [...rows.values()];
}

function sum(before: SampleRow | undefined, row: SampleRow): SampleRow {
  if (before === undefined) return row;
  const counts = ['files', 'documents', 'read', 'products', 'indicators', 'gaps'] as const;
  const added = Object.fromEntries(counts.map((name) => [name, before[name] + row[name]]));
  return { ...row, ...added, refused: [...before.refused, ...row.refused] };
}

interface PackedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

function unpacked(path: string): readonly PackedFile[] {
  const [name, bytes] = [basename(path), readFileSync(path)];
  if (!name.endsWith('.gz')) return [{ name, bytes }];
  const plain = gunzipSync(bytes);
  return name.endsWith('.tar.gz') ? filesOfTar(plain) : [{ name: name.slice(0, -3), bytes: plain }];
}

/** A head of 512 bytes with the name and, in octal digits, the size; then the file, filled up to the next 512. */
function filesOfTar(tar: Buffer): readonly PackedFile[] {
  const files: PackedFile[] = [];
  for (let at = 0; tar[at] !== undefined && tar[at] !== 0; ) {
    const words = (from: number, to: number) => tar.toString('latin1', at + from, at + to).replace(/\0.*$/s, '');
    const size = Number.parseInt(words(124, 136), 8) || 0;
    const isFile = ['', '0'].includes(words(156, 157));
    if (isFile) files.push({ name: basename(words(0, 100)), bytes: tar.subarray(at + 512, at + 512 + size) });
    at += 512 + 512 * Math.ceil(size / 512);
  }
  return files;
}

async function measured(folder: string, name: string, bytes: Uint8Array): Promise<SampleRow> {
  const none = { files: 1, documents: 0, read: 0, products: 0, indicators: 0, gaps: 0 };
  const list = listIn(name, new TextDecoder().decode(bytes));
  if (list !== undefined && !('items' in list))
    return { ...none, what: `${folder}: ${list.what}`, documents: list.entries, refused: [] };
  const { items, refused } = list ?? itemsOf(name, bytes);
  const answers = await Promise.all(items.map(readDocument));
  const read = answers.flatMap((answer) => ('because' in answer ? [] : [answer]));
  const because = answers.flatMap((answer) => ('because' in answer ? [answer.because] : []));
  const count = (of: (advisory: Advisory) => number) => read.reduce((all, advisory) => all + of(advisory), 0);
  return {
    what: `${folder}: ${items[0]?.format ?? 'not read'}`,
    files: 1,
    documents: items.length + (items.length > 0 ? refused.length : 0),
    read: read.length,
    products: count(({ affected }) => affected.length),
    indicators: count(({ indicators }) => indicators.length),
    gaps: count(({ gaps }) => gaps.length),
    refused: [...refused.map((one) => `${one.what}: ${one.because}`), ...because],
  };
}

async function readDocument(item: RawItem): Promise<Advisory | { readonly because: string }> {
  try {
    const raw = await readItem(item, { pdfText });
    const source = { id: 'samples', publisher: { name: 'Sample', kind: 'vendor' as const }, trusted: true };
    return extract(raw, {
      source: { ...source, tlp: 'CLEAR' },
      ...{ revision: 1, fetchedAt: '2100-01-01T00:00:00.000Z', lexicon },
    });
  } catch (error) {
    return { because: messageOf(error) };
  }
}

/** A list that names documents or tells facts. */
interface List {
  readonly what: string;
  readonly entries: number;
}

/** The lists of the kinds of sources that read one; a file that is none is split into its documents. */
function listIn(name: string, text: string): List | SplitFile | undefined {
  if (/^(#model_version:|cve,epss)/.test(text)) {
    const file = readEpssFile(text);
    return 'because' in file
      ? { items: [], refused: [{ what: name, because: file.because }] }
      : { what: 'epss, scores', entries: file.lines.length };
  }
  if (/(?:changes\.csv|index\.txt)$/.test(name))
    return { what: 'csaf, a list', entries: documentsOfDirectory(text, 'https://example.com/list').length };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  return jsonListIn(recordOf(document), document, text);
}

function jsonListIn(record: JsonRecord, document: unknown, text: string): List | SplitFile | undefined {
  if (Array.isArray(recordOf(record.feed).entry))
    return { what: 'csaf, a list', entries: documentsOfRolie(recordOf(record.feed), 'https://example.com/').length };
  const catalogue = otherCatalogue(document);
  if (catalogue !== undefined) return { what: 'kev, facts', entries: catalogue.rows.length };
  const cycles = releaseCyclesIn(document, 'Sample');
  if (cycles !== undefined) return { what: 'endoflife, facts', entries: cycles.length };
  const lists: readonly (readonly [string, (text: string) => readonly unknown[]])[] = [
    ['msrc, a list', listedMonths],
    ['paloalto, a list', readPaloAlto],
    ['misp-feed, a list', readManifest],
    ['cve, a list', readDeltaLog],
  ];
  for (const [what, reader] of lists) {
    const entries = tried(() => reader(text).length);
    if (entries !== undefined && entries > 0) return { what, entries };
  }
  if (tried(() => readNvd(text, 0).total) === 0) return { what: 'nvd, an answer without records', entries: 0 };
  return tried((): { items: RawItem[]; refused: RefusedItem[] } => {
    const { items, refused } = readBroadcom(text);
    return { items: [...items], refused: [...refused] };
  });
}

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
