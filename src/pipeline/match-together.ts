import { WardwatchError } from '../errors.ts';
import type { CaseDeps } from './deps.ts';
import { decideOnNewest, matchStoredAdvisory } from './match.ts';
import { matchJobsOf } from './match-jobs.ts';
import { wakeChannels } from './wake-channels.ts';

/**
 * Matches advisories together, in their order, and wakes those who go on with what came of it. Where something breaks, each is
 * matched by itself, so that one that cannot be matched holds up no other. Gives the faults of those that are to be tried again.
 */
export async function matchTogether(deps: CaseDeps, advisoryIds: readonly string[]): Promise<readonly unknown[]> {
  try {
    const { taken, again } = await decideOnNewest(advisoryIds, deps);
    await wakeChannels(deps);
    await deps.queue.add('match', matchJobsOf(again));
    const batchIds = new Set(taken.flatMap(({ batch }) => batch?.id ?? []));
    await deps.queue.add(
      'conclude',
      [...batchIds].map((batchId) => ({ batchId })),
    );
    return [];
  } catch (error) {
    if (error instanceof WardwatchError && error.retry !== 'never') throw error;
    const faults: unknown[] = [];
    for (const id of advisoryIds) await matchStoredAdvisory(deps, id).catch((fault: unknown) => faults.push(fault));
    return faults;
  }
}
