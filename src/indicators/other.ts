import { candidates, shownAsIs } from './candidates.ts';
import { isOfAPart } from './hash.ts';
import type { Candidate, IndicatorKind } from './types.ts';

/** Hashes of a file's parts, which a word before them names. */
const PART_HASH = /(?<![0-9a-z])([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})(?![0-9a-z])/gi;
/** Accounts of web analytics and advertising, which tie pages of one owner together. */
const ACCOUNT = /(?<![\w-])(?:UA-\d{4,10}-\d{1,4}|(?:ca-)?pub-\d{16}|G-[A-Z0-9]{10})(?![\w-])/gi;
/** Ethereum and Monero addresses. */
const COIN = /(?<![0-9a-zA-Z])(?:0x[0-9a-fA-F]{40}|4[0-9AB][1-9A-HJ-NP-Za-km-z]{93})(?![0-9a-zA-Z])/g;
const USER_AGENT = /\bMozilla\/[45]\.0 \([^()\n]{3,200}\)[^\n"'`|\t]{0,200}/g;

/** What analysts also list: imphash and authentihash, analytics accounts, other coins, user agents. */
export const other: IndicatorKind = {
  id: 'other',
  find: (text) => [
    ...candidates(text, PART_HASH, (written) => written.toLowerCase()).filter(({ start }) => isOfAPart(text, start)),
    ...all(text, ACCOUNT),
    ...all(text, COIN),
    ...all(text, USER_AGENT),
  ],
  canonical: canonicalOther,
  defang: shownAsIs,
};

/** Hashes in lower case, everything else as it is written. */
function canonicalOther(written: string): string | undefined {
  const value = written.trim();
  if (value === '') return undefined;
  return /^[0-9a-f]+$/i.test(value) ? value.toLowerCase() : value;
}

function all(text: string, shape: RegExp): readonly Candidate[] {
  return [...text.matchAll(shape)].map((match) => {
    const value = match[0].trimEnd();
    return { value, start: match.index, end: match.index + value.length };
  });
}
