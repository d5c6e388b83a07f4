// Runs in a process of its own, so that a broken or hostile PDF can neither stop nor fill the one that asks. Reads a PDF from
// stdin and writes one JSON line: {"text","title","links","pages","pagesWithoutText"} or {"fault","message"}. Plain JavaScript
// so that it runs from src/ and from dist/ alike.

import { pdfLines } from './pdf-lines.mjs';
import { pdfPages } from './pdf-pages.mjs';

/** @typedef {{ str: string, hasEOL: boolean, width: number, height: number, transform: number[] }} Item */
/** @typedef {{ lines: import('./pdf-lines.mjs').Line[], links: string[], hasPictures: boolean }} Page */

const MOST_PAGES = 500;
const MOST_CHARACTERS = 5_000_000;

/** pdfjs asks for these when it loads; only drawing uses them. */
for (const name of ['DOMMatrix', 'Path2D', 'ImageData']) {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: class {} });
}

try {
  process.stdout.write(JSON.stringify(await read(await stdin())));
} catch (error) {
  const fault = error instanceof Error ? error.name : 'Error';
  process.stdout.write(JSON.stringify({ fault, message: error instanceof Error ? error.message : String(error) }));
}

/** @returns {Promise<Uint8Array>} */
async function stdin() {
  const parts = [];
  for await (const part of process.stdin) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

/** @param {Uint8Array} data */
async function read(data) {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = pdfjs.getDocument({
    data,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    stopAtErrors: false,
  });
  const pdf = await task.promise;
  /** @type {Page[]} */
  const pages = [];
  let characters = 0;
  for (let number = 1; number <= Math.min(pdf.numPages, MOST_PAGES) && characters < MOST_CHARACTERS; number += 1) {
    const page = await readPage(await pdf.getPage(number), pdfjs);
    characters += page.lines.reduce((sum, line) => sum + line.text.length, 0);
    pages.push(page);
  }
  const title = await titleOf(pdf);
  const text = pdfPages(pages.map((page) => page.lines))
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  const pagesWithoutText = pages.flatMap((page, at) => (page.lines.length === 0 && page.hasPictures ? [at + 1] : []));
  return {
    text,
    ...(title === undefined ? {} : { title }),
    links: [...new Set(pages.flatMap((page) => page.links))],
    pages: pdf.numPages,
    pagesWithoutText,
  };
}

/** @param {import('pdfjs-dist').PDFDocumentProxy} pdf */
async function titleOf(pdf) {
  const { info } = await pdf.getMetadata();
  const title = 'Title' in info && typeof info.Title === 'string' ? info.Title.trim() : '';
  return title === '' ? undefined : title;
}

/**
 * @param {import('pdfjs-dist').PDFPageProxy} page
 * @param {typeof import('pdfjs-dist')} pdfjs
 * @returns {Promise<Page>}
 */
async function readPage(page, { OPS, Util }) {
  const content = await page.getTextContent();
  const items = /** @type {Item[]} */ (content.items.filter((item) => 'str' in item));
  const { transform } = page.getViewport({ scale: 1 });
  const lines = pdfLines(items.flatMap((item) => pieceOf(item, Util.transform(transform, item.transform))));
  const annotations = await page.getAnnotations();
  const links = annotations
    .map((annotation) => annotation.url)
    .filter((url) => typeof url === 'string' && /^https?:/i.test(url));
  const hasPictures = lines.length === 0 && (await drawsPictures(page, OPS));
  page.cleanup();
  return { lines, links, hasPictures };
}

/**
 * An item as it is seen on the page. Words that run aslant are a watermark and left out.
 * @param {Item} item
 * @param {number[]} place
 */
function pieceOf({ str, hasEOL, width, height }, place) {
  const [a = 1, b = 0, , , x = 0, y = 0] = place;
  if (str.trim() !== '' && Math.abs(Math.sin(2 * Math.atan2(b, a))) > 0.2) return [];
  return [{ words: str, x, y, width, height: height || 10, ended: hasEOL }];
}

/**
 * @param {import('pdfjs-dist').PDFPageProxy} page
 * @param {Record<string, number>} operators
 */
async function drawsPictures(page, operators) {
  const pictures = new Set(
    Object.keys(operators)
      .filter((name) => /image/i.test(name))
      .map((name) => operators[name]),
  );
  const { fnArray } = await page.getOperatorList();
  return fnArray.some((operator) => pictures.has(operator));
}
