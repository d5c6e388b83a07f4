import type { Asset } from '../domain/asset.ts';
import type { Column } from '../domain/asset-columns.ts';

/** A file of assets, wherever its bytes lie. */
export interface InventoryFile {
  readonly name: string;
  readonly size: number;
  /** The bytes from the beginning, each time that it is called. */
  bytes(): AsyncIterable<Uint8Array>;
}

/** A row that did not become an asset. */
export interface RefusedRow {
  /** The line of the file on which the row starts, or the number of the record or component, counted from 1. */
  readonly line: number;
  readonly because: string;
  /** How the row begins, as it stood; absent where it could not be cut into cells, or where another row took its place. */
  readonly row?: string;
}

/** Something a person should know about a file that was read: a column or a cell that was left out. */
export interface ImportNote {
  /** Absent when it is about the whole file. */
  readonly line?: number;
  readonly because: string;
}

/** What an inventory file says, piece by piece, in its order. */
export type InventoryPiece =
  | { readonly kind: 'asset'; readonly line: number; readonly asset: Asset }
  | ({ readonly kind: 'refused' } & RefusedRow)
  | ({ readonly kind: 'note' } & ImportNote)
  /** The file names only assets whose ids begin so, all of them: a sync leaves the others alone. */
  | { readonly kind: 'scope'; readonly idsBeginWith: string };

/** Which heading of somebody else's export means what; a file of `config/inventory/` holds some. */
export interface InventoryMapping {
  readonly id: string;
  readonly title: string;
  /** A file that has all of these headings is read by this mapping. */
  readonly headings: readonly string[];
  /**
   * What fills a column: headings, of which the first that says something counts. A text with braces is a pattern such as
   * "{Device ID}/{Application}"; where one of its headings says nothing, neither does the pattern.
   */
  readonly columns: Readonly<Partial<Record<Column, readonly string[]>>>;
  /** What a column says in every row that says nothing else. */
  readonly constants: Readonly<Partial<Record<Column, string>>>;
  /** Rows in which a heading says one of these words are left out. */
  readonly skip: readonly { readonly heading: string; readonly is: readonly string[] }[];
  /** How days are written where it cannot be seen: 3/4/2024 is the fourth of March, or the third of April. */
  readonly days: 'month-first' | 'day-first';
}

/** How a file is to be read, where it does not say so itself. */
export interface HowToRead {
  /** The id of a mapping; absent: the headings choose. */
  readonly mapping?: string;
  /** For a list of parts (SBOM): the asset that runs them, whose place, owner and exposure they share. */
  readonly host?: Asset;
}

/** Reads a file of assets. Iterating throws INVENTORY_UNREADABLE where the file as a whole cannot be taken. */
export type ReadInventory = (file: InventoryFile, how?: HowToRead) => AsyncIterable<InventoryPiece>;

/** What an inventory file holds. */
export interface AssetsCsv {
  /** One an id, in the order of the file. */
  readonly assets: readonly Asset[];
  readonly refused: readonly RefusedRow[];
  readonly notes: readonly ImportNote[];
  /** The ids that a sync may remove begin so; empty: all. */
  readonly scope: string;
}

/** Hears how many rows were read so far. */
export type RowsRead = (rows: number) => void;

/** Reads a file of assets whole, within what memory holds. Throws INVENTORY_UNREADABLE where the file as a whole cannot be taken. */
export type ReadAssetsFile = (bytes: Uint8Array, onRows?: RowsRead) => Promise<AssetsCsv>;
