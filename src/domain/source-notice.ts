import { type ConditionSince, isDown, isInTrouble, type SourceCondition } from './source-condition.ts';
import { DAY_MS, type Instant } from './time.ts';

/** A source, as far as it is asked whether the operator is to be told of it. */
export interface NoticedSource extends ConditionSince {
  readonly everyMs: number;
  readonly failures: number;
  readonly succeededAt?: Instant;
  /** The first poll in a row that succeeded. */
  readonly wellSince?: Instant;
  /** The trouble that the operator was told of, until it is told that it is over. */
  readonly told?: SourceCondition;
  readonly toldAt?: Instant;
}

/**
 * What the operator is to be told of a source now, if anything: its trouble, once it is lasting, and once that it is over. A source
 * that comes and goes is told of once a day at most. `startedAt`: what is stale for want of a running wardwatch is given its time.
 */
export function noticeOf(source: NoticedSource, now: Instant, startedAt: Instant): 'trouble' | 'well' | undefined {
  const { condition, told, toldAt, everyMs } = source;
  const msSince = (at: Instant) => Date.parse(now) - Date.parse(at);
  if (told !== undefined && !isInTrouble(source)) return isReadAgain(source) ? 'well' : undefined;
  if (!isDown(source, now) || condition === told) return undefined;
  if (condition === 'stale' && msSince(startedAt) < Math.max(everyMs, LEAST_RUNNING_MS)) return undefined;
  return toldAt === undefined || msSince(toldAt) >= DAY_MS ? 'trouble' : undefined;
}

const LEAST_RUNNING_MS = 3_600_000;

/** One read may be luck. */
function isReadAgain({ condition, told, succeededAt, wellSince }: NoticedSource): boolean {
  if (condition !== 'healthy' && condition !== 'quiet') return false;
  return told === 'stale' || (succeededAt !== undefined && wellSince !== undefined && succeededAt > wellSince);
}
