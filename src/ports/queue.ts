import type { ItemRange } from './document-shelf.ts';

/** What each job carries: ids only. The record of what is to be done stands in the store. */
export interface JobPayloads {
  /** `byHand`: a person wants it, whether its time has come or not. */
  readonly poll: { readonly sourceId: string; readonly byHand?: true };
  readonly ingest: ItemRange;
  readonly match: { readonly advisoryIds: readonly string[] };
  readonly rematch: Readonly<Record<string, never>>;
  readonly conclude: { readonly batchId: number };
  readonly notify: { readonly sink: 'terminal' | 'slack'; readonly channel: string };
}

export type JobName = keyof JobPayloads;

export type JobHandlers = { readonly [N in JobName]?: (payload: JobPayloads[N]) => Promise<void> };

/** A job that comes back by itself. */
export interface RepeatedJob {
  readonly name: 'poll';
  readonly payload: JobPayloads['poll'];
  readonly everyMs: number;
}

/**
 * Wakes workers. Losing everything in it loses nothing: what is pending is found again in the store.
 * The same payload waits once at most for one time; added while it runs, it runs once more afterwards.
 */
export interface JobQueue {
  /** Resolves when the jobs are queued, or when the queue is away: then the sweeper adds them again later. */
  add<N extends JobName>(name: N, payloads: readonly JobPayloads[N][], delayMs?: number): Promise<void>;
  /** Makes these, and no others, come back at their intervals. */
  repeat(jobs: readonly RepeatedJob[]): Promise<void>;
  /** Starts workers for the named handlers. A handler that throws is tried again by the job's policy. */
  work(handlers: JobHandlers): Promise<void>;
  /** Waits for jobs that run (25 s at most), then lets go. */
  close(): Promise<void>;
}
