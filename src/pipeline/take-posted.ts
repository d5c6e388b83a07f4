import type { RawItem } from '../ports/source.ts';
import type { PipelineDeps } from './deps.ts';
import { rangesOf } from './item-ranges.ts';
import { contentHash } from './poll.ts';

/**
 * Stores documents that were posted to a source, each in a transaction of its own, and has the new ones read. Resolves when
 * they are stored, with the ids of the new ones; a source that is paused takes nothing.
 */
export async function takePosted(
  deps: PipelineDeps,
  sourceId: string,
  items: readonly RawItem[],
): Promise<readonly number[] | { readonly because: string }> {
  const { store, queue, clock } = deps;
  if ((await store.sourceState(sourceId)).paused) return { because: 'The source is paused; try again later.' };
  const saved: number[] = [];
  for (const item of items) {
    const id = await store.saveItem(sourceId, item, contentHash(deps, item), clock.now());
    if (id !== undefined) saved.push(id);
  }
  await store.pollSucceeded(sourceId, clock.now(), `${items.length} posted, ${saved.length} new`);
  await queue.add('ingest', rangesOf(saved));
  return saved;
}
