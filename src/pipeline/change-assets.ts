import type { Actor } from '../domain/actor.ts';
import { WardwatchError } from '../errors.ts';
import type { InventoryChange } from '../ports/inventory-change.ts';
import type { PipelineDeps } from './deps.ts';
import { wakePending } from './steps.ts';

/** Changes the inventory, and lets everything that is stored be matched again. */
export async function changeAssets(deps: PipelineDeps, change: InventoryChange, actor: Actor): Promise<void> {
  const batchId = await deps.store.changeInventory(change, actor, deps.clock.now());
  if (batchId !== undefined) await wakePending(deps);
}

/** So long a change can be undone. */
const UNDO_MS = 24 * 3_600_000;

/**
 * Takes a change of the inventory back, or the last one; gives its number. Throws NOT_FOUND where there is none, and USAGE
 * where it is older than a day or later changes came over it.
 */
export async function undoAssets(deps: PipelineDeps, number: number | undefined, actor: Actor): Promise<number> {
  const now = deps.clock.now();
  const since = new Date(Date.parse(now) - UNDO_MS).toISOString();
  const outcome = await deps.store.undoInventoryChange(number, since, actor, now);
  switch (outcome.kind) {
    case 'undone':
      await wakePending(deps);
      return outcome.number;
    case 'unknown':
      throw new WardwatchError('NOT_FOUND', 'There is no such change to undo. "wardwatch assets history" lists them.');
    case 'too-old':
      throw new WardwatchError('USAGE', `It was made at ${outcome.madeAt}; a change can be undone for 24 hours.`);
    case 'overtaken':
      throw new WardwatchError(
        'USAGE',
        `Later changes touched ${outcome.assetIds.slice(0, 5).join(', ')}${outcome.assetIds.length > 5 ? ' and more' : ''}; undo those first. Nothing was changed.`,
      );
  }
}
