// Puts the pieces of a page's text together. Plain JavaScript, as pdf-child.mjs is, which alone uses it.

/** A piece of text: its place on the page as seen, y downwards. @typedef {{ words: string, x: number, y: number, width: number, height: number, ended: boolean }} Piece */
/** A line with the place of its first piece. @typedef {{ text: string, y: number }} Line */
/** @typedef {Line & { height: number, lastY: number, startX: number, endX: number, ended: boolean, cells: number[] }} OpenLine */

/** Hexadecimal digits of MD5, SHA-1, SHA-256 and SHA-512. */
const HASH_LENGTHS = new Set([32, 40, 64, 128]);
/** A wrapped line stands at most this many times its height below the one before. */
const LINE_STEP = 1.6;
/** What stands before the words of a list's item; two of the signs are those of the Symbol and Wingdings fonts. */
const MARK = /^(?:[•▪◦‣●○■–\uf0b7\uf0a7-]|o|\d{1,2}[.)]|[a-z][.)])$/;
/** More lines than this stand in no cell of a table, but in a column of the page. */
const TALLEST_CELL = 5;

/**
 * Lines in the order in which the page is written, which is right for most columns too. A new line starts where the file says
 * so, or where the height changes by more than half a line; a wide gap is a cell. A table may be written cell by cell, so that
 * a cell of several lines is followed by one that begins beside its top.
 * @param {Piece[]} pieces
 * @returns {Line[]}
 */
export function pdfLines(pieces) {
  const written = pieces.filter((piece) => piece.words.trim() !== '' || piece.ended);
  const tableAt = columnsOfTables(written);
  /** @type {OpenLine[]} */
  const lines = [];
  for (const piece of written) {
    const line = lines.at(-1);
    if (piece.words.trim() === '') {
      if (line !== undefined) line.ended = true;
      continue;
    }
    const row = line === undefined ? undefined : rowBeside(lines, piece, tableAt);
    if (line === undefined) lines.push(opened(piece));
    else if (row !== undefined) addCell(lines, row, piece);
    else {
      const joint = jointOf(line, piece);
      if (joint === '\n') lines.push(opened(piece));
      else extend(line, joint, piece);
    }
  }
  return withColumnsApart(lines).map(({ text, y }) => ({ text: tidied(text), y }));
}

/** @param {Piece} piece @returns {OpenLine} */
function opened(piece) {
  const { words, x, y, width, height, ended } = piece;
  return { text: words, y, lastY: y, height, startX: x, endX: x + width, ended, cells: [x] };
}

/** @param {OpenLine} line @param {string} joint @param {Piece} piece */
function extend(line, joint, piece) {
  const isBelow = piece.y - line.lastY > line.height / 2;
  line.text += joint + piece.words;
  if (joint === '\t') line.cells.push(piece.x);
  if (joint === '\t' || isBelow) line.startX = piece.x;
  line.lastY = piece.y;
  line.endX = piece.x + piece.width;
  line.height = isBelow ? piece.height : Math.max(line.height, piece.height);
  line.ended = piece.ended;
}

/**
 * What stands between a line and the next piece: nothing, a space, a tab or a line end. Words that a narrow cell breaks go on
 * below their own beginning, at the same x.
 * @param {OpenLine} line
 * @param {Piece} next
 */
function jointOf(line, next) {
  const step = Math.abs(next.y - line.lastY);
  const isBelow = step > Math.max(line.height, next.height) / 2;
  if (isBelow && Math.abs(next.x - line.startX) < 1 && step < line.height * LINE_STEP) {
    if (breaksHash(line.text, next.words)) return '';
    if (line.cells.length > 1) return ' ';
  }
  if (isBelow) return '\n';
  const gap = next.x - line.endX;
  if (gap < -next.height || (line.ended && gap < next.height * 1.5)) return '\n';
  if (gap > next.height * (line.text.length < 6 && MARK.test(line.text.trim()) ? 0.15 : 1.5)) return '\t';
  const isNote = next.height < line.height * 0.8 && /[\w)]/.test(line.text.slice(-1)) && /^[\d*†‡]/.test(next.words);
  return isNote || gap > next.height * 0.15 ? ' ' : '';
}

/**
 * Where columns of tables begin: the page goes back up to the right more than once to the same x, by a few lines only.
 * @param {Piece[]} pieces
 * @returns {Set<number>}
 */
function columnsOfTables(pieces) {
  /** @type {Map<number, number>} */
  const jumps = new Map();
  /** @type {Piece | undefined} */
  let last;
  for (const piece of pieces.filter(({ words }) => words.trim() !== '')) {
    const up = last === undefined ? 0 : last.y - piece.y;
    if (last !== undefined && piece.x > last.x && up > last.height / 2 && up < last.height * LINE_STEP * TALLEST_CELL) {
      jumps.set(Math.round(piece.x), (jumps.get(Math.round(piece.x)) ?? 0) + 1);
    }
    last = piece;
  }
  return new Set([...jumps].flatMap(([x, count]) => (count > 1 ? [x] : [])));
}

/**
 * The line in which a table's row begins, where the piece is the next cell of that row beside what the lines since say.
 * @param {OpenLine[]} lines
 * @param {Piece} piece
 * @param {Set<number>} tableAt
 * @returns {number | undefined}
 */
function rowBeside(lines, piece, tableAt) {
  const last = lines.at(-1);
  if (last === undefined || last.lastY - piece.y <= last.height / 2 || piece.x <= last.startX) return undefined;
  for (let at = lines.length - 1; at >= Math.max(0, lines.length - TALLEST_CELL); at -= 1) {
    const line = lines[at];
    if (line === undefined || Math.abs(line.startX - last.startX) > 1) return undefined;
    if (Math.abs(line.y - piece.y) > line.height / 2) continue;
    const isColumn = tableAt.has(Math.round(piece.x)) || lines.slice(-ROWS_NEAR).some((row) => isCellAt(row, piece.x));
    return line.cells.length > 1 || isColumn ? at : undefined;
  }
  return undefined;
}

/** How far above another row of the same table may stand. */
const ROWS_NEAR = 12;

/** @param {OpenLine} row @param {number} x */
function isCellAt(row, x) {
  return row.cells.slice(1).some((cell) => Math.abs(cell - x) < 1);
}

/** @param {OpenLine[]} lines @param {number} row @param {Piece} piece */
function addCell(lines, row, piece) {
  const [first, ...rest] = lines.splice(row);
  if (first === undefined) return;
  for (const { text } of rest) first.text += `${breaksHash(first.text, text) ? '' : ' '}${text}`;
  lines.push(first);
  extend(first, '\t', piece);
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

/** So many lines beside each other are columns of prose, not rows of a table, when they read like it. */
const FEWEST_COLUMN_LINES = 6;

/**
 * Two columns of prose that the file writes line by line across the page, read one after the other.
 * @param {OpenLine[]} lines
 * @returns {OpenLine[]}
 */
function withColumnsApart(lines) {
  /** @type {OpenLine[]} */
  const result = [];
  for (let from = 0; from < lines.length; ) {
    const first = lines[from];
    let to = from + 1;
    while (first !== undefined && isBeside(first, lines[to])) to += 1;
    const run = lines.slice(from, to);
    const halves = run.map((line) => line.text.split('\t'));
    if (
      first?.cells.length === 2 &&
      run.length >= FEWEST_COLUMN_LINES &&
      [0, 1].every((side) => isProse(halves.map((half) => half[side] ?? '')))
    ) {
      for (const side of [0, 1]) {
        run.forEach((line, at) => {
          result.push({ ...line, text: halves[at]?.[side] ?? '' });
        });
      }
    } else result.push(...run);
    from = to;
  }
  return result;
}

/** @param {OpenLine} first @param {OpenLine | undefined} line */
function isBeside(first, line) {
  return (
    first.cells.length === 2 &&
    line?.cells.length === 2 &&
    first.cells.every((x, at) => Math.abs(x - (line.cells[at] ?? 0)) < 3)
  );
}

/** Wrapped prose is long, and goes on in small letters at least every third line. @param {string[]} cells */
function isProse(cells) {
  const isLong = cells.reduce((sum, cell) => sum + cell.length, 0) / cells.length >= 25;
  return isLong && cells.filter((cell) => /^\p{Ll}/u.test(cell)).length >= cells.length / 3;
}

/** @param {string} text */
function tidied(text) {
  const [mark = '', ...cells] = text
    .replace(/[^\S\t]+/g, ' ')
    .trim()
    .split('\t');
  if (!MARK.test(mark) || cells.length === 0) return [mark, ...cells].join('\t');
  return `${/[\uf0b7\uf0a7]/.test(mark) ? '•' : mark} ${cells.join('\t')}`;
}
