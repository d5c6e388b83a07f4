import type { Asset } from '../domain/asset.ts';
import type { ChangedAsset } from '../domain/assets-diff.ts';
import type { ImportCounts, Shortened } from './import-office.ts';
import type { ImportNote, RefusedRow } from './inventory-file.ts';

/** What an import of a file did or would do: the numbers, and the first of each kind. */
export interface ImportReport {
  readonly counts: ImportCounts;
  /** How many assets a sync could have removed. */
  readonly inventory: number;
  readonly added: readonly Asset[];
  readonly changed: readonly ChangedAsset[];
  readonly removed: readonly Asset[];
  readonly refused: Shortened<RefusedRow>;
  readonly notes: Shortened<ImportNote>;
}
