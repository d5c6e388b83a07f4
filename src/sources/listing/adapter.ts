import { messageOf } from '../../errors.ts';
import type { PollContext, PollOutcome, RawItem, RefusedItem, SourceAdapter } from '../../ports/source.ts';
import { type Fetched, fetchDocument, storedValidators, type Validators } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { recordOf, recordsOf, textOf } from '../formats/json-access.ts';
import { documentOf } from '../pages.ts';
import { shrinkWarning } from '../shrink-guard.ts';
import { type ListedEntry, listedEntries } from './entries.ts';

/** Linked documents that are asked for in one poll: new ones first, then those not asked for the longest. */
const MOST_PAGES_A_POLL = 40;

const ACCEPT = 'text/html, application/xhtml+xml, application/pdf, */*;q=0.5';

/**
 * A page that lists documents, by CSS selectors from the config. Every linked page or PDF has validators of its own in the
 * cursor, since publishers replace documents in place without touching the list. One document that fails stops no other.
 */
export const listing: SourceAdapter = {
  kind: 'listing',
  async poll(context) {
    const { source, cursor } = context;
    if (source.url === undefined || source.selectors === undefined) {
      return { kind: 'refused', because: `The source ${source.id} needs a url and selectors.` };
    }
    const fetched = await fetchDocument(context, source.url, storedValidators(cursor?.validators), ACCEPT);
    const memory = memoryOf(cursor);
    const list = entriesOf(context, fetched, memory);
    if (list.kind !== 'listed') return list;
    const turn = await readEntries(context, list.entries, memory.pages);
    if (turn.items.length === 0 && turn.refused.length === 0 && !turn.moved && fetched.kind === 'unchanged')
      return { kind: 'unchanged' };
    const warning = shrinkWarning('The page', { before: memory.entries.length, now: list.entries.length });
    const validators = fetched.kind === 'fetched' ? fetched.validators : storedValidators(cursor?.validators);
    return {
      kind: 'changed',
      items: turn.items,
      refused: turn.refused,
      cursor: { validators, entries: list.entries, pages: turn.pages },
      ...(warning !== undefined && { warning }),
    };
  },
};

/** What is known of one linked document. */
interface PageMemory extends Validators {
  readonly askedAt: string;
}

interface Memory {
  readonly entries: readonly ListedEntry[];
  readonly pages: Readonly<Record<string, PageMemory>>;
}

function memoryOf(cursor: PollContext['cursor']): Memory {
  const entries = recordsOf(cursor?.entries).flatMap((entry) => {
    const [url, title, publishedAt] = [textOf(entry.url), textOf(entry.title), textOf(entry.publishedAt)];
    return url === undefined
      ? []
      : [{ url, ...(title === undefined ? {} : { title }), ...(publishedAt === undefined ? {} : { publishedAt }) }];
  });
  const pages = Object.entries(recordOf(cursor?.pages)).map(([url, page]) => {
    return [url, { ...storedValidators(page), askedAt: textOf(recordOf(page).askedAt) ?? '' }] as const;
  });
  return { entries, pages: Object.fromEntries(pages) };
}

type Listed = { readonly kind: 'listed'; readonly entries: readonly ListedEntry[] };

function entriesOf({ source, now }: PollContext, fetched: Fetched, memory: Memory): Listed | PollOutcome {
  if (fetched.kind === 'refused') return fetched;
  if (fetched.kind === 'unchanged') return { kind: 'listed', entries: memory.entries };
  const { response } = fetched;
  const html = charactersOf(response.body, { contentType: response.headers['content-type'] ?? '' });
  const entries = source.selectors === undefined ? [] : listedEntries(html, response.url, source.selectors, now);
  if (entries.length > 0) return { kind: 'listed', entries };
  const because = `No entry with a link stands at the selector "${source.selectors?.entry}": the page has changed, or is built by JavaScript.`;
  return { kind: 'refused', status: response.status, because };
}

interface Turn {
  readonly items: readonly RawItem[];
  readonly refused: readonly RefusedItem[];
  readonly pages: Readonly<Record<string, PageMemory>>;
  /** Documents wait for the next poll, so the cursor must move for their turn to come. */
  readonly moved: boolean;
}

async function readEntries(
  context: PollContext,
  entries: readonly ListedEntry[],
  known: Memory['pages'],
): Promise<Turn> {
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [];
  const pages: Record<string, PageMemory> = {};
  for (const { url } of entries) if (known[url] !== undefined) pages[url] = known[url];
  const inTurn = [...entries].sort((a, b) => (known[a.url]?.askedAt ?? '').localeCompare(known[b.url]?.askedAt ?? ''));
  for (const entry of inTurn.slice(0, MOST_PAGES_A_POLL)) {
    const validators = storedValidators(known[entry.url]);
    const fetched = await fetchDocument(context, entry.url, validators, ACCEPT);
    pages[entry.url] = { ...validators, askedAt: context.now };
    if (fetched.kind === 'unchanged') continue;
    const read = fetched.kind === 'refused' ? refusedEntry(entry, fetched.because) : readEntry(context, entry, fetched);
    if ('because' in read) refused.push(read);
    else {
      items.push(read);
      if (fetched.kind === 'fetched') pages[entry.url] = { ...fetched.validators, askedAt: context.now };
    }
    if (fetched.kind === 'refused' && fetched.retryAfterMs !== undefined) break;
  }
  return { items, refused, pages, moved: entries.length > MOST_PAGES_A_POLL };
}

function readEntry(
  { source }: PollContext,
  entry: ListedEntry,
  fetched: Extract<Fetched, { kind: 'fetched' }>,
): RawItem | RefusedItem {
  try {
    const { url, ...envelope } = entry;
    return { guid: url, link: url, ...envelope, ...documentOf(fetched.response, source.selectors?.content) };
  } catch (error) {
    return refusedEntry(entry, messageOf(error));
  }
}

function refusedEntry(entry: ListedEntry, because: string): RefusedItem {
  return { what: entry.title === undefined ? entry.url : `${entry.title} (${entry.url})`, because };
}
