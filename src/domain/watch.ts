import type { Actor } from './actor.ts';
import type { Asset } from './asset.ts';
import { productName } from './product-name.ts';
import type { LocalDate } from './time.ts';
import type { Priority } from './triage.ts';

/** A product that a watchlist watches for, whether it stands in the inventory or not. */
export interface WatchedProduct {
  readonly vendor?: string;
  readonly product: string;
  /** Absent: every version. */
  readonly version?: string;
}

/** A team's standing interest. A case is of interest when one of the lists fits, and nothing of `exclusions` does. */
export interface Watchlist {
  /** Lower-case letters, digits and hyphens, 1 to 40 characters. */
  readonly name: string;
  /** Counts up from 1 with every change, also past one that took the list away, so that nobody overwrites what they have not seen. */
  readonly version: number;
  readonly products: readonly WatchedProduct[];
  /** Words in the name of a vendor; the same for suppliers, sites, and for the title of an advisory. */
  readonly vendors: readonly string[];
  readonly suppliers: readonly string[];
  readonly sites: readonly string[];
  readonly keywords: readonly string[];
  /** Words that keep a case away, in its title, a vendor or a product. */
  readonly exclusions: readonly string[];
  /** Cases of this priority and more urgent ones. */
  readonly from: Priority;
  /** The Slack channel that is told; absent: those that are told anyway. */
  readonly channel?: string;
  readonly owner?: Actor;
  /** The last day on which it holds; absent: it holds until it is changed. */
  readonly expiresOn?: LocalDate;
}

/** What a person may change of a watchlist: everything but its name and its version. */
export type WatchlistContent = Omit<Watchlist, 'name' | 'version'>;

/** A list that watches for nothing yet. */
export const EMPTY_WATCHLIST: WatchlistContent = {
  products: [],
  vendors: [],
  suppliers: [],
  sites: [],
  keywords: [],
  exclusions: [],
  from: 'P3',
};

/** The lists of words that a watchlist holds beside its products. */
export const WORD_LISTS = ['vendors', 'suppliers', 'sites', 'keywords', 'exclusions'] as const;

export type WordList = (typeof WORD_LISTS)[number];

/** Whether a text may be the name of a watchlist. */
export function isWatchlistName(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(text);
}

/** A watched product as people write it: "Example Relay Desk 19.2". */
export function watchedName(watched: WatchedProduct): string {
  return `${productName(watched)}${watched.version === undefined ? '' : ` ${watched.version}`}`;
}

/** Whether a list watches for anything at all. */
export function watchesAnything({ products, vendors, suppliers, sites, keywords }: WatchlistContent): boolean {
  return [products, vendors, suppliers, sites, keywords].some((list) => list.length > 0);
}

const TAG = 'watchlist:';

/**
 * What a watchlist watches for, as things to be matched like assets: so a watched product gets the same verdicts and the same
 * triage. They are no part of the inventory.
 */
export function watchedAssets({ name, products, owner }: Watchlist): readonly Asset[] {
  return products.map(({ vendor, product, version }) => ({
    id: `watch:${name}:${productName({ product, ...(vendor !== undefined && { vendor }) })}${version === undefined ? '' : `@${version}`}`,
    hostname: `watchlist ${name}`,
    product,
    ...(vendor !== undefined && { vendor }),
    ...(version !== undefined && { version }),
    ...(owner !== undefined && { owner: owner.name }),
    observables: [],
    tags: [`${TAG}${name}`],
  }));
}

/** The watchlist that a thing to be matched stands for; undefined for an asset of the inventory. */
export function watchlistOf(asset: Pick<Asset, 'tags'>): string | undefined {
  return asset.tags.find((tag) => tag.startsWith(TAG))?.slice(TAG.length);
}
