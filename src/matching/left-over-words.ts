import type { Identity } from './identity.ts';
import { isKindWord } from './kind-words.ts';
import { isVersionWord } from './packaging-words.ts';
import { sharesWord, without } from './shared-words.ts';
import { isMisspelt } from './slip-of-the-pen.ts';

/** The words that each of two names has for itself. */
export interface LeftOver {
  readonly more: readonly string[];
  readonly fewer: readonly string[];
}

/**
 * What two names say apart from each other, of words that tell products apart: without first letters of what stands beside
 * them, and, beside a word that both have, without words of which one is short for the other or misspelt.
 */
export function leftOver(
  asset: Identity,
  advisory: Identity,
  left: readonly string[],
  right: readonly string[],
  ofOneVendor: boolean,
): LeftOver {
  const more = without(left, right, asset.optional).filter((word) => !isInFullBeside(word, asset));
  const fewer = without(right, left, advisory.optional).filter((word) => !isInFullBeside(word, advisory));
  if (ofOneVendor && sharesWord(left, right)) {
    return writtenOtherwise(
      more.filter((word) => !isVariantOf(word, advisory.numbers)),
      fewer.filter((word) => !isVariantOf(word, asset.numbers)),
    );
  }
  return { more, fewer };
}

function writtenOtherwise(more: readonly string[], fewer: readonly string[]): LeftOver {
  return {
    more: more.filter((word) => !fewer.some((other) => isWrittenOtherwise(word, other))),
    fewer: fewer.filter((word) => !more.some((other) => isWrittenOtherwise(word, other))),
  };
}

/** The 70G of a 70: letters behind the number that the other name gives alone. */
function isVariantOf(word: string, numbers: readonly string[]): boolean {
  const number = /^(\d+)\p{L}{1,2}$/u.exec(word)?.[1];
  return number !== undefined && numbers.includes(number);
}

/** The WMP of "Ward Messaging Platform WMP": first letters of words that stand in the same name. */
function isInFullBeside(word: string, { words, vendorForms }: Identity): boolean {
  const initials = words.map((each) => each[0]).join('');
  if (isWholeInitials(word, words)) return true;
  if (!SHORT.test(word)) return false;
  const makers = [...vendorForms].map((form) => `${form[0]}${initials}`);
  return [initials, ...makers].some((letters) => letters.includes(word));
}

/** The WM of "WM Ward Manager": first letters of all else. */
function isWholeInitials(word: string, words: readonly string[]): boolean {
  const others = words.filter((each) => each !== word && !isVersionWord(each) && !/\d/.test(each));
  return word.length > 1 && word === others.map((each) => each[0]).join('');
}

/** First letters of fewer words stand for too much. */
const SHORT = /^\p{L}{3,6}$/u;

function isWrittenOtherwise(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return isMisspelt(short, long) || isCutShort(short, long) || isOfOneStem(short, long);
}

/** "Cardio" for cardiovascular, "med" for medication: the beginning of a word of which only an ending is left out. */
function isCutShort(short: string, long: string): boolean {
  return (
    short.length >= 3 &&
    /^\p{L}+$/u.test(short) &&
    !isKindWord(short) &&
    long.startsWith(short) &&
    ENDING.test(long.slice(short.length))
  );
}

/** "Programmer" and "programming": who or what does a thing, and the doing of it. */
function isOfOneStem(one: string, other: string): boolean {
  const stem = stemOf(one);
  return stem.length >= 5 && stem === stemOf(other);
}

function stemOf(word: string): string {
  return word.replace(/(?:ers?|ors?|ing|ions?)$/u, '').replace(/(\p{L})\1$/u, '$1');
}

const ENDING =
  /^\p{L}*(?:ation|ication|ition|ment|ments|ular|ical|istics|ostics|atory|ology|acy|ance|ence|ator|ators)$/u;
