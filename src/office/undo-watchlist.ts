import { minuteOf } from '../cases/apply-action.ts';
import type { Actor } from '../domain/actor.ts';
import { type WatchlistChange, watchlistChanges } from '../domain/watchlist-changes.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { WatchlistOutcome } from '../ports/watchlist-office.ts';
import { readHistory } from './watchlist-history.ts';
import { outcomeOfChange } from './watchlist-outcome.ts';

/** Takes back the last change of a list that somebody made, or one of theirs by its number, if nobody changed it since. */
export async function undoWatchlist(
  deps: PipelineDeps,
  name: string,
  actor: Actor,
  number?: number,
): Promise<WatchlistOutcome> {
  const { store, wallClock } = deps;
  const history = await readHistory(store, name);
  const [newest] = history;
  if (newest === undefined)
    return refused(`No watchlist "${name}" was ever changed, so there is nothing to take back.`);
  const own = history.find((each) => each.actor.id === actor.id && (number === undefined || each.number === number));
  if (own === undefined) {
    return refused(`You changed nothing of "${name}" that could be taken back. The last change: ${wordsOf(newest)}`);
  }
  if (own.number !== newest.number) return refused(overtakenWords(name, history, own));
  const at = wallClock.now();
  if (own.before === undefined) {
    const removed = await store.removeWatchlist(name, actor, at, own.number);
    if (removed.kind !== 'removed') return undoWatchlist(deps, name, actor, own.number);
    return outcomeOfChange(name, { before: removed.list, number: own.number + 1 });
  }
  const seen = own.after?.version ?? 0;
  const saved = await store.saveWatchlist({ ...own.before, version: seen + 1 }, actor, at);
  if (saved.kind === 'overtaken') return undoWatchlist(deps, name, actor, own.number);
  return outcomeOfChange(name, {
    after: saved.list,
    number: saved.list.version,
    ...(own.after !== undefined && { before: own.after }),
  });
}

function refused(because: string): WatchlistOutcome {
  return { kind: 'refused', because };
}

/** Names who changed it since, and what. */
function overtakenWords(name: string, history: readonly WatchlistChange[], own: WatchlistChange): string {
  const since = history.slice(0, history.indexOf(own));
  const [newest] = since;
  const last = newest === undefined ? '' : ` The last change: ${wordsOf(newest)}`;
  return `"${name}" was changed after that, so it is not taken back by itself.${last}`;
}

function wordsOf({ actor, at, before, after }: WatchlistChange): string {
  return `${actor.name} ${watchlistChanges(before, after).join(', ')}, ${minuteOf(at)}.`;
}
