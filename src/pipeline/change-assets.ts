import type { Actor } from '../domain/actor.ts';
import type { ChangeMade, InventoryChange, InventoryChanged, InventoryUndone } from '../ports/inventory-change.ts';
import type { PipelineDeps } from './deps.ts';
import { spareUntouched } from './spare-untouched.ts';
import { wakePending } from './wake-pending.ts';

/** Changes the inventory, and lets what is stored be matched again. */
export async function changeAssets(
  deps: PipelineDeps,
  change: InventoryChange,
  actor: Actor,
): Promise<InventoryChanged> {
  const changed = await deps.store.changeInventory(change, actor, deps.clock.now());
  if (changed.kind === 'changed') await matchChanged(deps, changed);
  return changed;
}

/** Wakes the workers for all that a stored change may touch. Without this call the sweep does, with more to match. */
export async function matchChanged(deps: PipelineDeps, change: ChangeMade): Promise<void> {
  await spareUntouched(deps, change);
  await wakePending(deps);
}

/** So long a change can be undone. */
const UNDO_MS = 24 * 3_600_000;

/** Takes a change of the inventory back, or the last one; what is stored is matched again once the workers are woken. */
export async function undoAssets(
  deps: Pick<PipelineDeps, 'store' | 'clock'>,
  number: number | undefined,
  actor: Actor,
): Promise<InventoryUndone> {
  const now = deps.clock.now();
  const since = new Date(Date.parse(now) - UNDO_MS).toISOString();
  return deps.store.undoInventoryChange(number, since, actor, now);
}
