import type { Actor } from '../domain/actor.ts';
import type { Instant } from '../domain/time.ts';
import type { EndedImport, ImportFile } from './import-shelf.ts';
import type { ImportNote, RefusedRow } from './inventory-file.ts';
import type { StoredChange } from './inventory-office.ts';

/** Imports a file of assets in two steps: first it says what would change, then, after a person's yes, exactly that is done. */
export interface ImportOffice {
  /** Reads a file and compares it with the inventory. Nothing is changed. */
  prepare(file: ImportFile, actor: Actor, onProgress: SaysProgress): Promise<ImportPrepared>;
  /** Does what was shown. `sure`: the person was told in words how many assets go, and said yes to that as well. */
  confirm(id: number, sure: boolean, actor: Actor, onProgress: SaysProgress): Promise<ImportConfirmed>;
  cancel(id: number, actor: Actor): Promise<EndedImport | { readonly kind: 'gone' }>;
}

/** Hears in words how far the work is. */
export type SaysProgress = (words: string) => void;

export type ImportPrepared =
  | { readonly kind: 'prepared'; readonly preview: ImportPreview }
  /** The file as a whole cannot be taken. */
  | { readonly kind: 'refused'; readonly because: string };

export type ImportConfirmed =
  | {
      readonly kind: 'done';
      readonly change: StoredChange;
      readonly counts: ImportCounts;
      readonly undoUntil: Instant;
    }
  /** So much would be removed that it takes a second yes. */
  | { readonly kind: 'ask-again'; readonly id: number; readonly removed: number; readonly inventory: number }
  /** The inventory changed after the preview. Nothing was done; this is what the import would do now. */
  | { readonly kind: 'overtaken'; readonly preview: ImportPreview }
  | { readonly kind: 'gone' }
  | EndedImport;

export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** What an import would do. */
export interface ImportPreview {
  /** Names it for the yes; absent where there is nothing to say yes to, `blocked` says why. */
  readonly id?: number;
  readonly blocked?: string;
  readonly fileName: string;
  readonly sync: boolean;
  readonly counts: ImportCounts;
  /** How many assets there are before it. */
  readonly inventory: number;
  /** The first of them. */
  readonly added: readonly ImportLine[];
  readonly changed: readonly ImportLine[];
  readonly removed: readonly ImportLine[];
  readonly refused: Shortened<RefusedRow>;
  readonly notes: Shortened<ImportNote>;
  /** Everything, as a CSV file; absent where the preview itself shows all of it. */
  readonly report?: { readonly name: string; readonly title: string; readonly content: string };
  /** Until then it can be confirmed. */
  readonly until: Instant;
}

/** An asset of a preview, and what is to be said of it. */
export interface ImportLine {
  readonly id: string;
  readonly words: string;
}

export interface Shortened<T> {
  readonly count: number;
  readonly first: readonly T[];
}
