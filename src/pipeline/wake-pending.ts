import type { JobName } from '../ports/queue.ts';
import type { PipelineDeps } from './deps.ts';
import { rangesOf } from './item-ranges.ts';
import { matchJobsOf } from './match-jobs.ts';

/** Wakes the workers for all that the store says is still to be done. */
export async function wakePending(deps: Pick<PipelineDeps, 'store' | 'queue'>): Promise<Record<JobName, number>> {
  const pending = await deps.store.pending();
  await deps.queue.add('ingest', rangesOf(pending.itemIds));
  await deps.queue.add('match', matchJobsOf(pending.advisoryIds));
  if (pending.rematch.waiting > 0) await deps.queue.add('rematch', [{}]);
  await deps.queue.add(
    'conclude',
    pending.batchIds.map((batchId) => ({ batchId })),
  );
  await deps.queue.add('notify', pending.channels);
  return {
    poll: 0,
    ingest: pending.itemIds.length,
    match: pending.advisoryIds.length,
    rematch: pending.rematch.waiting,
    conclude: pending.batchIds.length,
    notify: pending.channels.length,
  };
}
