import { messageOf } from '../../errors.ts';
import type { PollContext, RawItem, RefusedItem, SourceAdapter } from '../../ports/source.ts';
import { type Fetched, fetchPage, storedValidators, type Validators } from '../fetch-document.ts';
import { recordOf, recordsOf, textOf, textsOf } from '../formats/json-access.ts';
import { documentOf } from '../pages.ts';
import type { ListedEntry } from './entries.ts';
import { listOf } from './list.ts';

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
    const fetched = await fetchPage(context, source.url, storedValidators(cursor?.validators), ACCEPT);
    const memory = memoryOf(cursor);
    const isRead = (url: string) => memory.pages[url] !== undefined;
    const list = await listOf(context, fetched, { ...memory, isRead });
    if (list.kind !== 'listed') return list;
    const { entries } = list;
    const turn = await readEntries(context, entries, memory.pages);
    const refused = [...list.refused, ...turn.refused];
    const isQuiet =
      turn.items.length === 0 && refused.length === 0 && !turn.moved && list.resume.join() === memory.resume.join();
    if (isQuiet && fetched.kind === 'unchanged') return { kind: 'unchanged' };
    const validators = fetched.kind === 'fetched' ? fetched.validators : storedValidators(cursor?.validators);
    const isFirstLook = cursor === undefined;
    const wasOld = new Set(entries.flatMap(({ url, isOld }) => (!isFirstLook && isOld && !isRead(url) ? [url] : [])));
    return {
      kind: 'changed',
      items: turn.items.filter(({ guid }) => !wasOld.has(guid)),
      backlog: turn.items.filter(({ guid }) => wasOld.has(guid)),
      refused,
      cursor: { validators, entries, pages: turn.pages, resume: list.resume },
    };
  },
};

/** What is known of one linked document. */
interface PageMemory extends Validators {
  readonly askedAt: string;
}

interface Memory {
  readonly entries: readonly ListedEntry[];
  /** The pages of the list to go on from. */
  readonly resume: readonly string[];
  readonly pages: Readonly<Record<string, PageMemory>>;
}

function memoryOf(cursor: PollContext['cursor']): Memory {
  const entries = recordsOf(cursor?.entries).flatMap((entry) => {
    const [url, title, publishedAt] = [textOf(entry.url), textOf(entry.title), textOf(entry.publishedAt)];
    return url === undefined
      ? []
      : [
          {
            url,
            ...(title === undefined ? {} : { title }),
            ...(publishedAt === undefined ? {} : { publishedAt }),
            ...(entry.isOld === true && { isOld: true as const }),
          },
        ];
  });
  const pages = Object.entries(recordOf(cursor?.pages)).map(([url, page]) => {
    return [url, { ...storedValidators(page), askedAt: textOf(recordOf(page).askedAt) ?? '' }] as const;
  });
  return { entries, pages: Object.fromEntries(pages), resume: textsOf(cursor?.resume) };
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
    const fetched = await fetchPage(context, entry.url, validators, ACCEPT);
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
    const { url, isOld: _, ...envelope } = entry;
    return { guid: url, link: url, ...envelope, ...documentOf(fetched.response, source.selectors?.content) };
  } catch (error) {
    return refusedEntry(entry, messageOf(error));
  }
}

function refusedEntry(entry: ListedEntry, because: string): RefusedItem {
  return { what: entry.title === undefined ? entry.url : `${entry.title} (${entry.url})`, because };
}
