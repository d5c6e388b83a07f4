import type { Instant } from '../../domain/time.ts';

/**
 * The instant that a publisher's date means. Reads what feeds, listings and documents really carry: RFC 822 with two- or
 * four-digit years and named zones, ISO 8601 in its many spellings, `January 22, 2024`, `22 January 2024`. A time without a
 * zone is UTC; a day without a time is its midnight in UTC. `undefined` where it cannot be read or is no day of the
 * calendar: never guess, never "now".
 */
export function readDate(written: string | undefined): Instant | undefined {
  const text = (written ?? '').trim().replace(/\s+/g, ' ').slice(0, 100);
  const parts = isoParts(text) ?? wordParts(text) ?? ctimeParts(text);
  return parts === undefined ? undefined : instantOf(parts);
}

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Offsets of the zone names of RFC 822 and of those that European bodies write, in hours. */
const ZONES: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 1,
  bst: 1,
  cet: 1,
  met: 1,
  cest: 2,
  mest: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  jst: 9,
  edt: -4,
  est: -5,
  cdt: -5,
  cst: -6,
  mdt: -6,
  mst: -7,
  pdt: -7,
  pst: -8,
  at: -4,
  et: -5,
  ct: -6,
  mt: -7,
  pt: -8,
};

/** `2024-01-22`, `2024-01-22T10:00:00.5Z`, `2024-01-22 10:00`, `20240122`, `2024-01`, `2024`. */
function isoParts(text: string): DateParts | undefined {
  const found =
    text.match(/^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ,]+(.*))?$/i) ??
    text.match(/^(\d{4})(\d{2})(\d{2})(?:T(.*))?$/i) ??
    text.match(/^(\d{4})()()()$/);
  if (found === null) return undefined;
  const [, year, month, day, time] = found;
  return { year: Number(year), month: Number(month || 1), day: Number(day || 1), time: time ?? '' };
}

/** `Thu, 13 Aug 26 12:00:00 +0000`, `22 January 2024`, `January 22nd, 2024 at 5:30 PM EST`, `2024 Jan 22`. */
function wordParts(text: string): DateParts | undefined {
  const words = text.replace(/^[a-z]{2,9}(?:\., |, ?|\. | )(?=\d|[a-z]{3})/i, (day) => (isMonth(day) ? day : ''));
  const dayFirst = words.match(
    /^(\d{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]{3,9})\.?,?[ -]+(\d{4}|\d{2})(?:[ ,T]+(?:at )?(.*))?$/i,
  );
  if (dayFirst !== null) return named(dayFirst[3], dayFirst[2], dayFirst[1], dayFirst[4]);
  const monthFirst = words.match(/^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:[ ,T]+(?:at )?(.*))?$/i);
  return monthFirst === null ? undefined : named(monthFirst[3], monthFirst[1], monthFirst[2], monthFirst[4]);
}

/** `Mon Jan 22 10:00:00 2024`, as C's ctime writes it. */
function ctimeParts(text: string): DateParts | undefined {
  const found = text.match(
    /^[a-z]{3,9},? ([a-z]{3,9}) (\d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?)(?: ([a-z]{1,4}|[+-]\d{4}))? (\d{4})$/i,
  );
  return found === null ? undefined : named(found[5], found[1], found[2], `${found[3]} ${found[4] ?? ''}`);
}

function isMonth(word: string): boolean {
  return MONTHS.includes(word.slice(0, 3).toLowerCase());
}

function named(year = '', month = '', day = '', time = ''): DateParts | undefined {
  const at = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
  if (at < 0) return undefined;
  return { year: fullYear(year), month: at + 1, day: Number(day), time };
}

/** RFC 2822, 4.3: two digits below 50 are this century. */
function fullYear(year: string): number {
  return year.length > 2 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
}

function instantOf({ year, month, day, time }: DateParts): Instant | undefined {
  const clock = time.trim() === '' ? { hours: 0, minutes: 0, seconds: 0, offsetMinutes: 0 } : clockOf(time.trim());
  if (clock === undefined || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  const at = Date.UTC(year, month - 1, day, clock.hours, clock.minutes - clock.offsetMinutes, 0) + clock.seconds * 1000;
  return year >= 1970 ? new Date(at).toISOString() : undefined;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function clockOf(time: string) {
  const found = time.match(/^(\d{1,2})(?::(\d{1,2}))?(?::(\d{1,2}(?:[.,]\d{1,9})?))? ?([ap]\.?m\.?)? ?(.*)$/i);
  if (found === null) return undefined;
  const offsetMinutes = offsetOf(found[5] ?? '');
  const hours = twentyFour(Number(found[1]), found[4]);
  const minutes = Number(found[2] ?? 0);
  const seconds = Math.floor(Number((found[3] ?? '0').replace(',', '.')) * 1000) / 1000;
  if (offsetMinutes === undefined || hours > 24 || minutes > 59 || seconds >= 61) return undefined;
  return { hours, minutes, seconds, offsetMinutes };
}

function twentyFour(hours: number, half: string | undefined): number {
  if (half === undefined) return hours;
  return (hours % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

/** Minutes east of UTC; a zone that is not known is UTC, since feeds write all kinds of words there. */
function offsetOf(zone: string): number | undefined {
  const named = zone
    .trim()
    .replace(/^\(|\)$/g, '')
    .toLowerCase();
  if (named === '') return 0;
  const found = named.match(/^(?:utc|gmt|ut)? ?([+-]) ?(\d{1,2}):?(\d{2})?\b/);
  if (found === null) return 60 * (ZONES[named.split(/[ (]/)[0] ?? ''] ?? 0);
  const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0);
  if (minutes > 24 * 60) return undefined;
  return found[1] === '-' ? -minutes : minutes;
}
