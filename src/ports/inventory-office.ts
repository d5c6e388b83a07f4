import type { Actor } from '../domain/actor.ts';
import type { AlertFile } from '../domain/alert.ts';
import type { Asset } from '../domain/asset.ts';
import type { Column } from '../domain/asset-columns.ts';
import type { OwnerBook } from '../domain/owner.ts';
import type { Instant } from '../domain/time.ts';
import type { InventoryChangeRecord } from './inventory-change.ts';

/** What people may ask of the inventory and do with it, whatever surface they use. Who may do it is decided at the surface. */
export interface InventoryOffice {
  /** Assets of which each word stands somewhere, in the order of their ids; no words: all. */
  find(words: string, page: { readonly offset: number; readonly limit: number }): Promise<AssetPage>;
  /** An asset with all that is known of it; undefined where the inventory holds none of this id. */
  asset(id: string): Promise<AssetView | undefined>;
  /** The id that differs from this one by a slip. */
  nearestId(id: string): Promise<string | undefined>;
  /** What an asset calls its vendor and product that nothing else that is known calls so. */
  nameHints(asset: Asset): Promise<readonly NameHint[]>;
  save(request: SaveAsset): Promise<AssetSaved>;
  /** Removes assets, all or none. `seen`: the versions of the rows that the person saw. */
  remove(ids: readonly string[], actor: Actor, seen?: ReadonlyMap<string, string>): Promise<AssetsRemoved>;
  /** Assets whose version nobody confirmed for so many days, in the order of their ids. */
  stale(days: number): Promise<readonly Asset[]>;
  /** Says of assets that today they run the version that was seen. */
  confirm(seen: readonly SeenVersion[], actor: Actor): Promise<VersionsConfirmed>;
  /** Takes a change back, or the last one. */
  undo(number: number | undefined, actor: Actor): Promise<ChangeUndone>;
  /** The newest changes first. */
  history(limit: number): Promise<readonly InventoryChangeRecord[]>;
  /** All assets as CSV, with every column. */
  export(): Promise<AlertFile>;
  /** Who in Slack stands for which owner. */
  readonly owners: OwnerBook;
}

export interface AssetPage {
  readonly assets: readonly Asset[];
  readonly total: number;
}

export interface AssetView {
  readonly asset: Asset;
  /** Other content has another version. */
  readonly version: string;
  /** What every column says; empty where nothing is known. */
  readonly cells: ReadonlyMap<Column, string>;
  /** Who changed it last, and when; absent where nobody did since changes are kept. */
  readonly changed?: { readonly by: string; readonly at: Instant };
  readonly cases: readonly { readonly caseId: string; readonly verdict: 'affected' | 'undecided' }[];
}

export interface SaveAsset {
  readonly id: string;
  /** The version of the row that the person saw; absent: it is a new asset. */
  readonly seen?: string;
  /** What is to stand in columns; an empty cell takes a fact away, and what is not named stays. */
  readonly cells: ReadonlyMap<Column, string>;
  readonly actor: Actor;
}

/** A name that no product of the lexicon, no other asset and no stored advisory goes by. */
export interface NameHint {
  readonly column: 'vendor' | 'product';
  readonly written: string;
  /** The known name that differs by a slip; absent: none does. */
  readonly nearest?: string;
}

/** A change that is stored. */
export interface StoredChange {
  /** By which it can be undone. */
  readonly number: number;
  /** Resolves when what is stored is matched again, with what came of it in one sentence; to be called once. */
  readonly effect: () => Promise<string>;
}

export type AssetSaved =
  | ({
      readonly kind: 'saved';
      readonly view: AssetView;
      readonly isNew: boolean;
      /** Fields that differ from what was. */
      readonly fields: readonly string[];
    } & StoredChange)
  /** It says so already. */
  | { readonly kind: 'unchanged'; readonly view: AssetView }
  | { readonly kind: 'unreadable'; readonly errors: ReadonlyMap<Column, string> }
  /** Somebody was faster; nothing was stored. */
  | ({ readonly kind: 'overtaken' } & Overtaken)
  /** There is no asset of this id any more. */
  | { readonly kind: 'gone'; readonly changed?: AssetView['changed'] };

/** An asset that somebody else changed while a person edited it. */
export interface Overtaken {
  readonly view: AssetView;
  /** The asset as it is now, with what the person entered where the other changed nothing. */
  readonly cells: ReadonlyMap<Column, string>;
  /** What the other changed. */
  readonly theirs: readonly Column[];
  /** What the person entered where the other changed something too. */
  readonly lost: ReadonlyMap<Column, string>;
}

export type AssetsRemoved =
  | ({ readonly kind: 'removed' } & StoredChange)
  /** Nothing was removed: there are no assets of these ids. */
  | { readonly kind: 'unknown'; readonly ids: readonly string[] }
  /** Nothing was removed: these were changed since they were seen. */
  | { readonly kind: 'overtaken'; readonly ids: readonly string[] };

/** The version that a person saw for an asset. */
export interface SeenVersion {
  readonly id: string;
  readonly version: string;
}

export interface VersionsConfirmed {
  readonly confirmed: readonly string[];
  /** These run another version by now than the one that was seen, or are gone: nothing was confirmed of them. */
  readonly others: readonly string[];
  /** Absent where nothing was to be changed. */
  readonly change?: StoredChange;
}

export type ChangeUndone =
  | ({ readonly kind: 'undone' } & StoredChange)
  /** Nothing was undone; `because` says why in plain words. */
  | { readonly kind: 'refused'; readonly because: string };
