import { productKey } from '../domain/merge-watchlists.ts';
import type { Watchlist } from '../domain/watch.ts';
import { watchlistChanges } from '../domain/watchlist-changes.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { WatchlistOutcome, WatchWarning } from '../ports/watchlist-office.ts';
import { whyNeverMatches } from './watched.ts';

/** A change that was stored. */
export interface Changed {
  readonly before?: Watchlist;
  readonly after?: Watchlist;
  readonly number: number;
}

/** What is said of a change that was stored, with a warning for each product that it added and that may never match. */
export async function outcomeOfChange(
  deps: Pick<PipelineDeps, 'store' | 'lexicon'>,
  name: string,
  { before, after, number }: Changed,
): Promise<WatchlistOutcome> {
  const known = new Set((before?.products ?? []).map(productKey));
  const added = (after?.products ?? []).filter((watched) => !known.has(productKey(watched)));
  const warnings: WatchWarning[] = [];
  for (const watched of added) {
    const warning = await whyNeverMatches(deps, watched);
    if (warning !== undefined) warnings.push(warning);
  }
  return {
    kind: 'changed',
    name,
    number,
    changes: watchlistChanges(before, after),
    warnings,
    ...(after !== undefined && { list: after }),
  };
}
