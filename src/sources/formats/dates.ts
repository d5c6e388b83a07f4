import type { Instant } from '../../domain/time.ts';
import { monthNamed } from './month-names.ts';
import { offsetMinutes } from './zone-offset.ts';

/**
 * The instant that a publisher's date means. Reads what feeds, listings and documents really carry: RFC 822 with two- or
 * four-digit years and named zones, ISO 8601 in its many spellings, `January 22, 2024`, `22. janvier 2024`, `22.01.24`,
 * seconds since 1970. A time without a zone is UTC; a day without a time is its midnight in UTC. `undefined` where it cannot
 * be read, is no day of the calendar or may be two days: never guess, never "now".
 */
export function readDate(written: string | undefined): Instant | undefined {
  const text = (written ?? '').normalize().trim().replace(/\s+/g, ' ').slice(0, 100);
  const parts = secondsParts(text) ?? partsOf(text) ?? partsOf(text.replace(DAY_OF_WEEK, ''), text);
  return parts === undefined ? undefined : instantOf(parts);
}

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: string;
}

/** Whatever word stands before a date is the day of the week, in some language. */
const DAY_OF_WEEK = /^\p{L}{2,12}(?:\.?, ?|\.? )(?=[\d\p{L}])/u;

/** `whole` is the text with its day of the week. */
function partsOf(text: string, whole = text): DateParts | undefined {
  return isoParts(text) ?? wordParts(text) ?? ctimeParts(text) ?? numberParts(text, whole) ?? koreanParts(text);
}

/** Seconds or milliseconds since 1970, of this century. */
function secondsParts(text: string): DateParts | undefined {
  if (!/^[1-9]\d{9}(\d{3})?$/.test(text)) return undefined;
  const [date = '', time = ''] = new Date(Number(text.padEnd(13, '0'))).toISOString().split('T');
  return isoParts(`${date} ${time}`);
}

/** `2024-01-22`, `2024-01-22T10:00:00.5Z`, `2024/1/22 10:00`, `20240122`, `2024-01`, `2024`, and days of the year: `2024-022`. */
function isoParts(text: string): DateParts | undefined {
  const found =
    text.match(/^(\d{4})[-/.](0?\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ,]+(.*))?$/i) ??
    text.match(/^(\d{4})(\d{2})(\d{2})(?:T(.*))?$/i) ??
    text.match(/^(\d{4})()()()$/) ??
    text.match(/^(\d{2})-?([01]\d)-?([0-3]\d)(?:T(.*))?$/i) ??
    text.match(/^-(\d{2})-?(\d{2})()()$/);
  if (found === null) return dayOfYearParts(text);
  const [, year = '', month, day, time] = found;
  return { year: fullYear(year), month: Number(month || 1), day: Number(day || 1), time: time ?? '' };
}

function dayOfYearParts(text: string): DateParts | undefined {
  const [, year = '', count] = text.match(/^(\d{4}-|\d{2})([0-3]\d{2})$/) ?? [];
  if (count === undefined || Number(count) < 1 || Number(count) > 366) return undefined;
  const at = new Date(Date.UTC(fullYear(year.replace('-', '')), 0, Number(count)));
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), time: '' };
}

/** `Thu, 13 Aug 26 12:00:00 +0000`, `22 January 2024`, `January 22nd, 2024 at 5:30 PM EST`, `2024-júl-22`, `Jan. 2024`. */
function wordParts(text: string): DateParts | undefined {
  const dayFirst = text.match(
    /^(\d{1,2})(?:st|nd|rd|th)?[ .-]+(\p{L}{3,15})\.?,?[ -]+(\d{4}|\d{2})(?:[ ,T-]+(?:at )?(.*))?$/iu,
  );
  if (dayFirst !== null) return named(dayFirst[3], dayFirst[2], dayFirst[1], dayFirst[4]);
  const monthFirst = text.match(/^(\p{L}{3,15})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:[ ,T-]+(?:at )?(.*))?$/iu);
  if (monthFirst !== null) return named(monthFirst[3], monthFirst[1], monthFirst[2], monthFirst[4]);
  const yearFirst = text.match(/^(\d{4})[ -](\p{L}{3,15})\.?[ -](\d{1,2})(?:[T ,]+(.*))?$/iu);
  if (yearFirst !== null) return named(yearFirst[1], yearFirst[2], yearFirst[3], yearFirst[4]);
  const monthOnly = text.match(/^(\p{L}{3,15})\.?,? (\d{4})$/u);
  return monthOnly === null ? undefined : named(monthOnly[2], monthOnly[1], '1');
}

/** `Mon Jan 22 10:00:00 2024`, as C's ctime writes it. */
function ctimeParts(text: string): DateParts | undefined {
  const found = text.match(
    /^(?:[a-z]{3,9},? )?([a-z]{3,9}) (\d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?)(?: ([a-z]{1,4}|[+-]\d{4}))? (\d{4})$/i,
  );
  return found === null ? undefined : named(found[5], found[1], found[2], `${found[3]} ${found[4] ?? ''}`);
}

/**
 * `07/16/2026 - 07:25`, `29.06.2026`, `11 04 2020`. Where dots stand the day comes first. Elsewhere it is told by a number above
 * 12, or by the day of the week; where neither tells, it is no date.
 */
function numberParts(text: string, whole: string): DateParts | undefined {
  const found = text.match(/^(\d{1,2})([/. ])(\d{1,2})\2(\d{4}|\d{2})(?:[ ,-]+(.*))?$/);
  if (found === null) return undefined;
  const [, first, sign, second, written = '', time = ''] = found;
  const rest = { year: fullYear(written), time };
  const dayFirst = { ...rest, day: Number(first), month: Number(second) };
  const monthFirst = { ...rest, day: Number(second), month: Number(first) };
  if (sign === '.' || dayFirst.day > 12 || dayFirst.day === dayFirst.month) return dayFirst;
  if (monthFirst.day > 12) return monthFirst;
  const fitting = [dayFirst, monthFirst].filter((parts) => weekdayOf(parts) === whole.slice(0, 3).toLowerCase());
  return fitting.length === 1 ? fitting[0] : undefined;
}

function weekdayOf({ year, month, day }: DateParts): string {
  return new Date(Date.UTC(year, month - 1, day)).toUTCString().slice(0, 3).toLowerCase();
}

/** `2024년 05월 28일 01:31:15`; who writes so means the time of Korea. */
function koreanParts(text: string): DateParts | undefined {
  const found = text.match(/^(\d{4})년 ?(\d{1,2})월 ?(\d{1,2})일(?: (.*))?$/);
  if (found === null) return undefined;
  const [, year, month, day, time] = found;
  return {
    ...{ year: Number(year), month: Number(month), day: Number(day) },
    time: time === undefined ? '' : `${time} KST`,
  };
}

function named(year = '', month = '', day = '', time = ''): DateParts | undefined {
  const number = monthNamed(month);
  return number === undefined ? undefined : { year: fullYear(year), month: number, day: Number(day), time };
}

/** RFC 2822, 4.3: two digits below 50 are this century. */
function fullYear(year: string): number {
  return year.length > 2 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
}

/** Nothing was published before 1970 that a feed tells of: programs write such years where they know none. */
const FIRST_YEAR = 1970;

function instantOf({ year, month, day, time }: DateParts): Instant | undefined {
  if (year < FIRST_YEAR || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  const clock = clockOf(time.trim());
  if (clock === undefined) return undefined;
  const local = Date.UTC(year, month - 1, day, clock.hours, clock.minutes, 0) + clock.seconds * 1000;
  const offset = offsetMinutes(clock.zone, local);
  return offset === undefined ? undefined : new Date(local - offset * 60_000).toISOString();
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** `5:30 PM EST`, `17:30:05.25+01:00`, `오후 5:30`, or a zone alone. */
function clockOf(time: string) {
  const written = time.replace(
    /^오([전후]) ?(.*)$/,
    (_, half: string, rest: string) => `${rest} ${half === '후' ? 'PM' : 'AM'} KST`,
  );
  const found = written.match(/^(\d{1,2})(?::(\d{1,2}))?(?::(\d{1,2}(?:[.,]\d{1,9})?))? ?([ap]\.?m\b\.?)? ?(.*)$/i);
  if (found === null) return { hours: 0, minutes: 0, seconds: 0, zone: written };
  const hours = twentyFour(Number(found[1]), found[4]);
  const minutes = Number(found[2] ?? 0);
  const seconds = Math.floor(Number((found[3] ?? '0').replace(',', '.')) * 1000) / 1000;
  if (hours > 24 || minutes > 59 || seconds >= 61) return undefined;
  return { hours, minutes, seconds, zone: found[5] ?? '' };
}

function twentyFour(hours: number, half: string | undefined): number {
  if (half === undefined) return hours;
  return (hours % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}
