import type { ItemRange } from '../ports/document-shelf.ts';

/** So many documents at most are read by one job. */
const IDS_A_RANGE = 16;

/**
 * The ranges that hold these documents, each once. Their bounds do not depend on who asks, so that the queue sees when
 * somebody else wants the same documents read.
 */
export function rangesOf(itemIds: readonly number[]): readonly ItemRange[] {
  const places = new Set(itemIds.map((id) => Math.floor(id / IDS_A_RANGE)));
  return [...places].map((place) => ({ fromId: place * IDS_A_RANGE, toId: (place + 1) * IDS_A_RANGE - 1 }));
}
