import type { PipelineDeps } from '../pipeline/deps.ts';
import { wakePending } from '../pipeline/wake-pending.ts';
import type { RematchOffice } from '../ports/rematch-office.ts';

/** The matching again of what is stored, over the store and the queue. */
export function createRematchOffice(deps: PipelineDeps): RematchOffice {
  const { store, clock } = deps;
  return {
    runs: () => store.rematchRuns(),
    stop: async (upTo, actor) => {
      const left = await store.holdRematch(actor, clock.now(), upTo);
      // What was found until then is told.
      if (left > 0) await wakePending(deps);
      return left;
    },
    resume: async (upTo, actor) => {
      const waiting = await store.resumeRematch(actor, clock.now(), upTo);
      if (waiting > 0) await wakePending(deps);
      return waiting;
    },
  };
}
