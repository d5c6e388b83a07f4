import type { Prose, Sentence, Span } from './prose.ts';
import { has, SIGN } from './signs.ts';

/**
 * The parts of a text that can speak of a product's versions: its beginning, where the subject is named; sentences with a number and
 * a word of versions, flaws or fixes; what stands right before them; heads of tables and of sections. Lists of indicators are left out.
 */
export function tellingStretches({ sentences }: Prose): readonly Span[] {
  const stretches: { start: number; end: number }[] = [];
  let tableHead: number | undefined;
  let taken = 0;
  const take = (from: number, to: number) => {
    for (let index = Math.max(from, taken); index <= to; index++) {
      const { start, end } = sentences[index] ?? { start: 0, end: 0 };
      const last = stretches[stretches.length - 1];
      if (last !== undefined && index === taken && index > 0) last.end = end;
      else stretches.push({ start, end });
      taken = index + 1;
    }
  };
  for (const sentence of sentences) {
    const { index, start, text } = sentence;
    const isRow = text.includes('\t');
    tableHead = isRow ? (tableHead ?? index) : undefined;
    if (index > 0 && start >= HEAD && !isTelling(sentence) && !isSectionHead(sentence)) continue;
    if (tableHead !== undefined) take(tableHead, tableHead);
    take(firstOf(sentences, index), index);
  }
  return stretches;
}

/** Characters in which a text says what it is about. */
const HEAD = 1_200;

/** What stands right before a telling sentence belongs to it, unless it is a sentence of its own: a name above its versions, a heading over a list. */
function firstOf(sentences: readonly Sentence[], index: number): number {
  let first = index;
  while (first > 0 && index - first < BEFORE && !/[.!?]$/.test(sentences[first - 1]?.text ?? '.')) first--;
  return first;
}

const BEFORE = 2;

/** Numbers with a dot, or with a letter between: bare ones are versions only beside a word like "version". */
const VERSION_LIKE = /\b(?:[vV]\d|\d{1,5}(?:\.\d|\.x|[urR]\d))/;
const ANNOUNCED = /\b(?:ver|vers|versions?|rel|releases?|firmware|fw|builds?|rev|revisions?)\b[^\n]{0,30}\d/i;
const NAMED = /[A-Z][A-Za-z0-9)]{0,40} [vV]?\d+\.\d/;
const BARE = /^\W{0,4}[vV]?\d{1,5}(?:\.\d{1,5}){1,2}\W{0,4}$/;
const SECTION =
  /^(?:solution|remediation|resolution|fix|recommendation|mitigation|affected|vulnerable|impacted|description|summary|overview|details|impact|references|background)/i;

function isTelling(sentence: Sentence): boolean {
  const { text } = sentence;
  if (!has(sentence, SIGN.number)) return has(sentence, SIGN.all) && has(sentence, SIGN.version);
  if (has(sentence, SIGN.version) && ANNOUNCED.test(text)) return true;
  return VERSION_LIKE.test(text) && (has(sentence, SIGN.range | SIGN.version) || NAMED.test(text) || BARE.test(text));
}

function isSectionHead({ text }: Sentence): boolean {
  return text.length < 60 && SECTION.test(text);
}
