/** A sync that would remove more of the inventory than this asks once more. */
const REMOVED_WITHOUT_ASKING = 0.2;

/** Whether a sync removes so much of what it could remove that a person must say yes to the number. */
export function asksBeforeRemoving(removed: number, inventory: number): boolean {
  return removed > inventory * REMOVED_WITHOUT_ASKING;
}
