import type { Indicator, IndicatorType } from '../domain/indicator.ts';
import type { Lexicon } from '../domain/lexicon.ts';
import { defang } from '../indicators/defang.ts';
import { dottedNames } from '../indicators/dotted-names.ts';
import { isFileEnding } from '../indicators/file-endings.ts';
import { type FoundIndicator, findIndicators } from '../indicators/find.ts';
import { isHostEnding } from '../indicators/host.ts';
import { readInput, type TryExtractInput } from './try-extract.ts';

/** A place of the text with what was decided of it. */
interface Mark {
  readonly start: number;
  readonly end: number;
  readonly sign: '+' | '-' | '·';
  readonly words: string;
}

/**
 * Extraction told to a person: the text with a numbered mark at every place that has the shape of an indicator, then a line
 * for each mark: `+` kept, `-` set aside, `·` no indicator by its shape, and why. Everything that could be clicked is defanged.
 */
export function explainExtract(input: TryExtractInput, lexicon: Lexicon): string {
  const advisory = readInput(input, lexicon);
  const found = findIndicators(input.text);
  const rulings = new Map<string, Omit<Mark, 'start' | 'end'>>([
    ...advisory.setAside.map((each) => [keyOf(each), { sign: '-', words: told(each) }] as const),
    ...advisory.indicators.map((each) => [keyOf(each), { sign: '+', words: told(each) }] as const),
  ]);
  const marks = [
    ...found.map(({ start, end, ...each }) => ({ start, end, ...(rulings.get(keyOf(each)) ?? idOf(each)) })),
    ...lookAlikes(input.text, found),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  return [
    `${input.id}: ${marks.length} marks`,
    '',
    marked(input.text, marks),
    '',
    ...marks.map(({ sign, words }, index) => `${sign} [${index + 1}] ${words}`),
  ].join('\n');
}

function keyOf({ type, value }: { readonly type: IndicatorType; readonly value: string }): string {
  return `${type} ${value}`;
}

function told({ type, value, because }: Pick<Indicator, 'type' | 'value' | 'because'>): string {
  return `${type} ${defang(type, value)}: ${because}`;
}

function idOf({ type, value }: Pick<FoundIndicator, 'type' | 'value'>): Omit<Mark, 'start' | 'end'> {
  return { sign: '+', words: `${type} ${value}: It is an id of a public list.` };
}

/** What has the dots of a host and is none. */
function lookAlikes(text: string, found: readonly FoundIndicator[]): readonly Mark[] {
  return dottedNames(text).flatMap(({ start, end, ending }) => {
    if (found.some((each) => each.start < end && start < each.end)) return [];
    const written = text.slice(start, end).replaceAll('.', '[.]');
    return [{ start, end, sign: '·' as const, words: `${written}: ${whyNot(ending)}` }];
  });
}

function whyNot(ending: string): string {
  if (/^\d+$/.test(ending)) return 'Numbers with dots: a version, a date or an object identifier.';
  if (isFileEnding(ending)) return 'It is written as the name of a file.';
  if (isHostEnding(ending)) return 'It is written as code or as the name that a scanner gives.';
  return `No host ends in ".${ending}".`;
}

/** The text with a number after every place; the place itself defanged. Of places that share characters the longest is marked. */
function marked(text: string, marks: readonly Mark[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const [index, { start, end, sign }] of marks.entries()) {
    if (start < from) continue;
    const shown = text
      .slice(start, end)
      .replace(/(?<!\[)\.(?!\])/g, '[.]')
      .replace(/^h(tt)(ps?)(?=:)/i, 'hxx$2');
    pieces.push(text.slice(from, start), `${sign}«${shown}»[${index + 1}]`);
    from = end;
  }
  return [...pieces, text.slice(from)].join('');
}
