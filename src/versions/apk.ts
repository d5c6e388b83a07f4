import { compareDigits, compareText, type Order, signOf, type VersionScheme } from './types.ts';

/** Alpine packages (apk-tools: digits, one letter, suffixes such as _rc1 and _p1, and -r revision). */
export const apk: VersionScheme = {
  id: 'apk',
  orders: 'Alpine packages: 1.0_alpha < 1.0_rc1 < 1.0 < 1.0-r1 < 1.0_p1 < 1.0a < 1.0.1',
  compare: compareApk,
};

interface Parsed {
  readonly numbers: readonly string[];
  readonly letter: string;
  readonly suffixes: readonly (readonly [number, string])[];
  readonly revision: string;
}

function compareApk(a: string, b: string): Order | undefined {
  const left = parse(a);
  const right = parse(b);
  if (left === undefined || right === undefined) return undefined;
  return (
    compareNumbers(left.numbers, right.numbers) ||
    compareText(left.letter, right.letter) ||
    compareSuffixes(left.suffixes, right.suffixes) ||
    compareDigits(left.revision, right.revision)
  );
}

function parse(version: string): Parsed | undefined {
  const match = /^(\d+(?:\.\d+)*)([a-z]?)((?:_[a-z]+\d*)*)(?:~[0-9a-f]+)?(?:-r(\d+))?$/.exec(version.trim());
  if (match?.[1] === undefined) return undefined;
  const suffixes: (readonly [number, string])[] = [];
  for (const suffix of (match[3] ?? '').split('_').slice(1)) {
    const rank = SUFFIXES.get(suffix.replace(/\d+$/, ''));
    if (rank === undefined) return undefined;
    suffixes.push([rank, /\d+$/.exec(suffix)?.[0] ?? '0']);
  }
  return { numbers: match[1].split('.'), letter: match[2] ?? '', suffixes, revision: match[4] ?? '0' };
}

const SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['alpha', -4],
  ['beta', -3],
  ['pre', -2],
  ['rc', -1],
  ['cvs', 1],
  ['svn', 2],
  ['git', 3],
  ['hg', 4],
  ['p', 5],
]);

/** Later numbers that begin with a zero are compared like decimals, the first never. */
function compareNumbers(a: readonly string[], b: readonly string[]): Order {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [x, y] = [a[at], b[at]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    const isDecimal = at > 0 && (x.startsWith('0') || y.startsWith('0'));
    const order = isDecimal ? compareText(x.replace(/0+$/, ''), y.replace(/0+$/, '')) : compareDigits(x, y);
    if (order !== 0) return order;
  }
  return 0;
}

function compareSuffixes(a: Parsed['suffixes'], b: Parsed['suffixes']): Order {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [x, y] = [a[at] ?? NO_SUFFIX, b[at] ?? NO_SUFFIX];
    const order = signOf(x[0] - y[0]) || compareDigits(x[1], y[1]);
    if (order !== 0) return order;
  }
  return 0;
}

const NO_SUFFIX = [0, '0'] as const;
