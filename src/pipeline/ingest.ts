import type { Advisory } from '../domain/advisory.ts';
import type { RawAdvisory } from '../domain/raw-advisory.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { extract } from '../extract/extract.ts';
import type { SourceConfig } from '../ports/source.ts';
import type { StoredItem } from '../ports/store.ts';
import { BY_HAND, FROM_PEOPLE, type PipelineDeps } from './deps.ts';

/** After so many beginnings without an end a document is set aside, so that the others go on. */
const MOST_ATTEMPTS = 3;

/** Reads one stored document into an advisory revision. Refusals are recorded with their reason and are not tried again. */
export async function ingestItem(deps: PipelineDeps, itemId: number): Promise<void> {
  const item = await deps.store.takeItem(itemId);
  if (!item) return;
  try {
    const read = await readStored(deps, item);
    if ('because' in read) await refuse(deps, item, read.because);
    else await keep(deps, item, read);
  } catch (error) {
    // The store's trouble is not the document's: the attempt does not count.
    if (error instanceof WardwatchError) await deps.store.returnItem(item.id);
    throw error;
  }
  if (item.batchId !== undefined) await deps.queue.add('conclude', [{ batchId: item.batchId }]);
}

/** What a document says, as the advisory and as the text that its quotes point into. */
type ReadDocument = { readonly advisory: Advisory; readonly text: string };

/** What the bytes of a document say to the readers of today, or why they say nothing. Throws nothing that a document can cause. */
export function readAsOfToday(
  deps: PipelineDeps,
  item: StoredItem,
): Promise<ReadDocument | { readonly because: string }> {
  return readStored(deps, { ...item, attempts: MOST_ATTEMPTS });
}

/** What the stored bytes say, or why they say nothing. An unexpected fault is thrown for another try, until the last one. */
async function readStored(deps: PipelineDeps, item: StoredItem): Promise<ReadDocument | { readonly because: string }> {
  if (item.attempts > MOST_ATTEMPTS) {
    return { because: `Reading it was begun ${MOST_ATTEMPTS} times and never ended.` };
  }
  let raw: RawAdvisory;
  try {
    raw = await deps.read(item);
  } catch (error) {
    if (!(error instanceof WardwatchError) && item.attempts < MOST_ATTEMPTS) throw error;
    return { because: messageOf(error) };
  }
  const next = await deps.store.nextRevision(`${item.sourceId}:${raw.publisherId}`);
  try {
    const { fetchedAt, dateNotRead } = item;
    const context = {
      ...{ source: sourceOf(deps, item, raw), lexicon: deps.lexicon, fetchedAt, ...next },
      ...(dateNotRead !== undefined && { dateNotRead }),
    };
    return { advisory: extract(raw, context), text: raw.text };
  } catch (error) {
    if (item.attempts < MOST_ATTEMPTS) throw error;
    return { because: messageOf(error) };
  }
}

async function keep(deps: PipelineDeps, item: StoredItem, { advisory, text }: ReadDocument): Promise<void> {
  const news = await deps.store.saveAdvisory(item.id, advisory, text);
  if (news !== 'same') await deps.queue.add('match', [{ advisoryId: advisory.id }]);
  deps.log.info('document read', { source: item.sourceId, advisory: advisory.id, news });
}

async function refuse(deps: PipelineDeps, item: StoredItem, because: string): Promise<void> {
  await deps.store.refuseItem(item.id, because);
  deps.log.warn('document not read', { source: item.sourceId, document: item.guid, because });
}

/**
 * Who speaks: the source's publisher; where the source is only the way the document came (given by hand, dropped), the one
 * whom the document names, else the document's own name, so that each counts as a voice of its own.
 */
function sourceOf(deps: PipelineDeps, item: StoredItem, raw: RawAdvisory) {
  const given = item.sourceId === FROM_PEOPLE.id ? FROM_PEOPLE : undefined;
  const configured = deps.sources.get(item.sourceId);
  const source = configured === undefined ? given : speakerOf(configured, item.publisherName);
  const publisher = source?.publisher ?? BY_HAND.publisher;
  const ownName =
    raw.publisherName ?? item.publisherName ?? `${publisher.name}: ${item.guid.split(/[\\/]/).at(-1) ?? item.guid}`;
  return {
    id: item.sourceId,
    publisher: publisher.kind === 'other' ? { ...publisher, name: ownName } : publisher,
    trusted: source?.trusted ?? true,
    tlp: source?.tlp ?? ('CLEAR' as const),
  };
}

/**
 * A mailbox holds mails of several publishers: the item says who speaks, the config what that is worth. Where several senders
 * speak for one publisher, it is trusted only if each of them is.
 */
function speakerOf(source: SourceConfig, publisherName: string | undefined): SourceConfig {
  if (source.senders === undefined) return source;
  const own = source.senders.filter((sender) => (sender.publisher ?? source.publisher).name === publisherName);
  const publisher = own[0]?.publisher ?? source.publisher;
  return { ...source, publisher, trusted: own.length > 0 && own.every((sender) => sender.trusted) };
}
