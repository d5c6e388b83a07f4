import type { Feed, FeedEntry } from './feed-shape.ts';
import { type JsonRecord, recordsOf, textOf } from './json-access.ts';

/** Whether a JSON document is a JSON Feed (jsonfeed.org, 1.0 or 1.1), or has its shape. */
export function isJsonFeed(document: JsonRecord): boolean {
  if (textOf(document.version)?.includes('jsonfeed.org/version/') === true) return true;
  const hasEntries = recordsOf(document.items).some(({ id, url }) => id !== undefined || url !== undefined);
  return hasEntries && (document.feed_url !== undefined || document.home_page_url !== undefined);
}

/** Reads a JSON Feed. */
export function jsonFeed(document: JsonRecord): Feed {
  const [title, link] = [textOf(document.title), textOf(document.home_page_url) ?? textOf(document.feed_url)];
  return {
    dialect: 'json-feed',
    ...(title !== undefined && { title }),
    ...(link !== undefined && { link }),
    entries: recordsOf(document.items).map(entryOf),
  };
}

function entryOf(item: JsonRecord): FeedEntry {
  const updated = textOf(item.date_modified);
  const read = {
    id: idOf(item.id),
    link: textOf(item.url) ?? textOf(item.external_url),
    title: textOf(item.title),
    date: textOf(item.date_published) ?? updated,
    updated,
    body: textOf(item.content_html) ?? markupOf(textOf(item.content_text)) ?? markupOf(textOf(item.summary)),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** An id is text (1.1); some write numbers. */
function idOf(id: unknown): string | undefined {
  return typeof id === 'number' ? String(id) : textOf(id);
}

/** Plain text as HTML that says the same. */
function markupOf(text: string | undefined): string | undefined {
  const escaped = text?.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return escaped?.split(/\r?\n/).join('<br>');
}
