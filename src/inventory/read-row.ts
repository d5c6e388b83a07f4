import type { Column } from '../domain/asset-columns.ts';
import type { InventoryPiece } from '../ports/inventory-file.ts';
import { readAssetRow } from './asset-row.ts';
import type { Headings } from './headings.ts';

const ROW_SHOWN = 200;

/** Reads the cells of one row under their headings: an asset with a note for each cell that could not be read, or why not. */
export function readRow(headings: Headings, cells: readonly string[], line: number): readonly InventoryPiece[] {
  const cell = (column: Column): string => headings.sources.get(column)?.(cells) ?? '';
  const because = severalLines(headings, cell);
  if (because !== undefined) return [refusedRow(line, because, cells)];
  const read = readAssetRow(cell);
  if (read.kind === 'refused') return [refusedRow(line, read.because, cells)];
  const { asset, unread } = read;
  if (unread.length === 0) return [{ kind: 'asset', line, asset }];
  return [
    { kind: 'asset', line, asset },
    ...unread.map(({ column, written, expected }): InventoryPiece => {
      const words = `The ${column} of "${asset.id}" is "${written}", which is not ${expected}; it counts as unknown.`;
      return { kind: 'note', line, because: words };
    }),
  ];
}

/** A row that is refused, with how it begins. */
export function refusedRow(line: number, because: string, cells: readonly string[]): InventoryPiece {
  return { kind: 'refused', line, because, row: cells.join(',').replace(/\s+/g, ' ').slice(0, ROW_SHOWN) };
}

/** Columns whose cells may hold several lines. */
const MANY_LINES: ReadonlySet<Column> = new Set(['observables', 'tags', 'owner', 'clinical_use', 'compensating']);

function severalLines(headings: Headings, cell: (column: Column) => string): string | undefined {
  for (const column of headings.sources.keys()) {
    if (MANY_LINES.has(column) || !cell(column).trim().includes('\n')) continue;
    return `Its ${column} runs over several lines; look for a quotation mark without its partner.`;
  }
  return undefined;
}
