import { compareRpmParts, splitEvr } from './rpm-parts.ts';
import { compareDigits, type Order, type VersionScheme } from './types.ts';

/** Arch Linux packages (pacman's `vercmp`: like rpm's, but letters right after a number make it older). */
export const alpm: VersionScheme = {
  id: 'alpm',
  orders: 'Arch Linux packages: 1.0a < 1.0beta < 1.0 < 1.0.a < 1.0.1 < 1:0.9',
  compare(a, b) {
    const left = splitEvr(a);
    const right = splitEvr(b);
    if (left === undefined || right === undefined) return undefined;
    const bare = left.release === undefined || right.release === undefined;
    return (
      compareDigits(left.epoch, right.epoch) ||
      compareParts(left.version, right.version) ||
      (bare ? 0 : compareRpmParts(left.release ?? '', right.release ?? ''))
    );
  },
};

function compareParts(a: string, b: string): Order {
  if (isLetterTail(a, b)) return 1;
  if (isLetterTail(b, a)) return -1;
  return compareRpmParts(a, b);
}

/** Whether `b` is `a` with letters right behind it: 1.0 and 1.0rc. */
function isLetterTail(a: string, b: string): boolean {
  return b.startsWith(a) && /^[a-z]/i.test(b.slice(a.length)) && /\d$/.test(a);
}
