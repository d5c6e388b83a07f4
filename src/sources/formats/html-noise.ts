import type { CheerioAPI } from 'cheerio';

/** Takes out of a page what is no part of its document: scripts, hidden parts, menus, side bars, cookie banners and controls. */
export function removeNoise($: CheerioAPI): void {
  removeLabels($);
  $('aside').each((_, aside) => {
    if (!NOTE.test(`${aside.attribs.class ?? ''} ${aside.attribs.role ?? ''}`)) $(aside).remove();
  });
  $(NOISE).remove();
  removeHidden($);
  removeFrames($);
  removeControls($);
}

const NOISE = [
  'script, style, noscript, template, svg, math, iframe, object, canvas, video, audio, head',
  'nav, footer, select, input, textarea, dialog',
  '[role=navigation], [role=banner], [role=contentinfo], [role=search], [role=dialog], [role=complementary]',
  '[hidden]',
].join(', ');

/** The label of a field goes with it; one that belongs to no field may hold anything. */
function removeLabels($: CheerioAPI): void {
  const fields = new Set(
    $('input[id], select[id], textarea[id]')
      .get()
      .map((field) => field.attribs.id),
  );
  $('label[for]').each((_, label) => {
    if (fields.has(label.attribs.for)) $(label).remove();
  });
}

/** What technical writers set beside the text and mean for every reader. */
const NOTE = /(^|[\s_-])(note|warning|caution|important|danger|alert|tip|callout|admonition)([\s_-]|$)/i;

const HIDDEN = /(^|;)\s{0,9}(display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)\s{0,9}(!|;|$)/i;

function removeHidden($: CheerioAPI): void {
  $('[style]').each((_, element) => {
    if (HIDDEN.test((element.attribs.style ?? '').slice(0, 1_000))) $(element).remove();
  });
}

const BANNER = /(^|[\s_-])(cookies?|consent|onetrust|gdpr|cookiebanner|cybot)([\s_-]|$)/i;
/** What frames a document on its page, by the names that such parts are given. */
const FRAME =
  /(^|[\s_-])(breadcrumbs?|sidebar|side-bar|nav|navbar|menu|skip-?link|share|sharing|social|newsletter|related[\s_-](?:posts?|articles?|news|stories|reading)|comments|disqus|footer|toc|pagination|pager)([\s_-]|$)/i;
/** Side bars may hold the facts of an advisory (Fortinet its number, dates and score): these are in tables. */
const FACTS = 'main, article, h1, table, dl, pre';
/** A part with more of the page's words than this share is no frame, whatever it is called. */
const LARGEST_FRAME = 0.5;

function removeFrames($: CheerioAPI): void {
  const whole = $.root().text().length;
  $('div, section, ul, ol, p, a, form').each((_, element) => {
    const names = spacedWords(`${element.attribs.id ?? ''} ${element.attribs.class ?? ''}`.slice(0, 1_000));
    const isBanner = BANNER.test(names) && $(element).find('main, article, h1').length === 0;
    const isFrame = FRAME.test(names) && $(element).find(FACTS).length === 0;
    if (isBanner || (isFrame && $(element).text().length <= whole * LARGEST_FRAME)) $(element).remove();
  });
}

/** "CookieConsentDialog" as "Cookie Consent Dialog". */
function spacedWords(names: string): string {
  return names.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
}

/** Buttons are controls, but publishers also show ids on them (Fortinet its CVE ids): those with a number stay. */
function removeControls($: CheerioAPI): void {
  $('button').each((_, button) => {
    if (!/\d/.test($(button).text())) $(button).remove();
  });
}
