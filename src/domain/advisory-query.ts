import type { Instant } from './time.ts';
import type { Priority } from './triage.ts';

/** Words and fields of a search; all must hold. */
export interface AdvisoryQuery {
  /** Full-text words, in the text or the title; empty for everything. */
  readonly words: string;
  readonly cve?: string;
  readonly product?: string;
  readonly vendor?: string;
  /** A source id. */
  readonly source?: string;
  readonly priority?: Priority;
  /** An indicator, live or defanged. */
  readonly indicator?: string;
  /** Dated at this instant or later. */
  readonly after?: Instant;
  /** The status of the advisory's case; `open` includes acknowledged and snoozed, `resolved` every resolution. */
  readonly status?: QueryStatus;
}

/** What a search may ask of the case: `none` finds the advisories that are in no case. */
export const QUERY_STATUSES = ['open', 'acknowledged', 'snoozed', 'resolved', 'none'] as const;

export type QueryStatus = (typeof QUERY_STATUSES)[number];
