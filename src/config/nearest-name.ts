/** The known name that differs from the written one by a slip or two; none when every one is further away. */
export function nearestName(written: string, known: readonly string[]): string | undefined {
  const tolerated = written.length <= 4 ? 1 : 2;
  let best: { readonly name: string; readonly slips: number } | undefined;
  for (const name of known) {
    const slips = slipsBetween(written.toLowerCase(), name.toLowerCase());
    if (slips <= tolerated && (!best || slips < best.slips)) best = { name, slips };
  }
  return best?.name;
}

/** Levenshtein distance: letters added, left out or changed. */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
