import { isDue } from '../domain/next-poll.ts';
import type { SourceConfig } from '../ports/source.ts';
import type { PipelineDeps } from './deps.ts';

type Wakes = Pick<PipelineDeps, 'store' | 'queue' | 'sources' | 'clock'>;

/** For each source that is due at a start, so much more time is taken to ask them all. */
const SPREAD_EACH_MS = 500;
const LONGEST_SPREAD_MS = 60_000;

/** Wakes the workers for the sources whose time has come. */
export async function wakePolls(deps: Wakes): Promise<void> {
  const due = await dueSources(deps);
  await deps.queue.add(
    'poll',
    due.map(({ id }) => ({ sourceId: id })),
  );
}

/** The same at a start, when many may be due: each at a moment of its own, so that they are not all asked at once. */
export async function spreadPolls(deps: Wakes & Pick<PipelineDeps, 'chance'>): Promise<void> {
  const due = await dueSources(deps);
  const spreadMs = Math.min(LONGEST_SPREAD_MS, SPREAD_EACH_MS * due.length);
  const nowMs = Date.parse(deps.clock.now());
  for (const { id } of due) {
    const delayMs = Math.floor(deps.chance() * spreadMs);
    const { plan } = await deps.store.sourceState(id);
    await deps.store.planPoll(id, { ...plan, nextPollAt: new Date(nowMs + delayMs).toISOString() });
    await deps.queue.add('poll', [{ sourceId: id }], delayMs);
  }
}

async function dueSources({ store, sources, clock }: Wakes): Promise<readonly SourceConfig[]> {
  const states = new Map((await store.sourceStates()).map((state) => [state.id, state]));
  const now = clock.now();
  return [...sources.values()].filter(({ id, everyMs }) => {
    const state = states.get(id);
    if (state?.paused) return false;
    const { nextPollAt, waitUntil } = state?.plan ?? {};
    return isDue(nextPollAt, everyMs, now) && isDue(waitUntil, everyMs, now);
  });
}
