/** So many names are read; more are counted. */
const MOST_NAMED = 5;

/** Names as people list them, at most five: "a, b and 3 more". */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED);
  const left = names.length - shown.length;
  if (left > 0) return `${shown.join(', ')} and ${left} more`;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

/** A number with its noun: "1 asset", "3 assets"; nouns of which many are called otherwise say how. */
export function counted(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}
