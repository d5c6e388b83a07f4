import { compareNumbers, type VersionScheme } from './types.ts';

/** Dotted numbers and nothing else: any other sign leaves the two unordered. */
export const numeric: VersionScheme = {
  id: 'numeric',
  orders: 'dotted numbers: 1.9 < 1.10 = 1.10.0 < 2.0',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    return left === undefined || right === undefined ? undefined : compareNumbers(left, right);
  },
};

function parse(version: string): readonly string[] | undefined {
  const text = version.trim().replace(/^v(?=\d)/i, '');
  return /^\d+(?:\.\d+)*$/.test(text) ? text.split('.') : undefined;
}
