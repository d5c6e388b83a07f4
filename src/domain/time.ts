/** A point in time: ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export type Instant = string;

/** A calendar day without a time or zone: `YYYY-MM-DD`. */
export type LocalDate = string;

export const DAY_MS = 86_400_000;

/** The calendar day (UTC) on which an instant falls. */
export function dayOf(at: Instant): LocalDate {
  return at.slice(0, 10);
}

/** The day that lies `days` calendar days after the given one. */
export function addDays(day: LocalDate, days: number): LocalDate {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString());
}

/** Whole days from one instant or day to another; negative when `to` lies before `from`. */
export function daysBetween(from: Instant | LocalDate, to: Instant | LocalDate): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
