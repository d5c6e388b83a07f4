/**
 * Whether two names of one system mean different models that run it: each says a model, and no two of them can be the same
 * ("Ward Router 4331" and "Ward Switch 9300"). Where one names only the system, or a series that the other belongs to,
 * nothing is told. `system` holds the words of the system's own name, whose numbers are no models.
 */
export function modelsConflict(a: readonly string[], b: readonly string[], system: readonly string[]): boolean {
  const own = new Set(system.map(withoutLetters));
  const [left, right] = [modelsOf(a, own), modelsOf(b, own)];
  return left.length > 0 && right.length > 0 && !left.some((one) => right.some((other) => maySame(one, other)));
}

interface Model {
  readonly number: string;
  /** Letters behind the number: the F of 100F. */
  readonly variant: string;
}

function modelsOf(words: readonly string[], own: ReadonlySet<string>): readonly Model[] {
  return words
    .map(withoutLetters)
    .filter((word) => !own.has(word) && !NO_MODEL.test(word))
    .flatMap((word) => {
      const [, number, variant] = MODEL.exec(word) ?? [];
      return number === undefined || variant === undefined ? [] : [{ number, variant }];
    });
}

/** "ISR4331" is the 4331 of the ISR; FGT60F is the 60F. */
function withoutLetters(word: string): string {
  return word.replace(/^\p{L}+(?=\d)/u, '');
}

/** A number of three to five digits, or of two and more with letters behind; shorter ones may be versions. */
const MODEL = /^(\d{3,5}|\d{2,5}(?=\p{L}))(\p{L}{0,3})$/u;

/** Years, ordinals, updates, halves of a year, architectures, and releases such as 12c, 11g and 23ai. */
const NO_MODEL = /^(?:(?:19|20)\d\d|\d+(?:st|nd|rd|th|u|h|bit|sp|cu)|\d\d(?:c|g|i|ai))$/;

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
