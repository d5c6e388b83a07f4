import type pg from 'pg';
import type { ScratchStore } from '../../src/ports/scratch-store.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { emptyTables } from './empty-tables.ts';

/** Gives an emptied database as the store for a replay, far quicker than one is made in memory. */
export function scratchOn(pool: pg.Pool): () => Promise<ScratchStore> {
  return async () => {
    const store = await openStore(pool);
    await emptyTables(pool);
    return { store, close: async () => undefined };
  };
}
