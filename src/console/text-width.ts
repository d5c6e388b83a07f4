/**
 * How many columns a terminal gives to a text: 2 for East Asian wide characters and emoji, 0 for combining marks
 * (Unicode TR 11, East Asian Width). Expects text without control characters.
 */
export function displayWidth(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const character of characters(text)) width += characterWidth(character);
  return width;
}

/** The text where it fits into `columns`, else its beginning with an ellipsis. */
export function cutToWidth(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let cut = '';
  let width = 0;
  for (const character of characters(text)) {
    width += characterWidth(character);
    if (width > columns - 1) break;
    cut += character;
  }
  return `${cut}…`;
}

/** The text filled up with spaces to `columns`, or cut to them. */
export function padToWidth(text: string, columns: number): string {
  const cut = cutToWidth(text, columns);
  return cut + ' '.repeat(Math.max(columns - displayWidth(cut), 0));
}

/** The text in lines of at most `columns`, broken between words; a word that is longer than a line is broken inside. */
export function wrapWords(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of text.split(' ')) {
    for (const piece of breakWord(word, columns)) {
      const pieceWidth = displayWidth(piece);
      if (line !== '' && width + 1 + pieceWidth <= columns) {
        line += ` ${piece}`;
        width += 1 + pieceWidth;
      } else {
        if (line !== '') lines.push(line);
        line = piece;
        width = pieceWidth;
      }
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

function breakWord(word: string, columns: number): string[] {
  if (displayWidth(word) <= columns) return word === '' ? [] : [word];
  const pieces: string[] = [];
  let piece = '';
  let width = 0;
  for (const character of characters(word)) {
    const next = characterWidth(character);
    if (width + next > columns && piece !== '') {
      pieces.push(piece);
      piece = '';
      width = 0;
    }
    piece += character;
    width += next;
  }
  pieces.push(piece);
  return pieces;
}

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What a reader takes for one character, with its combining marks. */
function* characters(text: string): Generator<string> {
  if (isPlain(text)) yield* text;
  else for (const { segment } of SEGMENTER.segment(text)) yield segment;
}

function characterWidth(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  if (/^\p{Mark}/u.test(character)) return 0;
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(character)) return 2;
  return WIDE_RANGES.some(([first, last]) => codePoint >= first && codePoint <= last) ? 2 : 1;
}

/** The blocks of wide and full-width characters (Unicode 15, EastAsianWidth.txt, W and F), gaps between them filled. */
const WIDE_RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
];

/** Latin letters, dashes, quotation marks and frames: one column each, nothing to combine. Most text is of these. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e\u00a1-\u02ff\u2010-\u2027\u2500-\u257f]*$/.test(text);
}
