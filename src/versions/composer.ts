import { compareDigits, type Order, signOf, type VersionScheme } from './types.ts';

/** PHP packages (Composer; PHP's `version_compare`: dev < alpha < beta < RC < number < patch level). */
export const composer: VersionScheme = {
  id: 'composer',
  orders: 'PHP packages: 1.0-dev < 1.0-alpha1 < 1.0-beta < 1.0-RC1 < 1.0 < 1.0-p1',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined) return undefined;
    for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
      const order = comparePart(left[at], right[at]);
      if (order !== 0) return order;
    }
    return 0;
  },
};

function parse(version: string): readonly string[] | undefined {
  const text = version
    .trim()
    .toLowerCase()
    .replace(/^v(?=\d)/, '');
  if (!/^[\da-z][\da-z.+_-]*$/.test(text)) return undefined;
  return text.replace(/\+.*$/, '').match(/\d+|[a-z]+/g) ?? [];
}

function comparePart(a: string | undefined, b: string | undefined): Order {
  if (a !== undefined && b !== undefined && /^\d/.test(a) && /^\d/.test(b)) return compareDigits(a, b);
  return signOf(rank(a) - rank(b));
}

function rank(part: string | undefined): number {
  if (part === undefined) return 4;
  if (/^\d/.test(part)) return 5;
  return RANKS.get(part) ?? -1;
}

const RANKS: ReadonlyMap<string, number> = new Map([
  ['dev', 0],
  ['alpha', 1],
  ['a', 1],
  ['beta', 2],
  ['b', 2],
  ['rc', 3],
  ['c', 3],
  ['stable', 4],
  ['pl', 6],
  ['p', 6],
  ['patch', 6],
]);
