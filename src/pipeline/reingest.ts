import { advisoryDiff } from '../cases/advisory-diff.ts';
import type { DocumentRead } from '../ports/document-shelf.ts';
import type { PipelineDeps } from './deps.ts';
import { readAsOfToday } from './ingest.ts';
import { rangesOf } from './item-ranges.ts';

/** What reading a stored document again brings. */
export interface Reread {
  readonly itemId: number;
  /** `<source>:<guid>` */
  readonly document: string;
  readonly advisory?: string;
  /** `new`: it could not be read before, or its advisory has another name now. `refused`: it cannot be read; what was read stays. */
  readonly outcome: 'same' | 'changed' | 'new' | 'refused';
  /** A sentence for each part that is read otherwise. */
  readonly changes: readonly string[];
  readonly because?: string;
}

/** Reads a stored document with the readers of today, and says what sets that apart from what is stored. Stores nothing. */
export async function readAgain(deps: PipelineDeps, { itemId, id, advisoryId }: DocumentRead): Promise<Reread> {
  const known = { itemId, document: id, ...(advisoryId !== undefined && { advisory: advisoryId }) };
  const item = await deps.store.storedItem(itemId);
  if (item === undefined) return { ...known, outcome: 'refused', changes: [], because: 'It is not stored any more.' };
  const read = await readAsOfToday(deps, item);
  if ('because' in read) return { ...known, outcome: 'refused', changes: [], because: read.because };
  const { advisory } = read;
  const before = await deps.store.advisory(advisory.id);
  const changes = before === undefined ? [] : advisoryDiff(before, advisory);
  const outcome = before === undefined ? 'new' : changes.length > 0 ? 'changed' : 'same';
  return { ...known, advisory: advisory.id, outcome, changes };
}

/**
 * Has documents whose reading differs read again for good: each becomes a new revision, told only where something material is new in
 * it; what it newly touches is told in one summary.
 */
export async function reingest(deps: PipelineDeps, rereads: readonly Reread[], label: string): Promise<void> {
  const itemIds = rereads.filter(({ outcome }) => outcome === 'changed' || outcome === 'new').map((one) => one.itemId);
  if (itemIds.length === 0) return;
  const batchId = await deps.store.openBatch('reingest', label, deps.clock.now());
  await deps.store.readItemsAgain(itemIds, batchId);
  await deps.store.completeBatch(batchId);
  await deps.queue.add('ingest', rangesOf(itemIds));
}
