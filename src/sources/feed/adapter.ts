import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, RawItem, RefusedItem, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument, fetchPage, storedValidators, type Validators } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { readFeed } from '../formats/feed-entries.ts';
import { feedItems } from '../formats/feed-item.ts';
import type { Feed } from '../formats/feed-shape.ts';
import { type KnownNames, storedNames } from '../formats/name-items.ts';
import { documentOf, refuseChallenge } from '../pages.ts';
import { changedSince, type SeenItems, storedSeen } from '../seen-items.ts';

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
    try {
      const text = charactersOf(response.body, { contentType: response.headers['content-type'] ?? '' });
      if (!/^\s{0,100}\{/.test(text) && /<html[\s>]/i.test(text.slice(0, 3000)))
        refuseChallenge(text, response.headers);
      read = await readFeed(text);
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
    return source.followLinks === true
      ? withPages(context, offered)
      : outcome(changed, [], { validators, seen, names });
  },
};

interface Offered {
  readonly changed: readonly RawItem[];
  readonly before: SeenItems;
  readonly seen: SeenItems;
  readonly names: KnownNames;
  readonly validators: Validators;
}

function outcome(
  items: readonly RawItem[],
  refused: readonly RefusedItem[],
  cursor: { validators: Validators | null; seen: SeenItems; names: KnownNames },
): PollOutcome {
  if (items.length === 0 && refused.length === 0) return { kind: 'unchanged' };
  return { kind: 'changed', items, refused, cursor };
}

/**
 * Reads each changed entry from the page that it links to. Where the page cannot be had, a new entry is handed on with the
 * feed's own words, and one that was read before stays as it is. Both are tried again at the next poll: the feed's validators
 * are forgotten until every page was read.
 */
async function withPages(context: PollContext, offered: Offered): Promise<PollOutcome> {
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [];
  const seen: Record<string, string> = { ...offered.seen };
  for (const [at, item] of offered.changed.entries()) {
    if (item.link === undefined) {
      items.push(item);
      continue;
    }
    const page = at < MOST_PAGES_A_POLL ? await readPage(context, item, item.link) : undefined;
    if (page !== undefined && 'bytes' in page) {
      items.push(page);
      continue;
    }
    if (page !== undefined) refused.push(page);
    const known = offered.before[item.guid];
    if (page !== undefined && known === undefined) items.push(item);
    if (page !== undefined && known === undefined) seen[item.guid] = 'page-not-read';
    else if (known === undefined) delete seen[item.guid];
    else seen[item.guid] = known;
  }
  const complete = refused.length === 0 && offered.changed.length <= MOST_PAGES_A_POLL;
  return outcome(items, refused, {
    validators: complete ? offered.validators : null,
    seen,
    names: offered.names,
  });
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
