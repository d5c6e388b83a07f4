import type { Advisory } from '../domain/advisory.ts';
import type { NameDecision } from '../domain/name-decision.ts';
import type { NamedProduct } from '../domain/product-name.ts';
import type { Instant } from '../domain/time.ts';

/** Two names that somebody decided on, as they stand. */
export interface NameRecord {
  /** Counts up from 1; people name a decision by it. */
  readonly id: number;
  /** Counts up from 1 with every change, so that nobody overwrites what they have not seen. */
  readonly version: number;
  /** Absent where the decision was forgotten. */
  readonly decision?: NameDecision;
  /** What held before the last change; absent where nothing did. */
  readonly before?: NameDecision;
  readonly changedAt: Instant;
}

/** What is to hold of two names from now on. */
export interface NamesChange {
  /** The key of both names. */
  readonly key: string;
  /** Absent: what was decided is forgotten. */
  readonly decision?: NameDecision;
  /** The version that was seen; 0 where there was none. */
  readonly seen: number;
  readonly action: 'names.decide' | 'names.forget' | 'names.undo';
  /** The two names as the audit gives them. */
  readonly subject: string;
  /** The spellings in which stored advisories give the name; what has one of them is matched again. */
  readonly spellings: readonly NamedProduct[];
}

/** What came of it. `overtaken`: somebody changed it meanwhile. */
export type NamesChanged =
  | { readonly kind: 'changed'; readonly record: NameRecord; readonly batchId: number; readonly advisories: number }
  | { readonly kind: 'overtaken' };

/** Where decisions on names are kept. */
export interface NameShelf {
  /** Every two names that were ever decided on, in the order of their numbers. */
  nameRecords(): Promise<readonly NameRecord[]>;
  /** The names that stored advisories give products, each once. */
  advisoryNames(): Promise<readonly NamedProduct[]>;
  /** The newest stored advisories that give one of these names or say something of the asset, and how many they are. */
  advisoriesOn(
    spellings: readonly NamedProduct[],
    assetId: string,
    limit: number,
  ): Promise<{ readonly advisories: readonly Advisory[]; readonly total: number }>;
  /** Stores a decision or forgets it, with its audit entry, and marks every advisory of these spellings to be matched again. */
  changeNames(change: NamesChange, by: NameDecision['by'], at: Instant): Promise<NamesChanged>;
  /** How many stored advisories give one of these names, and the cases in which one of them touches one of the assets. */
  reachOfNames(
    spellings: readonly NamedProduct[],
    assetIds: readonly string[],
  ): Promise<{ readonly advisories: number; readonly caseIds: readonly string[] }>;
}
