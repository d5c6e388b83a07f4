import { productName } from '../domain/product-name.ts';
import { type WatchedProduct, type Watchlist, watchedName } from '../domain/watch.ts';
import type { WatchWarning } from '../ports/watchlist-office.ts';

/** How a list stands after a change, in one line. */
export function standing(list: Watchlist): string {
  return `${list.name}, version ${list.version}, watches for ${wordsOf(list) || 'nothing yet'}.`;
}

/** Why a product may never match, with the names that may have been meant. */
export function warningWords({ because, nearest }: WatchWarning): string {
  const perhaps = nearest.map((named) => `"${productName(named)}"`).join(' or ');
  return perhaps === '' ? because : `${because} Did you mean ${perhaps}?`;
}

/** All that a list watches for, in one line. */
export function wordsOf({ products, vendors, suppliers, sites, keywords }: Watchlist): string {
  return [
    ...products.map(watchedName),
    ...[...vendors, ...suppliers, ...sites, ...keywords].map((word) => `"${word}"`),
  ].join(', ');
}

/** A product as the arguments of a command name it. */
export function watchedOf(product: string, version: string | undefined, vendor: string | undefined): WatchedProduct {
  return { product, ...(version !== undefined && { version }), ...(vendor !== undefined && { vendor }) };
}
