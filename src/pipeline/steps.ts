import type { JobHandlers } from '../ports/queue.ts';
import { concludeBatch } from './conclude.ts';
import type { PipelineDeps } from './deps.ts';
import { ingestItems } from './ingest.ts';
import { matchWaiting } from './match-waiting.ts';
import { notifyChannel } from './notify.ts';
import { pollInTurn } from './poll-in-turn.ts';
import { rematch } from './rematch.ts';
import { takeInventory } from './take-inventory.ts';

/** What each job does. */
export function stepsOf(deps: PipelineDeps): Required<JobHandlers> {
  return {
    poll: async ({ sourceId, byHand = false }) => {
      const origin = deps.origins.get(sourceId);
      await (origin === undefined ? pollInTurn(deps, sourceId, { byHand }) : takeInventory(deps, origin));
    },
    ingest: (range) => ingestItems(deps, range),
    match: ({ advisoryIds }) => matchWaiting(deps, advisoryIds),
    rematch: () => rematch(deps),
    conclude: ({ batchId }) => concludeBatch(deps, batchId),
    notify: (channel) => notifyChannel(deps, channel),
  };
}
