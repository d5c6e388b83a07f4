import type { CheerioAPI } from 'cheerio';
import type { Feed, FeedDialect, FeedEntry } from './feed-shape.ts';
import { textOf } from './json-access.ts';
import { type HtmlElement, type HtmlNode, openXml } from './open-markup.ts';

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
export function tolerantFeed(markup: string, dialect: FeedDialect): Feed {
  const $ = openXml(markup);
  const elements = $('*')
    .toArray()
    .filter((node): node is HtmlElement => 'name' in node);
  const entries = elements.filter(({ name }) => isEntry(name)).map((element) => entryOf(fieldsOf($, element)));
  const head = elements.find(({ name }) => ['channel', 'feed'].includes(localName(name)));
  const fields = head === undefined ? [] : fieldsOf($, head);
  const title = textOf(fields.find((field) => ownName(field) === 'title')?.value);
  const link = linkOf(fields, true) ?? textOf(fields.find(({ name }) => name === 'link' || name === 'href')?.value);
  return { dialect, ...(title !== undefined && { title }), ...(link !== undefined && { link }), entries };
}

type Field = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly value: string };

function isEntry(name: string): boolean {
  return ['item', 'entry'].includes(localName(name));
}

function localName(name: string): string {
  return (name.split(':').pop() ?? '').toLowerCase();
}

/** Prefixes whose elements mean something else than the feed's own of the same name; they are asked for by their whole name. */
const FOREIGN_PREFIXES = /^(media|itunes|georss|dcterms|thr|slash|googleplay|psc|podcast):/;

function fieldsOf($: CheerioAPI, entry: HtmlNode): Field[] {
  const children = $(entry)
    .children()
    .toArray()
    .map((child) => ({
      name: child.name.toLowerCase(),
      attributes: child.attribs,
      value: wordsOf($, child),
    }));
  const base = baseOf($, [...$(entry).parents().toArray().reverse(), entry, ...$(entry).children('link').toArray()]);
  return [...children, ...attributesOf($(entry).attr() ?? {}), ...(base === '' ? [] : [plainField('xml:base', base)])];
}

function wordsOf($: CheerioAPI, element: HtmlElement): string {
  const { type = '', mode } = element.attribs;
  if (/xhtml/i.test(type) || (mode === 'xml' && /html/i.test(type))) return $(element).html() ?? '';
  return mode === 'base64' ? Buffer.from($(element).text(), 'base64').toString('utf8') : $(element).text();
}

/** What dialects say of an entry by attributes: RDF its address, CDF all but its words, Microsoft the count of its revisions. */
function attributesOf(attributes: Readonly<Record<string, string>>): Field[] {
  const said = ['rdf:about', 'href', 'lastmod', 'revision'];
  return Object.entries(attributes)
    .map(([name, value]) => plainField(name.toLowerCase(), value))
    .filter(({ name }) => said.includes(name));
}

function plainField(name: string, value: string): Field {
  return { name, attributes: {}, value };
}

/** The address that links begin at: each `xml:base` on the way down completes the one above it (W3C XML Base, 4). */
function baseOf($: CheerioAPI, path: readonly HtmlNode[]): string {
  return path.reduce((above, element) => {
    const own = $(element).attr('xml:base') ?? $(element).attr('BASE');
    if (own === undefined) return above;
    return URL.canParse(own, above || undefined) ? new URL(own, above || undefined).href : above || own;
  }, '');
}

function entryOf(fields: readonly Field[]): FeedEntry {
  const first = (...names: readonly string[]) => {
    for (const name of names) {
      const found = fields.filter((field) => field.name === name || ownName(field) === name);
      const value = found.map((field) => textOf(field.value)).find((text) => text !== undefined);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const read = {
    id: first('id', 'guid', 'rdf:about'),
    link: linkOf(fields, true) ?? first('link', 'href') ?? linkOf(fields, false),
    base: first('xml:base'),
    title: first('title', 'media:title'),
    date: first(...PUBLISHED, ...UPDATED),
    updated: first(...UPDATED),
    revision: first('revision'),
    body: first('content:encoded', 'encoded', 'content', 'summary', 'description', 'abstract'),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

const PUBLISHED = ['published', 'issued', 'pubdate', 'dc:date', 'date', 'created', 'dcterms:issued', 'dcterms:created'];
const UPDATED = ['updated', 'modified', 'lastmod', 'dcterms:modified'];

/** Its name without a prefix, where it means the same without. */
function ownName({ name }: Field): string | undefined {
  return FOREIGN_PREFIXES.test(name) ? undefined : localName(name);
}

/** An address that Atom's link gives: of the alternate one (RFC 4287, 4.2.7.2: a link without `rel` is that), or the first of any. */
function linkOf(fields: readonly Field[], isAlternate: boolean): string | undefined {
  const links = fields.filter((field) => ownName(field) === 'link' && textOf(field.attributes.href) !== undefined);
  const link = isAlternate ? links.find(({ attributes }) => (attributes.rel ?? 'alternate') === 'alternate') : links[0];
  return textOf(link?.attributes.href);
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
