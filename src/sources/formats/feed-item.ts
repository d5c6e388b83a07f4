import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time.ts';
import type { RawItem } from '../../ports/source.ts';
import { readDate } from './dates.ts';
import type { FeedEntry } from './feed-shape.ts';
import { htmlText } from './html-text.ts';

/** A date further ahead than this is a mistake of the publisher's, not a date. */
const MOST_AHEAD_MS = 2 * 86_400_000;

/**
 * A feed entry as a document. Its guid is the publisher's id, else its link, else a hash of its title: the same at every
 * poll. `baseUrl` completes a relative link; with `now`, dates in the future are left out.
 */
export function feedItem(entry: FeedEntry, baseUrl?: string, now?: Instant): RawItem {
  const link = absolute(entry.link ?? (isAddress(entry.id) ? entry.id : undefined), baseUrl);
  const title = entry.title === undefined ? undefined : htmlText(entry.title).text.replace(/\s+/g, ' ');
  const publishedAt = plausible(readDate(entry.date), now);
  return {
    guid: (entry.id ?? link ?? `title:${hashOf(title ?? entry.body ?? '')}`).slice(0, 1000),
    ...(title === undefined || title === '' ? {} : { title }),
    ...(link === undefined ? {} : { link }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    format: 'html',
    bytes: new TextEncoder().encode(entry.body ?? ''),
  };
}

/** The items of several entries. Where two different documents carry one guid, the later ones are told apart by their link. */
export function feedItems(entries: readonly FeedEntry[], baseUrl?: string, now?: Instant): RawItem[] {
  const taken = new Map<string, RawItem>();
  for (const entry of entries) {
    const item = feedItem(entry, baseUrl, now);
    const twin = taken.get(item.guid);
    if (twin === undefined) taken.set(item.guid, item);
    else if (!isSame(twin, item)) {
      const guid = `${item.guid}#${hashOf(item.link ?? item.title ?? new TextDecoder().decode(item.bytes))}`;
      if (!taken.has(guid)) taken.set(guid, { ...item, guid });
    }
  }
  return [...taken.values()];
}

/** The instant, unless it lies more than two days after `now`. */
export function plausible(at: Instant | undefined, now: Instant | undefined): Instant | undefined {
  if (at === undefined || now === undefined) return at;
  return Date.parse(at) - Date.parse(now) > MOST_AHEAD_MS ? undefined : at;
}

function isSame(one: RawItem, other: RawItem): boolean {
  return one.link === other.link && one.title === other.title && Buffer.compare(one.bytes, other.bytes) === 0;
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
