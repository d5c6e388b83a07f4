import { type Cheerio, type CheerioAPI, load } from 'cheerio';

/** A node of cheerio's tree: element, text, comment or document. */
export type HtmlNode = Parameters<CheerioAPI['contains']>[1];

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
  let holder = 'x-page';
  while (markup.includes(holder)) holder += 'x';
  const $ = load(`<${holder}>${markup}</${holder}>`, { xml: { xmlMode, decodeEntities: true } });
  refuseDeep($.root()[0]);
  return $;
}

function refuseDeep(root: HtmlNode | undefined): void {
  let level: readonly HtmlNode[] = root === undefined ? [] : [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw new RangeError(`more than ${DEEPEST} elements stand in one another`);
    level = level.flatMap((node) => ('children' in node ? node.children : []));
  }
}
