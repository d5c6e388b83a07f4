import { type Cheerio, type CheerioAPI, load } from 'cheerio';

/** A node of cheerio's tree: element, text, comment or document. */
export type HtmlNode = Parameters<CheerioAPI['contains']>[1];

/** An element with its name and attributes. */
export type HtmlElement = Extract<HtmlNode, { readonly attribs: unknown }>;

/** A selection of nodes. */
export type HtmlNodes = Cheerio<HtmlNode>;

/** Opens HTML with the tolerant parser whose time grows in step with the input. Throws RangeError for what is nested too deeply. */
export function openHtml(html: string): CheerioAPI {
  return open(html, false);
}

/** Opens XML, well formed or not. Throws RangeError for what is nested too deeply. */
export function openXml(markup: string): CheerioAPI {
  return open(markup, true);
}

/** Browsers stop at 512. Deeper trees come from nobody's pages and cost selectors the square of their depth. */
const DEEPEST = 1_000;

/** One element holds everything: selectors take the square of the number of nodes that stand at the top (css-select 5.2). */
function open(markup: string, xmlMode: boolean): CheerioAPI {
  refuseMazes(markup, xmlMode);
  let holder = 'x-page';
  while (markup.includes(holder)) holder += 'x';
  const $ = load(`<${holder}>${markup}</${holder}>`, { xml: { xmlMode, decodeEntities: true } });
  refuseDeep($.root()[0]);
  return $;
}

/** The parser looks through all open elements at each tag, so a maze of open ones and stray ends would take it hours. */
const MOST_OPEN = 20_000;

/** HTML elements that need no end, or whose end is implied. */
const SELF_ENDING: ReadonlySet<string> = new Set(
  'area base br col colgroup dd dt embed hr img input li link meta option p source tbody td tfoot th thead tr track wbr'.split(
    ' ',
  ),
);

function refuseMazes(markup: string, xmlMode: boolean): void {
  const open = new Map<string, number>();
  let total = 0;
  let strays = 0;
  for (const { 1: end, 2: written = '', index } of markup.matchAll(/<(\/?)([a-z][\w:.-]{0,40})/gi)) {
    const name = xmlMode ? written : written.toLowerCase();
    if (xmlMode ? markup[markup.indexOf('>', index) - 1] === '/' : SELF_ENDING.has(name)) continue;
    const count = open.get(name) ?? 0;
    if (end === '') total += 1;
    else if (count > 0) total -= 1;
    else strays += 1;
    open.set(name, Math.max(0, count + (end === '' ? 1 : -1)));
    if (total > MOST_OPEN || strays > MOST_OPEN)
      throw new RangeError(`more than ${MOST_OPEN} elements are opened or ended without their other half`);
  }
}

function refuseDeep(root: HtmlNode | undefined): void {
  let level: readonly HtmlNode[] = root === undefined ? [] : [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw new RangeError(`more than ${DEEPEST} elements stand in one another`);
    level = level.flatMap((node) => ('children' in node ? node.children : []));
  }
}
