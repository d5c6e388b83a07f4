import type { HttpClient } from './http.ts';
import type { InventoryFile } from './inventory-file.ts';
import type { Cursor } from './source.ts';

/** A place where exports of the inventory are taken from by themselves: a folder, or an address. */
export interface InventoryOrigin {
  /** `inventory:` and the place, by which its outcomes are kept beside those of sources. */
  readonly id: string;
  /** The place as a person knows it, without what may be secret. */
  readonly name: string;
  readonly everyMs: number;
  readonly mapping?: string;
  /** Also remove what a file does not name. */
  readonly sync: boolean;
  /** Looks for a file that was not taken yet. `cursor` is what the last look gave. */
  look(cursor: Cursor | undefined, http: HttpClient): Promise<OriginLook>;
}

/** What a look at an origin found. */
export type OriginLook =
  /** No file that is new and whole. */
  | { readonly kind: 'nothing'; readonly cursor: Cursor }
  /** The place itself cannot be read. */
  | { readonly kind: 'refused'; readonly because: string }
  | {
      readonly kind: 'file';
      readonly file: InventoryFile;
      /** The same file for whoever imports it by hand. */
      readonly at: string;
      /** To be kept once the file is dealt with, whatever came of it. */
      readonly cursor: Cursor;
    };
