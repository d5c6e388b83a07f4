import { WEEKDAYS, type Weekday } from '../domain/digest-plan.ts';
import type { Instant, LocalDate } from '../domain/time.ts';

/** What calendar and clock show somewhere. */
export interface LocalTime {
  readonly day: LocalDate;
  /** `HH:MM` */
  readonly time: string;
}

/** What calendar and clock show at an instant in a time zone, by its IANA name. */
export function localTime(at: Instant | number, timeZone: string): LocalTime {
  const [day = '', time = ''] = formatterOf(timeZone).format(new Date(at)).split(' ');
  return { day, time };
}

/** The day of the week that a calendar day is. */
export function weekdayOf(day: LocalDate): Weekday {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sunday';
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one takes far longer than using it. Sweden writes `2024-02-26 07:30`. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const two = '2-digit';
  const date = { year: 'numeric', month: two, day: two, hour: two, minute: two, hourCycle: 'h23' } as const;
  const made = new Intl.DateTimeFormat('sv-SE', { ...date, timeZone });
  formatters.set(timeZone, made);
  return made;
}
