import type { Actor } from '../domain/actor.ts';
import type { Instant } from '../domain/time.ts';
import type { ChangeMade, InventoryChange } from './inventory-change.ts';

/** A file of assets as a person gave it. */
export interface ImportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Also take away what the file does not name. */
  readonly sync: boolean;
}

/** An import that waits for a person to say yes. */
export interface PreparedImport extends ImportFile {
  readonly id: number;
  readonly at: Instant;
  readonly by: Actor;
  /** The inventory's version that it was compared with. */
  readonly seenVersion: number;
}

/** An import that waits no longer. */
export interface EndedImport {
  readonly kind: 'ended';
  readonly how: 'done' | 'cancelled';
  readonly at: Instant;
  /** The name of who ended it. */
  readonly by: string;
}

/** What came of taking an import off the shelf and doing it. `gone`: it was never there, or is too old. */
export type ImportApplied =
  | { readonly kind: 'done'; readonly change: ChangeMade }
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'gone' }
  | EndedImport;

/** Where imports wait between the preview and the yes. Every method is atomic. */
export interface ImportShelf {
  saveImport(file: ImportFile, seenVersion: number, actor: Actor, at: Instant): Promise<number>;
  /** The import, or how it ended; undefined where there is none. */
  importById(id: number): Promise<PreparedImport | EndedImport | undefined>;
  /** The import was compared once more, with this version of the inventory. */
  refreshImport(id: number, seenVersion: number): Promise<void>;
  /** Changes the inventory as the import says, unless the inventory moved on from `seenVersion`; then nothing is done. */
  applyImport(
    id: number,
    change: InventoryChange,
    seenVersion: number,
    actor: Actor,
    at: Instant,
  ): Promise<ImportApplied>;
  cancelImport(id: number, actor: Actor, at: Instant): Promise<Exclude<ImportApplied, { kind: 'done' | 'overtaken' }>>;
  /** Throws away what was prepared before the given instant. */
  forgetImports(preparedBefore: Instant): Promise<void>;
}
