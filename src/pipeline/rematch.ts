import { WardwatchError } from '../errors.ts';
import type { PipelineDeps } from './deps.ts';
import { decideOnNewest, matchStoredAdvisory } from './match.ts';
import { wakeChannels } from './wake-channels.ts';

/** Decided together. Whoever has something new to decide comes in between two such parts, and a process that is to end ends. */
const TOGETHER = 10;

/**
 * Matches a part of what is stored again, oldest first, and lets the next part follow. What is new has a job of its own and need
 * not wait for it. Where something breaks, each is matched by itself, so that one that cannot be matched holds up no other.
 */
export async function rematch(deps: PipelineDeps): Promise<void> {
  const ids = await deps.store.nextRematch(TOGETHER);
  if (ids.length === 0) return;
  const batchIds = await matchTogether(ids, deps);
  await wakeChannels(deps);
  await deps.queue.add(
    'conclude',
    batchIds.map((batchId) => ({ batchId })),
  );
  await deps.queue.add('rematch', [{}]);
}

async function matchTogether(ids: readonly string[], deps: PipelineDeps): Promise<readonly number[]> {
  try {
    const { taken, again } = await decideOnNewest(ids, deps);
    await deps.queue.add(
      'match',
      again.map((advisoryId) => ({ advisoryId })),
    );
    return [...new Set(taken.flatMap(({ batch }) => batch?.id ?? []))];
  } catch (error) {
    if (error instanceof WardwatchError && error.retry !== 'never') throw error;
    for (const id of ids) await matchStoredAdvisory(deps, id).catch(() => undefined);
    return [];
  }
}
