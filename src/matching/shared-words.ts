import { isPlatformWord } from './identity.ts';
import { isKindWord, isUseWord } from './kind-words.ts';

/** Words of one side that the other lacks; plurals are the same word, and words in brackets may be missing. */
export function without(
  words: readonly string[],
  other: readonly string[],
  optional: ReadonlySet<string>,
): readonly string[] {
  const known = new Set(other.map(singular));
  const names = words.length > 1 || other.length > 1 ? words.filter((word) => !isPlatformWord(word)) : words;
  return names.filter((word) => !known.has(singular(word)) && !optional.has(word));
}

/** Whether two names have a word in common. */
export function sharesWord(words: readonly string[], other: readonly string[]): boolean {
  const known = new Set(other.map(singular));
  return words.some((word) => known.has(singular(word)));
}

/** The word without its ending: a plural is the same word, as is "licensing" of "license". */
export function singular(word: string): string {
  const one = word.length > 4 ? word.replace(/(?<=[^s])s$/, '') : word;
  return isKindWord(word) && !isUseWord(word) ? one : one.replace(/(?<=^.{5,})(?:ing|ed|e)$/, '');
}
