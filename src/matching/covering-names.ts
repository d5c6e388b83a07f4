import type { Identity } from './identity.ts';
import { isDeviceWord } from './kind-words.ts';
import { isPackagingWord } from './packaging-words.ts';
import { productWords } from './product-words.ts';
import { saysSeries } from './series.ts';
import { sharesWord } from './shared-words.ts';

/**
 * Whether a name means several models, by a list, a span or an x for each digit that differs, of which the other is one: "Ward
 * One, Two XL and Three monitors", "WV2-WV90" and "WV45xx".
 */
export function isAmongNamed(member: Identity, several: Identity): boolean {
  if (!MAY_BE_SEVERAL.test(several.product) || !sharesWord(member.telling, several.telling)) return false;
  return isInSpan(member, several) || isOfPattern(member, several) || isInList(member, several);
}

/** What no name of several models lacks; asked for nearly every pair, so that the rest is not. */
const MAY_BE_SEVERAL = /[,;/&–]|\d ?(?:-|to|through|bis)|\dx| (?:and|or|und) /i;

/** The WV5 of "WV Series WV2-WV90". */
function isInSpan(member: Identity, several: Identity): boolean {
  const [whole, letters = '', from, to] = SPAN.exec(several.product) ?? [];
  if (whole === undefined) return false;
  const isWithin = (word: string): boolean => {
    const number = word.startsWith(letters.toLowerCase()) ? word.slice(letters.length) : '';
    return /^\d+$/.test(number) && Number(number) >= Number(from) && Number(number) <= Number(to);
  };
  return isNamedBeside(member, isWithin, several, [...productWords(whole), letters.toLowerCase()]);
}

const SPAN = /\b(\p{L}{1,4})[ -]?(\d{1,5})\s?(?:-|–|to|through|bis)\s?\1[ -]?(\d{1,5})\b/iu;

/** The WV4550 of "WV45xx". One x alone may be a variant's letter, unless a series is said. */
function isOfPattern(member: Identity, several: Identity): boolean {
  const pattern = several.words.find((word) => PATTERN.test(word));
  if (pattern === undefined) return false;
  const [, front = '', open = ''] = PATTERN.exec(pattern) ?? [];
  if (open.length < 2 && !several.words.some(saysSeries)) return false;
  const model = new RegExp(`^${front}\\d{${open.length}}\\p{L}{0,4}$`, 'u');
  return isNamedBeside(member, (word) => model.test(word), several, [pattern]);
}

const PATTERN = /^(\p{L}{0,4}\d{1,4})(x{1,3})$/u;

/** Whether the member gives such a model, and beside it all that the other name says; codes of parts and words of kind may come with it. */
function isNamedBeside(
  member: Identity,
  isModel: (word: string) => boolean,
  several: Identity,
  numbers: readonly string[],
): boolean {
  if (!member.words.some(isModel)) return false;
  const family = several.telling.filter((word) => !numbers.includes(word) && !saysWhat(word));
  const rest = member.telling.filter((word) => !isModel(word) && !family.includes(word));
  return family.every((word) => member.words.includes(word)) && rest.every((word) => saysWhat(word) || hasDigit(word));
}

/** The "Ward Two XL" of "Ward One, Two XL and Three monitors", and the "WV 250c" of "WV 250c/WB 250c". */
function isInList(member: Identity, several: Identity): boolean {
  const items = itemsOf(several);
  const [first = []] = items;
  const name = member.words.filter((word) => !saysWhat(word)).join(' ');
  return items.some((item) =>
    first.some((_, length) => {
      const isFirst = item === first;
      return (length === 0 || !isFirst) && name === [...(isFirst ? [] : first.slice(0, length)), ...item].join(' ');
    }),
  );
}

/** The words of each thing in a list; none where the name is no list, since many names hold an "and". */
function itemsOf(several: Identity): readonly (readonly string[])[] {
  const text = several.product.replaceAll(/\([^()]*\)/g, ' ');
  const items = text.split(/\s*[,;]\s*(?:and|or|und)?\s+|\s+(?:and|or|und|&)\s+|\s*\/\s*/i);
  const isList = items.length > 2 || (items.length === 2 && (several.words.some(saysSeries) || items.every(hasDigit)));
  if (!isList) return [];
  const isOwn = (word: string): boolean => several.words.includes(word) && !saysWhat(word);
  const named = items.map((item) => productWords(item).filter(isOwn)).filter((words) => words.length > 0);
  return named.filter((words) => words.some((word) => hasDigit(word) || word.length >= SHORTEST_NAME));
}

const SHORTEST_NAME = 4;

function saysWhat(word: string): boolean {
  return saysSeries(word) || isDeviceWord(word) || isPackagingWord(word);
}

function hasDigit(text: string): boolean {
  return /\d/.test(text);
}
