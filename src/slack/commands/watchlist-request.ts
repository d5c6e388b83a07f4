import type { WatchedProduct } from '../../domain/watch.ts';
import { readWatchedProduct } from '../../query/watched-product.ts';
import { type CommandUsage, didYouMean, splitVerb } from './command-usage.ts';

/** What is asked with `/watchlist`. Names are in small letters. */
export type WatchlistRequest =
  | { readonly kind: 'help' | 'list' }
  | { readonly kind: NameVerb; readonly name: string }
  | { readonly kind: 'add' | 'remove'; readonly name: string; readonly watched: WatchedProduct }
  | { readonly kind: 'test'; readonly watched: WatchedProduct }
  /** Not understood; `words` say why and what would be right. */
  | { readonly kind: 'slip'; readonly words: string };

type NameVerb = (typeof NAME_VERBS)[number];

const NAME_VERBS = ['show', 'create', 'edit', 'export', 'delete', 'undo'] as const;

/** Reads what stands behind `/watchlist`. */
export function readWatchlistRequest(text: string): WatchlistRequest {
  const { verb, rest } = splitVerb(text);
  switch (verb) {
    case '':
    case 'help':
      return { kind: 'help' };
    case 'list':
      return rest === '' ? { kind: 'list' } : slip('"/watchlist list" stands alone; "/watchlist show NAME" shows one.');
    case 'add':
    case 'remove':
      return productRequest(verb, rest);
    case 'test': {
      const reading = readWatchedProduct(rest);
      return reading.kind === 'slip' ? slip(reading.words) : { kind: 'test', watched: reading.watched };
    }
    default:
      return nameRequest(verb, rest);
  }
}

/** Everything that `/watchlist` can do, in the order in which help names it. */
export const WATCHLIST_USAGE: readonly CommandUsage[] = [
  { usage: '/watchlist list', does: 'Lists the watchlists: what each watches for, and who is told.' },
  { usage: '/watchlist show NAME', does: 'Shows one with everything it watches for.' },
  {
    usage: '/watchlist create NAME',
    does: 'Makes one in a window: products, vendors, suppliers, sites, words, channel, owner, last day. For analysts, like every change.',
  },
  { usage: '/watchlist edit NAME', does: 'Opens one in the same window.' },
  {
    usage: '/watchlist add NAME PRODUCT [VERSION]',
    does: 'Watches for a product as well, whether we run it or not: /watchlist add imaging Relay Desk 19.2. A number at the end is the version; in quotes it belongs to the name.',
  },
  { usage: '/watchlist remove NAME PRODUCT [VERSION]', does: 'Watches for it no more.' },
  {
    usage: '/watchlist test PRODUCT [VERSION]',
    does: 'Says what watching for a product would have raised from what was read so far, and then what it would have told you in the last 90 days. Changes nothing.',
  },
  { usage: '/watchlist export NAME', does: 'Sends you the list as a file that people can read.' },
  { usage: '/watchlist delete NAME', does: 'Takes the list away.' },
  { usage: '/watchlist undo NAME', does: 'Takes back the last change that you made, also a deletion.' },
  { usage: '/watchlist help', does: 'Shows this.' },
];

const VERBS = ['list', ...NAME_VERBS, 'add', 'remove', 'test', 'help'] as const;

function slip(words: string): WatchlistRequest {
  return { kind: 'slip', words };
}

function nameRequest(verb: string, rest: string): WatchlistRequest {
  const kind = NAME_VERBS.find((known) => known === verb);
  if (kind === undefined) {
    return slip(`"/watchlist" does not know this command.${didYouMean(verb, VERBS)} It knows ${VERBS.join(', ')}.`);
  }
  const name = rest.replace(/^"([^"]*)"$/, '$1').trim();
  if (name === '') return slip(`"/watchlist ${kind}" needs the name of a list; "/watchlist list" names them.`);
  return { kind, name: name.toLowerCase() };
}

function productRequest(kind: 'add' | 'remove', rest: string): WatchlistRequest {
  const { verb: name, rest: typed } = splitVerb(rest);
  if (name === '' || typed === '') {
    return slip(
      `"/watchlist ${kind}" needs the name of a list and a product: "/watchlist ${kind} imaging Relay Desk 19.2".`,
    );
  }
  const reading = readWatchedProduct(typed);
  return reading.kind === 'slip' ? slip(reading.words) : { kind, name, watched: reading.watched };
}
