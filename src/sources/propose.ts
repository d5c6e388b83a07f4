import { counted } from '../cases/listed.ts';
import { messageOf } from '../errors.ts';
import type { HttpResponse } from '../ports/http.ts';
import type { SourceConfig } from '../ports/source.ts';
import { charactersOf } from './formats/characters.ts';
import { isCsaf } from './formats/csaf.ts';
import { feedDialectOf, readFeed } from './formats/feed-entries.ts';
import { recordOf, textOf } from './formats/json-access.ts';
import { isKevCatalogue } from './formats/kev-catalogue.ts';
import { openHtml } from './formats/open-markup.ts';
import { otherCatalogue } from './formats/other-catalogues.ts';

/** How an address could be described as a source. */
export interface Proposal extends Pick<SourceConfig, 'kind' | 'selectors' | 'followLinks'> {
  readonly url: string;
  /** What the address calls itself. */
  readonly title?: string;
  /** What speaks for this kind, in a sentence. */
  readonly because: string;
}

/** A page that names a feed of its own, or a list of CSAF documents: look there instead. */
export interface Pointer {
  readonly feedUrl: string;
}

/**
 * The kind of source that an address could be, by what it answered: a feed, CSAF, a catalogue of exploited flaws, or a page
 * that lists documents. What is none of these comes back with the reason.
 */
export async function proposeSource(
  response: HttpResponse,
): Promise<Proposal | Pointer | { readonly refused: string }> {
  const { url, headers, body } = response;
  if (new TextDecoder('latin1').decode(body.subarray(0, 5)) === '%PDF-') return { refused: ONE_PDF };
  const text = charactersOf(body, { contentType: headers['content-type'] ?? '' });
  if (/\/(?:changes\.csv|index\.txt)$/i.test(new URL(url).pathname))
    return { kind: 'csaf', url, because: 'A list of CSAF documents in a directory.' };
  if (/^\s{0,100}[{[]/.test(text)) return ofJson(url, text);
  if (feedDialectOf(text) !== undefined) return ofFeed(url, text);
  return /<[a-z!]/i.test(text) ? ofPage(url, text) : { refused: 'Neither a feed, nor a page, nor JSON.' };
}

const ONE_PDF =
  'One PDF document. Give the page that lists such documents, or read this one alone: "wardwatch ingest FILE".';

async function ofFeed(url: string, text: string): Promise<Proposal | { readonly refused: string }> {
  try {
    const { entries, title } = await readFeed(text);
    if (entries.length === 0)
      return { refused: 'A feed without entries, so that nobody can see how to read it; look again when it has some.' };
    const isShort = entries.every(({ body = '' }) => body.length < SHORT_BODY);
    return {
      kind: 'feed',
      url,
      ...(title !== undefined && { title }),
      ...(isShort && { followLinks: true }),
      because: `A feed of ${counted(entries.length, 'entry', 'entries')}${isShort ? ', all cut short, so each is read from its page' : ''}.`,
    };
  } catch (error) {
    return { refused: messageOf(error) };
  }
}

/** Entries shorter than this are taken for teasers. */
const SHORT_BODY = 400;

async function ofJson(url: string, text: string): Promise<Proposal | { readonly refused: string }> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { refused: 'JSON that is not valid; it may be cut off.' };
  }
  const document = recordOf(value);
  const publisher = textOf(recordOf(document.publisher ?? recordOf(document.document).publisher).name);
  const title = publisher ?? textOf(recordOf(document.feed).title);
  const named = { url, ...(title !== undefined && { title }) };
  if (isCsaf(document)) return { kind: 'csaf', ...named, because: 'One CSAF document.' };
  const isList =
    Array.isArray(recordOf(document.feed).entry) ||
    Array.isArray(document.distributions) ||
    Array.isArray(document.csaf_providers);
  if (isList) return { kind: 'csaf', ...named, because: 'A list of CSAF documents.' };
  if (isKevCatalogue(document) || otherCatalogue(value) !== undefined)
    return { kind: 'kev', url, because: 'A catalogue of exploited flaws.' };
  if (feedDialectOf(text) !== undefined) return ofFeed(url, text);
  return { refused: 'JSON of no kind that is read from an address: a feed, CSAF, or a catalogue of exploited flaws.' };
}

function ofPage(url: string, html: string): Proposal | Pointer | { readonly refused: string } {
  const $ = openHtml(html);
  const own = $('link[rel="alternate"][type="application/rss+xml"], link[rel="alternate"][type="application/atom+xml"]')
    .first()
    .attr('href');
  if (own !== undefined && URL.canParse(own, url)) return { feedUrl: new URL(own, url).href };
  const area = $('main').length > 0 ? 'main ' : '';
  const links = $(`${area}a[href]`)
    .toArray()
    .flatMap((element) => {
      const written = $(element).attr('href')?.trim() ?? '';
      return URL.canParse(written, url) && !written.startsWith('#') ? [{ written, link: new URL(written, url) }] : [];
    });
  const csaf = links.find(({ link }) => /\/(?:provider-metadata\.json|changes\.csv)$/.test(link.pathname));
  if (csaf !== undefined) return { feedUrl: csaf.link.href };
  const groups = new Map<string, Set<string>>();
  for (const { written, link } of links) {
    if (!/^https?:$/.test(link.protocol) || link.href === url) continue;
    const selector = selectorFor(written, link, url);
    if (selector !== undefined) groups.set(selector, (groups.get(selector) ?? new Set()).add(link.href));
  }
  const [best] = [...groups].sort(([, a], [, b]) => b.size - a.size);
  if (best === undefined || best[1].size < FEWEST_LINKS)
    return {
      refused: 'A page without a feed and without a list of documents; it may be built by JavaScript in a browser.',
    };
  const title = $('title').first().text().trim();
  return {
    kind: 'listing',
    url,
    ...(title !== '' && { title }),
    selectors: { entry: `${area}${best[0]}` },
    because: `A page with ${best[1].size} links of one shape (${best[0]}).`,
  };
}

/** Fewer links of one shape are no list. */
const FEWEST_LINKS = 3;

/** PDFs by their ending, other documents by the folder that they stand in below the host, as far as the page writes it out. */
function selectorFor(written: string, link: URL, page: string): string | undefined {
  if (/\.pdf$/i.test(link.pathname)) return 'a[href$=".pdf"]';
  if (link.host !== new URL(page).host) return undefined;
  const folder = link.pathname.replace(/\/$/, '').replace(/[^/]+$/, '');
  if (folder.length > 1 && written.includes(folder)) return `a[href*="${folder}"]`;
  const [, beginning] = /^((?:\.\/)?[\w-]+\/)./.exec(written) ?? [];
  if (beginning !== undefined) return `a[href^="${beginning}"]`;
  const [, ending] = /^[^/]+(\.\w{3,5})$/.exec(written) ?? [];
  return ending === undefined ? undefined : `a[href$="${ending}"]`;
}
