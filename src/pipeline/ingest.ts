import type { RawAdvisory } from '../domain/raw-advisory.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { extract } from '../extract/extract.ts';
import type { ItemRange, NextRevision, PendingItem, ReadItem, StoredItem } from '../ports/document-shelf.ts';
import type { SourceConfig } from '../ports/source.ts';
import { BY_HAND, FROM_PEOPLE, type PipelineDeps } from './deps.ts';
import { matchJobsOf } from './match-jobs.ts';

/** After so many beginnings without an end a document is set aside, so that the others go on. */
const MOST_ATTEMPTS = 3;

/**
 * Reads the stored documents of a range into advisory revisions. Refusals are recorded with their reason and are not tried
 * again. What nobody began to read is read together; what was begun before may be what ended the process, and is read alone.
 * When all are read, throws the first fault, so that what failed is tried again.
 */
export async function ingestItems(deps: PipelineDeps, range: ItemRange): Promise<void> {
  const faults: unknown[] = [];
  for (const itemIds of togetherOf(await deps.store.pendingItems(range))) {
    faults.push(...(await readTogether(deps, await deps.store.takeItems(itemIds))));
  }
  if (faults.length > 0) throw faults[0];
}

/** So much is held in memory together. */
const BYTES_TOGETHER = 1_000_000;

/** The ids of what is read together: what was begun before alone, and of the rest as many as there is room for. */
function togetherOf(pending: readonly PendingItem[]): readonly (readonly number[])[] {
  const parts = pending.filter(({ attempts }) => attempts > 0).map(({ id }) => [id]);
  let part: number[] = [];
  let held = 0;
  for (const { id, bytes } of pending.filter(({ attempts }) => attempts === 0)) {
    if (part.length > 0 && held + bytes > BYTES_TOGETHER) {
      parts.push(part);
      part = [];
      held = 0;
    }
    part.push(id);
    held += bytes;
  }
  return part.length > 0 ? [...parts, part] : parts;
}

/** What a document says, as the advisory and as the text that its quotes point into. */
type ReadDocument = Pick<ReadItem, 'advisory' | 'text'>;

/** Why a document says nothing. */
interface Unread {
  readonly because: string;
}

/** What the bytes of a document say to the readers of today, or why they say nothing. Throws nothing that a document can cause. */
export async function readAsOfToday(deps: PipelineDeps, stored: StoredItem): Promise<ReadDocument | Unread> {
  const item = { ...stored, attempts: MOST_ATTEMPTS };
  const raw = await open(deps, item);
  if ('because' in raw) return raw;
  const [next] = await deps.store.nextRevisions([advisoryIdOf(item, raw)]);
  return understand(deps, { item, raw }, next);
}

/** Reads and stores documents that were taken, and wakes those who go on with them. Gives the faults of those that failed. */
async function readTogether(deps: PipelineDeps, items: readonly StoredItem[]): Promise<readonly unknown[]> {
  const faults: unknown[] = [];
  try {
    const opened: Opened[] = [];
    for (const item of items) {
      try {
        opened.push({ item, raw: await open(deps, item) });
      } catch (fault) {
        faults.push(fault);
      }
    }
    for (const part of partsOf(opened)) faults.push(...(await readPart(deps, part)));
  } catch (error) {
    // The store's trouble is not the documents': the attempt does not count.
    if (error instanceof WardwatchError) await deps.store.returnItems(items.map(({ id }) => id));
    throw error;
  }
  const batchIds = new Set(items.flatMap(({ batchId }) => batchId ?? []));
  await deps.queue.add(
    'conclude',
    [...batchIds].map((batchId) => ({ batchId })),
  );
  return faults;
}

/** A document with what its format made of its bytes. */
interface Opened {
  readonly item: StoredItem;
  readonly raw: RawAdvisory | Unread;
}

/** What stands in the bytes, or why nothing does. An unexpected fault is thrown for another try, until the last one. */
async function open(deps: PipelineDeps, item: StoredItem): Promise<RawAdvisory | Unread> {
  if (item.attempts > MOST_ATTEMPTS) {
    return { because: `Reading it was begun ${MOST_ATTEMPTS} times and never ended.` };
  }
  try {
    return await deps.read(item);
  } catch (error) {
    if (!(error instanceof WardwatchError) && item.attempts < MOST_ATTEMPTS) throw error;
    return { because: messageOf(error) };
  }
}

/** In order, cut before each one whose document or advisory occurs already: it has to see what was stored of that. */
function* partsOf(opened: readonly Opened[]): Generator<readonly Opened[]> {
  let part: Opened[] = [];
  let names = new Set<string>();
  for (const one of opened) {
    const own = namesOf(one);
    if (own.some((name) => names.has(name))) {
      yield part;
      part = [];
      names = new Set();
    }
    part.push(one);
    for (const name of own) names.add(name);
  }
  if (part.length > 0) yield part;
}

function namesOf({ item, raw }: Opened): readonly string[] {
  const document = `document ${item.sourceId} ${item.guid}`;
  return 'because' in raw ? [document] : [document, `advisory ${advisoryIdOf(item, raw)}`];
}

function advisoryIdOf(item: StoredItem, raw: RawAdvisory): string {
  return `${item.sourceId}:${raw.publisherId}`;
}

async function readPart(deps: PipelineDeps, part: readonly Opened[]): Promise<readonly unknown[]> {
  const ids = part.map(({ item, raw }) => ('because' in raw ? '' : advisoryIdOf(item, raw)));
  const next = await deps.store.nextRevisions(ids);
  const faults: unknown[] = [];
  const read: ReadItem[] = [];
  for (const [place, { item, raw }] of part.entries()) {
    try {
      const said = 'because' in raw ? raw : understand(deps, { item, raw }, next[place]);
      if ('because' in said) await refuse(deps, item, said.because);
      else read.push({ itemId: item.id, ...said });
    } catch (fault) {
      if (fault instanceof WardwatchError) throw fault;
      faults.push(fault);
    }
  }
  return read.length === 0 ? faults : [...faults, ...(await keep(deps, read))];
}

/** What the words of a document say, or why they say nothing. An unexpected fault is thrown for another try, until the last one. */
function understand(
  deps: PipelineDeps,
  { item, raw }: { readonly item: StoredItem; readonly raw: RawAdvisory },
  next: NextRevision = { revision: 1 },
): ReadDocument | Unread {
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

/** Stores what was read together; where that breaks each by itself, so that one that cannot be stored holds up no other. */
async function keep(deps: PipelineDeps, read: readonly ReadItem[]): Promise<readonly unknown[]> {
  try {
    const news = await deps.store.saveAdvisories(read);
    const isNews = read.filter((_, place) => news[place] !== 'same');
    await deps.queue.add('match', matchJobsOf(isNews.map(({ advisory }) => advisory.id)));
    for (const [place, { advisory }] of read.entries()) {
      deps.log.info('document read', { source: advisory.sourceId, advisory: advisory.id, news: news[place] ?? 'same' });
    }
    return [];
  } catch (fault) {
    if (fault instanceof WardwatchError) throw fault;
    if (read.length === 1) return [fault];
    const faults: unknown[] = [];
    for (const one of read) faults.push(...(await keep(deps, [one])));
    return faults;
  }
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
