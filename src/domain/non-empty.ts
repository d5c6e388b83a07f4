/** A list that holds at least one element, so that "no reason" and "no evidence" cannot be written down. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** Says whether the list holds at least one element. */
export function isNonEmpty<T>(list: readonly T[]): list is NonEmpty<T> {
  return list.length > 0;
}
