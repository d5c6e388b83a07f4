import { compareDigits, compareText, type Order } from './types.ts';

/** Orders two runs of parts: numbers by value and below words, words by code unit, fewer parts below more. */
export function compareParts(a: readonly string[], b: readonly string[]): Order {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [x, y] = [a[at], b[at]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    const [isNumberX, isNumberY] = [/^\d+$/.test(x), /^\d+$/.test(y)];
    const order = isNumberX !== isNumberY ? (isNumberX ? -1 : 1) : isNumberX ? compareDigits(x, y) : compareText(x, y);
    if (order !== 0) return order;
  }
  return 0;
}
