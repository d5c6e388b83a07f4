import type { Quote } from '../domain/quote.ts';
import { signsIn } from './signs.ts';

/** A stretch of a text. */
export interface Span {
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

/** One sentence, list item, heading or table row. */
export interface Sentence extends Span {
  readonly text: string;
  /** Its place among the sentences. */
  readonly index: number;
  /** The words of the nearest heading above it; empty before the first. */
  readonly heading: string;
  readonly isHeading: boolean;
  /** Which families of words stand in it: `signs.ts`. */
  readonly signs: number;
}

/** A document's text, cut into what its parts read. */
export interface Prose {
  readonly documentId: string;
  readonly title: string;
  readonly text: string;
  readonly sentences: readonly Sentence[];
  /** Offsets where headings, list items, rows and paragraphs begin. */
  readonly blockStarts: readonly number[];
}

/** Cuts a text into sentences under their headings. Line ends within a sentence (wrapped text) do not end it; blank lines, list items and table rows do. */
export function readProse(documentId: string, title: string, text: string): Prose {
  const sentences: Sentence[] = [];
  let heading = '';
  const blocks = blocksOf(text, title);
  for (const block of blocks) {
    const body = text.slice(block.start, block.end);
    const isHeading = looksLikeHeading(body);
    if (isHeading) heading = wordsOfHeading(body);
    for (const { start, end } of isHeading ? [block] : sentencesOf(text, block, body)) {
      const signs = signsIn(text, start, end);
      sentences.push({ start, end, text: text.slice(start, end), index: sentences.length, heading, isHeading, signs });
    }
  }
  return { documentId, title, text, sentences, blockStarts: blocks.map((block) => block.start) };
}

/** Without the signs that mark it. */
function wordsOfHeading(body: string): string {
  let end = body.length;
  while (/[:*_=\s]/.test(body.charAt(end - 1))) end--;
  return body.slice(0, end).replace(/^#+\s*/, '');
}

/** The words of a stretch, as they stand in the stored document. */
export function quoteOf(prose: Pick<Prose, 'documentId' | 'text'>, span: Span): Quote {
  return {
    documentId: prose.documentId,
    start: span.start,
    end: span.end,
    text: prose.text.slice(span.start, span.end),
  };
}

/** Words with every white space made a blank: their length stays. */
export function onOneLine(words: string): string {
  return words.replace(/[^\S ]/g, ' ');
}

/** Words with every stretch of white space made one blank. */
export function withSingleBlanks(words: string): string {
  return words.replace(/\s{2,}|[^\S ]/g, ' ');
}

/** The sentence in which an offset lies. */
export function sentenceAt(prose: Prose, offset: number): Sentence | undefined {
  let low = 0;
  let high = prose.sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((prose.sentences[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const sentence = prose.sentences[low];
  return sentence !== undefined && sentence.start <= offset ? sentence : undefined;
}

/** A quote of the sentence around a stretch; where it is longer than a person reads, of the words nearby. */
export function quoteAround(prose: Prose, span: Span): Quote {
  return quoteOf(prose, spanAround(prose, span));
}

/** The sentence around a stretch, at most some hundred characters of it either side. */
export function spanAround(prose: Prose, span: Span): Span {
  const sentence = sentenceAt(prose, span.start) ?? span;
  return {
    start: Math.max(sentence.start, span.start - WIDEST),
    end: Math.min(Math.max(sentence.end, span.end), span.end + WIDEST),
  };
}

/** Characters either side: some lines of text. */
const WIDEST = 400;

const LIST_ITEM = /^\s*(?:[-*•‣▪+–]|\d{1,2}[.)]|\(?[a-z]\))\s+/;

function blocksOf(text: string, title: string): readonly Span[] {
  const blocks: Span[] = [];
  const lines = text.split('\n');
  let start = 0;
  let lineStart = 0;
  for (const [number, line] of lines.entries()) {
    const next = lineStart + line.length + 1;
    const isTitle = number === 0 && line.trim() === title.trim();
    if (isTitle || endsBlock(lines, number)) {
      pushTrimmed(blocks, text, start, lineStart + line.length);
      start = next;
    }
    lineStart = next;
  }
  if (start < text.length) pushTrimmed(blocks, text, start, text.length);
  return blocks;
}

/** The longest of the lines near: where prose is wrapped, about its width. */
function widthAround(lines: readonly string[], number: number): number {
  let width = 0;
  for (let at = Math.max(0, number - NEAR_LINES); at <= number + NEAR_LINES; at++) {
    width = Math.max(width, lines[at]?.length ?? 0);
  }
  return width;
}

const NEAR_LINES = 5;
/** Words that no heading and no sentence ends with: the line was wrapped after them. */
const OPEN_END = /\b(?:a|an|the|of|to|for|with|by|from|and|or|in|on|at|its|their|that|which|as)$/i;

/** A line ends its block unless it was plainly wrapped: the next line goes on in lower case, or its first word had no room on this one. */
function endsBlock(lines: readonly string[], number: number): boolean {
  const line = lines[number] ?? '';
  const next = lines[number + 1] ?? '';
  if (line.includes('\t') || next.includes('\t') || isBlank(line) || isBlank(next)) return true;
  const end = line.trimEnd().slice(-6);
  if (LIST_ITEM.test(next) || /[.!?:;][)"'\]]{0,5}$/.test(end)) return true;
  if (end.endsWith(',') && /^\s*\d/.test(next)) return false;
  if (line.length >= 40 && (/^\s*[a-z(]/.test(next) || OPEN_END.test(line.slice(-8)))) return false;
  if (line.length < 60 || !/[a-z,\d)]/i.test(line.charAt(line.length - 1))) return true;
  const firstWord = /^\s*\S+/.exec(next)?.[0] ?? '';
  const width = widthAround(lines, number);
  const isFull = line.length + 1 + firstWord.length >= width * 0.9;
  const isHeadingNext = next.length < width * 0.6 && looksLikeHeading(next);
  return !isFull || looksLikeHeading(line) || isHeadingNext;
}

function isBlank(line: string): boolean {
  return line.length === 0 || (line.charCodeAt(0) <= BLANK && line.trim() === '');
}

const BLANK = 32;

function pushTrimmed(spans: Span[], text: string, start: number, end: number): void {
  let from = start;
  let to = end;
  while (from < to && isWhite(text.charCodeAt(from))) from++;
  while (to > from && isWhite(text.charCodeAt(to - 1))) to--;
  if (from < to) spans.push({ start: from, end: to });
}

/** White space as `trim` sees it. */
function isWhite(code: number): boolean {
  return code <= BLANK ? WHITE.has(code) : code > 127 && String.fromCharCode(code).trim() === '';
}

const WHITE = new Set([9, 10, 11, 12, 13, BLANK]);

const ABBREVIATION = /\b(?:e\.g|i\.e|etc|vs|inc|ltd|co|corp|no|ver|v|approx|dr|mr|mrs|st|fig|al|u\.s|cf)\.$/i;

/** A company's form may end a sentence: then the next begins as sentences do. */
const COMPANY = /\b(?:inc|ltd|co|corp)\.$/i;
const BEGINS =
  /^\s+(?:(?:The|A|An|In|On|It|Its|They|This|These|We|As|At|For|No|All|Both|After|From|When|Each)\s|[A-Z][a-z]+ (?:was|were|is|are|had|has|have)\b)/;

/** Where a sentence may end. */
const STOP = /[.!?]["'”’)\]]?(?=\s+["'“‘([]?[A-Z0-9])/g;

function sentencesOf(text: string, block: Span, body: string): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  STOP.lastIndex = 0;
  for (let stop = STOP.exec(body); stop !== null; stop = STOP.exec(body)) {
    const end = stop.index + stop[0].length;
    const isShort = ABBREVIATION.test(body.slice(Math.max(0, end - 8), end));
    if (isShort && !(COMPANY.test(body.slice(Math.max(0, end - 6), end)) && BEGINS.test(body.slice(end, end + 40))))
      continue;
    pushTrimmed(spans, text, block.start + from, block.start + end);
    from = end;
  }
  pushTrimmed(spans, text, block.start + from, block.end);
  return spans;
}

/** Short, without a final full stop, and marked (`#`, a colon, capitals) or made of a few capitalised words. */
function looksLikeHeading(line: string): boolean {
  if (line.length > LONGEST_HEADING && line.trim().length > LONGEST_HEADING) return false;
  const words = line.trim();
  const end = words.charAt(words.length - 1);
  if (words.length < 3 || words.includes('\t') || '.!?,;'.includes(end)) return false;
  if (/^#{1,6}\s|^=+\s/.test(words)) return true;
  if (/[[\]/\\@]|\d\.\d/.test(words) || LIST_ITEM.test(words)) return false;
  if (end === ':' && words.indexOf(':') === words.length - 1 && words.length > 3 && words.length <= 61) return true;
  const parts = words.split(/\s+/);
  if (parts.length > 4 && isTitleCase(words)) return true;
  return parts.length <= 9 && /^[A-Z]/.test(words) && !/\b(?:is|are|was|were|has|have|had|will|can|may)\b/.test(words);
}

const LONGEST_HEADING = 90;

/** Every longer word begins with a capital, as in the titles of bulletins. */
export function isTitleCase(words: string): boolean {
  const longer = words.match(/[\p{L}][\p{L}'’-]{3,}/gu) ?? [];
  return (
    longer.length > 2 &&
    longer.every(
      (word) =>
        /^\p{Lu}/u.test(word) || /^(?:with|from|into|over|amid|after|against|using|through|between)$/.test(word),
    )
  );
}
