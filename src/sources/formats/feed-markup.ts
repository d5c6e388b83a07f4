import type { CheerioAPI } from 'cheerio';
import type { Feed, FeedEntry } from './feed-shape.ts';
import { textOf } from './json-access.ts';
import { type HtmlNode, openXml } from './open-markup.ts';

/** The name of the first element, as written; `undefined` where the text has none. */
export function rootElementOf(markup: string): string | undefined {
  return withoutProlog(markup).match(/<([A-Za-z_][\w.:-]{0,100})/)?.[1];
}

/** The text from its first element on, without its document type. What the type declares (entities) is never read. */
export function markupWithoutDocumentType(text: string): string {
  const markup = withoutProlog(text);
  const at = markup.search(/<!DOCTYPE/i);
  const firstElement = markup.search(/<[A-Za-z_]/);
  if (at < 0 || (firstElement >= 0 && firstElement < at)) return markup;
  return withoutProlog(markup.slice(endOfDocumentType(markup, at)));
}

/** Reads a feed whose markup is not well formed: prefixes are ignored where they mean nothing, names keep no case. */
export function tolerantFeed(markup: string): Feed {
  const $ = openXml(markup);
  const entries: FeedEntry[] = [];
  $('*').each((_, element) => {
    if ('name' in element && isEntry(element.name)) entries.push(entryOf(fieldsOf($, element)));
  });
  const head = $('*')
    .filter((_, element) => 'name' in element && ['channel', 'feed'].includes(localName(element.name)))
    .first();
  const title = textOf(head.children('title').first().text());
  return { ...(title === undefined ? {} : { title }), entries };
}

type Field = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly value: string };

function isEntry(name: string): boolean {
  return ['item', 'entry'].includes(localName(name));
}

function localName(name: string): string {
  return (name.split(':').pop() ?? '').toLowerCase();
}

/** Prefixes whose elements mean something else than the feed's own of the same name. */
const FOREIGN_PREFIXES = /^(media|itunes|georss|dcterms|thr|slash|googleplay|psc|podcast):/;

function fieldsOf($: CheerioAPI, entry: HtmlNode): Field[] {
  return $(entry)
    .children()
    .toArray()
    .filter((child) => !FOREIGN_PREFIXES.test(child.name.toLowerCase()))
    .map((child) => {
      const holdsMarkup = child.attribs.type?.toLowerCase().includes('xhtml') === true;
      const value = holdsMarkup ? ($(child).html() ?? '') : $(child).text();
      return { name: child.name.toLowerCase(), attributes: child.attribs, value };
    })
    .concat(aboutOf($(entry).attr('rdf:about')));
}

function aboutOf(about: string | undefined): Field[] {
  return about === undefined ? [] : [{ name: 'rdf:about', attributes: {}, value: about }];
}

function entryOf(fields: readonly Field[]): FeedEntry {
  const first = (...names: readonly string[]) => {
    for (const name of names) {
      const found = fields.filter(
        (field) => field.name === name || (!name.includes(':') && localName(field.name) === name),
      );
      const value = found.map((field) => textOf(field.value)).find((text) => text !== undefined);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const read = {
    id: first('id', 'guid', 'rdf:about'),
    link: linkOf(fields) ?? first('link'),
    title: first('title'),
    date: first('published', 'issued', 'pubdate', 'dc:date', 'date', 'created', 'updated', 'modified'),
    body: first('content:encoded', 'encoded', 'content', 'summary', 'description'),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** Atom's link: the alternate one, else the first with an address. */
function linkOf(fields: readonly Field[]): string | undefined {
  const links = fields.filter(
    (field) => localName(field.name) === 'link' && textOf(field.attributes.href) !== undefined,
  );
  const alternate = links.find((field) => (field.attributes.rel ?? 'alternate') === 'alternate') ?? links[0];
  return textOf(alternate?.attributes.href);
}

/** The text from its first `<` that opens neither a comment nor an instruction such as the XML declaration. */
function withoutProlog(text: string): string {
  let at = text.indexOf('<');
  while (at >= 0) {
    const end = text.startsWith('<!--', at)
      ? text.indexOf('-->', at + 4) + 3
      : text.startsWith('<?', at)
        ? text.indexOf('?>', at) + 2
        : at;
    if (end === at) return text.slice(at);
    if (end < at) return '';
    at = text.indexOf('<', end);
  }
  return text;
}

/** The place after the `>` that ends the document type which starts at `from`: brackets and quoted values are stepped over. */
function endOfDocumentType(markup: string, from: number): number {
  let quote = '';
  let depth = 0;
  for (let at = from; at < markup.length; at += 1) {
    const character = markup.charAt(at);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '[' || character === '<') depth += 1;
    else if (character === ']') depth -= 1;
    else if (character === '>') {
      depth -= 1;
      if (depth <= 0) return at + 1;
    }
  }
  return markup.length;
}
