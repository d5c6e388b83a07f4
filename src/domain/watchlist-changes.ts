import type { Actor } from './actor.ts';
import type { Instant } from './time.ts';
import { type Watchlist, type WatchlistContent, WORD_LISTS, type WordList, watchedName } from './watch.ts';

/** One change of a watchlist, as the audit holds it. */
export interface WatchlistChange {
  /** The version that it made; taking a list away counts as one. */
  readonly number: number;
  readonly at: Instant;
  readonly actor: Actor;
  /** Absent: there was no list of this name. */
  readonly before?: Watchlist;
  /** Absent: the list was taken away. */
  readonly after?: Watchlist;
}

/** What differs between two states of a watchlist, a phrase each: "added the product Relay Desk 19.2". */
export function watchlistChanges(
  before: WatchlistContent | undefined,
  after: WatchlistContent | undefined,
): readonly string[] {
  if (after === undefined) return before === undefined ? [] : ['took the list away'];
  if (before === undefined) return ['made the list'];
  return [
    ...listChanges('product', before.products.map(watchedName), after.products.map(watchedName)),
    ...WORD_LISTS.flatMap((list) => listChanges(NOUNS[list], before[list], after[list])),
    ...(before.from === after.from ? [] : [`set the priority from ${before.from} to ${after.from}`]),
    ...valueChange('channel', before.channel, after.channel, 'set another channel'),
    ...valueChange('owner', before.owner?.id, after.owner?.id, `made ${after.owner?.name} the owner`),
    ...valueChange('last day', before.expiresOn, after.expiresOn, `set the last day to ${after.expiresOn}`),
  ];
}

/** What one entry of each list of words is called. */
export const NOUNS: Readonly<Record<WordList, string>> = {
  vendors: 'vendor',
  suppliers: 'supplier',
  sites: 'site',
  keywords: 'keyword',
  exclusions: 'exclusion',
};

function listChanges(noun: string, before: readonly string[], after: readonly string[]): string[] {
  const added = after.filter((one) => !before.includes(one));
  const removed = before.filter((one) => !after.includes(one));
  return [...phrase('added', noun, added), ...phrase('took out', noun, removed)];
}

/** So many are named; more are counted. */
const MOST_NAMED = 5;

function phrase(verb: string, noun: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const left = names.length - MOST_NAMED;
  const shown = names.slice(0, MOST_NAMED).map((name) => `"${name}"`);
  return [
    `${verb} the ${noun}${names.length === 1 ? '' : 's'} ${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`,
  ];
}

function valueChange(noun: string, before: string | undefined, after: string | undefined, set: string): string[] {
  if (before === after) return [];
  return [after === undefined ? `took out the ${noun}` : set];
}
