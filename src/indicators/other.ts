import { shownAsIs } from './candidates.ts';
import { hexRuns, isOfAPart } from './hash.ts';
import type { Candidate, IndicatorKind } from './types.ts';

/** Accounts of web analytics and advertising, which tie pages of one owner together. What must stand before is asked last: a search goes from letter to letter. */
const ACCOUNT =
  /(?:UA-(?<![\w-]UA-)\d{4,10}-\d{1,4}|(?:ca-)?pub-(?<![\w-](?:ca-)?pub-)\d{16}|G-(?<![\w-]G-)[A-Z0-9]{10})(?![\w-])/gi;
/** Ethereum and Monero addresses. */
const COIN =
  /(?:0x(?<![0-9a-zA-Z]0x)[0-9a-fA-F]{40}|4[0-9AB](?<![0-9a-zA-Z]4[0-9AB])[1-9A-HJ-NP-Za-km-z]{93})(?![0-9a-zA-Z])/g;
const USER_AGENT = /Mozilla\/(?<=\bMozilla\/)[45]\.0 \([^()\n]{3,200}\)[^\n"'`|\t]{0,200}/g;

/** What analysts also list: imphash and authentihash, analytics accounts, other coins, user agents. */
export const other: IndicatorKind = {
  id: 'other',
  find: (text) => [...findPartHashes(text), ...all(text, ACCOUNT), ...all(text, COIN), ...all(text, USER_AGENT)],
  canonical: canonicalOther,
  defang: shownAsIs,
};

/** Hashes in lower case, everything else as it is written. */
function canonicalOther(written: string): string | undefined {
  const value = written.trim();
  if (value === '') return undefined;
  return /^[0-9a-f]+$/i.test(value) ? value.toLowerCase() : value;
}

/** Hashes of a file's parts, which a word before them names. */
function findPartHashes(text: string): readonly Candidate[] {
  return hexRuns(text)
    .filter(({ start, end }) => PART_LENGTHS.has(end - start) && isOfAPart(text, start))
    .map(({ start, end }) => ({ value: text.slice(start, end).toLowerCase(), start, end }));
}

const PART_LENGTHS = new Set([32, 40, 64]);

function all(text: string, shape: RegExp): readonly Candidate[] {
  return [...text.matchAll(shape)].map((match) => {
    const value = match[0].trimEnd();
    return { value, start: match.index, end: match.index + value.length };
  });
}
