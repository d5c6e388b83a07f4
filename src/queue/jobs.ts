import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { JobName, JobPayloads } from '../ports/queue.ts';

/** How one kind of job is carried, tried again and kept from piling up. */
export interface JobPolicy<N extends JobName> {
  readonly payload: z.ZodType<JobPayloads[N]>;
  /** Jobs of this kind that one process runs side by side. */
  readonly concurrency: number;
  readonly attempts: number;
  /** The first wait between attempts; it doubles each time. */
  readonly backoffMs: number;
  /** Equal payloads give equal words: while such a job waits, another is not added. */
  readonly once: (payload: JobPayloads[N]) => string;
}

/** Every job there is. Ingest and match run one at a time, so that stories are told in the order in which they happened; what is matched again has a job of its own, so that nothing new waits behind it. */
export const JOBS: { readonly [N in JobName]: JobPolicy<N> } = {
  poll: {
    payload: z.object({ sourceId: z.string(), byHand: z.literal(true).exactOptional() }),
    concurrency: 4,
    attempts: 1,
    backoffMs: 0,
    once: ({ sourceId, byHand }) => (byHand === undefined ? sourceId : `${sourceId}-by-hand`),
  },
  ingest: {
    payload: z.object({ fromId: z.number(), toId: z.number() }),
    concurrency: 1,
    attempts: 3,
    backoffMs: 500,
    once: ({ fromId, toId }) => `items-${fromId}-${toId}`,
  },
  match: {
    payload: z.object({ advisoryIds: z.array(z.string()) }),
    concurrency: 1,
    attempts: 3,
    backoffMs: 500,
    once: ({ advisoryIds }) => createHash('sha256').update(JSON.stringify(advisoryIds)).digest('base64url'),
  },
  rematch: {
    payload: z.strictObject({}),
    concurrency: 1,
    attempts: 3,
    backoffMs: 500,
    once: () => 'rematch',
  },
  conclude: {
    payload: z.object({ batchId: z.number() }),
    concurrency: 1,
    attempts: 3,
    backoffMs: 500,
    once: ({ batchId }) => `batch-${batchId}`,
  },
  notify: {
    payload: z.object({ sink: z.enum(['terminal', 'slack']), channel: z.string() }),
    concurrency: 4,
    attempts: 5,
    backoffMs: 1_000,
    once: ({ sink, channel }) => `${sink}-${channel}`,
  },
};

export const JOB_NAMES = Object.keys(JOBS) as JobName[];
