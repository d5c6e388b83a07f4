/**
 * The known name that differs from the written one by a slip or two; none when every one is further away. In two letters
 * there are no slips: half of it would be wrong.
 */
export function nearestName(written: string, known: readonly string[]): string | undefined {
  let best: { readonly name: string; readonly slips: number } | undefined;
  for (const name of known) {
    const slips = slipsTo(written, name);
    if (slips !== undefined && (!best || slips < best.slips)) best = { name, slips };
  }
  return best?.name;
}

/** How many slips lie between a written name and a known one; undefined where it is more than a slip or two. */
export function slipsTo(written: string, known: string): number | undefined {
  const tolerated = written.length <= 2 ? 0 : written.length <= 4 ? 1 : 2;
  if (Math.abs(written.length - known.length) > tolerated) return undefined;
  const slips = slipsBetween(written.toLowerCase(), known.toLowerCase());
  return slips <= tolerated ? slips : undefined;
}

/** Letters added, left out, changed, or swapped with their neighbour (optimal string alignment distance). */
function slipsBetween(a: string, b: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? (before[j - 2] ?? 0) + 1 : changed;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed, swapped));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
