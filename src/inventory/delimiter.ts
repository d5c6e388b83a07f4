/** A character that keeps cells apart. */
export type Delimiter = ',' | ';' | '\t' | '|';

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
