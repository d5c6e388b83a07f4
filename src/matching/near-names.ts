import { isPlatformWord } from './identity.ts';
import { isDeviceWord, isKindWord, isUseWord, saysOtherDevice } from './kind-words.ts';
import { isPackagingWord } from './packaging-words.ts';
import { sharesWord } from './shared-words.ts';

/**
 * The name that two names share which may mean one product although each says more: both give one model, or one of them says
 * beside the name only what kind of thing it is. Empty where each says something else, or another model: those are siblings.
 */
export function sharedName(
  left: readonly string[],
  right: readonly string[],
  more: readonly string[],
  fewer: readonly string[],
): string {
  const theirs = right.map(withoutGeneration);
  const own = left.map(withoutGeneration).filter((word) => isName(word) && sharesWord([word], theirs));
  const beside = (words: readonly string[]) => words.filter((word) => !own.includes(withoutGeneration(word)));
  const sides = [beside(more), beside(fewer)];
  const isInPlaceOf = placeOf(sides[0], left, own) === placeOf(sides[1], right, own);
  return mayBeOneProduct(own, sides, isInPlaceOf) ? own.join(' ') : '';
}

/** After how many of the shared words the first of the others stands: in "Ward Control Expert" and "Ward Process Expert" after one. */
function placeOf(words: readonly string[] = [], all: readonly string[], own: readonly string[]): number {
  const [first = ''] = words;
  return all.slice(0, all.indexOf(first)).filter((word) => own.includes(withoutGeneration(word))).length;
}

function mayBeOneProduct(own: readonly string[], sides: readonly (readonly string[])[], isInPlaceOf: boolean): boolean {
  const [left = [], right = []] = sides;
  if (own.length === 0 || saysOtherDevice(left, right)) return false;
  if (sides.every((words) => words.some(hasDigit))) return false;
  if (sides.every((words) => words.length > 0 && words.every(isVariant))) return false;
  if (own.some(hasDigit) || sides.every((words) => words.every(saysDevice))) return true;
  const [one, other] = sides.filter((words) => words.every(saysKind));
  if (one === undefined || other !== undefined) return false;
  return one.every(saysDevice) || (own.length > 1 && !isInPlaceOf);
}

/** "Wardview4" is a Wardview: which of them may be asked. */
function withoutGeneration(word: string): string {
  return word.replace(/(?<=^\p{L}{5,})\d$/u, '');
}

function isName(word: string): boolean {
  return NAME.test(word) && !saysKind(word) && !isPlatformWord(word);
}

function saysDevice(word: string): boolean {
  return isDeviceWord(word) && !isUseWord(word);
}

function saysKind(word: string): boolean {
  return isKindWord(word) || isDeviceWord(word) || isPackagingWord(word);
}

function hasDigit(word: string): boolean {
  return /\d/.test(word);
}

/** The V and LVE behind a model. */
function isVariant(word: string): boolean {
  return word.length <= 3;
}

/** Four letters and more, or a model's. */
const NAME = /^(?:\p{L}{4,}|(?=.*\d)(?=.*\p{L})[\p{L}\d]{3,})$/u;
