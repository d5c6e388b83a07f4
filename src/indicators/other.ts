import { candidates, shownAsIs } from './candidates.ts';
import { hashesIn } from './hash.ts';
import { longRuns } from './long-runs.ts';
import type { Candidate, IndicatorKind } from './types.ts';

/** Accounts of web analytics and advertising, which tie pages of one owner together. What must stand before is asked last: a search goes from letter to letter. */
const ACCOUNT =
  /(?:UA-(?<![\w-]UA-)\d{4,10}-\d{1,4}|(?:ca-)?pub-(?<![\w-](?:ca-)?pub-)\d{16}|G-(?<![\w-]G-)[A-Z0-9]{10})(?![\w-])/gi;
/** Ethereum and Monero addresses. */
const COIN = /^(?:0x[0-9a-fA-F]{40}|4[0-9AB][1-9A-HJ-NP-Za-km-z]{93})$/;
const USER_AGENT = /Mozilla\/(?<=\bMozilla\/)[45]\.0 \([^()\n]{3,200}\)[^\n"'`|\t]{0,200}(?<!\s)/g;

/** What analysts also list: imphash and authentihash, analytics accounts, other coins, user agents. */
export const other: IndicatorKind = {
  id: 'other',
  find: (text) => [
    ...hashesIn(text).filter(({ start, end, isOfAPart }) => isOfAPart && PART_LENGTHS.has(end - start)),
    ...(text.includes('-') ? candidates(text, ACCOUNT, canonicalOther) : []),
    ...findCoins(text),
    ...candidates(text, USER_AGENT, canonicalOther),
  ],
  canonical: canonicalOther,
  defang: shownAsIs,
};

/** Digits of the hashes of a file's parts, which a word before them names. */
const PART_LENGTHS = new Set([32, 40, 64]);

/** Hashes in lower case, everything else as it is written. */
function canonicalOther(written: string): string | undefined {
  const value = written.trim();
  if (value === '') return undefined;
  return /^[0-9a-f]+$/i.test(value) ? value.toLowerCase() : value;
}

function findCoins(text: string): readonly Candidate[] {
  return longRuns(text)
    .filter(({ written }) => COIN.test(written))
    .map(({ start, end, written }) => ({ value: written, start, end }));
}
