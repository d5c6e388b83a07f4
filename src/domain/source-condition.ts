import type { RefusalCause } from './refusal-cause.ts';
import { DAY_MS, type Instant } from './time.ts';

/**
 * How a source is doing. `healthy`: it is read. `quiet`: it is read, and nothing new came for long, which is normal for some.
 * `stale`: it was not read for longer than it should be, though nothing failed. `blocked`: it keeps wardwatch out. `broken`: it
 * cannot be read for any other reason. `standing-by`: it is read only while another one cannot be.
 */
export type SourceCondition =
  | 'healthy'
  | 'quiet'
  | 'never-read'
  | 'standing-by'
  | 'stale'
  | 'blocked'
  | 'broken'
  | 'paused';

/** What is remembered of the polls of a source. */
export interface SourcePolls {
  /** Polls in a row that did not succeed. */
  readonly failures: number;
  /** The first of them. */
  readonly failingSince?: Instant;
  /** Why the last of them did not. */
  readonly cause?: RefusalCause;
  readonly succeededAt?: Instant;
  /** The first poll in a row that succeeded. */
  readonly wellSince?: Instant;
  /** When something new came last. */
  readonly newsAt?: Instant;
  /** A person stopped its polling. */
  readonly paused: boolean;
  readonly pausedAt?: Instant;
}

/** What is expected of a source. */
export interface SourceTerms {
  readonly everyMs: number;
  /** Without a successful read for so long it is stale; three intervals, and a day at least, where absent. */
  readonly staleAfterMs?: number;
}

/** A condition with its beginning, where it is known. */
export interface ConditionSince {
  readonly condition: SourceCondition;
  readonly since?: Instant;
}

/** How a source that is to be polled is doing now. */
export function conditionOf(polls: SourcePolls, terms: SourceTerms, now: Instant): ConditionSince {
  const { paused, failures, succeededAt, wellSince, newsAt = wellSince } = polls;
  if (paused) return at('paused', polls.pausedAt);
  if (failures > 0) return at(isKeptOut(polls.cause) ? 'blocked' : 'broken', polls.failingSince);
  if (succeededAt === undefined) return at('never-read', undefined);
  const staleAt = Date.parse(succeededAt) + (terms.staleAfterMs ?? Math.max(3 * terms.everyMs, DAY_MS));
  if (Date.parse(now) > staleAt) return at('stale', new Date(staleAt).toISOString());
  const quietAt = newsAt === undefined ? undefined : Date.parse(newsAt) + QUIET_AFTER_MS;
  if (quietAt !== undefined && Date.parse(now) > quietAt) return at('quiet', newsAt);
  return at('healthy', wellSince);
}

const QUIET_AFTER_MS = 30 * DAY_MS;

function at(condition: SourceCondition, since: Instant | undefined): ConditionSince {
  return { condition, ...(since !== undefined && { since }) };
}

function isKeptOut(cause: RefusalCause | undefined): boolean {
  return cause === 'login' || cause === 'forbidden' || cause === 'challenge' || cause === 'robots';
}

/** Whether a source needs somebody's eyes: it is not read, was never read, or somebody paused it. */
export function isInTrouble({ condition }: { readonly condition: SourceCondition }): boolean {
  return condition !== 'healthy' && condition !== 'quiet' && condition !== 'standing-by';
}

/** So many refusals in a row, or failing for a day, are no passing trouble. */
const MANY_FAILURES = 3;

/** Whether a source is blocked, broken or stale for so often or so long that somebody should act. */
export function isDown(
  { condition, since, failures }: ConditionSince & { readonly failures: number },
  now: Instant,
): boolean {
  if (condition === 'stale') return true;
  if (condition !== 'blocked' && condition !== 'broken') return false;
  return failures >= MANY_FAILURES || (since !== undefined && Date.parse(now) - Date.parse(since) >= DAY_MS);
}
