import { EMPTY_WATCHLIST, type WatchedProduct, type WatchlistContent, WORD_LISTS, watchedName } from './watch.ts';

/** What two people made of one watchlist, put together. */
export interface MergedWatchlist {
  readonly content: WatchlistContent;
  /** What of `mine` could not be kept because they set it too, as it would be said: `the channel`. */
  readonly lost: readonly ('the priority' | 'the channel' | 'the owner' | 'the last day')[];
}

/**
 * Puts together what two people made of `base`. What each added to a list or took out of it holds; where both set the same
 * thing to something else, `theirs` holds, because it is stored already.
 */
export function mergeWatchlists(
  base: WatchlistContent,
  mine: WatchlistContent,
  theirs: WatchlistContent,
): MergedWatchlist {
  const from = settle(base.from, mine.from, theirs.from);
  const channel = settle(base.channel, mine.channel, theirs.channel);
  const expiresOn = settle(base.expiresOn, mine.expiresOn, theirs.expiresOn);
  const ownerId = settle(base.owner?.id, mine.owner?.id, theirs.owner?.id);
  const owner = [theirs.owner, mine.owner].find((one) => one?.id === ownerId.value);
  const words = WORD_LISTS.map((list) => [list, mergeLists(base[list], mine[list], theirs[list], fold)] as const);
  return {
    content: {
      ...EMPTY_WATCHLIST,
      ...Object.fromEntries(words),
      products: mergeLists(base.products, mine.products, theirs.products, productKey),
      from: from.value,
      ...(channel.value !== undefined && { channel: channel.value }),
      ...(owner !== undefined && { owner }),
      ...(expiresOn.value !== undefined && { expiresOn: expiresOn.value }),
    },
    lost: [
      ...(from.collides ? (['the priority'] as const) : []),
      ...(channel.collides ? (['the channel'] as const) : []),
      ...(ownerId.collides ? (['the owner'] as const) : []),
      ...(expiresOn.collides ? (['the last day'] as const) : []),
    ],
  };
}

/** Two watched products with one key are the same, however they are written. */
export function productKey(watched: WatchedProduct): string {
  return fold(watchedName(watched));
}

function fold(words: string): string {
  return words.toLowerCase();
}

function settle<T>(base: T, mine: T, theirs: T): { readonly value: T; readonly collides: boolean } {
  if (mine === base || mine === theirs) return { value: theirs, collides: false };
  return theirs === base ? { value: mine, collides: false } : { value: theirs, collides: true };
}

function mergeLists<T>(
  base: readonly T[],
  mine: readonly T[],
  theirs: readonly T[],
  keyOf: (one: T) => string,
): readonly T[] {
  const [was, own, other] = [base, mine, theirs].map((list) => new Set(list.map(keyOf)));
  const kept = theirs.filter((one) => own?.has(keyOf(one)) || !was?.has(keyOf(one)));
  const added = mine.filter((one) => !was?.has(keyOf(one)) && !other?.has(keyOf(one)));
  return [...kept, ...added];
}
