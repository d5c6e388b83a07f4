import { inventoryMappings } from '../../src/config/inventory-mappings.ts';
import { assetsReader } from '../../src/inventory/collect-assets.ts';
import { fileOfBytes } from '../../src/inventory/open-file.ts';
import { inventoryReader } from '../../src/inventory/read-inventory.ts';
import type { HowToRead, InventoryPiece } from '../../src/ports/inventory-file.ts';

/** Reads inventories by the mappings that ship with wardwatch. */
export const readInventory = inventoryReader(inventoryMappings(undefined));

/** Reads an inventory whole. */
export const readAssets = assetsReader(readInventory);

/** Reads an inventory whole, piece by piece. */
export async function piecesOf(content: string | Uint8Array, how?: HowToRead): Promise<InventoryPiece[]> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const pieces: InventoryPiece[] = [];
  for await (const piece of readInventory(fileOfBytes('assets', bytes), how)) pieces.push(piece);
  return pieces;
}
