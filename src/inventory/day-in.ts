import type { LocalDate } from '../domain/time.ts';
import { readDay } from './cells.ts';
import { textOf } from './json-access.ts';

/** The day of an instant as documents write it ("2024-01-22T12:00:00Z"); undefined where there is none. */
export function dayIn(instant: unknown): LocalDate | undefined {
  return readDay((textOf(instant) ?? '').slice(0, 10));
}
