import { PRIORITIES, type Priority } from '../domain/triage.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { SourceLine, WardStatus } from '../ports/front-office.ts';

/** Every configured source, and every place where the inventory is taken from, with what is known of its polls. */
export async function readSources({ store, sources, origins }: PipelineDeps): Promise<readonly SourceLine[]> {
  const states = new Map((await store.sourceStates()).map((state) => [state.id, state]));
  const polled = [
    ...[...sources.values()].map(({ id, publisher, everyMs }) => ({ id, publisher: publisher.name, everyMs })),
    ...[...origins.values()].map(({ id, everyMs }) => ({ id, publisher: 'Inventory', everyMs })),
  ];
  return polled.map(({ id, publisher, everyMs }) => {
    const { cursor: _, ...state } = states.get(id) ?? { id, failures: 0, seeded: false, paused: false };
    return { ...state, publisher, everyMs };
  });
}

/** How wardwatch itself is doing. */
export async function readStatus(deps: PipelineDeps): Promise<WardStatus> {
  const [sources, pending, outbox, tally] = await Promise.all([
    readSources(deps),
    deps.store.pending(),
    deps.store.outboxCounts(),
    deps.store.tally(),
  ]);
  return {
    sources,
    waiting: {
      documents: pending.itemIds.length,
      advisories: pending.advisoryIds.length,
      rematch: pending.rematch,
    },
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
