import type { InventoryFile } from '../ports/inventory-file.ts';

/** How many bytes of a file are looked at to tell what it is. */
const HEAD_BYTES = 64 * 1024;
/** Some hundred rows: read in a few milliseconds. */
const SLICE_BYTES = 16 * 1024;

/** How a file begins. */
export interface FileHead {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly encoding: Encoding;
}

/** What a file's bytes mean. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * Looks through a file for how it is written: UTF-8, or UTF-16 with a byte order mark, else Windows-1252, which is what
 * spreadsheets write where they do not write UTF-8.
 */
export async function readHead(file: InventoryFile): Promise<FileHead> {
  const bytes = await firstBytes(file);
  const encoding = markedEncoding(bytes) ?? ((await isUtf8(file)) ? 'utf-8' : 'windows-1252');
  return { bytes, text: new TextDecoder(encoding).decode(bytes), encoding };
}

/** The characters of a file, slice by slice; the byte order mark is gone. */
export async function* textSlices(file: InventoryFile, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of file.bytes()) {
    for (let start = 0; start < chunk.length; start += SLICE_BYTES) {
      yield decoder.decode(chunk.subarray(start, start + SLICE_BYTES), { stream: true });
    }
  }
  yield decoder.decode();
}

/** All characters of a file. */
export async function wholeText(file: InventoryFile, encoding: Encoding): Promise<string> {
  const slices: string[] = [];
  for await (const slice of textSlices(file, encoding)) slices.push(slice);
  return slices.join('');
}

async function firstBytes(file: InventoryFile): Promise<Uint8Array> {
  const head = new Uint8Array(Math.min(HEAD_BYTES, file.size));
  let filled = 0;
  for await (const chunk of file.bytes()) {
    const part = chunk.subarray(0, head.length - filled);
    head.set(part, filled);
    filled += part.length;
    if (filled === head.length) break;
  }
  return head.subarray(0, filled);
}

function markedEncoding(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Only the last byte of a large file may tell, so that all of it is looked at. */
async function isUtf8(file: InventoryFile): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of file.bytes()) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (fault) {
    if (fault instanceof TypeError) return false;
    throw fault;
  }
}
