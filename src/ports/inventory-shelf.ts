import type { Actor } from '../domain/actor.ts';
import type { Asset } from '../domain/asset.ts';
import type { RematchRun } from '../domain/rematch-run.ts';
import type { Instant } from '../domain/time.ts';
import type { ImportStage } from './import-stage.ts';
import type {
  AdvisoryInBatch,
  AssetChangeRecord,
  CaseStanding,
  ChangedAssets,
  ChangeMade,
  InventoryChange,
  InventoryChanged,
  InventoryChangeRecord,
  InventoryUndone,
  MatchableChange,
  SeenAsset,
} from './inventory-change.ts';

/** The inventory, its changes, and what is matched again for them. */
export interface InventoryShelf {
  /** The inventory. */
  assets(): Promise<readonly Asset[]>;
  /** A page of the inventory in the order of its ids: what follows the given id, or the first. */
  assetsAfter(id: string | undefined, limit: number): Promise<readonly Asset[]>;
  /** A page of all that advisories are matched against (the inventory, and what watchlists watch for), in the order of ids. */
  matchableAfter(id: string | undefined, limit: number): Promise<readonly Asset[]>;
  /** Whether it is known what each version of the inventory touched, after the first given one up to the second. */
  areVersionsKnown(after: number, upTo: number): Promise<boolean>;
  /** A page of what these versions touched, in the order of ids, each as it is now. */
  matchableChanges(
    versions: { readonly after: number; readonly upTo: number },
    page: { readonly after: string; readonly limit: number },
  ): Promise<readonly MatchableChange[]>;
  /** Counts up with every change of the inventory, whichever process made it. */
  inventoryVersion(): Promise<number>;
  /**
   * Changes the inventory, with an audit entry, and marks every stored advisory to be matched again within one batch; nothing
   * to change, no batch.
   */
  changeInventory(change: InventoryChange, actor: Actor, at: Instant): Promise<InventoryChanged>;
  /** Opens a stage for an import of any length, for as long as the work takes. */
  stageImport<T>(work: (stage: ImportStage) => Promise<T>): Promise<T>;
  /** The named assets of the inventory, in the order of their ids. */
  seenAssets(ids: readonly string[]): Promise<readonly SeenAsset[]>;
  /** An asset as it was when its row had this version. */
  assetAt(id: string, version: string): Promise<Asset | undefined>;
  /** The last change that touched an asset, undone ones included. */
  lastChangeOf(assetId: string): Promise<Pick<InventoryChangeRecord, 'number' | 'at' | 'by'> | undefined>;
  /** The changes that touched an asset, newest first. */
  assetHistory(assetId: string, limit: number): Promise<readonly AssetChangeRecord[]>;
  /** Assets of which each word stands somewhere in a value, in the order of their ids, and how many there are in all. */
  findAssets(
    words: readonly string[],
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly assets: readonly Asset[]; readonly total: number }>;
  /** Ids of assets that are nearly as long as this one. */
  similarIds(id: string): Promise<readonly string[]>;
  /** The names that the inventory gives vendors or products, each once, apart from what this one asset says. */
  inventoryNames(what: 'vendor' | 'product', exceptId: string): Promise<readonly string[]>;
  /** The assets that a change touched, with their rows before it and now; undefined where there are more than `most`. */
  changedAssets(number: number, most: number): Promise<ChangedAssets | undefined>;
  changedIds(number: number): Promise<readonly string[]>;
  /** A page of the advisories that wait in a batch, in the order of their ids. */
  advisoriesInBatch(
    batchId: number,
    changedIds: readonly string[],
    page: { readonly after: string; readonly limit: number },
  ): Promise<readonly AdvisoryInBatch[]>;
  /** Takes advisories out of a change's batch that need not be matched again; nothing where another change came after it. */
  spareAdvisories(change: ChangeMade, advisoryIds: readonly string[]): Promise<void>;
  /** `done`: a batch is told, and nothing waits any more that was there before it; `stopped`: a person stopped it. */
  batchProgress(batchId: number): Promise<'waiting' | 'stopped' | 'done'>;
  /** The advisories that are matched again next, oldest first. */
  nextRematch(limit: number): Promise<readonly string[]>;
  /** What is being matched again, and what was stopped of it, the oldest first. */
  rematchRuns(): Promise<readonly RematchRun[]>;
  /** Stops what is being matched again, up to a batch: what is left keeps its matches of before. How many advisories that are. */
  holdRematch(actor: Actor, at: Instant, upTo?: number): Promise<number>;
  /** Lets what was stopped go on where it stood, up to a batch. How many advisories that are. */
  resumeRematch(actor: Actor, at: Instant, upTo: number): Promise<number>;
  /**
   * Lets everything that is stored be matched again, also what was stopped, and every open case that was decided by another
   * triage policy than this one be decided again. How many advisories that are.
   */
  rematchByHand(actor: Actor, at: Instant, policyVersion: string): Promise<number>;
  /** The same where the names that are known have another fingerprint than the last time; 0 where they have not. */
  rematchForNames(fingerprint: string, at: Instant): Promise<number>;
  /**
   * Keeps what is the organisation's own (`organisationAsset`) as the thing to be matched that it now is, or no more where it is
   * absent. How many advisories are matched again for it; 0 where nothing changed.
   */
  saveOrganisation(asset: Asset | undefined, at: Instant): Promise<number>;
  /** What cases say of these assets, of each case that says something of one of them. */
  standings(assetIds: readonly string[]): Promise<readonly CaseStanding[]>;
  /** The newest changes first. */
  inventoryChanges(limit: number): Promise<readonly InventoryChangeRecord[]>;
  /** Takes a change back, or the last one, unless it was made before `madeSince` or other changes came over it. */
  undoInventoryChange(
    number: number | undefined,
    madeSince: Instant,
    actor: Actor,
    at: Instant,
  ): Promise<InventoryUndone>;
}
