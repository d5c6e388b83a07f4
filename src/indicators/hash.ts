import type { Candidate } from './types.ts';

/** Words before a hash that say: it is not the hash of a file, but of its imports or of a part of it. */
const OF_A_PART =
  /\b(?:imphash|import(?:s)? hash|section hash|certificate(?: hash)?|fingerprint|telfhash|authentihash|impfuzzy|vhash|rich(?:\s?pe)?(?: header)?(?: hash)?|icon dhash|serial(?: number)?|thumbprint|ja3s?|jarm)\W{0,6}(?:(?:sha-?\d{1,3}|md5)\W{0,4})?$/i;

/** Hexadecimal strings of one length that stand alone; hashes of a file's parts (imphash, authentihash) are left to `other`. */
export function findHashes(text: string, digits: number): readonly Candidate[] {
  return hexRuns(text).flatMap(({ start, end }) => {
    if (end - start !== digits || isOfAPart(text, start)) return [];
    return [{ value: text.slice(start, end).toLowerCase(), start, end }];
  });
}

/** Where 32 or more hexadecimal digits stand, with nothing that a word is made of on either side. Only every 32nd character is looked at first: each such row covers one. */
export function hexRuns(text: string): readonly { readonly start: number; readonly end: number }[] {
  if (text === lastRuns.text) return lastRuns.runs;
  const runs: { start: number; end: number }[] = [];
  for (let at = SHORTEST - 1; at < text.length; at += SHORTEST) {
    if (!isHex(text, at)) continue;
    let [start, end] = [at, at + 1];
    while (isHex(text, start - 1)) start--;
    while (isHex(text, end)) end++;
    at = end - 1;
    if (end - start >= SHORTEST && standsAlone(text, start, end)) runs.push({ start, end });
  }
  lastRuns = { text, runs };
  return runs;
}

/** Digits of the shortest hash. */
const SHORTEST = 32;

function isHex(text: string, at: number): boolean {
  const code = text.charCodeAt(at) | 0x20;
  return (code >= 0x61 && code <= 0x66) || (text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39);
}

/** No letter or digit on either side, but for `0x` before it. */
function standsAlone(text: string, start: number, end: number): boolean {
  if (/[0-9a-z]/i.test(text[end] ?? '')) return false;
  return /(?:^|[^0-9a-z])(?:0x)?$/i.test(text.slice(Math.max(0, start - 3), start));
}

/** Each length of hash searches the same text: the runs of the last one are kept. */
let lastRuns: { readonly text: string; readonly runs: readonly { readonly start: number; readonly end: number }[] } = {
  text: '',
  runs: [],
};

/** Says whether the words before an offset name another kind of hash than one of a whole file. */
export function isOfAPart(text: string, start: number): boolean {
  return OF_A_PART.test(text.slice(Math.max(0, start - 32), start));
}

/** Lower case; `undefined` for another length, other signs, or one digit repeated to fill a form. */
export function canonicalHash(written: string, digits: number): string | undefined {
  const value = written.replace(/^0x/i, '').toLowerCase();
  return value.length === digits && /^[0-9a-f]+$/.test(value) ? value : undefined;
}
