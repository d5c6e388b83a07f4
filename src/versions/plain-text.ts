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

/** Instants in ISO 8601 (the `datetime` type of the VERS specification). */
export const datetime: VersionScheme = {
  id: 'datetime',
  orders: 'instants: 2024-01-01T00:00:00Z < 2024-01-01T00:00:01Z',
  compare(a, b) {
    const left = instant(a);
    const right = instant(b);
    return left === undefined || right === undefined ? undefined : signOf(left - right);
  },
};

function instant(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(text.trim())) return undefined;
  const at = Date.parse(text.trim());
  return Number.isNaN(at) ? undefined : at;
}
