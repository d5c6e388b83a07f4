import type { Advisory } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { Instant } from '../domain/time.ts';

/** Assets to be stored, each replacing the one of its id, and ids of those to be removed. */
export interface InventoryChange {
  readonly save: readonly Asset[];
  readonly remove?: readonly string[];
  /**
   * The versions of rows that whoever makes the change saw, by asset id; undefined: there was none of this id. Where one is
   * another meanwhile, nothing is changed.
   */
  readonly seen?: ReadonlyMap<string, string | undefined>;
}

/** A change that is stored, and the batch in which it is matched. */
export interface ChangeMade {
  readonly number: number;
  readonly batchId: number;
  /** The inventory's version that it made. */
  readonly inventoryVersion: number;
}

export type InventoryChanged =
  | ({ readonly kind: 'changed' } & ChangeMade)
  /** Nothing was to be changed. */
  | { readonly kind: 'unchanged' }
  /** These are others than those that were seen. */
  | { readonly kind: 'overtaken'; readonly assetIds: readonly string[] };

/** An asset of the inventory, with the version of its row: other content has another version. */
export interface SeenAsset {
  readonly asset: Asset;
  readonly version: string;
}

/** A change of the inventory, in numbers. */
export interface InventoryChangeRecord {
  readonly number: number;
  readonly at: Instant;
  /** The name of who made it. */
  readonly by: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly undone: boolean;
}

/** A change of the inventory as one asset saw it; undefined: there was no asset of this id. */
export interface AssetChangeRecord extends Pick<InventoryChangeRecord, 'number' | 'at' | 'by' | 'undone'> {
  readonly before: Asset | undefined;
  readonly after: Asset | undefined;
}

export type InventoryUndone =
  | ({ readonly kind: 'undone' } & ChangeMade)
  /** There is no such change, or it is undone already. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'too-old'; readonly madeAt: Instant }
  /** Later changes touched some of the same assets. */
  | { readonly kind: 'overtaken'; readonly assetIds: readonly string[] };

/** The assets that a change touched: their ids, their rows before it, and their rows now. */
export interface ChangedAssets {
  readonly ids: readonly string[];
  readonly before: readonly Asset[];
  readonly now: readonly Asset[];
}

/** Something that advisories are matched against and that a change touched: what it is now; absent: it is gone. */
export interface MatchableChange {
  readonly id: string;
  readonly now?: Asset;
}

/** How far the matching again of what is stored has come, in advisories. */
export interface RematchState {
  /** Of those that are not stopped: how many there were when it began, and how many still wait. */
  readonly total: number;
  readonly waiting: number;
  /** They wait because a person stopped it; what is said of them is of an older inventory. */
  readonly held: number;
}

/** What a case says of some assets: affected where it says so of one of them, else undecided. */
export interface CaseStanding {
  readonly caseId: string;
  readonly verdict: 'affected' | 'undecided';
}

/** An advisory that waits in the batch of a change. */
export interface AdvisoryInBatch {
  readonly advisory: Advisory;
  /** It is in a case. */
  readonly isPlaced: boolean;
  /** It says something of an asset that the change touched. */
  readonly namesChanged: boolean;
}
