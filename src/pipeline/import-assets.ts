import type { Actor } from '../domain/actor.ts';
import type { Asset } from '../domain/asset.ts';
import type { PipelineDeps } from './deps.ts';
import { wakePending } from './steps.ts';

/** Stores added and changed assets, and lets everything that is stored be matched again. */
export async function importAssets(deps: PipelineDeps, assets: readonly Asset[], actor: Actor): Promise<void> {
  const batchId = await deps.store.saveAssets(assets, actor, deps.clock.now());
  if (batchId !== undefined) await wakePending(deps);
}
