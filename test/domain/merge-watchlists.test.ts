import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeWatchlists } from '../../src/domain/merge-watchlists.ts';
import { EMPTY_WATCHLIST, type WatchlistContent } from '../../src/domain/watch.ts';

const list = (changes: Partial<WatchlistContent> = {}): WatchlistContent => ({ ...EMPTY_WATCHLIST, ...changes });
const DANA = { id: 'slack:U0DANA001', name: 'dana' };
const RAVI = { id: 'slack:U0RAVI001', name: 'ravi' };

describe('two people change one watchlist', () => {
  it.each<
    [string, { base: WatchlistContent; mine: WatchlistContent; theirs: WatchlistContent; merged: WatchlistContent }]
  >([
    [
      'what each adds to one list holds',
      {
        base: list({ keywords: ['pump'] }),
        mine: list({ keywords: ['pump', 'DICOM'] }),
        theirs: list({ keywords: ['pump', 'PACS'] }),
        merged: list({ keywords: ['pump', 'PACS', 'DICOM'] }),
      },
    ],
    [
      'what each takes out stays out',
      {
        base: list({ products: [{ product: 'A' }, { product: 'B' }, { product: 'C' }] }),
        mine: list({ products: [{ product: 'B' }, { product: 'C' }] }),
        theirs: list({ products: [{ product: 'A' }, { product: 'B' }] }),
        merged: list({ products: [{ product: 'B' }] }),
      },
    ],
    [
      'what both add stands once, however it is written',
      {
        base: list(),
        mine: list({ products: [{ vendor: 'Example', product: 'relay desk' }] }),
        theirs: list({ products: [{ vendor: 'Example', product: 'Relay Desk' }] }),
        merged: list({ products: [{ vendor: 'Example', product: 'Relay Desk' }] }),
      },
    ],
    [
      'a channel of mine and a day of theirs both hold',
      {
        base: list(),
        mine: list({ channel: 'C0IMAGING' }),
        theirs: list({ expiresOn: '2027-06-30', from: 'P1' }),
        merged: list({ channel: 'C0IMAGING', expiresOn: '2027-06-30', from: 'P1' }),
      },
    ],
    [
      'what I take out is gone where they left it alone',
      {
        base: list({ owner: DANA, channel: 'C0IMAGING' }),
        mine: list({ owner: DANA }),
        theirs: list({ owner: RAVI, channel: 'C0IMAGING' }),
        merged: list({ owner: RAVI }),
      },
    ],
  ])('%s', (_, { base, mine, theirs, merged }) => {
    expect(mergeWatchlists(base, mine, theirs)).toEqual({ content: merged, lost: [] });
  });

  it('what is stored already holds where both set one thing, and it is said what of mine is lost', () => {
    const mine = list({ channel: 'C0MINE001', owner: DANA, from: 'P1', expiresOn: '2027-01-01' });
    const theirs = list({ channel: 'C0THEIRS1', owner: RAVI, from: 'P2', expiresOn: '2028-01-01' });
    expect(mergeWatchlists(list(), mine, theirs)).toEqual({
      content: theirs,
      lost: ['the priority', 'the channel', 'the owner', 'the last day'],
    });
  });

  it('nothing that either added is ever lost', () => {
    const words = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
    fc.assert(
      fc.property(words, words, words, (base, mine, theirs) => {
        const { content } = mergeWatchlists(list({ sites: base }), list({ sites: mine }), list({ sites: theirs }));
        const added = [...mine, ...theirs].filter((word) => !base.includes(word));
        const stayed = base.filter((word) => mine.includes(word) && theirs.includes(word));
        expect([...content.sites].sort()).toEqual([...new Set([...added, ...stayed])].sort());
      }),
    );
  });
});
