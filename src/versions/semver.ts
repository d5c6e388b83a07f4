import { compareDigits, compareText, type Order, signOf, type VersionScheme } from './types.ts';

/** Semantic Versioning 2.0.0, read loosely: a leading `v` and missing parts are accepted. */
export const semver: VersionScheme = {
  id: 'semver',
  orders: 'Semantic Versioning: 1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-rc.1 < 1.0.0 < 1.0.1',
  compare: (a, b) => compareSemver(a, b, 3),
};

interface Parsed {
  readonly numbers: readonly string[];
  readonly prerelease: readonly string[];
}

/** Orders two versions of at most so many numbers; `undefined` where one is none. */
export function compareSemver(a: string, b: string, numbers: number): Order | undefined {
  const left = parse(a, numbers);
  const right = parse(b, numbers);
  if (left === undefined || right === undefined) return undefined;
  for (let at = 0; at < 4; at += 1) {
    const order = compareDigits(left.numbers[at] ?? '0', right.numbers[at] ?? '0');
    if (order !== 0) return order;
  }
  return comparePrereleases(left.prerelease, right.prerelease);
}

/** Build metadata (after `+`) says nothing about the order (section 10). */
function parse(version: string, parts: number): Parsed | undefined {
  const match = /^[v=\s]*(\d+(?:\.\d+){0,3})(?:-?([0-9a-z][0-9a-z.-]*))?(?:\+[0-9a-z.-]*)?$/i.exec(version.trim());
  const numbers = match?.[1]?.split('.');
  if (numbers === undefined || numbers.length > parts) return undefined;
  return { numbers, prerelease: match?.[2]?.split('.') ?? [] };
}

/** Section 11.4: numbers below words, fewer identifiers below more, any pre-release below the release. */
function comparePrereleases(a: readonly string[], b: readonly string[]): Order {
  if (a.length === 0 || b.length === 0) return signOf(b.length - a.length);
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [x, y] = [a[at], b[at]];
    if (x === undefined) return -1;
    if (y === undefined) return 1;
    const [isNumberX, isNumberY] = [/^\d+$/.test(x), /^\d+$/.test(y)];
    if (isNumberX !== isNumberY) return isNumberX ? -1 : 1;
    const order = isNumberX ? compareDigits(x, y) : compareText(x, y);
    if (order !== 0) return order;
  }
  return 0;
}
