import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time.ts';
import type { RawItem } from '../../ports/source.ts';
import { readDate } from './dates.ts';
import type { Feed, FeedEntry } from './feed-shape.ts';
import { htmlText } from './html-text.ts';
import { type KnownNames, type NamedItems, nameItems } from './name-items.ts';

/** A date further ahead than this is a mistake of the publisher's, not a date. */
const MOST_AHEAD_MS = 2 * 86_400_000;

/** Where a feed was found, when, and how its documents were called at the last poll. */
export interface FeedPlace {
  /** Completes links that neither xml:base nor the address of the feed's site completes. */
  readonly url?: string;
  /** Dates that lie after it are left out. */
  readonly now?: Instant;
  readonly known?: KnownNames;
}

/**
 * The documents of a feed, each once and under a guid of its own, which stays the same at every poll. Of several revisions of one
 * document only the newest is among them.
 */
export function feedItems(feed: Pick<Feed, 'link' | 'entries'>, place: FeedPlace = {}): NamedItems {
  const groups = new Map<string, EntryItem[]>();
  for (const one of entryItems(feed, place)) {
    const key = documentKey(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return nameItems([...groups.values()].flatMap(newestOf), place.known);
}

/** An entry and the document that it is. */
interface EntryItem {
  readonly entry: FeedEntry;
  readonly item: RawItem;
}

/** Each entry as a document, under the guid that it carries itself. */
export function entryItems({ link: site, entries }: Pick<Feed, 'link' | 'entries'>, place: FeedPlace): EntryItem[] {
  const siteUrl = absolute(site, place.url) ?? place.url;
  return entries.map((entry) => ({
    entry,
    item: feedItem(entry, absolute(entry.base, siteUrl) ?? siteUrl, place.now),
  }));
}

/** The same for all revisions of one document that stand in a feed. */
function documentKey({ entry, item }: EntryItem): string {
  return JSON.stringify(entry.revision === undefined ? [item.guid, item.link, item.title] : [item.guid]);
}

/** The documents of the newest revision: one, unless the feed does not say which of different words are newer. */
function newestOf(revisions: readonly EntryItem[]): RawItem[] {
  const newest = revisions.reduce((best, one) => (compareRevisions(one, best) > 0 ? one : best));
  const standing = revisions.filter((one) => compareRevisions(one, newest) === 0);
  return [...new Map(standing.map(({ entry, item }) => [entry.body, item])).values()];
}

function compareRevisions({ entry: one }: EntryItem, { entry: other }: EntryItem): number {
  const [count, last] = [one, other].map(({ revision }) => Number.parseFloat(revision ?? '0') || 0);
  if (count !== last) return (count ?? 0) - (last ?? 0);
  return (readDate(one.updated) ?? '').localeCompare(readDate(other.updated) ?? '');
}

/** Its guid is the publisher's id, else its link, else a hash of its title and date. */
function feedItem(entry: FeedEntry, baseUrl: string | undefined, now: Instant | undefined): RawItem {
  const link = absolute(entry.link ?? (isAddress(entry.id) ? entry.id : undefined), baseUrl);
  const title = entry.title === undefined ? undefined : htmlText(entry.title).text.replace(/\s+/g, ' ');
  const publishedAt = plausible(readDate(entry.date), now);
  return {
    guid: (entry.id ?? link ?? namelessGuid(title, entry)).slice(0, 1000),
    ...(title === undefined || title === '' ? {} : { title }),
    ...(link === undefined ? {} : { link }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(publishedAt === undefined && entry.date !== undefined ? { dateNotRead: entry.date.slice(0, 60) } : {}),
    format: 'html',
    bytes: new TextEncoder().encode(entry.body ?? ''),
  };
}

function namelessGuid(title: string | undefined, { date, body }: FeedEntry): string {
  const day = readDate(date);
  const named = title !== undefined && day !== undefined ? `${title}\n${day}` : title;
  return `title:${hashOf(named ?? body ?? '')}`;
}

/** The instant, unless it lies more than two days after `now`. */
export function plausible(at: Instant | undefined, now: Instant | undefined): Instant | undefined {
  if (at === undefined || now === undefined) return at;
  return Date.parse(at) - Date.parse(now) > MOST_AHEAD_MS ? undefined : at;
}

function isAddress(text: string | undefined): boolean {
  return text !== undefined && /^https?:\/\//i.test(text);
}

function absolute(link: string | undefined, baseUrl: string | undefined): string | undefined {
  if (link === undefined || !URL.canParse(link, baseUrl)) return undefined;
  const url = new URL(link, baseUrl);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
