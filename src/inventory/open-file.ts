import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { messageOf, WardwatchError } from '../errors.ts';
import type { InventoryFile } from '../ports/inventory-file.ts';

/** A file of assets on this machine, which is read in pieces. Throws INVENTORY_UNREADABLE where it is not there. */
export function openFile(path: string): InventoryFile {
  try {
    const { size } = statSync(path);
    return { name: basename(path), size, bytes: () => readPieces(path) };
  } catch (cause) {
    throw cannotRead(path, cause);
  }
}

/** A file of assets whose bytes are at hand. */
export function fileOfBytes(name: string, bytes: Uint8Array): InventoryFile {
  return {
    name,
    size: bytes.length,
    bytes: async function* () {
      yield bytes;
    },
  };
}

async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of createReadStream(path)) yield piece as Uint8Array;
  } catch (cause) {
    throw cannotRead(path, cause);
  }
}

function cannotRead(path: string, cause: unknown): WardwatchError {
  return new WardwatchError('INVENTORY_UNREADABLE', `${path} cannot be read: ${messageOf(cause)}.`, { cause });
}
