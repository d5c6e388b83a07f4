import type { DigestPlan, LocalHour } from '../domain/digest-plan.ts';
import { addDays, DAY_MS, type Instant, type LocalDate } from '../domain/time.ts';
import { localTime, weekdayOf } from './local-time.ts';

/**
 * The day, where the digest is told, whose digest stands or is due now; undefined before its hour and on other days. An hour
 * that clocks skip is over when they have skipped it.
 */
export function digestDay(plan: DigestPlan, now: Instant): LocalDate | undefined {
  const { day, time } = localTime(now, plan.timeZone);
  if (time < plan.at) return undefined;
  return plan.every === 'day' || weekdayOf(day) === plan.on ? day : undefined;
}

/** From when on the first digest of a place says what changed: a day or a week ago. */
export function firstSince(plan: DigestPlan, now: Instant): Instant {
  const days = plan.every === 'day' ? 1 : 7;
  return new Date(Date.parse(now) - days * DAY_MS).toISOString();
}

/**
 * The month (`YYYY-MM`) whose round of reminders is due now: from the hour of its first working day (Monday to Friday) on, for a
 * week, so that a few days without a running wardwatch lose nothing.
 */
export function reminderMonth(hour: LocalHour, now: Instant): string | undefined {
  const { day, time } = localTime(now, hour.timeZone);
  const month = day.slice(0, 7);
  const first = firstWorkingDay(month);
  const isDue = day > first || (day === first && time >= hour.at);
  return isDue && day < addDays(first, 7) ? month : undefined;
}

function firstWorkingDay(month: string): LocalDate {
  const days = [0, 1, 2].map((later) => addDays(`${month}-01`, later));
  return days.find((day) => !['saturday', 'sunday'].includes(weekdayOf(day))) ?? `${month}-01`;
}
