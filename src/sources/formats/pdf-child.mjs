// Runs in a process of its own, so that a broken or hostile PDF can neither stop nor fill the one that asks. Reads a PDF from
// stdin and writes one JSON line: {"text","title","links","pages","pagesWithoutText"} or {"fault","message"}. Plain JavaScript
// so that it runs from src/ and from dist/ alike.

/** @typedef {{ str: string, hasEOL: boolean, width: number, height: number, transform: number[] }} Piece */
/** @typedef {{ lines: string[], links: string[], hasPictures: boolean }} Page */

const MOST_PAGES = 500;
const MOST_CHARACTERS = 5_000_000;
/** Hexadecimal digits of MD5, SHA-1, SHA-256 and SHA-512. */
const HASH_LENGTHS = new Set([32, 40, 64, 128]);

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
    const page = await readPage(await pdf.getPage(number), pdfjs.OPS);
    characters += page.lines.reduce((sum, line) => sum + line.length, 0);
    pages.push(page);
  }
  const title = await titleOf(pdf);
  const text = withoutRunningHeads(pages)
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
 * @param {Record<string, number>} operators
 * @returns {Promise<Page>}
 */
async function readPage(page, operators) {
  const content = await page.getTextContent();
  const lines = linesOf(/** @type {Piece[]} */ (content.items.filter((item) => 'str' in item)));
  const annotations = await page.getAnnotations();
  const links = annotations
    .map((annotation) => annotation.url)
    .filter((url) => typeof url === 'string' && /^https?:/i.test(url));
  const hasPictures = lines.length === 0 && (await drawsPictures(page, operators));
  page.cleanup();
  return { lines, links, hasPictures };
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

/**
 * Lines in the order in which the page is written, which is right for columns too. A new line starts where the file says so,
 * where the height changes by more than half a line, or where the text goes back to the left; a wide gap is a cell.
 * @param {Piece[]} pieces
 * @returns {string[]}
 */
function linesOf(pieces) {
  const lines = [''];
  /** @type {{ endX: number, startX: number, y: number, height: number, ended: boolean } | undefined} */
  let last;
  for (const piece of pieces) {
    const x = piece.transform[4] ?? 0;
    const y = piece.transform[5] ?? 0;
    const height = piece.height || last?.height || 10;
    if (piece.str.trim() !== '') {
      const joint = last === undefined ? '' : jointOf(last, x, y, height, lines.at(-1) ?? '', piece.str);
      if (joint === '\n') lines.push(piece.str);
      else lines[lines.length - 1] = `${lines.at(-1) ?? ''}${joint}${piece.str}`;
      last = { startX: x, endX: x + piece.width, y, height, ended: piece.hasEOL };
    } else if (piece.hasEOL && last !== undefined) {
      last = { ...last, ended: true };
    }
  }
  return lines.map((line) => line.replace(/[^\S\t]+/g, ' ').trim()).filter((line) => line !== '');
}

/**
 * What stands between the last piece and this one: nothing, a space, a tab or a line end. Words that a narrow cell breaks go
 * on below their own beginning, at the same x.
 * @param {{ endX: number, startX: number, y: number, height: number, ended: boolean }} last
 * @param {number} x
 * @param {number} y
 * @param {number} height
 * @param {string} line
 * @param {string} next
 */
function jointOf(last, x, y, height, line, next) {
  const step = Math.abs(y - last.y);
  const isBelow = step > last.height / 2;
  if (isBelow && Math.abs(x - last.startX) < 1 && step < last.height * 1.6) {
    if (breaksHash(line, next)) return '';
    if (line.includes('\t')) return ' ';
  }
  if (last.ended || isBelow) return '\n';
  const gap = x - last.endX;
  if (gap < -height) return '\n';
  if (gap > height * 1.5) return '\t';
  return gap > height * 0.15 ? ' ' : '';
}

/**
 * Whether a line ends in the first part of a hash and the next words are its rest.
 * @param {string} line
 * @param {string} next
 */
function breaksHash(line, next) {
  const [part = ''] = line.slice(-128).match(/[0-9a-f]{12,128}$/i) ?? [];
  const [rest = ''] = next.match(/^[0-9a-f]{2,128}(?![\w.])/i) ?? [];
  return part !== '' && rest !== '' && !HASH_LENGTHS.has(part.length) && HASH_LENGTHS.has(part.length + rest.length);
}

/**
 * The lines of each page. Heads and feet that come again on most pages are kept where they come first only.
 * @param {Page[]} pages
 * @returns {string[][]}
 */
function withoutRunningHeads(pages) {
  if (pages.length < 3) return pages.map((page) => page.lines);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const page of pages) {
    for (const line of new Set(edgesOf(page.lines).map(shapeOf))) counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  /** @type {Set<string>} */
  const said = new Set();
  return pages.map((page) => {
    const edges = new Set(edgesOf(page.lines));
    return page.lines.filter((line) => {
      const shape = shapeOf(line);
      if (!edges.has(line) || (counts.get(shape) ?? 0) < Math.max(3, pages.length * 0.6)) return true;
      const isFirst = !said.has(shape);
      said.add(shape);
      return isFirst;
    });
  });
}

/** @param {string[]} lines */
function edgesOf(lines) {
  return lines.length <= 6 ? lines : [...lines.slice(0, 3), ...lines.slice(-3)];
}

/** A running head but for its page number. @param {string} line */
function shapeOf(line) {
  return line.replace(/\bpage \d{1,4}( of \d{1,4})?\b|^\d{1,4}$|\s\d{1,4}$|^\d{1,4}\s/gi, '#');
}
