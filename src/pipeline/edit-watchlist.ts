import type { Actor } from '../domain/actor.ts';
import { isWatchlistName, type Watchlist, type WatchlistContent } from '../domain/watch.ts';
import { WardwatchError } from '../errors.ts';
import type { PipelineDeps } from './deps.ts';
import { wakePending } from './wake-pending.ts';

const MOST_TRIES = 5;

/**
 * Changes a watchlist, or makes it: `change` gets it as it stands now, undefined where there is none, and is asked again when
 * somebody was faster. What is stored is matched with it afterwards. Throws USAGE for a name that no list may have, and
 * whatever `change` throws.
 */
export async function editWatchlist(
  deps: PipelineDeps,
  name: string,
  change: (current: Watchlist | undefined) => WatchlistContent,
  actor: Actor,
): Promise<Watchlist> {
  if (!isWatchlistName(name)) {
    throw new WardwatchError(
      'USAGE',
      `"${name}" cannot be the name of a watchlist: lower-case letters, digits and hyphens, at most 40, such as "imaging".`,
    );
  }
  let current = (await deps.store.watchlists()).find((list) => list.name === name);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const next: Watchlist = { ...change(current), name, version: (current?.version ?? 0) + 1 };
    const saved = await deps.store.saveWatchlist(next, actor, deps.wallClock.now());
    if (saved.kind === 'saved') {
      await wakePending(deps);
      return saved.list;
    }
    current = saved.current;
  }
  throw new WardwatchError(
    'DATABASE_AWAY',
    `The watchlist "${name}" is being changed by others all the time. Try again.`,
    {
      retry: 'later',
    },
  );
}

/** Takes a watchlist away. Throws NOT_FOUND where there is none of this name. */
export async function removeWatchlist(deps: PipelineDeps, name: string, actor: Actor): Promise<void> {
  const removed = await deps.store.removeWatchlist(name, actor, deps.wallClock.now());
  if (removed.kind !== 'removed') {
    throw new WardwatchError('NOT_FOUND', `No watchlist is called "${name}". "wardwatch watchlists list" names them.`);
  }
  await wakePending(deps);
}
