import type { Asset } from '../domain/asset.ts';
import type { Instant } from '../domain/time.ts';

/** Assets to be stored, each replacing the one of its id, and ids of those to be removed. */
export interface InventoryChange {
  readonly save: readonly Asset[];
  readonly remove?: readonly string[];
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

export type InventoryUndone =
  | { readonly kind: 'undone'; readonly number: number }
  /** There is no such change, or it is undone already. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'too-old'; readonly madeAt: Instant }
  /** Later changes touched some of the same assets. */
  | { readonly kind: 'overtaken'; readonly assetIds: readonly string[] };
