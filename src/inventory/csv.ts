import { finished } from 'node:stream/promises';
import { CsvError, type InfoRecord, type Parser, parse } from 'csv-parse';
import { COLUMNS, type Column } from '../domain/asset-columns.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import type { AssetsCsv, ImportNote, RefusedRow, RowsRead } from '../ports/inventory-file.ts';
import { type AssetRow, readAssetRow } from './asset-row.ts';
import { type Heading, readHeading } from './columns.ts';
import { type Delimiter, decodedHead, decodedSlices, delimiterOf } from './csv-text.ts';

/**
 * Reads an inventory as CSV. Good rows become assets; bad ones are refused one by one with line and reason. A cell that
 * cannot be read leaves its field unknown, with a note: unknown is never taken for safe. Where an id comes twice, the last
 * row counts.
 *
 * It is read in slices, and whatever else waits in the process has its turn between two of them.
 *
 * Throws INVENTORY_UNREADABLE when the file as a whole cannot be taken: it is empty, is no CSV, lacks the columns id and
 * product, is larger than memory allows, or has a column that looks like patient data, which wardwatch must not hold.
 */
export async function readAssetsCsv(bytes: Uint8Array, onRows: RowsRead = () => {}): Promise<AssetsCsv> {
  if (bytes.length > MOST_BYTES) throw tooLarge(`${Math.ceil(bytes.length / 1e6)} MB`);
  const head = decodedHead(bytes);
  refuseOtherFiles(bytes, head);
  const reader = new CsvReader(delimiterOfFile(head));
  await reader.readAll(decodedSlices(bytes), onRows);
  return reader.result();
}

/** An inventory's rows and their differences are held in memory, about 2 kB a row: so this many need half a gigabyte. */
const MOST_ROWS = 250_000;
/** The longest rows that so many may have, 400 characters on average. */
const MOST_BYTES = 100_000_000;
/** Rows before the headings (a title, a date) that are skipped while looking for them. */
const MOST_ROWS_BEFORE_HEADINGS = 10;
const ROW_SHOWN = 200;

class CsvReader {
  private readonly delimiter: Delimiter;
  private readonly rows = new Map<string, AssetRow & { line: number; cells: readonly string[] }>();
  private readonly refused: RefusedRow[] = [];
  private readonly notes: ImportNote[] = [];
  private headings: Headings | undefined;
  private rowsBeforeHeadings = 0;
  private rowsRead = 0;
  private linesRead = 0;

  constructor(delimiter: Delimiter) {
    this.delimiter = delimiter;
  }

  async readAll(slices: Iterable<string>, onRows: RowsRead): Promise<void> {
    const parser = parse({
      bom: true,
      delimiter: this.delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record: (cells: string[], context) => this.take(cells, context),
    });
    try {
      for await (const _ of feed(parser, slices)) onRows(this.rowsRead);
    } catch (thrown) {
      if (!(thrown instanceof CsvError)) throw thrown;
      const line = this.linesRead + 1;
      const because = `From here on nothing could be read: ${messageOf(thrown)}. Look for a quotation mark without its partner.`;
      this.refused.push({ line, because });
    }
  }

  result(): AssetsCsv {
    if (this.headings === undefined) throw noHeadings();
    const assets = [...this.rows.values()].map((row) => row.asset);
    const refused = [...this.refused].sort((a, b) => a.line - b.line);
    return { assets, refused, notes: this.notes };
  }

  /** Gives nothing back, so that the parser keeps nothing. */
  private take(cells: readonly string[], context: InfoRecord): null {
    this.rowsRead += 1;
    if (this.rowsRead > MOST_ROWS + MOST_ROWS_BEFORE_HEADINGS) throw tooLarge(`more than ${MOST_ROWS} rows`);
    const moreLines = cells.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0);
    this.read(cells, context.lines - moreLines);
    this.linesRead = context.lines;
    return null;
  }

  private read(cells: readonly string[], line: number): void {
    if (cells.every((cell) => cell.trim() === '')) return;
    if (this.headings === undefined) this.lookForHeadings(cells, line);
    else this.readRow(this.headings, cells, line);
  }

  private lookForHeadings(cells: readonly string[], line: number): void {
    const read = cells.map(readHeading);
    const patient = read.find((heading) => heading.kind === 'patient');
    if (patient?.kind === 'patient') throw holdsPatientData(patient.written);
    const known = new Set(read.flatMap((heading) => (heading.kind === 'known' ? [heading.column] : [])));
    if (!known.has('id') || !known.has('product')) {
      this.rowsBeforeHeadings += 1;
      if (this.rowsBeforeHeadings > MOST_ROWS_BEFORE_HEADINGS) throw noHeadings();
      return;
    }
    if (this.rowsBeforeHeadings > 0)
      this.notes.push({ because: `The headings were found on line ${line}; what stands above them was left out.` });
    this.headings = settleHeadings(cells, read, this.notes);
  }

  private readRow(headings: Headings, cells: readonly string[], line: number): void {
    const because = whyNotARow(headings, cells);
    const read =
      because === undefined ? readAssetRow((column) => cells[headings.at.get(column) ?? -1] ?? '') : undefined;
    if (because !== undefined) this.refuse(line, because, cells);
    else if (read?.kind === 'refused') this.refuse(line, read.because, cells);
    else if (read?.kind === 'read') {
      const { id } = read.asset;
      this.notes.push(
        ...read.unread.map(({ column, written, expected }) => ({
          line,
          because: `The ${column} of "${id}" is "${written}", which is not ${expected}; it counts as unknown.`,
        })),
      );
      this.keep({ ...read, line, cells });
    }
  }

  /** Takes the row in; an earlier one with the same id gives way, and is listed as refused when it said something else. */
  private keep(row: AssetRow & { line: number; cells: readonly string[] }): void {
    const id = row.asset.id;
    const earlier = this.rows.get(id);
    this.rows.set(id, row);
    if (earlier === undefined) return;
    if (JSON.stringify(earlier.asset) === JSON.stringify(row.asset)) {
      this.notes.push({
        line: row.line,
        because: `The id "${id}" stands on line ${earlier.line} too, with the same words; it is taken once.`,
      });
      return;
    }
    const because = `The id "${id}" comes again on line ${row.line}, and the last row counts. If both exist, give each its own id.`;
    this.refuse(earlier.line, because, earlier.cells);
  }

  private refuse(line: number, because: string, cells: readonly string[]): void {
    this.refused.push({ line, because, row: cells.join(this.delimiter).replace(/\s+/g, ' ').slice(0, ROW_SHOWN) });
  }
}

/** Gives a parser one slice after another, with a rest after each in which others have their turn. */
async function* feed(parser: Parser, slices: Iterable<string>): AsyncGenerator<void> {
  const ended = finished(parser.resume());
  // A fault shows where the slice is given; that the parser ended by it is known then.
  ended.catch(() => undefined);
  for (const slice of slices) {
    await new Promise<void>((resolve, reject) => {
      parser.write(slice, (fault) => (fault ? reject(fault) : resolve()));
    });
    await new Promise((resolve) => setImmediate(resolve));
    yield;
  }
  parser.end();
  await ended;
}

interface Headings {
  /** Where each column stands, counted from 0. */
  readonly at: ReadonlyMap<Column, number>;
  readonly count: number;
}

/** Gives each column its place. The project's own name for it goes before a synonym, then the first one counts. */
function settleHeadings(cells: readonly string[], read: readonly Heading[], notes: ImportNote[]): Headings {
  const at = new Map<Column, number>();
  const leftOut: string[] = [];
  for (const exact of [true, false]) {
    read.forEach((heading, index) => {
      const written = (cells[index] ?? '').trim();
      if (heading.kind === 'unknown' && exact) leftOut.push(heading.written);
      if (heading.kind !== 'known' || at.get(heading.column) === index) return;
      const isExact = written.toLowerCase() === heading.column;
      if (isExact !== exact) return;
      if (at.has(heading.column)) leftOut.push(written);
      else at.set(heading.column, index);
    });
  }
  if (leftOut.length > 0) {
    const names = leftOut.map((name) => `"${name}"`).join(', ');
    notes.push({ because: `Columns left out: ${names}. Known columns: ${COLUMNS.join(', ')}.` });
  }
  return { at, count: cells.length };
}

/** Columns whose cells may hold several lines. */
const MANY_LINES: ReadonlySet<Column> = new Set(['observables', 'tags', 'owner', 'clinical_use', 'compensating']);

function whyNotARow(headings: Headings, cells: readonly string[]): string | undefined {
  if (cells.slice(headings.count).some((cell) => cell.trim() !== '')) {
    return `It has ${cells.length} cells where the headings have ${headings.count}; a cell that holds the delimiter must stand in quotation marks.`;
  }
  for (const [column, index] of headings.at) {
    if (MANY_LINES.has(column) || !(cells[index] ?? '').trim().includes('\n')) continue;
    return `Its ${column} runs over several lines; look for a quotation mark without its partner.`;
  }
  return undefined;
}

function delimiterOfFile(text: string): Delimiter {
  const lines = text.split('\n', MOST_ROWS_BEFORE_HEADINGS + 1);
  const headings = lines.map((line) => delimiterOf(line)).map((delimiter) => ({ delimiter, known: 0 }));
  lines.forEach((line, index) => {
    const candidate = headings[index];
    if (candidate === undefined) return;
    const cells = line.split(candidate.delimiter).map((cell) => readHeading(cell.replaceAll('"', '')));
    candidate.known = cells.filter((heading) => heading.kind === 'known').length;
  });
  return headings.reduce((best, candidate) => (candidate.known > best.known ? candidate : best)).delimiter;
}

/** Looks at how the file begins: enough to give a better answer than "no headings". */
function refuseOtherFiles(bytes: Uint8Array, head: string): void {
  if (head.trim() === '') throw unreadable('The file is empty.');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw unreadable('This looks like a spreadsheet or a zip file. Save it as CSV first.');
  if (head.startsWith('%PDF-')) throw unreadable('This is a PDF. Save the inventory as CSV first.');
  if (/^[\s\ufeff]*[[{<]/.test(head))
    throw unreadable('This looks like JSON, XML or HTML. Save the inventory as CSV first.');
  if (head.includes('\u0000')) throw unreadable('This is not a text file. Save the inventory as CSV first.');
}

function tooLarge(size: string): WardwatchError {
  return unreadable(
    `The file has ${size}; at most ${MOST_ROWS} rows and ${MOST_BYTES / 1e6} MB are read at once, because all of it is held in memory and compared. Nothing was read. Split the file, for instance by site, and import the parts one by one, without sync.`,
  );
}

function noHeadings(): WardwatchError {
  return unreadable(
    `No line names the columns "id" and "product" among the first ${MOST_ROWS_BEFORE_HEADINGS}. Known columns: ${COLUMNS.join(', ')}.`,
  );
}

function holdsPatientData(heading: string): WardwatchError {
  return unreadable(
    `The column "${heading}" looks like patient data, which wardwatch must not hold. Nothing was read. Remove the column and import again.`,
  );
}

function unreadable(message: string): WardwatchError {
  return new WardwatchError('INVENTORY_UNREADABLE', message);
}
