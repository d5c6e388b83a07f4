import { matchesOf } from './matches.ts';
import type { Candidate } from './types.ts';

/** The matches of a global pattern whose text has a canonical form. */
export function candidates(
  text: string,
  pattern: RegExp,
  canonical: (written: string) => string | undefined,
): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const match of matchesOf(text, pattern)) {
    const written = match[1] ?? match[0];
    const value = canonical(written);
    if (value === undefined) continue;
    const start = match.index + match[0].indexOf(written);
    found.push({ value, start, end: start + written.length });
  }
  return found;
}

/** Values of this type lead nowhere when clicked: they are shown as they are. */
export function shownAsIs(value: string): string {
  return value;
}
