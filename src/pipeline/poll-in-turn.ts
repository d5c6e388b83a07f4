import { minuteOf } from '../cases/apply-action.ts';
import { WARDWATCH } from '../domain/actor.ts';
import { isDue, nextPollAt } from '../domain/next-poll.ts';
import type { Instant } from '../domain/time.ts';
import type { PollContext, SourceConfig } from '../ports/source.ts';
import type { SourceState } from '../ports/source-shelf.ts';
import type { PipelineDeps } from './deps.ts';
import { type Heard, hearPoll } from './hear-poll.ts';
import { type PollReport, pollSource } from './poll.ts';

/** What came of a source's turn: of a poll, or of none because it was not its time. */
export interface TurnReport extends Omit<PollReport, 'outcome'> {
  readonly outcome: PollReport['outcome'] | 'not due' | 'waiting';
  /** When it is asked next by itself; absent where it is not. */
  readonly nextPollAt?: Instant;
  /** Where the source's address has moved for good. */
  readonly movedTo?: string;
}

/**
 * Polls a source if its time has come, and plans the next time. `byHand`: a person wants it now; then only a server that asked
 * to be left alone stands in the way. A source that is gone for good (410) is paused, until a person resumes it.
 */
export async function pollInTurn(
  deps: PipelineDeps,
  sourceId: string,
  { byHand = false, ...how }: { readonly byHand?: boolean } & Pick<PollContext, 'acceptSmaller'> = {},
): Promise<TurnReport> {
  const source = deps.sources.get(sourceId);
  if (source === undefined) return pollSource(deps, sourceId);
  const state = await deps.store.sourceState(sourceId);
  const now = deps.clock.now();
  const { waitUntil, nextPollAt: dueAt } = state.plan ?? {};
  if (waitUntil !== undefined && !isDue(waitUntil, source.everyMs, now)) {
    const because = `Its server asked to be left alone until ${minuteOf(waitUntil)}.`;
    return { ...nothing(sourceId), outcome: 'waiting', because, nextPollAt: waitUntil };
  }
  if (!byHand && !isDue(dueAt, source.everyMs, now)) return { ...nothing(sourceId), outcome: 'not due' };
  const { deps: hearing, heard } = hearPoll(deps, source, now);
  const report = await pollSource(hearing, sourceId, how);
  if (report.outcome === 'paused' || report.outcome === 'standing by') return report;
  return { ...report, ...(await planNext(deps, source, { report, state, heard: heard() })) };
}

interface Ended {
  readonly report: PollReport;
  /** As it was before the poll. */
  readonly state: SourceState;
  readonly heard: Heard;
}

async function planNext(
  { store, clock, chance, log }: PipelineDeps,
  source: SourceConfig,
  { report, state, heard }: Ended,
): Promise<Pick<TurnReport, 'nextPollAt' | 'movedTo'>> {
  const now = clock.now();
  const isRefused = report.outcome === 'refused';
  const rhythm = heard.rhythm ?? state.plan?.rhythm;
  const wishes = { ...heard, ...(rhythm !== undefined && { rhythm }) };
  const failures = isRefused ? state.failures + 1 : 0;
  const next = nextPollAt({ now, everyMs: source.everyMs, failures, chance: chance(), ...wishes });
  const waitUntil = heard.retryAfterMs === undefined ? undefined : later(now, heard.retryAfterMs);
  await store.planPoll(source.id, {
    nextPollAt: next,
    ...(waitUntil !== undefined && { waitUntil }),
    ...(rhythm !== undefined && { rhythm }),
  });
  const { movedTo } = heard;
  if (movedTo !== undefined) log.warn('source has moved for good', { source: source.id, to: withoutQuery(movedTo) });
  const moved = movedTo === undefined ? {} : { movedTo };
  if (!isRefused || heard.isGone === undefined) return { nextPollAt: next, ...moved };
  await store.setPaused(source.id, true, WARDWATCH, now);
  return moved;
}

function nothing(sourceId: string): Omit<PollReport, 'outcome'> {
  return { sourceId, offered: 0, newItemIds: [], refused: [] };
}

function later(now: Instant, ms: number): Instant {
  return new Date(Date.parse(now) + ms).toISOString();
}

/** A query may hold a token. */
function withoutQuery(url: string): string {
  return url.split(/[?#]/)[0] ?? '';
}
