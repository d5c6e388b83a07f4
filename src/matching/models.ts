import { isDeviceWord } from './kind-words.ts';
import { isPackagingWord } from './packaging-words.ts';

/** The words of a system's names: its own, whose numbers are no models, and those of what runs it. */
export interface SystemWords {
  readonly own: readonly string[];
  readonly also: readonly string[];
}

/**
 * Whether two names of one system mean different models that run it: each says a model, and no two of them can be the same
 * ("Ward Router 4331" and "Ward Switch 9300"). Where one names only the system, or a series that the other belongs to,
 * nothing is told.
 */
export function modelsConflict(a: readonly string[], b: readonly string[], system: SystemWords): boolean {
  const [left, right] = [modelsOf(a, system), modelsOf(b, system)];
  return left.length > 0 && right.length > 0 && !left.some((one) => right.some((other) => maySame(one, other)));
}

/**
 * Whether two names of one vendor give one model, under whatever words of kind: "WM450 Monitor" and "Ward Monitor WM450 bedside
 * unit". "WM450dn" is a variant of the WM450; of two variants each is its own.
 */
export function namesOneModel(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [a.filter(isModelWord), b.filter(isModelWord)];
  if (left.length !== 1 || right.length !== 1 || hasOtherNumber(a) || hasOtherNumber(b)) return false;
  const [one = '', other = ''] = [left[0], right[0]];
  if (saysOtherVariant(behind(a, one), behind(b, other))) return false;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return long.startsWith(short) && (short === long || /\d$/.test(short)) && /^\p{L}*$/u.test(long.slice(short.length));
}

/** The V of "WM3245-V": short letters behind a model. */
function behind(words: readonly string[], model: string): string | undefined {
  const next = words[words.indexOf(model) + 1];
  return next !== undefined && /^\p{L}{1,3}$/u.test(next) && !isDeviceWord(next) && !isPackagingWord(next)
    ? next
    : undefined;
}

function saysOtherVariant(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/** The model that a name gives, without the letters of a variant; empty where it gives none, or more. */
export function oneModel(words: readonly string[]): string {
  const models = words.filter(isModelWord);
  return models.length === 1 ? (models[0] ?? '').replace(/(?<=\d)\p{L}+$/u, '') : '';
}

/** Letters, a number of three digits or more, and the letters of a variant. */
function isModelWord(word: string): boolean {
  return /^\p{L}{1,4}\d{3,5}\p{L}{0,4}$/u.test(word) && !NO_MODEL.test(word);
}

/** A further number may say another model or part. */
function hasOtherNumber(words: readonly string[]): boolean {
  return words.some((word) => /\d{2}/.test(word) && !isModelWord(word));
}

interface Model {
  readonly number: string;
  /** Letters behind the number: the F of 100F. */
  readonly variant: string;
}

function modelsOf(words: readonly string[], system: SystemWords): readonly Model[] {
  const own = new Set(system.own.map(withoutLetters));
  return words
    .filter((word) => /\p{L}/u.test(word) || system.also.includes(word))
    .filter((word) => !NO_MODEL.test(word) && !own.has(withoutLetters(word)))
    .flatMap((word) => {
      const [, number, variant] = MODEL.exec(withoutLetters(word)) ?? [];
      return number === undefined || variant === undefined ? [] : [{ number, variant }];
    });
}

/** "ISR4331" is the 4331 of the ISR; FGT60F is the 60F. */
function withoutLetters(word: string): string {
  return word.replace(/^\p{L}+(?=\d)/u, '');
}

/**
 * Three to five digits, or two and more with letters behind. A bare number may as well be a version (128, 1912): it is a
 * model only where the lexicon names it.
 */
const MODEL = /^(\d{3,5}|\d{2,5}(?=\p{L}))(\p{L}{0,3})$/u;

/** Years, versions, updates, ordinals, architectures, and releases such as 12c, 11g and 23ai. */
const NO_MODEL =
  /^(?:(?:19|20)\d\d|(?:v|r|u|p(?=\d{1,2}$)|sp|cu|kb|fp|hf|rev|ver|version|build|update|release|patch|ltsr)\d+\p{L}*|\d+(?:st|nd|rd|th|u|h|bit|sp|cu|esr|lts)|\d\d(?:c|g|i|ai))$/u;

/** The same number, where at most one says a variant; or a series and a model of it: 4000 and 4331. */
function maySame(one: Model, other: Model): boolean {
  if (one.number === other.number) return one.variant === other.variant || one.variant === '' || other.variant === '';
  return isOfSeries(one, other) || isOfSeries(other, one);
}

function isOfSeries(model: Model, series: Model): boolean {
  const stem = series.number.replace(/0{2,}$/, '');
  const isSeries = series.variant === '' && stem !== '' && stem !== series.number;
  return isSeries && model.number.length === series.number.length && model.number.startsWith(stem);
}
