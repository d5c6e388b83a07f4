import Table from 'cli-table3';
import { rematchWords } from '../alerts/rematch-words.ts';
import { wrapWords } from '../console/text-width.ts';
import { visibleText } from '../domain/visible-text.ts';

/** One JSON value a line. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** A plain table; cells are made safe to show. The last column is cut to the terminal's width. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  if (rows.length === 0) return;
  const widths = columnWidths(head, rows);
  const table = new Table({
    head: [...head],
    colWidths: widths,
    wordWrap: true,
    style: { head: [], border: [], compact: true },
    chars: PLAIN_BORDERS,
  });
  for (const row of rows) table.push(row.map(visibleText));
  print(table.toString());
}

/** A paragraph, wrapped to the terminal and indented. */
export function printWrapped(text: string, indent = 0, mark = ''): void {
  const width = lineWidth() - indent - mark.length;
  for (const [number, line] of wrapWords(visibleText(text), width).entries()) {
    print(`${' '.repeat(indent)}${number === 0 ? mark : ' '.repeat(mark.length)}${line}`);
  }
}

/** That what is shown is not final, where what is stored is still to be matched again. */
export function printStill(rematch: Parameters<typeof rematchWords>[0]): void {
  const words = rematchWords(rematch);
  if (words !== undefined) printWrapped(words);
}

function lineWidth(): number {
  return Math.min(Math.max(process.stdout.columns ?? 100, 60), 120);
}

function columnWidths(head: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const natural = head.map(
    (name, column) => Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)) + 2,
  );
  const others = natural.slice(0, -1).map((width) => Math.min(width, 40));
  const last = Math.max(lineWidth() - others.reduce((sum, width) => sum + width + 1, 1), 20);
  return [...others, Math.min(natural.at(-1) ?? 20, last)];
}

const PLAIN_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};
