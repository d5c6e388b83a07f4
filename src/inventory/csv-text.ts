/** A character that keeps cells apart. */
export type Delimiter = ',' | ';' | '\t' | '|';

/**
 * The characters of a CSV file: UTF-8, or UTF-16 with a byte order mark, else Windows-1252, which is what spreadsheets write
 * where they do not write UTF-8. The mark itself is gone.
 */
export function decodeCsv(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
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
