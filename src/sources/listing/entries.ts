import type { Instant } from '../../domain/time.ts';
import type { SourceConfig } from '../../ports/source.ts';
import { readDate } from '../formats/dates.ts';
import { plausible } from '../formats/feed-item.ts';
import { type HtmlNodes, openHtml } from '../formats/open-markup.ts';

/** A document that a listing page leads to. */
export interface ListedEntry {
  /** Absolute, without a fragment: also the document's guid. */
  readonly url: string;
  readonly title?: string;
  readonly publishedAt?: Instant;
  /** It was there when the list was first looked at. */
  readonly isOld?: true;
}

/** The entries of a listing page by the source's selectors, each address once, in the page's order. Entries without a link are left out. */
export function listedEntries(
  html: string,
  pageUrl: string,
  selectors: NonNullable<SourceConfig['selectors']>,
  now: Instant,
): ListedEntry[] {
  const $ = openHtml(html);
  const entries = new Map<string, ListedEntry>();
  for (const element of $(selectors.entry).toArray()) {
    const entry = $(element);
    const anchor =
      selectors.link === undefined
        ? entry.is('a')
          ? entry
          : entry.find('a[href]').first()
        : entry.find(selectors.link).first();
    const url = addressOf(anchor.attr('href'), pageUrl);
    if (url === undefined || entries.has(url)) continue;
    const title = words(selectors.title === undefined ? anchor : entry.find(selectors.title).first());
    const publishedAt = plausible(
      dateOf(selectors.date === undefined ? undefined : entry.find(selectors.date).first()),
      now,
    );
    entries.set(url, {
      url,
      ...(title === '' ? {} : { title }),
      ...(publishedAt === undefined ? {} : { publishedAt }),
    });
  }
  return [...entries.values()];
}

/** The address of the page behind this one in the same list; `undefined` on the last. */
export function nextPageOf(html: string, pageUrl: string, selector: string): string | undefined {
  return addressOf(openHtml(html)(selector).first().attr('href'), pageUrl);
}

function words(found: HtmlNodes): string {
  return found.text().replace(/\s+/g, ' ').trim();
}

function dateOf(found: HtmlNodes | undefined): Instant | undefined {
  if (found === undefined) return undefined;
  return readDate(found.attr('datetime')) ?? readDate(words(found)) ?? readDate(words(found).match(DATE_IN_WORDS)?.[0]);
}

/** A date among other words ("Published: January 22, 2024 | PDF"). */
const DATE_IN_WORDS =
  /\b(?:\d{4}-\d{2}-\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}, \d{4}|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{4})\b/i;

function addressOf(href: string | undefined, pageUrl: string): string | undefined {
  if (href === undefined || href.trim().startsWith('#') || !URL.canParse(href.trim(), pageUrl)) return undefined;
  const url = new URL(href.trim(), pageUrl);
  url.hash = '';
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
}
