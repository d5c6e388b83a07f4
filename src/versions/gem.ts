import { compareDigits, compareText, type Order, type VersionScheme } from './types.ts';

/** Ruby gems (Gem::Version: a part with letters is a pre-release). */
export const gem: VersionScheme = {
  id: 'gem',
  orders: 'Ruby gems: 1.0.a < 1.0.b1 < 1.0.rc1 < 1.0 < 1.0.1',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined) return undefined;
    for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
      const order = comparePart(left[at] ?? '0', right[at] ?? '0');
      if (order !== 0) return order;
    }
    return 0;
  },
};

/** A dash opens a pre-release; zeros at the end of the numbers and before the first letters say nothing. */
function parse(version: string): readonly string[] | undefined {
  const text = version.trim().replaceAll('-', '.pre.');
  if (!/^\d[0-9a-z.]*$/i.test(text)) return undefined;
  const parts = text.match(/\d+|[a-z]+/gi) ?? [];
  const letters = parts.findIndex((part) => /^[a-z]/i.test(part));
  const numbers = letters < 0 ? parts : parts.slice(0, letters);
  const tail = letters < 0 ? [] : parts.slice(letters);
  return [...withoutZeros(numbers), ...withoutZeros(tail)];
}

function withoutZeros(parts: readonly string[]): readonly string[] {
  let end = parts.length;
  while (end > 0 && /^0+$/.test(parts[end - 1] ?? '')) end -= 1;
  return parts.slice(0, end);
}

function comparePart(a: string, b: string): Order {
  const [isNumberA, isNumberB] = [/^\d/.test(a), /^\d/.test(b)];
  if (isNumberA !== isNumberB) return isNumberA ? 1 : -1;
  return isNumberA ? compareDigits(a, b) : compareText(a, b);
}
