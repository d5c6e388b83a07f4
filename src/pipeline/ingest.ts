import type { RawAdvisory } from '../domain/raw-advisory.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { extract } from '../extract/extract.ts';
import type { StoredItem } from '../ports/store.ts';
import { BY_HAND, type PipelineDeps } from './deps.ts';

/** After so many beginnings without an end a document is set aside, so that the others go on. */
const MOST_ATTEMPTS = 3;

/** Reads one stored document into an advisory revision. Refusals are recorded with their reason and are not tried again. */
export async function ingestItem(deps: PipelineDeps, itemId: number): Promise<void> {
  const item = await deps.store.takeItem(itemId);
  if (!item) return;
  try {
    if (item.attempts > MOST_ATTEMPTS) {
      throw new WardwatchError('DOCUMENT_UNREADABLE', `Reading it was begun ${MOST_ATTEMPTS} times and never ended.`);
    }
    const raw = await deps.read(item);
    const advisory = extract(raw, {
      source: sourceOf(deps, item, raw),
      revision: await deps.store.nextRevision(`${item.sourceId}:${raw.publisherId}`),
      fetchedAt: item.fetchedAt,
      lexicon: deps.lexicon,
    });
    const news = await deps.store.saveAdvisory(item.id, advisory, raw.text);
    if (news !== 'same') await deps.queue.add('match', [{ advisoryId: advisory.id }]);
    deps.log.info('document read', { source: item.sourceId, advisory: advisory.id, news });
  } catch (error) {
    const isPassing = error instanceof WardwatchError && error.retry !== 'never';
    if (isPassing) await deps.store.returnItem(item.id);
    if (isPassing || (!(error instanceof WardwatchError) && item.attempts < MOST_ATTEMPTS)) throw error;
    await deps.store.refuseItem(item.id, messageOf(error));
    deps.log.warn('document not read', { source: item.sourceId, document: item.guid, because: messageOf(error) });
  }
  if (item.batchId !== undefined) await deps.queue.add('conclude', [{ batchId: item.batchId }]);
}

/**
 * Who speaks: the source's publisher; where the source is only the way the document came (given by hand, dropped), the one
 * whom the document names, else the document's own name, so that each counts as a voice of its own.
 */
function sourceOf(deps: PipelineDeps, item: StoredItem, raw: RawAdvisory) {
  const source = deps.sources.get(item.sourceId);
  const publisher = source?.publisher ?? BY_HAND.publisher;
  const ownName = raw.publisherName ?? `${publisher.name}: ${item.guid.split(/[\\/]/).at(-1) ?? item.guid}`;
  return {
    id: item.sourceId,
    publisher: publisher.kind === 'other' ? { ...publisher, name: ownName } : publisher,
    trusted: source?.trusted ?? true,
    tlp: source?.tlp ?? ('CLEAR' as const),
  };
}
