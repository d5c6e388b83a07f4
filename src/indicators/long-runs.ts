/** Letters and digits in a row, with neither on either side. */
export interface LongRun {
  readonly start: number;
  readonly end: number;
  readonly written: string;
}

/** Characters of the shortest run that is looked for: a Bitcoin address. Hashes and keys are longer. */
const SHORTEST = 26;

/** Where hashes, addresses of coins and the like may stand. Only every 26th character is looked at first: each such run covers one. */
export function longRuns(text: string): readonly LongRun[] {
  if (text === last.text) return last.runs;
  const runs: LongRun[] = [];
  for (let at = SHORTEST - 1; at < text.length; at += SHORTEST) {
    if (!isAlphanumeric(text, at)) continue;
    let [start, end] = [at, at + 1];
    while (isAlphanumeric(text, start - 1)) start--;
    while (isAlphanumeric(text, end)) end++;
    at = end - 1;
    if (end - start >= SHORTEST) runs.push({ start, end, written: text.slice(start, end) });
  }
  last = { text, runs };
  return runs;
}

function isAlphanumeric(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const lower = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (lower >= 0x61 && lower <= 0x7a);
}

/** Several kinds look at the runs of the same text: those of the last one are kept. */
let last: { readonly text: string; readonly runs: readonly LongRun[] } = { text: '', runs: [] };
