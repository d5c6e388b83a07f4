import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, RawItem, RefusedItem, SourceAdapter } from '../../ports/source.ts';
import { type Fetched, fetchDocument } from '../fetch-document.ts';
import { isFromFirstLook, unreadAtFirst } from '../first-look.ts';
import { charactersOf } from '../formats/characters.ts';
import { cveIdOf, isCveRecord } from '../formats/cve.ts';
import { parsedJson } from '../formats/json-access.ts';
import { newsOutcome } from '../news-outcome.ts';
import { storedSeen } from '../seen-items.ts';
import { type ListedAdvisory, PAGE_SIZE, readListPage } from './list.ts';

/** The list had some seven hundred advisories in 2026. */
const MOST_PAGES = 50;
const PAUSE_MS = 1_000;
/** Advisories that are asked for in one poll; the rest waits for the next, or counts as known where it is the first. */
const MOST_ADVISORIES_A_POLL = 40;

/**
 * The advisories of Palo Alto Networks ("https://security.paloaltonetworks.com"): all pages of the list, then each advisory that was
 * updated, as the CVE record that it is. The CSAF documents there give one product id to affected and to fixed versions, so
 * they are not asked for.
 */
export const paloalto: SourceAdapter = {
  kind: 'paloalto',
  async poll(context) {
    const { source, cursor } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const site = source.url.replace(/\/$/, '');
    const list = await readList(context, site);
    if (list.kind === 'refused') return list;
    const inTurn = [...list.advisories].sort((a, b) => (a.updatedAt > b.updatedAt ? -1 : 1));
    const seen = cursor === undefined ? atFirst(inTurn) : new Map(Object.entries(storedSeen(cursor.seen)));
    const changed = inTurn.filter(({ id, updatedAt }) => seen.get(id) !== updatedAt);
    return readAdvisories(context, site, changed.slice(0, MOST_ADVISORIES_A_POLL), seen);
  },
};

/** What the first poll does not read counts as known; the rest as unread until it is. */
function atFirst(inTurn: readonly ListedAdvisory[]): ReadonlyMap<string, string> {
  return new Map(
    inTurn.map(({ id, updatedAt }, at) => [id, at < MOST_ADVISORIES_A_POLL ? unreadAtFirst(updatedAt) : updatedAt]),
  );
}

type Refusal = Extract<PollOutcome, { kind: 'refused' }>;

async function readList(
  context: PollContext,
  site: string,
): Promise<Refusal | { readonly kind: 'list'; readonly advisories: readonly ListedAdvisory[] }> {
  const advisories = new Map<string, ListedAdvisory>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const url = `${site}/json/?page=${page}&limit=${PAGE_SIZE}&sort=doc`;
    const fetched = await fetchDocument(context, url, {}, 'application/json');
    if (fetched.kind === 'refused') return fetched;
    if (fetched.kind === 'unchanged') return { kind: 'refused', because: 'Nothing came back for the list.' };
    try {
      const listed = readListPage(charactersOf(fetched.response.body));
      if (page === 1 && listed.length === 0) return { kind: 'refused', because: 'The list of advisories is empty.' };
      for (const advisory of listed) advisories.set(advisory.id, advisory);
      if (listed.length < PAGE_SIZE) return { kind: 'list', advisories: [...advisories.values()] };
    } catch (error) {
      return { kind: 'refused', status: fetched.response.status, because: messageOf(error) };
    }
    await context.pause(PAUSE_MS);
  }
  return { kind: 'refused', because: `The list of advisories does not end after ${MOST_PAGES} pages.` };
}

async function readAdvisories(
  context: PollContext,
  site: string,
  advisories: readonly ListedAdvisory[],
  before: ReadonlyMap<string, string>,
): Promise<PollOutcome> {
  const seen = new Map(before);
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [];
  for (const advisory of advisories) {
    const fetched = await fetchDocument(context, `${site}/json/${advisory.id}`, {}, 'application/json');
    const read = itemOf(site, advisory, fetched);
    if ('because' in read) refused.push(read);
    else {
      items.push(read);
      seen.set(advisory.id, advisory.updatedAt);
    }
    if (fetched.kind === 'refused' && fetched.retryAfterMs !== undefined) break;
  }
  const old = advisories.filter(({ id, updatedAt }) => context.cursor && isFromFirstLook(before.get(id), updatedAt));
  const next = { seen: Object.fromEntries(seen) };
  return newsOutcome(context, items, refused, next, new Set(old.map(({ id }) => id)));
}

function itemOf(site: string, { id, publishedAt }: ListedAdvisory, fetched: Fetched): RawItem | RefusedItem {
  if (fetched.kind === 'refused') return { what: id, because: fetched.because };
  if (fetched.kind === 'unchanged') return { what: id, because: 'Nothing came back.' };
  try {
    const record = parsedJson(id, charactersOf(fetched.response.body));
    if (!isCveRecord(record) || cveIdOf(record) !== id)
      return { what: id, because: `${id} was asked for; something else came back.` };
    const dated = publishedAt === undefined ? {} : { publishedAt };
    return { guid: id, link: `${site}/${id}`, ...dated, format: 'cve', bytes: fetched.response.body };
  } catch (error) {
    return { what: id, because: messageOf(error) };
  }
}
