import type { AdvisoryQuery } from '../../domain/advisory-query.ts';
import { readAdvisoryQuery, writeAdvisoryQuery } from '../../query/advisory-query.ts';

/** A page of a search: what was searched, and how many newer advisories stand before it. */
export interface PageRef {
  readonly query: AdvisoryQuery;
  readonly offset: number;
}

/** A page as the value of a button. */
export function writePageRef({ query, offset }: PageRef): string {
  return `${offset} ${writeAdvisoryQuery(query)}`;
}

/** The page in a value that came back from Slack; undefined where it is none. */
export function readPageRef(value: unknown): PageRef | undefined {
  const [, offset, typed] = /^(\d{1,7}) (.*)$/s.exec(typeof value === 'string' ? value : '') ?? [];
  if (offset === undefined || typed === undefined) return undefined;
  const reading = readAdvisoryQuery(typed);
  return reading.kind === 'query' ? { query: reading.query, offset: Number(offset) } : undefined;
}
