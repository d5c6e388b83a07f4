import type { HowToRead, InventoryFile, InventoryPiece } from '../../ports/inventory-file.ts';
import type { FileHead } from '../file-text.ts';
import type { Mappings } from '../headings.ts';

/** A file of assets that was looked at. */
export interface OpenedFile {
  readonly file: InventoryFile;
  readonly head: FileHead;
  /** What it says as JSON, where it is one JSON document. */
  readonly document?: unknown;
  readonly mappings: Mappings;
  readonly host?: HowToRead['host'];
}

/** One way in which inventories are written down. */
export interface InventoryFormat {
  readonly id: string;
  /** Whether a file is written in this way; asked in the order of the registry. */
  recognises(opened: OpenedFile): boolean;
  /** Throws INVENTORY_UNREADABLE while it is iterated, where the file as a whole cannot be taken; nothing else. */
  read(opened: OpenedFile): AsyncIterable<InventoryPiece>;
}
