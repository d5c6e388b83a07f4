import type { Store } from './store.ts';

/** An empty store that is forgotten when it is closed. */
export interface ScratchStore {
  readonly store: Store;
  close(): Promise<void>;
}
