import type { JobPayloads } from '../ports/queue.ts';

/** Decided together. Whoever has something else to decide comes in between two such parts, and a process that is to end ends. */
export const MATCHED_TOGETHER = 10;

/** The jobs that match these advisories, in their order. */
export function matchJobsOf(advisoryIds: readonly string[]): readonly JobPayloads['match'][] {
  return Array.from({ length: Math.ceil(advisoryIds.length / MATCHED_TOGETHER) }, (_, part) => ({
    advisoryIds: advisoryIds.slice(part * MATCHED_TOGETHER, (part + 1) * MATCHED_TOGETHER),
  }));
}
