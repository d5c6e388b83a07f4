import type { Identity } from './identity.ts';
import { isCommonName } from './kind-words.ts';
import { isPackagingWord, isVersionWord } from './packaging-words.ts';

/**
 * Whether two names differ by abbreviations only: a word of one is made of the first letters of two words or more of the
 * other, in their place, and all else is the same. "AD Agent" and "Active Directory Agent", "ESG" and "Email Security Gateway".
 */
export function isAbbreviated(a: Identity, b: Identity): boolean {
  return startsAbbreviated(a, b) || isWhollyAbbreviated(a, b);
}

/** "Ward View SE" against "Ward View Site Edition": the same beginning, and the rest in full or by its first letters. */
function startsAbbreviated(a: Identity, b: Identity): boolean {
  const shared = a.words.findIndex((word, at) => word !== b.words[at]);
  if (shared < 1 || isCommonName(a.words.slice(0, shared))) return false;
  const [left, right] = [a.words.slice(shared), b.words.slice(shared)];
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return short.length === 1 && long.length > 1 && short[0] === initialsOf(long);
}

/** An abbreviation that stands for the whole name has so many letters at the least: first letters of fewer words stand for too much. */
export const SHORTEST_ABBREVIATION = 3;

function isWhollyAbbreviated(a: Identity, b: Identity): boolean {
  const [left, right] = [nameWords(a, b), nameWords(b, a)];
  const found = abbreviationsBetween(left, right);
  if (found === undefined || found.length === 0) return false;
  const tellingCount = (words: readonly string[]) => words.filter((word) => !isPackagingWord(word)).length;
  const areAll = found.length >= Math.min(tellingCount(left), tellingCount(right));
  return !areAll || found.every((word) => word.length >= SHORTEST_ABBREVIATION);
}

/** The words with what stands in brackets, bare numbers and a vendor's name in front left out. */
function nameWords({ words, optional }: Identity, other: Identity): readonly string[] {
  const named = words.filter((word) => !optional.has(word) && !isVersionWord(word) && !/^\d+$/.test(word));
  return named.length > 1 && other.vendorForms.has(named[0] ?? '') ? named.slice(1) : named;
}

/** The abbreviations by which two runs of words are one name; `undefined` where they are not, but for words of packaging at the end. */
function abbreviationsBetween(a: readonly string[], b: readonly string[]): readonly string[] | undefined {
  const found: string[] = [];
  let [left, right] = [0, 0];
  while (left < a.length && right < b.length) {
    const [x = '', y = ''] = [a[left], b[right]];
    if (x === y) {
      left += 1;
      right += 1;
    } else if (isInitials(x, b.slice(right))) {
      found.push(x);
      left += 1;
      right += x.length;
    } else if (isInitials(y, a.slice(left))) {
      found.push(y);
      left += y.length;
      right += 1;
    } else return undefined;
  }
  const isSame = [...a.slice(left), ...b.slice(right)].every(isPackagingWord);
  return isSame ? found : undefined;
}

function isInitials(word: string, of: readonly string[]): boolean {
  return /^\p{L}{2,}$/u.test(word) && of.length >= word.length && word === initialsOf(of.slice(0, word.length));
}

function initialsOf(words: readonly string[]): string {
  return words.map((word) => word[0]).join('');
}
