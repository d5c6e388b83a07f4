import type { Actor } from '../domain/actor.ts';
import { diffAssets } from '../domain/assets-diff.ts';
import { asksBeforeRemoving } from '../domain/removal-guard.ts';
import { takenOnce } from '../domain/repeated-id.ts';
import type { Shortened } from '../ports/import-office.ts';
import type { ImportStage, StagedRow } from '../ports/import-stage.ts';
import type { ChangeMade } from '../ports/inventory-change.ts';
import type { ImportNote, InventoryPiece, RefusedRow } from '../ports/inventory-file.ts';
import type { ImportReport } from '../ports/inventory-import.ts';
import type { PipelineDeps } from './deps.ts';

/** How an import is wanted. */
export interface ImportWish {
  /** Also remove what the file does not name. */
  readonly sync: boolean;
  /** Only say what would change. */
  readonly dryRun: boolean;
  /** So many assets a person agreed to have removed; absent: nobody was asked. */
  readonly mayRemove?: number;
  readonly actor: Actor;
}

/** What came of an import. Only `done` changed anything. */
export type InventoryImported =
  | { readonly kind: 'done'; readonly report: ImportReport; readonly change: ChangeMade }
  /** It was a dry run, or the inventory says all of it already. */
  | { readonly kind: 'looked-at' | 'unchanged'; readonly report: ImportReport }
  /** It is a sync, and rows that cannot be read would be taken for assets that are gone. */
  | { readonly kind: 'unread-rows'; readonly report: ImportReport }
  /** It would remove so much that a person must say yes to the number. */
  | { readonly kind: 'asks'; readonly report: ImportReport }
  /** Somebody changed the inventory meanwhile. */
  | { readonly kind: 'overtaken'; readonly report: ImportReport };

/** Hears how far an import is. */
export interface ImportProgress {
  readonly onRows: (rows: number) => void;
  readonly onCompared: (assets: number) => void;
  /** Hears it before the change begins, with the ids that it touches where they are few. */
  readonly onChange: (changingIds: readonly string[] | undefined) => Promise<void>;
  readonly onWritten: (assets: number) => void;
}

/**
 * Imports a file of any length: its rows go into the database in batches, are compared there, and change the inventory all at
 * once. What is held in memory does not grow with the file.
 */
export async function importInventory(
  { store, clock }: Pick<PipelineDeps, 'store' | 'clock'>,
  pieces: AsyncIterable<InventoryPiece>,
  wish: ImportWish,
  progress: ImportProgress,
): Promise<InventoryImported> {
  return store.stageImport(async (stage) => {
    const seenVersion = await store.inventoryVersion();
    const read = await fillStage(stage, pieces, progress.onRows);
    const isUnread = wish.sync && read.refused.count > 0;
    if (wish.sync && (!isUnread || wish.dryRun)) await stage.removeOthers(read.scope, progress.onCompared);
    const report = await reportOf(stage, read);
    if (wish.dryRun) return { kind: 'looked-at', report };
    if (isUnread) return { kind: 'unread-rows', report };
    const { removed } = report.counts;
    if (asksBeforeRemoving(removed, report.inventory) && wish.mayRemove !== removed) return { kind: 'asks', report };
    await progress.onChange(await stage.changingIds(MOST_WATCHED));
    const change = await stage.apply(seenVersion, wish.actor, clock.now(), progress.onWritten);
    return change.kind === 'changed' ? { kind: 'done', report, change } : { kind: change.kind, report };
  });
}

/** So few that their text is a small object to the garbage collector, which then keeps memory low. */
const ROWS_A_BATCH = 100;
const MOST_SHOWN = 1_000;
/** What comes of a change of more assets is not looked up for each of them. */
const MOST_WATCHED = 5_000;

interface FileRead {
  readonly refused: Shortened<RefusedRow>;
  readonly notes: Shortened<ImportNote>;
  readonly scope: string;
}

async function fillStage(
  stage: ImportStage,
  pieces: AsyncIterable<InventoryPiece>,
  onRows: (rows: number) => void,
): Promise<FileRead> {
  const refused = new First<RefusedRow>();
  const notes = new First<ImportNote>();
  let scope = '';
  let batch: StagedRow[] = [];
  let rows = 0;
  const addBatch = async () => {
    for (const repeated of await stage.add(batch)) {
      const said = takenOnce(repeated);
      if (said.kind === 'note') notes.add(withoutKind(said));
      else refused.add(withoutKind(said));
    }
    rows += batch.length;
    batch = [];
    onRows(rows + refused.count);
  };
  for await (const piece of pieces) {
    if (piece.kind === 'scope') scope = piece.idsBeginWith;
    else if (piece.kind === 'asset') batch.push(piece);
    else if (piece.kind === 'refused') refused.add(withoutKind(piece));
    else notes.add(withoutKind(piece));
    if (batch.length === ROWS_A_BATCH) await addBatch();
  }
  await addBatch();
  return { refused: refused.shown(), notes: notes.shown(), scope };
}

function withoutKind<T extends { readonly kind: string }>({ kind: _, ...rest }: T): Omit<T, 'kind'> {
  return rest;
}

/** Counts all, and keeps the first. */
class First<T> {
  count = 0;
  readonly #first: T[] = [];

  add(one: T): void {
    this.count += 1;
    if (this.#first.length < MOST_SHOWN) this.#first.push(one);
  }

  shown(): Shortened<T> {
    return { count: this.count, first: this.#first };
  }
}

async function reportOf(stage: ImportStage, { refused, notes, scope }: FileRead): Promise<ImportReport> {
  const { inventory, ...counts } = await stage.counts(scope);
  const { added, changed, removed } = await stage.first(MOST_SHOWN);
  return {
    counts,
    inventory,
    added,
    changed: changed.flatMap(({ before, after }) => diffAssets([before], [after]).changed),
    removed,
    refused,
    notes,
  };
}
