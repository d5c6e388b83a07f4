import Parser from 'rss-parser';
import { messageOf, WardwatchError } from '../../errors.ts';
import { markupWithoutDocumentType, rootElementOf, tolerantFeed } from './feed-markup.ts';
import type { Feed, FeedEntry } from './feed-shape.ts';
import { recordOf, recordsOf, textOf } from './json-access.ts';

/**
 * Reads RSS 0.9 to 2.0, RDF and Atom. rss-parser reads first; where it refuses, finds an entry without title, id or link, or
 * would mix up the words (XHTML in Atom), a tolerant reader does. The document type is cut out before, so that entities declared in it are never expanded. Throws
 * WardwatchError DOCUMENT_UNREADABLE for what is no feed and for one that is cut off.
 */
export async function readFeed(text: string): Promise<Feed> {
  const markup = feedMarkup(text);
  if (XHTML_BODY.test(markup)) return tolerantly(markup);
  const read = await strictFeed(markup).catch(() => undefined);
  return read !== undefined && isComplete(read) ? read : tolerantly(markup);
}

function isComplete({ entries }: Feed): boolean {
  return (
    entries.length > 0 && entries.every(({ id, link, title }) => title !== undefined && (id ?? link) !== undefined)
  );
}

/** Reads a feed at once and by the tolerant reader alone: for files, which are read one by one. Throws as `readFeed` does. */
export function readFeedFile(text: string): Feed {
  return tolerantly(feedMarkup(text));
}

/** The feed's markup, once it is known to be one and whole. */
function feedMarkup(text: string): string {
  const markup = markupWithoutDocumentType(text);
  const root = rootElementOf(markup);
  if (root === undefined || !isFeedRoot(root)) {
    throw new WardwatchError(
      'DOCUMENT_UNREADABLE',
      `${lookOf(text, root)} stands where a feed (RSS, RDF or Atom) was expected.`,
    );
  }
  if (isCutOff(markup, root)) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', `The feed is cut off: </${root}> is missing.`, { retry: 'later' });
  }
  return markup;
}

function tolerantly(markup: string): Feed {
  try {
    return tolerantFeed(markup);
  } catch (cause) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', `The feed could not be read: ${messageOf(cause)}.`, { cause });
  }
}

/** Whether an element of this name, prefix aside, is the root of a feed. */
export function isFeedRoot(name: string): boolean {
  return ['rss', 'feed', 'rdf'].includes((name.split(':').pop() ?? '').toLowerCase());
}

const XHTML_BODY = /type\s?=\s?["'](?:xhtml|application\/xhtml\+xml)["']/i;

function isCutOff(markup: string, root: string): boolean {
  const isEmptyElement = new RegExp(`<${root.replaceAll('.', '\\.')}(\\s[^<>]{0,5000})?/>`).test(markup);
  const end = new RegExp(`</${root.replaceAll('.', '\\.')}\\s{0,100}>`, 'i');
  return !isEmptyElement && !end.test(markup.slice(-20_000));
}

function lookOf(markup: string, root: string | undefined): string {
  if (/^(html|head|body|div|script)$/i.test(root ?? '') || /<!doctype html/i.test(markup.slice(0, 1000)))
    return 'An HTML page';
  if (root !== undefined) return `An XML document of kind <${root}>`;
  if (markup.trim() === '') return 'Nothing';
  return /^\s{0,100}[[{]/.test(markup) ? 'A JSON document' : 'Plain text';
}

const BODY_ELEMENTS: ReadonlySet<string> = new Set(['content:encoded', 'content', 'description', 'summary']);

/**
 * Reads by rss-parser. The bodies are kept out of its hands: it makes snippets of them with patterns whose time grows with
 * the square of a hostile body.
 */
async function strictFeed(markup: string): Promise<Feed> {
  const bodies: string[] = [];
  const parser = new Parser<Record<string, unknown>, Record<string, unknown>>({
    customFields: {
      item: [
        'published',
        'updated',
        'issued',
        'modified',
        'created',
        'description',
        ['link', 'links', { keepArray: true }],
      ],
    },
    xml2js: {
      valueProcessors: [
        (value: string, name: string) => (BODY_ELEMENTS.has(name) ? `body-${bodies.push(value) - 1}` : value),
      ],
    },
  });
  const feed = await parser.parseString(markup);
  const bodyOf = (token: unknown): string | undefined => {
    const number = typeof token === 'string' ? /^body-(\d+)$/.exec(token)?.[1] : undefined;
    return number === undefined ? undefined : textOf(bodies[Number(number)]);
  };
  const title = textOf(feed.title);
  return {
    ...(title === undefined ? {} : { title }),
    entries: feed.items.map((item) => entryOf(item, bodyOf)),
  };
}

function entryOf(item: Record<string, unknown>, bodyOf: (token: unknown) => string | undefined): FeedEntry {
  const first = (...names: readonly string[]) =>
    names.map((name) => textOf(item[name])).find((value) => value !== undefined);
  return feedEntry({
    id: first('id', 'guid', 'rdf:about'),
    link: atomLink(item.links) ?? first('link'),
    title: first('title'),
    date: first('published', 'issued', 'pubDate', 'date', 'created', 'updated', 'modified'),
    body: bodyOf(item['content:encoded']) ?? bodyOf(item.content) ?? bodyOf(item.summary) ?? bodyOf(item.description),
  });
}

/** Atom's own rule (RFC 4287, 4.2.7.2): a link without `rel` is the alternate one; rss-parser takes the first link for it. */
function atomLink(links: unknown): string | undefined {
  const attributes = recordsOf(links).map((link) => recordOf(link.$));
  const found = attributes.find(({ rel, href }) => textOf(href) !== undefined && (rel ?? 'alternate') === 'alternate');
  return textOf((found ?? attributes[0])?.href);
}

/** An entry of the fields that are there. */
function feedEntry(fields: { readonly [Name in keyof FeedEntry]-?: FeedEntry[Name] | undefined }): FeedEntry {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
