import type { Actor } from '../domain/actor.ts';
import { WardwatchError } from '../errors.ts';
import type { PipelineDeps } from './deps.ts';

/** Stops or resumes the polling of a source. Answers false where it stood so already; throws NOT_FOUND for an unknown id. */
export async function setSourcePaused(
  deps: PipelineDeps,
  sourceId: string,
  paused: boolean,
  actor: Actor,
): Promise<boolean> {
  refuseUnknown(deps, sourceId);
  return deps.store.setPaused(sourceId, paused, actor, deps.wallClock.now());
}

/** Polls a source as soon as a worker is free, with an audit entry. Throws NOT_FOUND for an unknown id. */
export async function pollSourceNow(deps: PipelineDeps, sourceId: string, actor: Actor): Promise<void> {
  refuseUnknown(deps, sourceId);
  const at = deps.wallClock.now();
  await deps.store.decide((desk) => desk.audit({ at, actor, action: 'source.poll', subject: sourceId }));
  await deps.queue.add('poll', [{ sourceId }]);
}

function refuseUnknown({ sources, origins }: PipelineDeps, sourceId: string): void {
  if (sources.has(sourceId) || origins.has(sourceId)) return;
  throw new WardwatchError('NOT_FOUND', `No source is called "${sourceId}". "wardwatch sources list" names them.`);
}
