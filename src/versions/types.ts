import type { Interval } from '../domain/advisory.ts';

/** How two versions stand: the first is older (-1), the same (0) or newer (1). */
export type Order = -1 | 0 | 1;

/** The order in which one publisher, ecosystem or habit counts its versions. */
export interface VersionScheme {
  /** As `VersionRange.scheme` names it. */
  readonly id: string;
  /** One line for a person: what is ordered, with an example. */
  readonly orders: string;
  /**
   * Orders two versions. `undefined`: they cannot be ordered, or one of them is not a version of this scheme; callers
   * must read that as "perhaps affected". Antisymmetric, and transitive wherever it answers.
   */
  compare(a: string, b: string): Order | undefined;
  /** Reads a range written in the scheme's own grammar (npm's `^1.2`). `undefined`: not in that grammar. */
  readRange?(expression: string): readonly Interval[] | undefined;
}

/** The sign of a difference as an order. */
export function signOf(difference: number): Order {
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

/** Orders two runs of decimal digits by value, however long they are. */
export function compareDigits(a: string, b: string): Order {
  const left = a.replace(/^0+/, '');
  const right = b.replace(/^0+/, '');
  if (left.length !== right.length) return signOf(left.length - right.length);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Orders two runs of numbers; a number that is missing at the end is 0. */
export function compareNumbers(a: readonly string[], b: readonly string[]): Order {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const order = compareDigits(a[at] ?? '0', b[at] ?? '0');
    if (order !== 0) return order;
  }
  return 0;
}

/** Orders two texts by code unit. */
export function compareText(a: string, b: string): Order {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The other way round. */
export function reverse(order: Order): Order {
  return signOf(-order);
}
