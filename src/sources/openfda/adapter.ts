import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, RawItem, RefusedItem, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { type JsonRecord, textOf } from '../formats/json-access.ts';
import { newsOutcome } from '../news-outcome.ts';
import { changedSince, storedSeen } from '../seen-items.ts';
import { isAbout, readPage, recallItem } from './page.ts';

const DAY_MS = 86_400_000;
/** Recalls are edited for weeks after they were made public. */
const LOOK_BACK_MS = 60 * DAY_MS;
/** openFDA gives no more at once, and refuses to skip more than 25,000. */
const PAGE_SIZE = 1_000;
const MOST_RECALLS = 25_000;
const MOST_PAGE_BYTES = 60_000_000;

/**
 * Device recalls of openFDA ("https://api.fda.gov/device/recall.json" or "…/enforcement.json"), those that were made public in
 * the last sixty days, or since the last poll where that is longer ago; filtered by `only`, else by words of computers.
 */
export const openfda: SourceAdapter = {
  kind: 'openfda',
  async poll(context) {
    const { source, cursor, now } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const last = Date.parse(textOf(cursor?.until) ?? now);
    const from = Math.min(last, Date.parse(now)) - LOOK_BACK_MS;
    const read = await readRecalls(context, source.url, { from: dayOf(from), to: dayOf(Date.parse(now)) });
    if (read.kind === 'refused') return read;
    const items: RawItem[] = [];
    const refused: RefusedItem[] = [];
    for (const recall of read.recalls.filter((each) => isAbout(each, source.only))) {
      const item = recallItem(recall);
      if ('because' in item) refused.push(item);
      else items.push(item);
    }
    const { changed, seen } = changedSince(storedSeen(cursor?.seen), items);
    return newsOutcome(context, changed, refused, { until: now, seen });
  },
};

/** As openFDA writes days in a search. */
function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');
}

type Recalls =
  | Extract<PollOutcome, { kind: 'refused' }>
  | { readonly kind: 'read'; readonly recalls: readonly JsonRecord[] };

async function readRecalls(context: PollContext, url: string, days: { from: string; to: string }): Promise<Recalls> {
  const recalls: JsonRecord[] = [];
  for (let total = 1; recalls.length < total; ) {
    const { secret } = context;
    const fetched = await fetchDocument(context, pageAddress(url, days, recalls.length), {}, 'application/json', {
      answers: [200, 404],
      maxBodyBytes: MOST_PAGE_BYTES,
      ...(secret !== undefined && { headers: { authorization: `Basic ${btoa(`${secret}:`)}` } }),
    });
    if (fetched.kind === 'refused') return fetched;
    if (fetched.kind === 'unchanged') return { kind: 'refused', because: 'Nothing came back for the list of recalls.' };
    const { status } = fetched.response;
    try {
      const page = readPage(charactersOf(fetched.response.body));
      if (page.recalls.length === 0 && recalls.length < page.total)
        return { kind: 'refused', status, because: `openFDA says ${page.total} recalls, and gives ${recalls.length}.` };
      total = page.total;
      recalls.push(...page.recalls);
    } catch (error) {
      return { kind: 'refused', status, because: messageOf(error) };
    }
    if (total > MOST_RECALLS)
      return { kind: 'refused', status, because: `openFDA has ${total} recalls for that time.` };
  }
  return { kind: 'read', recalls };
}

function pageAddress(url: string, { from, to }: { from: string; to: string }, skip: number): string {
  const address = new URL(url);
  const field = address.pathname.endsWith('enforcement.json') ? 'report_date' : 'event_date_posted';
  const own = address.searchParams.get('search');
  const window = `${field}:[${from} TO ${to}]`;
  address.searchParams.set('search', own === null ? window : `(${own}) AND ${window}`);
  address.searchParams.set('limit', String(PAGE_SIZE));
  if (skip > 0) address.searchParams.set('skip', String(skip));
  return address.href;
}
