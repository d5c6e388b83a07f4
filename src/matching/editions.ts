import { isPlatformWord } from './identity.ts';

/** One side of a comparison: its words, and those of them that belong to the product's own name. */
export interface EditionWords {
  readonly words: readonly string[];
  readonly own?: ReadonlySet<string>;
}

/**
 * Whether two names of one product mean different editions of it: each says an edition that the other does not ("Site Edition"
 * and "Machine Edition", "SE" and "ME"). Where only one says an edition, or one says both, nothing is told.
 */
export function editionsConflict(a: EditionWords, b: EditionWords): boolean {
  return saysAnother(a, b) && saysAnother(b, a);
}

function saysAnother(a: EditionWords, b: EditionWords): boolean {
  const words = b.words.map(inFull);
  const theirs = editionsOf(b);
  return editionsOf(a).some(
    (edition) => !words.includes(edition) && !theirs.some((their) => isSameEdition(edition, their)),
  );
}

/** The editions that a name says, each in full or as its first letter: "s" for SE. */
function editionsOf({ words, own }: EditionWords): readonly string[] {
  const editions: string[] = [];
  for (const [at, word] of words.entries()) {
    if (own?.has(word) === true) continue;
    const isNamed = /^editions?$/.test(words[at + 1] ?? '');
    if (at > 0 && EDITION_LETTERS.test(word)) editions.push(word.slice(0, 1));
    else if (EDITION_WORDS.has(inFull(word)) || (isNamed && at > 0 && saysEdition(word))) editions.push(inFull(word));
  }
  return editions;
}

/** "SE" may be short for any edition that begins with S. */
function isSameEdition(one: string, other: string): boolean {
  return one === other || (one.length === 1 && other.startsWith(one)) || (other.length === 1 && one.startsWith(other));
}

function inFull(word: string): string {
  return SHORT_FORMS.get(word) ?? word;
}

/** Whether a word in front of "edition" says which: not "all editions", "2019 edition", "64-bit edition" or "Windows edition". */
function saysEdition(word: string): boolean {
  return /^\p{L}{3,}$/u.test(word) && !isPlatformWord(word) && !SAYS_NO_EDITION.has(word);
}

const EDITION_LETTERS = /^[ceghmps]e$/;

const SHORT_FORMS: ReadonlyMap<string, string> = new Map([
  ['std', 'standard'],
  ['pro', 'professional'],
]);

const EDITION_WORDS: ReadonlySet<string> = new Set(
  'standard professional enterprise ultimate home express community corporate datacenter free'.split(' '),
);

const SAYS_NO_EDITION: ReadonlySet<string> = new Set('all and any bit both for multiple new the various'.split(' '));
