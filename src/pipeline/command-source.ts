import type { Actor } from '../domain/actor.ts';
import type { Instant } from '../domain/time.ts';
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

/**
 * Polls a source as soon as a worker is free, with an audit entry; not while its server asked to be left alone: the end of that
 * is given back. Throws NOT_FOUND for an unknown id.
 */
export async function pollSourceNow(deps: PipelineDeps, sourceId: string, actor: Actor): Promise<Instant | undefined> {
  refuseUnknown(deps, sourceId);
  const at = deps.wallClock.now();
  const waitUntil = (await deps.store.sourceState(sourceId)).plan?.waitUntil;
  if (waitUntil !== undefined && waitUntil > at) return waitUntil;
  await deps.store.decide((desk) => desk.audit({ at, actor, action: 'source.poll', subject: sourceId }));
  await deps.queue.add('poll', [{ sourceId, byHand: true }]);
  return undefined;
}

function refuseUnknown({ sources, origins }: PipelineDeps, sourceId: string): void {
  if (sources.has(sourceId) || origins.has(sourceId)) return;
  throw new WardwatchError('NOT_FOUND', `No source is called "${sourceId}". "wardwatch sources list" names them.`);
}
