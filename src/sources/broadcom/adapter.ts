import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, RawItem, RefusedItem, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { newsOutcome } from '../news-outcome.ts';
import { changedSince, storedSeen } from '../seen-items.ts';
import { PAGE_SIZE, readListPage } from './list.ts';

const MOST_PAGES = 100;
const PAUSE_MS = 1_000;
/** A list that lost more than this share of its entries since the last poll is taken for broken. */
const MOST_LOST = 0.2;

/**
 * Broadcom's list of security advisories (VMware and others), asked by POST, all pages: it is in no order that would tell what was
 * revised. `only` names segments of it ("VC" Cloud Foundation, "VA" application networking and security, "VT" Tanzu); all where
 * absent.
 */
export const broadcom: SourceAdapter = {
  kind: 'broadcom',
  async poll(context) {
    const { source, cursor } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const items = new Map<string, RawItem>();
    const refused: RefusedItem[] = [];
    for (const segment of source.only ?? ['']) {
      const list = await readSegment(context, source.url, segment);
      if (list.kind === 'refused') return list;
      for (const item of list.items) items.set(item.guid, item);
      refused.push(...list.refused);
    }
    const before = storedSeen(cursor?.seen);
    const known = Object.keys(before).length;
    if (items.size === 0) return { kind: 'refused', because: 'The list of advisories is empty.' };
    if (items.size < known * (1 - MOST_LOST)) {
      const because = `The list of advisories shrank from ${known} to ${items.size}; what was read before is kept.`;
      return { kind: 'refused', because };
    }
    const { changed, seen } = changedSince(before, [...items.values()]);
    return newsOutcome(context, changed, refused, { seen });
  },
};

type Segment =
  | Extract<PollOutcome, { kind: 'refused' }>
  | { readonly kind: 'read'; readonly items: readonly RawItem[]; readonly refused: readonly RefusedItem[] };

async function readSegment(context: PollContext, url: string, segment: string): Promise<Segment> {
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [];
  for (let pageNumber = 0; pageNumber < MOST_PAGES; pageNumber += 1) {
    const sortInfo = { column: '', order: '' };
    const fetched = await fetchDocument(context, url, {}, 'application/json', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ pageNumber, pageSize: PAGE_SIZE, searchVal: '', segment, sortInfo }),
    });
    if (fetched.kind === 'refused') return fetched;
    if (fetched.kind === 'unchanged') return { kind: 'refused', because: 'Nothing came back for the list.' };
    try {
      const page = readListPage(charactersOf(fetched.response.body));
      items.push(...page.items);
      refused.push(...page.refused);
      if (page.count < PAGE_SIZE) return { kind: 'read', items, refused };
    } catch (error) {
      return { kind: 'refused', status: fetched.response.status, because: messageOf(error) };
    }
    await context.pause(PAUSE_MS);
  }
  return { kind: 'refused', because: `The list of advisories does not end after ${MOST_PAGES} pages.` };
}
