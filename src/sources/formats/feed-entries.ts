import Parser from 'rss-parser';
import { messageOf, WardwatchError } from '../../errors.ts';
import { markupWithoutDocumentType, rootElementOf, tolerantFeed } from './feed-markup.ts';
import type { Feed, FeedDialect, FeedEntry } from './feed-shape.ts';
import { parsedJson, recordOf, recordsOf, textOf } from './json-access.ts';
import { isJsonFeed, jsonFeed } from './json-feed.ts';

/**
 * Reads RSS 0.9 to 2.0, RDF, Atom, CDF and JSON Feed. rss-parser reads first; where it refuses, finds an entry without title, id or
 * link, or would mix up the words (XHTML in Atom) or the links (xml:base), a tolerant reader does. The document type is cut out
 * before, so that entities declared in it are never expanded. Throws WardwatchError DOCUMENT_UNREADABLE for what is no feed and for
 * one that is cut off.
 */
export async function readFeed(text: string): Promise<Feed> {
  const json = jsonFeedIn(text);
  if (json !== undefined) return json;
  const { markup, dialect } = feedMarkup(text);
  if (ONLY_TOLERANTLY.test(markup)) return tolerantly(markup, dialect);
  const read = await strictFeed(markup, dialect).catch(() => undefined);
  return read !== undefined && isComplete(read) ? read : tolerantly(markup, dialect);
}

function isComplete({ entries }: Feed): boolean {
  return (
    entries.length > 0 && entries.every(({ id, link, title }) => title !== undefined && (id ?? link) !== undefined)
  );
}

/** Reads a feed at once and by the tolerant reader alone: for files, which are read one by one. Throws as `readFeed` does. */
export function readFeedFile(text: string): Feed {
  const json = jsonFeedIn(text);
  if (json !== undefined) return json;
  const { markup, dialect } = feedMarkup(text);
  return tolerantly(markup, dialect);
}

function jsonFeedIn(text: string): Feed | undefined {
  if (!/^\s{0,100}\{/.test(text)) return undefined;
  const document = parsedJson('The feed', text);
  return isJsonFeed(document) ? jsonFeed(document) : undefined;
}

/** The feed's markup, once it is known to be one and whole. */
function feedMarkup(text: string): { readonly markup: string; readonly dialect: FeedDialect } {
  const markup = markupWithoutDocumentType(text);
  const root = rootElementOf(markup);
  const dialect = root === undefined ? undefined : dialectOf(root);
  if (root === undefined || dialect === undefined) {
    throw new WardwatchError(
      'DOCUMENT_UNREADABLE',
      `${lookOf(text, root)} stands where a feed (RSS, RDF, Atom or JSON Feed) was expected.`,
    );
  }
  if (isCutOff(markup, root)) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', `The feed is cut off: </${root}> is missing.`, { retry: 'later' });
  }
  return { markup, dialect };
}

function tolerantly(markup: string, dialect: FeedDialect): Feed {
  try {
    return tolerantFeed(markup, dialect);
  } catch (cause) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', `The feed could not be read: ${messageOf(cause)}.`, { cause });
  }
}

/** The dialect of a feed; `undefined` where a text is none, `json-feed` only where the whole of it can be read. */
export function feedDialectOf(text: string): FeedDialect | undefined {
  if (!text.includes('<') || /^\s{0,100}\{/.test(text)) {
    try {
      return jsonFeedIn(text)?.dialect;
    } catch {
      return undefined;
    }
  }
  const root = rootElementOf(markupWithoutDocumentType(text));
  return root === undefined ? undefined : dialectOf(root);
}

/** The dialect of a feed whose root is an element of this name, prefix and case aside; `undefined` where it is no root of a feed. */
export function dialectOf(root: string): FeedDialect | undefined {
  return ROOTS.get((root.split(':').pop() ?? '').toLowerCase());
}

const ROOTS: ReadonlyMap<string, FeedDialect> = new Map([
  ['rss', 'rss'],
  ['feed', 'atom'],
  ['rdf', 'rdf'],
  ['channel', 'cdf'],
]);

/** XHTML or encoded bytes in Atom, markup in a title, and links that begin at an address of their own. */
const ONLY_TOLERANTLY =
  /<title[^<>]{0,200}>[^<]{0,2000}<[a-z]|type\s?=\s?["'](?:xhtml|application\/xhtml\+xml)["']|mode\s?=\s?["'](?:base64|xml)["']|xml:base\s?=/i;

function isCutOff(markup: string, root: string): boolean {
  const isEmptyElement = new RegExp(`<${root.replaceAll('.', '\\.')}(\\s[^<>]{0,5000})?/>`).test(markup);
  return !isEmptyElement && !markup.slice(-20_000).toLowerCase().includes(`</${root.toLowerCase()}`);
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
async function strictFeed(markup: string, dialect: FeedDialect): Promise<Feed> {
  const bodies: string[] = [];
  const parser = new Parser<Record<string, unknown>, Record<string, unknown>>({
    customFields: {
      item: [
        ...['published', 'updated', 'issued', 'modified', 'created', 'description', 'media:title'],
        ...['dcterms:issued', 'dcterms:created', 'dcterms:modified', 'atom:updated'],
        ['link', 'links', { keepArray: true }],
        ['$', 'attributes', { keepArray: true }],
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
  const [title, link] = [textOf(feed.title), textOf(feed.link)];
  return {
    dialect,
    ...(title === undefined ? {} : { title }),
    ...(link === undefined ? {} : { link }),
    entries: feed.items.map((item) => entryOf(item, bodyOf)),
  };
}

function entryOf(item: Record<string, unknown>, bodyOf: (token: unknown) => string | undefined): FeedEntry {
  const first = (...names: readonly string[]) =>
    names.map((name) => textOf(item[name])).find((value) => value !== undefined);
  return feedEntry({
    id: first('id', 'guid', 'rdf:about'),
    link: atomLink(item.links) ?? first('link'),
    base: undefined,
    title: first('title', 'media:title'),
    date: first(...PUBLISHED, ...UPDATED),
    updated: first(...UPDATED),
    revision: textOf(recordOf(item.attributes).Revision),
    body: bodyOf(item['content:encoded']) ?? bodyOf(item.content) ?? bodyOf(item.summary) ?? bodyOf(item.description),
  });
}

const PUBLISHED = ['published', 'issued', 'pubDate', 'date', 'created', 'dcterms:issued', 'dcterms:created'];
const UPDATED = ['updated', 'modified', 'atom:updated', 'dcterms:modified'];

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
