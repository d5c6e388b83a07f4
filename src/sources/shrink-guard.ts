import type { Refused } from '../ports/source.ts';

/** A catalogue that lost more than this share of its rows since the last read is taken for broken. */
const MOST_LOST = 0.2;

/**
 * Why a catalogue is not believed that holds far fewer rows than at the last read, if so. `what` begins the sentence, `rows`
 * names what it holds: "The KEV catalogue shrank from 1500 to 10 entries". `isAccepted`: a person said that it is right so.
 */
export function shrinkDoubt(
  what: string,
  rows: string,
  counts: { readonly before: number; readonly now: number },
  isAccepted: boolean | undefined,
): Refused | undefined {
  const { before, now } = counts;
  if (isAccepted || now >= before * (1 - MOST_LOST)) return undefined;
  const because = `${what} shrank from ${before} to ${now} ${rows}; what was read before is kept.`;
  return { kind: 'refused', status: 200, because, cause: 'shrunk' };
}

/** A list that lost more than this share of its entries is worth a look. */
const MOST_ENTRIES_LOST = 0.5;

/** What to say of a list (a feed, a page) that holds far fewer entries than at the last read: it is read all the same. */
export function shrinkWarning(
  what: string,
  counts: { readonly before: number; readonly now: number },
): string | undefined {
  const { before, now } = counts;
  if (now >= before * (1 - MOST_ENTRIES_LOST)) return undefined;
  return `${what} holds ${now} entries, where it held ${before}; what was read before is kept.`;
}
