import { mergeWatchlists } from '../domain/merge-watchlists.ts';
import { EMPTY_WATCHLIST, isWatchlistName, type Watchlist, type WatchlistContent } from '../domain/watch.ts';
import { watchlistChanges } from '../domain/watchlist-changes.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { WatchlistEdit, WatchlistEntry, WatchlistOutcome, WatchlistOvertaken } from '../ports/watchlist-office.ts';
import { readHistory } from './watchlist-history.ts';
import { type Changed, outcomeOfChange } from './watchlist-outcome.ts';

/** Stores what somebody entered, if the list still stands as they saw it; else says what became of it meanwhile. */
export async function saveEntry(
  deps: PipelineDeps,
  { name, seen, entry, actor }: WatchlistEdit,
): Promise<WatchlistOutcome | WatchlistOvertaken> {
  if (!isWatchlistName(name)) return { kind: 'refused', because: `"${name}" cannot be the name of a watchlist.` };
  const { store, wallClock } = deps;
  const current = (await store.watchlists()).find((list) => list.name === name);
  const base = await baseOf(deps, name, seen, current);
  const mine = withEntry(base, entry);
  if ((current?.version ?? 0) !== seen) return overtaken(deps, name, base, mine, current);
  const changes = watchlistChanges(current, mine);
  if (changes.length === 0) return { kind: 'refused', because: `Nothing was changed: "${name}" stands as it was.` };
  const saved = await store.saveWatchlist({ ...mine, name, version: seen + 1 }, actor, wallClock.now());
  if (saved.kind === 'overtaken') return overtaken(deps, name, base, mine, saved.current);
  const change: Changed = {
    after: saved.list,
    number: saved.list.version,
    ...(current !== undefined && { before: current }),
  };
  return outcomeOfChange(name, change);
}

/** The list as somebody saw it. */
async function baseOf(
  { store }: PipelineDeps,
  name: string,
  seen: number,
  current: Watchlist | undefined,
): Promise<WatchlistContent> {
  if (seen === 0) return EMPTY_WATCHLIST;
  if (current?.version === seen) return current;
  return (await readHistory(store, name)).find(({ number }) => number === seen)?.after ?? EMPTY_WATCHLIST;
}

function withEntry(base: WatchlistContent, entry: WatchlistEntry): WatchlistContent {
  const { products, vendors, suppliers, sites, keywords, exclusions } = base;
  return { products, vendors, suppliers, sites, keywords, exclusions, ...entry };
}

async function overtaken(
  { store }: PipelineDeps,
  name: string,
  base: WatchlistContent,
  mine: WatchlistContent,
  current: Watchlist | undefined,
): Promise<WatchlistOvertaken> {
  const [newest] = await readHistory(store, name);
  const { content, lost } = current === undefined ? { content: mine, lost: [] } : mergeWatchlists(base, mine, current);
  return {
    kind: 'overtaken',
    version: current?.version ?? 0,
    by: newest?.actor.name ?? 'Somebody',
    at: newest?.at ?? '',
    changes: watchlistChanges(base, current),
    content,
    lost,
  };
}
