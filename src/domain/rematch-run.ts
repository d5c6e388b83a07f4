import type { Instant } from './time.ts';

/** A matching again of what is stored, of which something still waits. */
export interface RematchRun {
  readonly batchId: number;
  /** What it is for, e.g. `1 assets added or changed, 0 removed`. */
  readonly label: string;
  readonly startedAt: Instant;
  /** The name of who wanted it; absent: it began by itself. */
  readonly startedBy?: string;
  /** In advisories: how many there were when it began, and how many still wait. */
  readonly total: number;
  readonly waiting: number;
  /** Who stopped it; absent: it goes on. */
  readonly stopped?: { readonly by: string; readonly at: Instant };
}
