import type { CheerioAPI } from 'cheerio';
import type { Instant } from '../../domain/time.ts';
import { readDate } from './dates.ts';
import { htmlLines } from './html-lines.ts';
import { removeNoise } from './html-noise.ts';
import { tidyLine, tidyLines } from './normalised-text.ts';
import { type HtmlNodes, openHtml } from './open-markup.ts';

/** A page as words. */
export interface HtmlText {
  /** Normalised text: one block a line, table cells apart by a tab. */
  readonly text: string;
  /** The page's title, else its first heading. */
  readonly title?: string;
  /** Absolute http(s) addresses that the words link to, each once. */
  readonly links: readonly string[];
  /** When it was published, as the page tells machines. */
  readonly publishedAt?: Instant;
  /** Whose page it is, as the page tells machines. */
  readonly siteName?: string;
}

/**
 * The words of an HTML page or fragment. Prefers its `main` or single `article`; menus, page heads and feet, asides,
 * scripts, hidden parts and cookie banners are left out. `baseUrl` completes relative links; without it they are left out.
 */
export function htmlText(html: string, baseUrl?: string): HtmlText {
  const $ = openHtml(html);
  const title = titleOf($);
  const base = $('base[href]').first().attr('href');
  const forMachines = metadataOf($);
  removeNoise($);
  const root = mainPart($);
  root.find('header').each((_, header) => {
    if ($(header).find('h1').length === 0) $(header).remove();
  });
  const links = linksOf(
    $,
    root,
    base !== undefined && URL.canParse(base, baseUrl) ? new URL(base, baseUrl).href : baseUrl,
  );
  return { text: tidyLines(htmlLines(root.toArray())), ...(title === '' ? {} : { title }), links, ...forMachines };
}

/** What pages say of themselves in their head (Open Graph, Dublin Core, schema.org) or in a `time` element. */
function metadataOf($: CheerioAPI): Pick<HtmlText, 'publishedAt' | 'siteName'> {
  const meta = (...names: string[]) =>
    names
      .map((name) => tidyLine($(`meta[property="${name}"], meta[name="${name}"]`).first().attr('content') ?? ''))
      .find((value) => value !== '');
  const written =
    meta('article:published_time', 'datePublished', 'dcterms.issued', 'dcterms.date', 'DC.date', 'date') ??
    $('[itemprop="datePublished"]').first().attr('content') ??
    $('time[datetime]').first().attr('datetime');
  const publishedAt = readDate(written);
  const siteName = meta('og:site_name', 'application-name', 'dcterms.publisher', 'publisher');
  return { ...(publishedAt !== undefined && { publishedAt }), ...(siteName !== undefined && { siteName }) };
}

/** The page's title; its main heading where the title only adds the site's name to that. */
function titleOf($: CheerioAPI): string {
  const title = tidyLine($('title').first().text()).replaceAll('\t', ' ');
  const heading = tidyLine($('main h1, article h1, h1').first().text()).replaceAll('\t', ' ');
  return title === '' || (heading.length > 15 && title.startsWith(heading)) ? heading : title;
}

/** Below this many characters a `main` or `article` is taken for an empty frame whose words stand elsewhere. */
const LEAST_MAIN_CHARACTERS = 200;

function mainPart($: CheerioAPI): HtmlNodes {
  const articles = $('article');
  const candidates = [$('main'), $('[role=main]'), ...(articles.length === 1 ? [articles] : [])];
  for (const candidate of candidates) {
    const part = candidate.first();
    if (part.length === 1 && part.text().trim().length >= LEAST_MAIN_CHARACTERS) {
      const inner = part.find('article');
      return inner.length === 1 && inner.text().trim().length >= LEAST_MAIN_CHARACTERS ? inner : part;
    }
  }
  const body = $('body');
  return body.length > 0 ? body : $.root();
}

function linksOf($: CheerioAPI, root: HtmlNodes, baseUrl: string | undefined): string[] {
  const links = new Set<string>();
  root.find('a[href]').each((_, anchor) => {
    const href = ($(anchor).attr('href') ?? '').trim();
    if (href.startsWith('#') || !URL.canParse(href, baseUrl)) return;
    const url = new URL(href, baseUrl);
    if (url.protocol === 'http:' || url.protocol === 'https:') links.add(url.href);
  });
  return [...links];
}
