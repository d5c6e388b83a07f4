import type { PipelineDeps } from './deps.ts';
import { MATCHED_TOGETHER } from './match-jobs.ts';
import { matchTogether } from './match-together.ts';

/**
 * Matches a part of what is stored again, oldest first, and lets the next part follow. What is new has a job of its own and need
 * not wait for it.
 */
export async function rematch(deps: PipelineDeps): Promise<void> {
  const ids = await deps.store.nextRematch(MATCHED_TOGETHER);
  if (ids.length === 0) return;
  await matchTogether(deps, ids);
  await deps.queue.add('rematch', [{}]);
}
