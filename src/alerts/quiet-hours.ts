import type { Instant } from '../domain/time.ts';
import { localTime } from './local-time.ts';

/** Hours of each day in which only P1 is told. `from` and `to` are `HH:MM` in the zone; `to` before `from` is on the next day. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** When the quiet hours that hold now end, to the minute; undefined outside of them. */
export function quietUntil(now: Instant, hours: QuietHours | undefined): Instant | undefined {
  if (hours === undefined) return undefined;
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
  const isQuiet = (minute: number): boolean =>
    from <= to ? minute >= from && minute < to : minute >= from || minute < to;
  const start = Math.floor(Date.parse(now) / MINUTE_MS) * MINUTE_MS;
  if (!isQuiet(minuteInZone(start, hours.timeZone))) return undefined;
  // Clocks that change in the night make the end come an hour earlier or later, so it is looked for and not reckoned.
  for (let at = start + MINUTE_MS; at <= start + LONGEST_MS; at += MINUTE_MS) {
    if (!isQuiet(minuteInZone(at, hours.timeZone))) return new Date(at).toISOString();
  }
  return undefined;
}

const MINUTE_MS = 60_000;
const LONGEST_MS = 26 * 60 * MINUTE_MS;

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

function minuteInZone(at: number, timeZone: string): number {
  return minutesOf(localTime(at, timeZone).time);
}
