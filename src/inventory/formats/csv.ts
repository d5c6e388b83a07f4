import { finished } from 'node:stream/promises';
import { CsvError, type InfoRecord, type Parser, parse } from 'csv-parse';
import { COLUMNS } from '../../domain/asset-columns.ts';
import { messageOf } from '../../errors.ts';
import type { InventoryPiece } from '../../ports/inventory-file.ts';
import { readHeading } from '../columns.ts';
import { type Delimiter, delimiterOf } from '../delimiter.ts';
import { textSlices } from '../file-text.ts';
import { type Headings, type Mappings, readHeadings } from '../headings.ts';
import { LeftOut } from '../left-out.ts';
import { readRow, refusedRow } from '../read-row.ts';
import { unreadable } from '../unreadable.ts';
import type { InventoryFormat } from './types.ts';

/**
 * Comma-separated values in any of their dialects. It is read in slices, and whatever else waits in the process has its turn
 * between two of them.
 */
export const csv: InventoryFormat = {
  id: 'csv',
  recognises: () => true,
  async *read({ file, head, mappings }) {
    const reader = new CsvReader(mappings);
    const parser = parse({
      bom: true,
      delimiter: delimiterOfFile(head.text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_ROW,
      on_record: (cells: string[], context) => reader.take(cells, context),
    });
    try {
      for await (const _ of feed(parser, textSlices(file, head.encoding))) yield* reader.taken();
      yield* reader.taken();
    } catch (fault) {
      yield* reader.taken();
      if (!(fault instanceof CsvError)) throw fault;
      yield reader.brokenOff(fault);
    }
    yield* reader.ended();
  },
};

/** Rows before the headings (a title, a date) that are skipped while looking for them. */
const MOST_ROWS_BEFORE_HEADINGS = 10;
/** In characters; what is longer is a quotation mark without its partner. */
const LONGEST_ROW = 1_000_000;

const MOST_CELLS = 10_000;

class CsvReader {
  private readonly mappings: Mappings;
  private readonly leftOut = new LeftOut();
  private pieces: InventoryPiece[] = [];
  private headings: Headings | undefined;
  private rowsBeforeHeadings = 0;
  private linesRead = 0;

  constructor(mappings: Mappings) {
    this.mappings = mappings;
  }

  /** Gives nothing back, so that the parser keeps nothing. */
  take(cells: readonly string[], context: InfoRecord): null {
    const moreLines = cells.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0);
    this.read(cells, context.lines - moreLines);
    this.linesRead = context.lines;
    return null;
  }

  /** What was read since it was asked last. */
  taken(): readonly InventoryPiece[] {
    const { pieces } = this;
    this.pieces = [];
    return pieces;
  }

  brokenOff(fault: CsvError): InventoryPiece {
    const because = `From here on nothing could be read: ${messageOf(fault)}. Look for a quotation mark without its partner.`;
    return { kind: 'refused', line: this.linesRead + 1, because };
  }

  ended(): readonly InventoryPiece[] {
    if (this.headings === undefined) throw noHeadings(this.mappings);
    return this.leftOut.notes();
  }

  private read(cells: readonly string[], line: number): void {
    if (cells.every((cell) => cell.trim() === '')) return;
    if (this.headings === undefined) this.lookForHeadings(cells, line);
    else this.readUnder(this.headings, cells, line);
  }

  private lookForHeadings(cells: readonly string[], line: number): void {
    const headings = readHeadings(cells, this.mappings);
    if (headings === undefined) {
      this.rowsBeforeHeadings += 1;
      if (this.rowsBeforeHeadings > MOST_ROWS_BEFORE_HEADINGS) throw noHeadings(this.mappings);
      return;
    }
    if (this.rowsBeforeHeadings > 0) {
      const because = `The headings were found on line ${line}; what stands above them was left out.`;
      this.pieces.push({ kind: 'note', because });
    }
    this.headings = headings;
    this.pieces.push(...headings.notes.map((note) => ({ kind: 'note' as const, ...note })));
  }

  private readUnder(headings: Headings, cells: readonly string[], line: number): void {
    if (cells.length > headings.count && cells.slice(headings.count).some((cell) => cell.trim() !== '')) {
      const because = `It has ${cells.length} cells where the headings have ${headings.count}; a cell that holds the delimiter must stand in quotation marks.`;
      this.pieces.push(refusedRow(line, because, cells));
      return;
    }
    const unwanted = headings.leftOut(cells);
    if (unwanted === undefined) this.pieces.push(...readRow(headings, cells, line));
    else this.leftOut.add(unwanted);
  }
}

/** Gives a parser one slice after another, with a rest after each in which others have their turn. */
async function* feed(parser: Parser, slices: AsyncIterable<string>): AsyncGenerator<void> {
  const ended = finished(parser.resume());
  // A fault shows where the slice is given; that the parser ended by it is known then.
  ended.catch(() => undefined);
  for await (const slice of slices) {
    await new Promise<void>((resolve, reject) => {
      parser.write(slice, (fault) => (fault ? reject(fault) : resolve()));
    });
    await new Promise((resolve) => setImmediate(resolve));
    yield;
  }
  parser.end();
  await ended;
}

function delimiterOfFile(text: string): Delimiter {
  const lines = text.split('\n', MOST_ROWS_BEFORE_HEADINGS + 1);
  const headings = lines.map((line) => {
    const delimiter = delimiterOf(line);
    const cells = line.split(delimiter).map((cell) => readHeading(cell.replaceAll('"', '')));
    // Another system's headings may all be unknown: then the line with most cells is theirs.
    const known = cells.filter((heading) => heading.kind === 'known').length;
    return { delimiter, weight: known * MOST_CELLS + Math.min(cells.length, MOST_CELLS - 1) };
  });
  return headings.reduce((best, one) => (one.weight > best.weight ? one : best)).delimiter;
}

function noHeadings({ wanted, all }: Mappings): Error {
  if (wanted !== undefined) {
    return unreadable(
      `No line among the first ${MOST_ROWS_BEFORE_HEADINGS} has the headings of the mapping ${wanted.id}: ${wanted.headings.join(', ')}.`,
    );
  }
  return unreadable(
    `No line names the columns "id" and "product" among the first ${MOST_ROWS_BEFORE_HEADINGS}. Known columns: ${COLUMNS.join(', ')}. Headings of other systems are read by a mapping; there are ${all.map(({ id }) => id).join(', ') || 'none'}.`,
  );
}
