import type { Interval } from '../domain/advisory.ts';
import { type Order, signOf, type VersionScheme } from './types.ts';

/** Versions ordered by their characters alone (the `lexicographic` type of the VERS specification). */
export const lexicographic: VersionScheme = {
  id: 'lexicographic',
  orders: 'characters, by code point: A < a < b',
  compare(a, b) {
    const left = [...a];
    const right = [...b];
    for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
      const order: Order = signOf((left[at]?.codePointAt(0) ?? -1) - (right[at]?.codePointAt(0) ?? -1));
      if (order !== 0) return order;
    }
    return 0;
  },
  readRange(expression) {
    const intervals: Interval[] = [];
    for (const part of expression.split('|')) {
      const match = /^(<=|>=|<|>|=)?(.+)$/u.exec(part);
      if (match?.[2] === undefined) return undefined;
      const bound = { version: match[2], inclusive: match[1] === undefined || match[1].endsWith('=') };
      if (match[1]?.startsWith('<')) intervals.push({ upper: bound });
      else if (match[1]?.startsWith('>')) intervals.push({ lower: bound });
      else intervals.push({ lower: bound, upper: bound });
    }
    return intervals;
  },
};
