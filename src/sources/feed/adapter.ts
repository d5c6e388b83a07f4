import type { Rhythm } from '../../domain/rhythm.ts';
import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, RawItem, RefusedItem, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument, fetchPage, storedValidators, type Validators } from '../fetch-document.ts';
import { isFromFirstLook, isUnread, unreadAtFirst } from '../first-look.ts';
import { charactersOf } from '../formats/characters.ts';
import { readFeed } from '../formats/feed-entries.ts';
import { feedItems } from '../formats/feed-item.ts';
import { feedRhythm } from '../formats/feed-rhythm.ts';
import type { Feed } from '../formats/feed-shape.ts';
import { type KnownNames, storedNames } from '../formats/name-items.ts';
import { documentOf } from '../pages.ts';
import { changedSince, type SeenItems, storedSeen } from '../seen-items.ts';
import { shrinkWarning } from '../shrink-guard.ts';

const ACCEPT =
  'application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5';

/** Entries whose pages are asked for in one poll; the rest waits for the next. */
const MOST_PAGES_A_POLL = 40;

/**
 * RSS, RDF, Atom, CDF and JSON Feed. The cursor holds the feed's validators, a hash of each entry, so that only what changed is
 * handed on, and what tells an entry again whose guid or link changed.
 */
export const feed: SourceAdapter = {
  kind: 'feed',
  async poll(context) {
    const { source, cursor, now } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const fetched = await fetchDocument(context, source.url, storedValidators(cursor?.validators), ACCEPT);
    if (fetched.kind !== 'fetched') return fetched;
    const { response, validators } = fetched;
    let read: Feed;
    let rhythm: Rhythm;
    try {
      const text = charactersOf(response.body, { contentType: response.headers['content-type'] ?? '' });
      read = await readFeed(text);
      rhythm = feedRhythm(text);
    } catch (error) {
      return { kind: 'refused', status: response.status, because: messageOf(error) };
    }
    if (read.entries.length === 0) {
      return {
        kind: 'refused',
        status: response.status,
        because: 'The feed holds no entries; what was read before is kept.',
      };
    }
    const before = storedSeen(cursor?.seen);
    const known = storedNames(cursor?.names, before);
    const { items, names } = feedItems(read, { url: response.url, now, known });
    const { changed, seen } = changedSince(before, items);
    const offered = { changed, before, seen, names, validators };
    const told =
      source.followLinks === true
        ? await withPages(context, offered)
        : outcome(changed, [], { validators, seen, names });
    const counts = { before: Object.keys(before).length, now: Object.keys(seen).length };
    const warning = shrinkWarning('The feed', counts);
    // A feed that shrank is looked at whole again, so that it is told until it is mended or has news.
    if (warning !== undefined && told.kind === 'unchanged') return { kind: 'unchanged', rhythm, warning };
    return { ...told, rhythm, ...(warning !== undefined && { warning }) };
  },
};

/** What was read: a feed that was read is not refused. */
type Told = Exclude<PollOutcome, { kind: 'refused' }>;

interface Offered {
  readonly changed: readonly RawItem[];
  readonly before: SeenItems;
  readonly seen: SeenItems;
  readonly names: KnownNames;
  readonly validators: Validators;
}

/** Where no entry changed, the feed did: its validators are remembered, so that the server need not send it again. */
function outcome(
  items: readonly RawItem[],
  refused: readonly RefusedItem[],
  cursor: { validators: Validators | null; seen: SeenItems; names: KnownNames },
  backlog: readonly RawItem[] = [],
): Told {
  if (items.length + backlog.length + refused.length === 0) return { kind: 'unchanged', cursor };
  return { kind: 'changed', items, ...(backlog.length > 0 && { backlog }), refused, cursor };
}

/**
 * Reads each changed entry from the page that it links to. Where the page cannot be had, a new entry is handed on with the
 * feed's own words, and one that was read before stays as it is. Both are tried again at the next poll: the feed's validators
 * are forgotten until every page was read. What the first poll did not come to, or could not read, is no news later.
 */
async function withPages(context: PollContext, offered: Offered): Promise<Told> {
  const items: RawItem[] = [];
  const backlog: RawItem[] = [];
  const refused: RefusedItem[] = [];
  const seen: Record<string, string> = { ...offered.seen };
  for (const [at, item] of offered.changed.entries()) {
    const turn = await takeTurn(context, offered, item, at < MOST_PAGES_A_POLL);
    if (turn.refused !== undefined) refused.push(turn.refused);
    if (turn.item !== undefined) (turn.isOld ? backlog : items).push(turn.item);
    if (turn.remembered === undefined) delete seen[item.guid];
    else seen[item.guid] = turn.remembered;
  }
  const complete = refused.length === 0 && offered.changed.length <= MOST_PAGES_A_POLL;
  const cursor = { validators: complete ? offered.validators : null, seen, names: offered.names };
  return outcome(items, refused, cursor, backlog);
}

/** What came of one changed entry. */
interface Turn {
  readonly item?: RawItem;
  readonly refused?: RefusedItem;
  /** It was in the feed at the first poll already. */
  readonly isOld: boolean;
  /** Absent: the next poll takes it for new. */
  readonly remembered: string | undefined;
}

async function takeTurn(context: PollContext, offered: Offered, item: RawItem, isInTurn: boolean): Promise<Turn> {
  const version = offered.seen[item.guid] ?? '';
  const known = offered.before[item.guid];
  const isFirstLook = context.cursor === undefined;
  const isOld = isFromFirstLook(known, version) || known === pageNotRead(unreadAtFirst(version));
  if (item.link === undefined) return { item, isOld, remembered: version };
  if (!isInTurn) return { isOld, remembered: isFirstLook ? unreadAtFirst(version) : known };
  const page = await readPage(context, item, item.link);
  if ('bytes' in page) return { item: page, isOld, remembered: version };
  if (known !== undefined && !isUnread(known)) return { refused: page, isOld, remembered: known };
  const wasThere = isFirstLook || isOld;
  return { item, refused: page, isOld, remembered: pageNotRead(wasThere ? unreadAtFirst(version) : version) };
}

/** What is remembered of an entry that was handed on with the feed's words, until its page is read. */
function pageNotRead(version: string): string {
  return `page-not-read ${version}`;
}

async function readPage(context: PollContext, item: RawItem, link: string): Promise<RawItem | RefusedItem> {
  const fetched = await fetchPage(context, link, {}, 'text/html, application/pdf, */*;q=0.5');
  if (fetched.kind === 'unchanged')
    return { what: link, because: 'The server answered "not modified" to a first question.' };
  if (fetched.kind === 'refused') return { what: link, because: fetched.because };
  try {
    return { ...item, ...documentOf(fetched.response, context.source.selectors?.content) };
  } catch (error) {
    return { what: link, because: messageOf(error) };
  }
}
