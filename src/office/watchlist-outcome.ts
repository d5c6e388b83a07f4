import { productKey } from '../domain/merge-watchlists.ts';
import type { Watchlist } from '../domain/watch.ts';
import { watchlistChanges } from '../domain/watchlist-changes.ts';
import type { WatchlistOutcome } from '../ports/watchlist-office.ts';

/** A change that was stored. */
export interface Changed {
  readonly before?: Watchlist;
  readonly after?: Watchlist;
  readonly number: number;
}

/** What is said of a change that was stored. */
export function outcomeOfChange(name: string, { before, after, number }: Changed): WatchlistOutcome {
  const known = new Set((before?.products ?? []).map(productKey));
  return {
    kind: 'changed',
    name,
    number,
    changes: watchlistChanges(before, after),
    added: (after?.products ?? []).filter((watched) => !known.has(productKey(watched))),
    ...(after !== undefined && { list: after }),
  };
}
