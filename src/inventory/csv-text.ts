import { isUtf8 } from 'node:buffer';

/** A character that keeps cells apart. */
export type Delimiter = ',' | ';' | '\t' | '|';

/** How a file begins, as characters. */
export function decodedHead(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes.subarray(0, HEAD_BYTES));
}

/**
 * The characters of a CSV file, slice by slice: UTF-8, or UTF-16 with a byte order mark, else Windows-1252, which is what
 * spreadsheets write where they do not write UTF-8. The mark itself is gone.
 */
export function* decodedSlices(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
    yield decoder.decode(bytes.subarray(start, start + SLICE_BYTES), { stream: true });
  }
  yield decoder.decode();
}

const HEAD_BYTES = 64 * 1024;
/** Some hundred rows: read in a few milliseconds. */
const SLICE_BYTES = 16 * 1024;

function encodingOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | 'utf-8' | 'windows-1252' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/** The delimiter that stands most often outside quotation marks in the given line; a comma where none stands. */
export function delimiterOf(line: string): Delimiter {
  const outside = line.replace(/"[^"]*"/g, '');
  let best: Delimiter = ',';
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const count = outside.split(delimiter).length - 1;
    if (count > most) [best, most] = [delimiter, count];
  }
  return best;
}

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];
