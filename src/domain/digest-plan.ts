/** The days of a week as `Date.getUTCDay` counts them. */
export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** An hour of the day in a time zone. */
export interface LocalHour {
  /** `HH:MM` */
  readonly at: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** Where a digest is told, and when. */
export type DigestPlan = LocalHour & {
  /** A channel, or a person by the id. */
  readonly to: string;
} & ({ readonly every: 'day' } | { readonly every: 'week'; readonly on: Weekday });
