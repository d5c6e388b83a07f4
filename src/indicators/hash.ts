import { longRuns } from './long-runs.ts';
import type { Candidate } from './types.ts';

/** Words before a hash that say: it is not the hash of a file, but of its imports or of a part of it. */
const OF_A_PART =
  /\b(?:imphash|import(?:s)? hash|section hash|certificate(?: hash)?|fingerprint|telfhash|authentihash|impfuzzy|vhash|rich(?:\s?pe)?(?: header)?(?: hash)?|icon dhash|serial(?: number)?|thumbprint|ja3s?|jarm)\W{0,6}(?:(?:sha-?\d{1,3}|md5)\W{0,4})?$/i;

/** A hash as it stands in a text. */
interface FoundHash extends Candidate {
  /** The words before it name another kind of hash than one of a whole file. */
  readonly isOfAPart: boolean;
}

/** Hexadecimal strings of one length that stand alone; hashes of a file's parts (imphash, authentihash) are left to `other`. */
export function findHashes(text: string, digits: number): readonly Candidate[] {
  return hashesIn(text).filter(({ start, end, isOfAPart }) => end - start === digits && !isOfAPart);
}

/** Where hexadecimal digits in the number of a hash stand alone, but for `0x` before them. */
export function hashesIn(text: string): readonly FoundHash[] {
  if (text === last.text) return last.hashes;
  const hashes: FoundHash[] = [];
  for (const { end, written } of longRuns(text)) {
    const digits = HEX.exec(written)?.[1];
    if (digits === undefined || !LENGTHS.has(digits.length)) continue;
    const from = end - digits.length;
    hashes.push({ value: digits.toLowerCase(), start: from, end, isOfAPart: isOfAPart(text, from) });
  }
  last = { text, hashes };
  return hashes;
}

const HEX = /^(?:0x)?([0-9a-f]{32,128})$/i;
const LENGTHS = new Set([32, 40, 64, 128]);

function isOfAPart(text: string, start: number): boolean {
  return OF_A_PART.test(text.slice(Math.max(0, start - 32), start));
}

/** Each length of hash searches the same text: the hashes of the last one are kept. */
let last: { readonly text: string; readonly hashes: readonly FoundHash[] } = { text: '', hashes: [] };

/** Lower case; `undefined` for another length, other signs, or one digit repeated to fill a form. */
export function canonicalHash(written: string, digits: number): string | undefined {
  const value = written.replace(/^0x/i, '').toLowerCase();
  return value.length === digits && /^[0-9a-f]+$/.test(value) ? value : undefined;
}
