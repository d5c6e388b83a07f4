import { signOf, type VersionScheme } from './types.ts';

/** Instants in ISO 8601 (the `datetime` type of the VERS specification). */
export const datetime: VersionScheme = {
  id: 'datetime',
  orders: 'instants: 2024-01-01T00:00:00Z < 2024-01-01T00:00:01Z',
  compare(a, b) {
    const left = instant(a);
    const right = instant(b);
    return left === undefined || right === undefined ? undefined : signOf(left - right);
  },
};

function instant(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(text.trim())) return undefined;
  const at = Date.parse(text.trim());
  return Number.isNaN(at) ? undefined : at;
}
