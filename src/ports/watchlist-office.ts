import type { Actor } from '../domain/actor.ts';
import type { AlertFile } from '../domain/alert.ts';
import type { NamedProduct } from '../domain/product-name.ts';
import type { Instant } from '../domain/time.ts';
import type { Tlp } from '../domain/tlp.ts';
import type { Priority } from '../domain/triage.ts';
import type { WatchedProduct, Watchlist, WatchlistContent, WordList } from '../domain/watch.ts';

/** What people may do with watchlists. Names are taken in any case; a slip is answered with the nearest name. */
export interface WatchlistOffice {
  lists(): Promise<readonly Watchlist[]>;
  /** Why no list may be made under this name; undefined where one may. */
  whyNotNew(name: string): Promise<string | undefined>;
  find(name: string): Promise<WatchlistFound>;
  /** Watches for a product; `instead` is taken out in the same change. */
  add(name: string, watched: WatchedProduct, actor: Actor, instead?: WatchedProduct): Promise<WatchlistOutcome>;
  /** A product is found by its name with or without its vendor; without a version every version of it goes. */
  remove(name: string, named: WatchedProduct, actor: Actor): Promise<WatchlistOutcome>;
  /** Stores what a person entered who saw one version of the list. A newer one is never overwritten. */
  save(edit: WatchlistEdit): Promise<WatchlistOutcome | WatchlistOvertaken>;
  delete(name: string, actor: Actor): Promise<WatchlistOutcome>;
  /** Takes back the last change that `actor` made, or that of `number`; refused where others changed the list afterwards. */
  undo(name: string, actor: Actor, number?: number): Promise<WatchlistOutcome>;
  /** Those of some products that may never match. It takes a while for many, so nobody's window waits for it. */
  warnings(products: readonly WatchedProduct[]): Promise<readonly WatchWarning[]>;
  test(watched: WatchedProduct): Promise<WatchTest>;
  /** What people would have been told in these days, had they watched for it. The past is told again, which takes a while. */
  wouldTell(watched: WatchedProduct): Promise<WouldTell>;
  /** The list as YAML, for people to read. */
  export(name: string): Promise<WatchlistExport>;
  /** Lets what is stored be matched with the lists as they are now. A change that nobody does it for waits a minute at most. */
  rematch(): Promise<void>;
}

export type WatchlistFound =
  | { readonly kind: 'found'; readonly list: Watchlist }
  /** `because` names the nearest list where there is one. */
  | { readonly kind: 'unknown'; readonly because: string };

export type WatchlistExport =
  | { readonly kind: 'file'; readonly file: Pick<AlertFile, 'name' | 'title' | 'content'> }
  | Extract<WatchlistFound, { readonly kind: 'unknown' }>;

/** What a person entered. A list that is absent was not asked for, and stays as it was seen. */
export interface WatchlistEntry
  extends Pick<WatchlistContent, 'from' | 'channel' | 'owner' | 'expiresOn'>,
    Partial<Pick<WatchlistContent, 'products' | WordList>> {}

export interface WatchlistEdit {
  readonly name: string;
  /** The version that the person saw; 0: there was no list. */
  readonly seen: number;
  readonly entry: WatchlistEntry;
  readonly actor: Actor;
}

export type WatchlistOutcome =
  /** Done. `list` is absent where it was taken away. */
  | {
      readonly kind: 'changed';
      readonly name: string;
      readonly list?: Watchlist;
      /** Names the change, for taking it back. */
      readonly number: number;
      /** What was changed, a phrase each. */
      readonly changes: readonly string[];
      /** Products that it watches for and did not before. */
      readonly added: readonly WatchedProduct[];
    }
  /** Nothing was done. `because` says why in plain words. */
  | { readonly kind: 'refused'; readonly because: string };

/** Nothing was stored: somebody changed the list after it was seen. */
export interface WatchlistOvertaken {
  readonly kind: 'overtaken';
  /** The newest version; 0 where the list was taken away. */
  readonly version: number;
  readonly by: string;
  readonly at: Instant;
  /** What was changed since it was seen, a phrase each. */
  readonly changes: readonly string[];
  /** The newest state with what the person entered, as far as the two do not collide. */
  readonly content: WatchlistContent;
  /** What of their entry is left out because it collides, e.g. `the channel`. */
  readonly lost: readonly string[];
}

/** A watched product that may never match. */
export interface WatchWarning {
  readonly watched: WatchedProduct;
  readonly because: string;
  /** Known names that are near it, the nearest first. */
  readonly nearest: readonly NamedProduct[];
}

export interface WatchTest {
  /** Most urgent first, then newest first. */
  readonly raised: readonly WouldRaise[];
  readonly warning?: WatchWarning;
}

/** What people would have been told, had they watched for a product. */
export interface WouldTell {
  readonly days: number;
  /** Of so many stored revisions, and so many older ones that were left out for their number. */
  readonly revisions: number;
  readonly leftOut: number;
  readonly cards: number;
  readonly updates: number;
  /** In the order of time. */
  readonly stories: readonly ToldStory[];
}

/** A story of which people would have been told. */
export interface ToldStory {
  readonly title: string;
  readonly tlp: Tlp;
  readonly firstAt: Instant;
  /** The most urgent that would have been said. */
  readonly priority: Priority;
  readonly updates: number;
  readonly because: string;
}

/** What watching for a product would have raised from one stored advisory. */
export interface WouldRaise {
  readonly advisoryId: string;
  readonly title: string;
  readonly tlp: Tlp;
  readonly priority: Priority;
  readonly verdict: 'affected' | 'not-affected' | 'undecided';
  readonly because: string;
}
