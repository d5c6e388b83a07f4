const ENGLISH = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Languages whose names of months do not contradict each other. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'da', 'nb', 'sv', 'el', 'hu', 'ro'];

/** The month (1 to 12) that a word names, in English or another language of Europe, whole or cut short; accents may be missing. */
export function monthNamed(word: string): number | undefined {
  const plain = plainWord(word);
  const english = ENGLISH.indexOf(plain.slice(0, 3));
  if (english >= 0 && plain.length === 3) return english + 1;
  const names = monthNames();
  const begun = () => [...names].find(([name]) => plain.length >= 3 && name.startsWith(plain))?.[1];
  return names.get(plain) ?? (english >= 0 ? english + 1 : begun());
}

let known: ReadonlyMap<string, number> | undefined;

/** Made when a word is met that is no short English name: few feeds have one. */
function monthNames(): ReadonlyMap<string, number> {
  known ??= new Map(LANGUAGES.flatMap(namesIn).reverse());
  return known;
}

/** With a day beside it a month may take another form (`Ιουλίου`). */
function namesIn(language: string): readonly (readonly [name: string, month: number])[] {
  const forms = [{ month: 'long' }, { month: 'short' }, { month: 'long', day: 'numeric' }] as const;
  return forms.flatMap((form) => {
    const names = new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC' });
    return ENGLISH.map((_, at) => {
      const name = names.formatToParts(Date.UTC(2024, at, 15)).find(({ type }) => type === 'month')?.value ?? '';
      return [plainWord(name), at + 1] as const;
    });
  });
}

function plainWord(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();
}
