/** Fewer new documents at once are never a flood. */
const LEAST_FLOOD = 50;

/** More than so many times what is usual is. */
const TIMES_USUAL = 5;

/**
 * Whether far more new documents come from a source at once than is usual there: it changed the names that it gives its documents,
 * or put an archive into its list. `usualADay`: new documents a day; `days`: since it was last read.
 */
export function isFlood(newcomers: number, usualADay: number, days: number): boolean {
  return newcomers > LEAST_FLOOD && newcomers > TIMES_USUAL * usualADay * Math.max(1, days);
}
