import { splitEvr } from './rpm-parts.ts';
import { compareDigits, compareText, type Order, signOf, type VersionScheme } from './types.ts';

/** Arch Linux packages (pacman's `vercmp`: letters right behind a number make it older, behind a dot newer). */
export const alpm: VersionScheme = {
  id: 'alpm',
  orders: 'Arch Linux packages: 1.0a < 1.0beta < 1.0 < 1.0.a < 1.0.1 < 1:0.9',
  compare(a, b) {
    const left = splitEvr(a);
    const right = splitEvr(b);
    if (left === undefined || right === undefined) return undefined;
    const byVersion =
      compareDigits(left.epoch, right.epoch) || compareParts(partsOf(left.version), partsOf(right.version));
    if (byVersion !== 0) return byVersion;
    if (left.release === undefined || right.release === undefined) {
      return left.release === right.release ? 0 : undefined;
    }
    return compareParts(partsOf(left.release), partsOf(right.release));
  },
};

interface Part {
  /** How many signs separate it from the part before. */
  readonly gap: number;
  readonly text: string;
}

function partsOf(version: string): readonly Part[] {
  const parts: Part[] = [];
  for (const match of version.matchAll(/([^\da-z]*)(\d+|[a-z]+)/gi)) {
    parts.push({ gap: match[1]?.length ?? 0, text: match[2] ?? '' });
  }
  return parts;
}

function compareParts(a: readonly Part[], b: readonly Part[]): Order {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [left, right] = [a[at], b[at]];
    if (left === undefined) return right === undefined ? 0 : signOf(-weightOfRest(right));
    if (right === undefined) return weightOfRest(left);
    const order = signOf(left.gap - right.gap) || comparePart(left.text, right.text);
    if (order !== 0) return order;
  }
  return 0;
}

/** One part more is newer, except letters that follow at once. */
function weightOfRest(part: Part): Order {
  return part.gap === 0 && !/^\d/.test(part.text) ? -1 : 1;
}

function comparePart(a: string, b: string): Order {
  const [isNumberA, isNumberB] = [/^\d/.test(a), /^\d/.test(b)];
  if (isNumberA !== isNumberB) return isNumberA ? 1 : -1;
  return isNumberA ? compareDigits(a, b) : compareText(a, b);
}
