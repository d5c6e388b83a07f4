import type { Candidate } from './types.ts';

/** Words before a hash that say: it is not the hash of a file, but of its imports or of a part of it. */
const OF_A_PART =
  /\b(?:imphash|import(?:s)? hash|section hash|certificate(?: hash)?|fingerprint|telfhash|authentihash|impfuzzy|vhash|rich(?:\s?pe)?(?: header)?(?: hash)?|icon dhash|serial(?: number)?|thumbprint|ja3s?|jarm)\W{0,6}(?:(?:sha-?\d{1,3}|md5)\W{0,4})?$/i;

/** Hexadecimal strings of one length that stand alone; hashes of a file's parts (imphash, authentihash) are left to `other`. */
export function findHashes(text: string, digits: number): readonly Candidate[] {
  const found: Candidate[] = [];
  const shape = new RegExp(`(?<![0-9a-z])(?:0x)?([0-9a-f]{${digits}})(?![0-9a-z])`, 'gi');
  for (const match of text.matchAll(shape)) {
    const written = match[1] ?? '';
    const start = match.index + match[0].length - written.length;
    const value = canonicalHash(written, digits);
    if (value === undefined || isOfAPart(text, start)) continue;
    found.push({ value, start, end: start + written.length });
  }
  return found;
}

/** Says whether the words before an offset name another kind of hash than one of a whole file. */
export function isOfAPart(text: string, start: number): boolean {
  return OF_A_PART.test(text.slice(Math.max(0, start - 32), start));
}

/** Lower case; `undefined` for another length, other signs, or one digit repeated to fill a form. */
export function canonicalHash(written: string, digits: number): string | undefined {
  const value = written.replace(/^0x/i, '').toLowerCase();
  return value.length === digits && /^[0-9a-f]+$/.test(value) ? value : undefined;
}
