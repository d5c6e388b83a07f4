import { expect, it } from 'vitest';
import { EMPTY_WATCHLIST, type WatchlistContent } from '../../src/domain/watch.ts';
import { watchlistChanges } from '../../src/domain/watchlist-changes.ts';

const list = (changes: Partial<WatchlistContent> = {}): WatchlistContent => ({ ...EMPTY_WATCHLIST, ...changes });
const DANA = { id: 'slack:U0DANA001', name: 'dana' };

it.each<[WatchlistContent | undefined, WatchlistContent | undefined, readonly string[]]>([
  [undefined, list(), ['made the list']],
  [list(), undefined, ['took the list away']],
  [list(), list(), []],
  [
    list({ products: [{ product: 'Old Pump' }] }),
    list({ products: [{ vendor: 'Example', product: 'Relay Desk', version: '19.2' }] }),
    ['added the product "Example Relay Desk 19.2"', 'took out the product "Old Pump"'],
  ],
  [
    list(),
    list({ keywords: ['a', 'b', 'c', 'd', 'e', 'f'] }),
    ['added the keywords "a", "b", "c", "d", "e" and 1 more'],
  ],
  [
    list(),
    list({ from: 'P1', channel: 'C0IMAGING', owner: DANA, expiresOn: '2027-06-30' }),
    ['set the priority from P3 to P1', 'set another channel', 'made dana the owner', 'set the last day to 2027-06-30'],
  ],
  [
    list({ channel: 'C0IMAGING', owner: DANA, expiresOn: '2027-06-30' }),
    list(),
    ['took out the channel', 'took out the owner', 'took out the last day'],
  ],
])('%j to %j', (before, after, said) => {
  expect(watchlistChanges(before, after)).toEqual(said);
});
