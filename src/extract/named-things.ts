import { type FirstWords, isWordSign, type Word } from './first-words.ts';
import { onOneLine, type Span } from './prose.ts';

/** Where a name of a list stands in a text. */
export interface NameHit<Entry> extends Span {
  readonly entry: Entry;
  readonly writtenAs: string;
}

/** Finds names of a list in texts. */
export interface NameFinder<Entry> {
  /**
   * Every place where a name stands whole, the longest name at each place, in the order of the text. `within`: the sentence to look
   * at, as if nothing stood around it.
   */
  find(text: string, within?: Span): readonly NameHit<Entry>[];
}

interface KnownName<Entry> {
  readonly name: string;
  /** In lower case, one blank between them. */
  readonly words: string;
  readonly isCaseSensitive: boolean;
  readonly entry: Entry;
}

/**
 * Makes a finder for a list of entries with their names. Case does not matter, save for short names (up to three letters) and
 * for names in capitals, which would meet ordinary words. Built once a list; a search costs time in proportion to the text.
 */
export function nameFinder<Entry>(
  entries: readonly Entry[],
  namesOf: (entry: Entry) => readonly string[],
  firstWords: FirstWords,
): NameFinder<Entry> {
  const byFirstWord = new Map<string, KnownName<Entry>[]>();
  for (const entry of entries) {
    for (const name of namesOf(entry)) {
      const words = wordsOf(name);
      const [first] = words;
      if (first === undefined) continue;
      firstWords.add(first);
      const list = byFirstWord.get(first) ?? [];
      list.push({ name, words: words.join(' '), isCaseSensitive: isCaseSensitive(name), entry });
      byFirstWord.set(first, list);
    }
  }
  for (const list of byFirstWord.values()) list.sort((a, b) => b.words.length - a.words.length);
  return {
    find: (text, within = { start: 0, end: text.length }) =>
      findNames(text, within, firstWords.wordsIn(text), byFirstWord),
  };
}

function findNames<Entry>(
  text: string,
  within: Span,
  words: readonly Word[],
  byFirstWord: ReadonlyMap<string, readonly KnownName<Entry>[]>,
): readonly NameHit<Entry>[] {
  const hits: NameHit<Entry>[] = [];
  let free = within.start;
  for (let index = firstFrom(words, within.start); index < words.length; index++) {
    const { word = '', start = 0 } = words[index] ?? {};
    if (start >= within.end) break;
    const names = start < free ? undefined : byFirstWord.get(word);
    if (names === undefined) continue;
    for (const known of names) {
      const end = endOfName(text, start, known.words);
      if (end === undefined || end > within.end) continue;
      const writtenAs = text.slice(start, end);
      if (known.isCaseSensitive && onOneLine(writtenAs) !== known.name) continue;
      hits.push({ entry: known.entry, writtenAs, start, end });
      free = end;
      break;
    }
  }
  return hits;
}

/** The index of the first word that begins at or after an offset. */
function firstFrom(words: readonly Word[], offset: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isCaseSensitive(name: string): boolean {
  return name.length <= 3 || (name === name.toUpperCase() && name.length <= 6) || /^[A-Z][a-z]+$/.test(name);
}

/** Where the words of a name end, read from an offset; signs and white space between words do not matter. */
function endOfName(text: string, start: number, words: string): number | undefined {
  let at = start;
  for (let index = 0; index < words.length; index++) {
    const wanted = words[index];
    if (wanted === ' ') {
      for (let gap = 0; gap < 4 && at < text.length && !isWordSign(text.charCodeAt(at)); gap++) at++;
    } else {
      if (text[at]?.toLowerCase() !== wanted) return undefined;
      at++;
    }
  }
  return at < text.length && isWordSign(text.charCodeAt(at)) ? undefined : at;
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
