import type { Asset } from '../domain/asset.ts';

/** A row that did not become an asset. */
export interface RefusedRow {
  /** The line of the file on which the row starts, counted from 1. */
  readonly line: number;
  readonly because: string;
  /** How the row begins, as it stood; absent where it could not be cut into cells. */
  readonly row?: string;
}

/** Something a person should know about a file that was read: a column or a cell that was left out. */
export interface ImportNote {
  /** Absent when it is about the whole file. */
  readonly line?: number;
  readonly because: string;
}

/** What an inventory file holds. */
export interface AssetsCsv {
  /** One an id, in the order of the file. */
  readonly assets: readonly Asset[];
  readonly refused: readonly RefusedRow[];
  readonly notes: readonly ImportNote[];
}

/** Hears how many rows were read so far. */
export type RowsRead = (rows: number) => void;

/** Reads a file of assets piece by piece. Throws INVENTORY_UNREADABLE where the file as a whole cannot be taken. */
export type ReadAssetsFile = (bytes: Uint8Array, onRows?: RowsRead) => Promise<AssetsCsv>;
