import { tidyLine } from './normalised-text.ts';
import type { HtmlNode } from './open-markup.ts';

/** The words below some nodes, one block a line; table cells stand apart by a tab. */
export function htmlLines(nodes: readonly HtmlNode[]): readonly string[] {
  const lines: string[] = [''];
  for (const node of nodes) writeNode(node, lines, false);
  return lines;
}

const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr ' +
    'html legend li main ol option p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);

/** Appends the words below a node; the last line is the one still being written. Within `pre` line ends are kept. */
function writeNode(node: HtmlNode, lines: string[], isPre: boolean): void {
  if (node.type === 'text') {
    const [first = '', ...rest] = isPre ? node.data.split('\n') : [node.data];
    append(lines, first);
    lines.push(...rest);
    return;
  }
  if (!('children' in node)) return;
  const name = nameOf(node);
  if (name === 'table' && !isLayout(node.children)) {
    writeTable(node.children, lines);
    return;
  }
  if (name === 'sup') append(lines, gapBeforeNote(lines.at(-1) ?? '', node));
  const isBlock = BLOCKS.has(name);
  if (isBlock) lines.push(name === 'li' ? '- ' : '');
  for (const child of node.children) writeNode(child, lines, isPre || name === 'pre');
  if (isBlock) lines.push('');
}

function nameOf(node: HtmlNode): string {
  return 'name' in node ? node.name.toLowerCase() : '';
}

function append(lines: string[], words: string): void {
  const last = lines.length - 1;
  lines[last] = `${lines[last] ?? ''}${words.replace(/\s+/g, ' ')}`;
}

/** The number of a note stands apart from the version before it. */
function gapBeforeNote(line: string, note: HtmlNode): string {
  return /[\d\w]$/.test(line) && /^\s*[[(]?[\d*†‡]/.test(wordsBelow(note)) ? ' ' : '';
}

function wordsBelow(node: HtmlNode): string {
  if (node.type === 'text') return node.data;
  return 'children' in node ? node.children.map(wordsBelow).join('') : '';
}

/** Old pages place their parts with tables: a table that holds headings or another table is such a frame. */
function isLayout(nodes: readonly HtmlNode[]): boolean {
  return nodes.some(
    (node) => 'children' in node && (/^(?:table|h[1-4])$/.test(nameOf(node)) || isLayout(node.children)),
  );
}

/** What stands in a column over more than one row, and for how many rows more. */
interface Spanning {
  readonly words: string;
  readonly rows: number;
}

function writeTable(nodes: readonly HtmlNode[], lines: string[]): void {
  let above = new Map<number, Spanning>();
  for (const row of nodes.flatMap(rowsIn)) {
    if (nameOf(row) === 'tr' && 'children' in row) above = writeRow(row.children, above, lines);
    else writeNode(row, lines, false);
  }
}

/** The rows of a table in order; captions and stray words between them stay as they are. */
function rowsIn(node: HtmlNode): readonly HtmlNode[] {
  const isGroup = /^(?:thead|tbody|tfoot)$/.test(nameOf(node));
  return isGroup && 'children' in node ? node.children.flatMap(rowsIn) : [node];
}

const MOST_COLUMNS = 50;
/** What is longer is no name of a kind, and could fill the memory when every row says it again. */
const LONGEST_REPEATED = 300;

/** One line a row. A cell over several rows is said in each of them; one over several columns leaves the others empty. */
function writeRow(
  children: readonly HtmlNode[],
  above: ReadonlyMap<number, Spanning>,
  lines: string[],
): Map<number, Spanning> {
  const cells: string[] = [];
  const below = new Map<number, Spanning>();
  const takeFromAbove = () => {
    for (let over = above.get(cells.length); over !== undefined; over = above.get(cells.length)) {
      if (over.rows > 1) below.set(cells.length, { words: over.words, rows: over.rows - 1 });
      cells.push(over.words);
    }
  };
  for (const child of children) {
    const words = cellWords(child);
    const isCell = /^t[dh]$/.test(nameOf(child));
    if (!isCell && words === '') continue;
    takeFromAbove();
    const rows = spanOf(child, 'rowspan');
    if (rows > 1) below.set(cells.length, { words: words.length > LONGEST_REPEATED ? '' : words, rows: rows - 1 });
    cells.push(words);
    for (let column = 1; column < spanOf(child, 'colspan') && cells.length < MOST_COLUMNS; column += 1) cells.push('');
  }
  takeFromAbove();
  lines.push(cells.join('\t').replace(/\t+$/, ''), '');
  return below;
}

function spanOf(cell: HtmlNode, attribute: 'rowspan' | 'colspan'): number {
  const written = 'attribs' in cell ? Number(cell.attribs[attribute] ?? 1) : 1;
  return Number.isInteger(written) && written > 1 ? Math.min(written, 1_000) : 1;
}

/** Hexadecimal digits of MD5, SHA-1, SHA-256 and SHA-512. */
const HASH_LENGTHS: ReadonlySet<number> = new Set([32, 40, 64, 128]);

/** Whether words end in the first part of a hash and the next line is its rest. */
function breaksHash(words: string, next: string): boolean {
  const part = /[0-9a-f]{12,128}$/i.exec(words.slice(-128))?.[0].length ?? 0;
  const rest = /^[0-9a-f]{2,128}$/i.exec(next)?.[0].length ?? 0;
  return part > 0 && rest > 0 && !HASH_LENGTHS.has(part) && HASH_LENGTHS.has(part + rest);
}

/** What a cell holds on several lines stands in it with a space between; the items of a list with a comma. */
function cellWords(cell: HtmlNode): string {
  let words = '';
  for (const line of htmlLines('children' in cell ? cell.children : [cell]).map(tidyLine)) {
    if (line === '' || line === '-') continue;
    const isItem = line.startsWith('- ');
    const gap = words === '' || breaksHash(words, line) ? '' : isItem && !/[,;:.]$/.test(words) ? ', ' : ' ';
    words += `${gap}${isItem ? line.slice(2) : line}`;
  }
  return words.replaceAll('\t', ' ');
}
