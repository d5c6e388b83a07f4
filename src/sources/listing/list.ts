import { messageOf } from '../../errors.ts';
import type { HttpResponse } from '../../ports/http.ts';
import type { PollContext, PollOutcome, RefusedItem, SourceConfig } from '../../ports/source.ts';
import { type Fetched, fetchPage } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { refuseChallenge } from '../pages.ts';
import { type ListedEntry, listedEntries, nextPageOf } from './entries.ts';

/** Pages of one list that are asked for in one poll; the pages behind them are asked for at the next. */
const MOST_LIST_PAGES = 10;

/** What a list offers now. */
export interface Listed {
  readonly kind: 'listed';
  /** In the list's order, without those that only older pages hold and that were read before. */
  readonly entries: readonly ListedEntry[];
  readonly refused: readonly RefusedItem[];
  /** The pages of the list to go on from at the next poll. */
  readonly resume: readonly string[];
}

/** What is known of a list from the polls before. */
export interface KnownList {
  readonly entries: readonly ListedEntry[];
  readonly resume: readonly string[];
  /** Whether the document of an entry was read. */
  isRead(url: string): boolean;
}

/**
 * The entries of a list: its first page, and the pages behind it as long as they hold documents that were never read. `first`
 * is the answer of its address. A list without entries is refused; a page behind the first that fails is told, and tried again.
 */
export async function listOf(context: PollContext, first: Fetched, known: KnownList): Promise<Listed | PollOutcome> {
  if (first.kind === 'refused') return first;
  const isFirstLook = context.cursor === undefined;
  const top = first.kind === 'unchanged' ? { entries: known.entries } : pageOf(context, first.response);
  if ('because' in top) return { kind: 'refused', status: 200, because: top.because };
  const isNew = top.entries.some(({ url }) => !known.isRead(url));
  const waiting = known.entries.filter(({ url }) => !known.isRead(url));
  const found = [...waiting, ...(isFirstLook ? top.entries.map(old) : top.entries)];
  const refused: RefusedItem[] = [];
  const resume: string[] = [];
  let pages = 1;
  for (const start of [...(isNew && top.next !== undefined ? [top.next] : []), ...known.resume]) {
    const behind = await walk(context, start, MOST_LIST_PAGES - pages, known.isRead);
    pages += behind.pages;
    found.push(...(isFirstLook || known.resume.includes(start) ? behind.entries.map(old) : behind.entries));
    refused.push(...behind.refused);
    if (behind.resume !== undefined) resume.push(behind.resume);
  }
  const byUrl = new Map([...found].reverse().map((entry) => [entry.url, entry]));
  const inOrder = new Set([...top.entries, ...found].map(({ url }) => url));
  return { kind: 'listed', entries: [...inOrder].flatMap((url) => byUrl.get(url) ?? []), refused, resume };
}

function old(entry: ListedEntry): ListedEntry {
  return { ...entry, isOld: true };
}

interface Walked {
  readonly entries: readonly ListedEntry[];
  readonly pages: number;
  readonly refused: readonly RefusedItem[];
  readonly resume?: string;
}

/** The pages from `start` on, at most so many, until one holds nothing that was not read. */
async function walk(context: PollContext, start: string, most: number, isRead: KnownList['isRead']): Promise<Walked> {
  const entries: ListedEntry[] = [];
  const seen = new Set<string>();
  let next: string | undefined = start;
  while (next !== undefined && !seen.has(next)) {
    if (seen.size >= most) return { entries, pages: seen.size, refused: [], resume: next };
    seen.add(next);
    const fetched: Fetched = await fetchPage(context, next, {}, 'text/html, application/xhtml+xml');
    const page: Page | Unreadable =
      fetched.kind === 'fetched' ? pageOf(context, fetched.response) : unreadable(fetched);
    if ('because' in page) {
      return { entries, pages: seen.size, refused: [{ what: next, because: page.because }], resume: next };
    }
    entries.push(...page.entries);
    next = page.entries.some(({ url }) => !isRead(url)) ? page.next : undefined;
  }
  return { entries, pages: seen.size, refused: [] };
}

function unreadable(fetched: Exclude<Fetched, { kind: 'fetched' }>): Unreadable {
  if (fetched.kind === 'refused') return { because: fetched.because };
  return { because: 'The server answered "not modified" to a first question.' };
}

interface Page {
  readonly entries: readonly ListedEntry[];
  readonly next?: string;
}

type Unreadable = { readonly because: string };

function pageOf({ source, now }: PollContext, response: HttpResponse): Page | Unreadable {
  const html = charactersOf(response.body, { contentType: response.headers['content-type'] ?? '' });
  try {
    refuseChallenge(html, response.headers);
  } catch (error) {
    return { because: messageOf(error) };
  }
  const { selectors } = source;
  const entries = selectors === undefined ? [] : listedEntries(html, response.url, selectors, now);
  if (entries.length === 0) return { because: emptyBecause(selectors) };
  const next = selectors?.next === undefined ? undefined : nextPageOf(html, response.url, selectors.next);
  return { entries, ...(next !== undefined && { next }) };
}

function emptyBecause(selectors: SourceConfig['selectors']): string {
  return `No entry with a link stands at the selector "${selectors?.entry}": the page has changed, or is built by JavaScript.`;
}
