import { compareNumbers, type VersionScheme } from './types.ts';

/**
 * Oracle Database and Fusion Middleware: five numbers, the last a release update's day. "19c" and "11g R2" name whole
 * families, which are ordered against other families only.
 */
export const oracle: VersionScheme = {
  id: 'oracle',
  orders: 'Oracle: 11g < 12.1.0.2 < 12.2.1.4.0 < 18c < 19.3.0.0 < 19.22.0.0.240116 < 21c',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined) return undefined;
    const shared = Math.min(left.isFamily ? left.numbers.length : 9, right.isFamily ? right.numbers.length : 9);
    const order = compareNumbers(left.numbers.slice(0, shared), right.numbers.slice(0, shared));
    if (order !== 0) return order;
    const isOneFamily = left.isFamily && right.isFamily && left.numbers.length === right.numbers.length;
    return shared === 9 || isOneFamily ? 0 : undefined;
  },
};

interface Parsed {
  readonly numbers: readonly string[];
  readonly isFamily: boolean;
}

function parse(version: string): Parsed | undefined {
  const text = version.trim().toLowerCase();
  const family = /^(\d{1,2})(?:i|g|c|ai)(?: ?r(?:elease )?(\d))?$/.exec(text);
  if (family?.[1] !== undefined) {
    return { numbers: family[2] === undefined ? [family[1]] : [family[1], family[2]], isFamily: true };
  }
  return /^v?\d+(?:\.\d+){0,7}$/.test(text)
    ? { numbers: text.replace('v', '').split('.'), isFamily: false }
    : undefined;
}
