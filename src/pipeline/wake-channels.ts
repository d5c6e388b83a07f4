import type { ChannelRef } from '../ports/store.ts';
import type { PipelineDeps } from './deps.ts';

/** Wakes whoever speaks in the channels that are configured, and in those given. */
export async function wakeChannels(
  deps: Pick<PipelineDeps, 'queue' | 'routes'>,
  more: readonly ChannelRef[] = [],
): Promise<void> {
  const places = [...deps.routes, ...more].map(({ sink, channel }): ChannelRef => ({ sink, channel }));
  const distinct = new Map(places.map((place) => [`${place.sink} ${place.channel}`, place]));
  await deps.queue.add('notify', [...distinct.values()]);
}
