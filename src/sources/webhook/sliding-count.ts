/** Counts what happened under a key within the last while. */
export interface SlidingCount {
  /** How many milliseconds must pass before it may happen again; undefined where it may now. */
  waitMs(key: string, nowMs: number): number | undefined;
  count(key: string, nowMs: number): void;
}

/** Allows at most so many within so many milliseconds, for each key. */
export function createSlidingCount(most: number, withinMs: number): SlidingCount {
  const seen = new Map<string, number[]>();
  const recent = (key: string, nowMs: number) => {
    const times = (seen.get(key) ?? []).filter((at) => nowMs - at < withinMs);
    if (times.length === 0) seen.delete(key);
    else seen.set(key, times);
    return times;
  };
  return {
    waitMs: (key, nowMs) => {
      const times = recent(key, nowMs);
      const [oldest] = times;
      return times.length < most || oldest === undefined ? undefined : oldest + withinMs - nowMs;
    },
    count: (key, nowMs) => {
      for (const other of [...seen.keys()]) recent(other, nowMs);
      seen.set(key, [...recent(key, nowMs), nowMs]);
    },
  };
}
