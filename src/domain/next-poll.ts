import type { Rhythm } from './rhythm.ts';
import { DAY_MS, type Instant } from './time.ts';

const HOUR_MS = 3_600_000;
/** Sources of one interval are not to be asked all at one moment: up to a tenth of the interval later, and so much at most. */
const MOST_JITTER_MS = 600_000;

/** What is known when a poll ends, and what was said meanwhile of the next one. */
export interface EndedPoll {
  readonly now: Instant;
  /** The interval of the config. */
  readonly everyMs: number;
  /** Polls in a row that did not succeed, this one included; 0 where it did. */
  readonly failures: number;
  /** What the server wants to be left alone for. */
  readonly retryAfterMs?: number;
  /** What the server's answer stays fresh for. */
  readonly freshForMs?: number;
  readonly rhythm?: Rhythm;
  /** From 0 up to 1. */
  readonly chance: number;
}

/**
 * When a source is asked next. The source's own wishes (cache, rhythm) only ever make it later than the config says, by a day
 * at most; each failure doubles the wait, up to a day; what the server asked for by `Retry-After` holds in any case.
 */
export function nextPollAt(poll: EndedPoll): Instant {
  const { everyMs, failures, chance } = poll;
  const waitMs = failures > 0 ? backOff(everyMs, failures, chance) : wishedWait(poll);
  const jitterMs = chance * Math.min(MOST_JITTER_MS, waitMs / 10);
  const dueMs = Date.parse(poll.now) + Math.max(waitMs + jitterMs, poll.retryAfterMs ?? 0);
  return new Date(failures > 0 ? dueMs : outsideSkipped(dueMs, poll)).toISOString();
}

/** Whether a source is to be asked now. A time that lies too far ahead was planned by a clock that was wrong. */
export function isDue(plannedAt: Instant | undefined, everyMs: number, now: Instant): boolean {
  if (plannedAt === undefined) return true;
  const aheadMs = Date.parse(plannedAt) - Date.parse(now);
  return aheadMs <= 0 || aheadMs > 2 * Math.max(DAY_MS, everyMs);
}

/** Doubles with each failure and gets more various with it, so that clients that failed together do not come back together. */
function backOff(everyMs: number, failures: number, chance: number): number {
  const doubled = Math.min(DAY_MS, everyMs * 2 ** Math.min(failures - 1, 30));
  return Math.max(everyMs, doubled * (1 - chance / 5));
}

function wishedWait({ everyMs, freshForMs = 0, rhythm }: EndedPoll): number {
  return Math.max(everyMs, Math.min(DAY_MS, Math.max(freshForMs, rhythm?.everyMs ?? 0)));
}

/** The first allowed hour from this instant on; the instant itself where there is none within a day. */
function outsideSkipped(dueMs: number, { rhythm, chance }: EndedPoll): number {
  const { skipHours = [], skipDays = [] } = rhythm ?? {};
  const isAllowed = (ms: number) => {
    const at = new Date(ms);
    return !skipHours.includes(at.getUTCHours()) && !skipDays.includes(at.getUTCDay());
  };
  if (isAllowed(dueMs)) return dueMs;
  const hourMs = dueMs - (dueMs % HOUR_MS);
  for (let hours = 1; hours <= 24; hours += 1) {
    const laterMs = hourMs + hours * HOUR_MS;
    if (isAllowed(laterMs)) return laterMs + chance * MOST_JITTER_MS;
  }
  return dueMs;
}
