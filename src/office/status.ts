import { PRIORITIES, type Priority } from '../domain/triage.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import { readSources } from '../pipeline/read-sources.ts';
import type { WardStatus } from '../ports/front-office.ts';

/** How wardwatch itself is doing. */
export async function readStatus(deps: PipelineDeps): Promise<WardStatus> {
  const [sources, pending, rematch, outbox, tally] = await Promise.all([
    readSources(deps, deps.clock.now()),
    deps.store.pending(),
    deps.store.rematchRuns(),
    deps.store.outboxCounts(),
    deps.store.tally(),
  ]);
  return {
    sources,
    waiting: { documents: pending.itemIds.length, advisories: pending.advisoryIds.length },
    rematch,
    outbox,
    openCases: byPriority(tally.openCases),
    assets: tally.assets,
    ...(tally.lastToldAt !== undefined && { lastToldAt: tally.lastToldAt }),
  };
}

/** Counts by priority, with 0 for each priority that is not counted. */
export function byPriority(counts: Readonly<Record<string, number>>): Readonly<Record<Priority, number>> {
  return Object.fromEntries(PRIORITIES.map((one) => [one, counts[one] ?? 0])) as Record<Priority, number>;
}
