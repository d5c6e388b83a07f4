import type { CaseDeps } from './deps.ts';

/** Wakes whoever speaks in the channels in which something waits to be said. */
export async function wakeChannels({ store, queue }: Pick<CaseDeps, 'store' | 'queue'>): Promise<void> {
  await queue.add('notify', await store.waitingChannels());
}
