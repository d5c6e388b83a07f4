/** Numbers that look like chance and are the same in every run (mulberry32). */
export function chance(seed: number): {
  /** From 0 to 1. */
  next(): number;
  /** A whole number below `end`. */
  below(end: number): number;
  one<T>(things: readonly T[]): T;
} {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    next,
    below,
    one: (things) => {
      const [first] = things;
      if (first === undefined) throw new Error('there is nothing to choose from');
      return things[below(things.length)] ?? first;
    },
  };
}
