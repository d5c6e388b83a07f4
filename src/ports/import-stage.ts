import type { Actor } from '../domain/actor.ts';
import type { Asset } from '../domain/asset.ts';
import type { RepeatedId } from '../domain/repeated-id.ts';
import type { Instant } from '../domain/time.ts';
import type { ImportCounts } from './import-office.ts';
import type { InventoryChanged } from './inventory-change.ts';

/** A row of a file on its way into the inventory. */
export interface StagedRow {
  readonly line: number;
  readonly asset: Asset;
}

/** The first of what an import would do. */
export interface StagedChanges {
  readonly added: readonly Asset[];
  readonly changed: readonly { readonly before: Asset; readonly after: Asset }[];
  readonly removed: readonly Asset[];
}

/**
 * An import of any length within the database: rows are compared with the inventory as they come in, and nothing of it is held
 * in memory. It is gone when the work that it was opened for ends, whatever happens.
 */
export interface ImportStage {
  /** Takes rows in; a later row takes the place of an earlier one of its id. Gives the ids that came before. */
  add(rows: readonly StagedRow[]): Promise<readonly RepeatedId[]>;
  /** Marks to be removed what no row named, of the assets whose ids begin so. `onLooked` hears how many were looked at. */
  removeOthers(idsBeginWith: string, onLooked: (assets: number) => void): Promise<void>;
  /** `inventory`: how many assets have ids that begin so. */
  counts(idsBeginWith: string): Promise<ImportCounts & { readonly inventory: number }>;
  first(limit: number): Promise<StagedChanges>;
  /** The ids of what changes; undefined where there are more than `most`. */
  changingIds(most: number): Promise<readonly string[] | undefined>;
  /**
   * Changes the inventory as `Store.changeInventory` does, all or nothing, unless it moved on from `seenVersion`. `onWritten`
   * hears how many assets were written.
   */
  apply(seenVersion: number, actor: Actor, at: Instant, onWritten: (assets: number) => void): Promise<InventoryChanged>;
}
