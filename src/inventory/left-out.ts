import type { InventoryPiece } from '../ports/inventory-file.ts';

/** Counts what was left out on purpose, and says it once at the end. */
export class LeftOut {
  readonly #counts = new Map<string, number>();

  add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  notes(): InventoryPiece[] {
    return [...this.#counts].map(([what, count]) => ({
      kind: 'note',
      because: `${count} ${count === 1 ? 'row was' : 'rows were'} left out ${what}.`,
    }));
  }
}
