import { CsvError, parse } from 'csv-parse/sync';
import type { Gap } from '../../domain/quote.ts';
import { WardwatchError } from '../../errors.ts';
import { charactersOf } from './characters.ts';
import { envelopeOf } from './html.ts';
import { documentIdOf, tidyLines, withTitle } from './normalised-text.ts';
import { addressesIn } from './text.ts';
import type { Format } from './types.ts';

/**
 * A table of comma-separated values (RFC 4180 and its dialects), such as the indicators of an alert: a line for each row, cells apart
 * by a tab, as the tables of pages. What stands in a column of references is linked to, and is no indicator.
 */
export const csv: Format = {
  id: 'csv',
  async read(item) {
    const rows = rowsOf(item.guid, charactersOf(item.bytes));
    const title = item.title ?? nameOf(item.guid);
    const read = rows.slice(0, MOST_ROWS);
    const isReference = referenceColumns(rows[0] ?? []);
    const lines = read.map((cells) => cells.filter((cell, at) => !(isReference[at] && ADDRESS.test(cell))).join('\t'));
    const text = withTitle(title, tidyLines(lines));
    return {
      publisherId: item.guid,
      title,
      ...envelopeOf(item, undefined),
      documentId: documentIdOf(text),
      text,
      textKind: 'prose',
      links: addressesIn(read.flatMap((cells) => cells.filter((_, at) => isReference[at])).join('\n')),
      gaps: rows.length > MOST_ROWS ? [tooLong(rows.length)] : [],
    };
  },
};

/**
 * Whether a table tells of flaws or attacks: its head says so, or every second row names a flaw, a hash or a defanged address. A
 * table with a head of what an organisation runs is an inventory.
 */
export function isTableOfThreats(text: string): boolean {
  const lines = text.split(/\r?\n/, 200).filter((line) => line.trim() !== '');
  const head = lines[0] ?? '';
  if (INVENTORY_HEAD.test(head)) return false;
  const telling = lines.filter((line) => TELLING.test(line)).length;
  return THREAT_HEAD.test(head) || telling * 2 >= lines.length;
}

/** How many flaws a table names; a catalogue of more than a few dozen is no alert. */
export function flawsIn(text: string): number {
  return new Set(text.toUpperCase().match(/\bCVE-\d{4}-\d{4,19}\b/g)).size;
}

const INVENTORY_HEAD =
  /\b(?:host ?names?|asset\w*|serial\w*|mac(?: address)?|owner|department|site|room|last[ _-](?:seen|updated?)[ _-]by)\b/i;
const THREAT_HEAD =
  /\b(?:indicators?|iocs?|observables?|sha-?(?:1|256|512)|md5|hash(?:es)?|cves?|malware|threats?|ttps?|c2|affected)(?:\b|_)/i;
const TELLING = /\bCVE-\d{4}-\d{4,}\b|\b(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})\b|\[\.\]|\bhxxps?\b/i;

/** More are no alert that a person wrote, and would hold everything else up. */
const MOST_ROWS = 20_000;
const LONGEST_ROW = 100_000;

function rowsOf(name: string, text: string): readonly (readonly string[])[] {
  try {
    const rows: string[][] = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_ROW,
    });
    return rows.map((cells) => cells.map((cell) => cell.replace(/\s+/g, ' ')));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const because = `${name} is a table that cannot be read: ${error.message}. Look for a quotation mark without its partner.`;
    throw new WardwatchError('DOCUMENT_UNREADABLE', because);
  }
}

/** What parts the cells of the first rows most often. */
function delimiterOf(text: string): string {
  const head = text
    .split('\n', 5)
    .join('\n')
    .replace(/"[^"]{0,2000}"/g, '');
  const counted = [',', ';', '\t', '|'].map((one) => ({ one, count: head.split(one).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).one;
}

const REFERENCES = /^(?:references?(?:[ _]urls?)?|sources?|links?|reports?|\w{1,30}_link)$/i;
const ADDRESS = /^\s?https?:\/\//i;

function referenceColumns(head: readonly string[]): readonly boolean[] {
  return head.map((cell) => REFERENCES.test(cell.trim()));
}

/** A file's name as words, since in one piece it reads like the name of a product. */
function nameOf(guid: string): string {
  const name = guid.replace(/^.*\//, '').replace(/\.[a-z]{3}$/i, '');
  return name.replace(/[-_]+/g, ' ').trim();
}

function tooLong(rows: number): Gap {
  return {
    about: 'document',
    because: `The table has ${rows} rows; the first ${MOST_ROWS} are read.`,
  };
}
