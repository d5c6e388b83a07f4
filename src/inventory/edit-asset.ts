import type { Asset } from '../domain/asset.ts';
import { COLUMNS, type Column } from '../domain/asset-columns.ts';
import { ORGANISATION_ID } from '../domain/organisation.ts';
import { readAssetRow } from './asset-row.ts';
import { cellOf } from './export-csv.ts';

/** An edit that makes an asset, or what is wrong with it by column. */
export type AssetEdited =
  | { readonly kind: 'asset'; readonly asset: Asset }
  | { readonly kind: 'unreadable'; readonly errors: ReadonlyMap<Column, string> };

/** No cell of an inventory is longer: what is longer was pasted by mistake. */
const LONGEST_CELL = 3_000;

/** Changes an asset column by column, or makes one of this id; an empty cell takes a fact away, and what is not named stays. */
export function editAsset(id: string, before: Asset | undefined, cells: ReadonlyMap<Column, string>): AssetEdited {
  const tooLong = [...cells].filter(([, cell]) => cell.length > LONGEST_CELL);
  if (tooLong.length > 0) {
    return { kind: 'unreadable', errors: new Map(tooLong.map(([column, cell]) => [column, tooLongWords(cell)])) };
  }
  const row = readAssetRow((column) => {
    if (column === 'id') return id;
    return cells.get(column) ?? (before === undefined ? '' : cellOf(before, column));
  });
  if (row.kind === 'refused') return { kind: 'unreadable', errors: new Map([[refusedColumn(id), row.because]]) };
  const unread = row.unread.filter(({ column }) => cells.has(column));
  if (unread.length === 0) return { kind: 'asset', asset: row.asset };
  const errors = unread.map(({ column, written, expected }): [Column, string] => [
    column,
    `"${written}" is not ${expected}.`,
  ]);
  return { kind: 'unreadable', errors: new Map(errors) };
}

/** What every column says of an asset; empty where nothing is known. */
export function cellsOf(asset: Asset): ReadonlyMap<Column, string> {
  return new Map(COLUMNS.map((column) => [column, cellOf(asset, column)]));
}

/** A row is refused for its id or for its missing product. */
function refusedColumn(id: string): Column {
  return id === '' || id.startsWith('watch:') || id === ORGANISATION_ID ? 'id' : 'product';
}

function tooLongWords(cell: string): string {
  return `${cell.length} characters; at most ${LONGEST_CELL}.`;
}
