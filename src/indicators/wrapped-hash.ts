import { matchesOf } from './matches.ts';
import type { Reading } from './refang-pass.ts';

/** A line break with the digits of a hash on either side. */
const BREAK = /\n(?<=[0-9a-f]{8}-?\n)(?=[ \t]{0,12}[0-9a-f]{8})/gi;
const SECOND_LINE = /([ \t]{0,12})([0-9a-f]{8,63})(?![0-9a-z.])/iy;
const FIRST_LINE = /(?<![0-9a-z])([0-9a-f]{8,120})-?$/i;
/** Digits of the longest hash, and what may stand around its first line. */
const LONGEST = 130;
const HASH_LENGTHS = new Set([32, 40, 64, 128]);

/** Line breaks within a hash: two lines that together have the length of one where neither has it alone. */
export function findWrappedHashes(text: string): readonly Reading[] {
  return matchesOf(text, BREAK).flatMap(({ index }) => {
    SECOND_LINE.lastIndex = index + 1;
    const [, indent = '', second = ''] = SECOND_LINE.exec(text) ?? [];
    if (second === '' || HASH_LENGTHS.has(second.length)) return [];
    const [whole = '', first = ''] = FIRST_LINE.exec(text.slice(Math.max(0, index - LONGEST), index)) ?? [];
    if (HASH_LENGTHS.has(first.length) || !HASH_LENGTHS.has(first.length + second.length)) return [];
    const hyphen = whole.length - first.length;
    return [{ start: index - hyphen, end: index + 1 + indent.length, replacement: '' }];
  });
}
