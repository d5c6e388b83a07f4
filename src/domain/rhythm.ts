/** How often a source wants to be asked, by its own words. */
export interface Rhythm {
  /** Not before so many milliseconds have passed. */
  readonly everyMs?: number;
  /** Hours of the day (UTC, 0 to 23) in which nothing new comes. */
  readonly skipHours?: readonly number[];
  /** Days of the week (UTC, 0 is Sunday) on which nothing new comes. */
  readonly skipDays?: readonly number[];
}
