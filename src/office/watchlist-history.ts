import type { Watchlist } from '../domain/watch.ts';
import type { WatchlistChange } from '../domain/watchlist-changes.ts';
import type { Store } from '../ports/store.ts';

/** Every change of the lists of a name, newest first, as the audit holds them. */
export async function readHistory(
  { auditEntries }: Pick<Store, 'auditEntries'>,
  name: string,
): Promise<readonly WatchlistChange[]> {
  const entries = await auditEntries({ subject: name });
  return entries.flatMap(({ action, at, actor, before, after }): WatchlistChange[] => {
    const [was, is] = [before as Watchlist | undefined, after as Watchlist | undefined];
    if (action === 'watchlist.save' && is !== undefined) {
      return [{ number: is.version, at, actor, ...(was !== undefined && { before: was }), after: is }];
    }
    if (action === 'watchlist.remove' && was !== undefined) {
      return [{ number: was.version + 1, at, actor, before: was }];
    }
    return [];
  });
}
