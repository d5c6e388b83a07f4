// Puts the lines of a PDF's pages together. Plain JavaScript, as pdf-child.mjs is, which alone uses it.

/** @typedef {import('./pdf-lines.mjs').Line} Line */

/**
 * The lines of each page without running heads, and with the words whole that the ends of lines break. A running head is said
 * where it stands first, a running foot where it stands last, so that no sentence is cut by one; page numbers are left out.
 * @param {Line[][]} pages
 * @returns {string[][]}
 */
export function pdfPages(pages) {
  return withWholeWords(withoutRunningHeads(pages).map((lines) => lines.map((line) => line.text)));
}

/** @param {Line[][]} pages @returns {Line[][]} */
function withoutRunningHeads(pages) {
  if (pages.length < 2) return pages;
  const edges = pages.map(edgesOf);
  /** @type {Map<string, number[]>} */
  const places = new Map();
  for (const [page, { head, foot }] of edges.entries()) {
    for (const shape of new Set([...head, ...foot].map(shapeOf)))
      places.set(shape, [...(places.get(shape) ?? []), page]);
  }
  return pages.map((lines, page) => {
    const { head, foot } = edges[page] ?? { head: [], foot: [] };
    return lines.filter((line) => {
      const shape = shapeOf(line);
      const on = places.get(shape) ?? [];
      const isEdge = head.includes(line) || foot.includes(line);
      if (!isEdge || on.length < Math.max(2, pages.length * 0.6)) return true;
      if (/^[\s#|/.·–-]*$/.test(shape)) return false;
      return head.includes(line) ? on[0] === page : on.at(-1) === page;
    });
  });
}

/** The three highest and the three lowest lines of a page. @param {Line[]} lines */
function edgesOf(lines) {
  const byHeight = [...lines].sort((a, b) => a.y - b.y);
  const head = byHeight.slice(0, Math.min(3, Math.ceil(lines.length / 2)));
  return { head, foot: byHeight.slice(-3).filter((line) => !head.includes(line)) };
}

/** A running head but for its page number. @param {Line} line */
function shapeOf({ text }) {
  return text.replace(/\bpage \d{1,4}( of \d{1,4})?\b|^\d{1,4}( of \d{1,4})?$|\s\d{1,4}$|^\d{1,4}\s/gi, '#');
}

/** First parts of compounds, whose hyphen is their own. */
const COMPOUND =
  /^(?:third|end|zero|multi|cross|high|low|well|self|non|pre|two|one|out|man|client|server|open|real|long|short|command|state|on|off|in|up|so|user|web|cloud|health|cyber|anti|post|ex|semi|single|double|full|part|role|risk|data|follow|sign|log|work|patient)$/i;

/**
 * @param {string[][]} pages
 * @returns {string[][]}
 */
function withWholeWords(pages) {
  const known = new Set(
    pages.flatMap((lines) => lines.flatMap((line) => line.toLowerCase().match(/[\p{L}-]+/gu) ?? [])),
  );
  return pages.map((lines) => {
    const result = lines.map((line) => (line.includes('\t') ? wholeInCells(line, known) : line));
    for (let at = 0; at + 1 < result.length; at += 1) {
      const line = result[at] ?? '';
      const [next = ''] = (result[at + 1] ?? '').match(/^[^\s\t]+/) ?? [];
      const whole = joined(line, next, known);
      if (whole === undefined) continue;
      result[at] = whole;
      result[at + 1] = (result[at + 1] ?? '').slice(next.length).trimStart();
    }
    return result.filter((line) => line !== '');
  });
}

/** @param {string} line @param {Set<string>} known */
function wholeInCells(line, known) {
  return line.replace(/(\p{L}{2,}-) (\p{Ll}{3,})/gu, (all, left, right) =>
    /^(?:and|or|to)$/.test(right) ? all : (joined(left, right, known) ?? all),
  );
}

/**
 * The line with the rest of the word that its end breaks; `undefined` where it breaks none.
 * @param {string} line
 * @param {string} next
 * @param {Set<string>} known
 * @returns {string | undefined}
 */
function joined(line, next, known) {
  if (line.endsWith('\u00ad')) return line.slice(0, -1) + next;
  if (!/[\p{L}\d]-$/u.test(line)) return undefined;
  const [last = ''] = line.match(/\S+$/) ?? [];
  if (/^CVE-(?:\d{4}-)?$/i.test(last) && /^\d{4}/.test(next)) return line + next;
  if (/:\/\/|\[\.\]|\\/.test(last) && /^[\w%]/.test(next)) return line + next;
  const part = last.replace(/^[^\p{L}]+/u, '');
  const [rest = ''] = next.match(/^\p{Ll}{2,}/u) ?? [];
  if (rest === '' || !/^\p{L}{2,}-$/u.test(part)) return undefined;
  const word = `${part.slice(0, -1)}${rest}`.toLowerCase();
  const isCompound =
    !known.has(word) && (known.has(`${part}${rest}`.toLowerCase()) || COMPOUND.test(part.slice(0, -1)));
  return (isCompound ? line : line.slice(0, -1)) + next;
}
