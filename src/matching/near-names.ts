import { isPlatformWord } from './identity.ts';
import { isDeviceWord, isKindWord, saysOtherDevice } from './kind-words.ts';
import { isPackagingWord } from './packaging-words.ts';
import { sharesWord } from './shared-words.ts';

/** The words that both names have and that name a product rather than a kind of thing. */
export function ownWordsOfBoth(left: readonly string[], right: readonly string[]): readonly string[] {
  return left.filter(
    (word) => NAME.test(word) && !saysKind(word) && !isPlatformWord(word) && sharesWord([word], right),
  );
}

/**
 * Whether names that have words of their own in common may mean one product although each says more: both give one model, or one
 * of them says beside the name only what kind of thing it is. Two that say something else each, or another model, are siblings.
 */
export function mayBeOneProduct(own: readonly string[], more: readonly string[], fewer: readonly string[]): boolean {
  const sides = [more, fewer];
  if (own.length === 0 || saysOtherDevice(more, fewer)) return false;
  if (sides.every((words) => words.some(hasDigit)) || sides.every((words) => words.every(isVariant))) return false;
  if (own.some(hasDigit) || sides.every((words) => words.every(isDeviceWord))) return true;
  const [one, other] = sides.filter((words) => words.every(saysKind));
  if (one === undefined || other !== undefined) return false;
  return own.length > 1 || one.every(isDeviceWord);
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
