import { type FirstWords, isWordSign, type Words } from './first-words.ts';
import { onOneLine, type Span } from './prose.ts';

/** Where a name of a list stands in a text. */
export interface NameHit<Entry> extends Span {
  readonly entry: Entry;
  readonly writtenAs: string;
}

/** Finds names of a list in texts. */
export interface NameFinder<Entry> {
  /**
   * Every place where a name stands whole, the longest name at each place, in the order of the text. `within`: only those within that
   * sentence.
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
  const byFirstWord: KnownName<Entry>[][] = [];
  for (const entry of entries) {
    for (const name of namesOf(entry)) {
      const words = wordsOf(name);
      const [first] = words;
      if (first === undefined) continue;
      const number = firstWords.add(first);
      const list = byFirstWord[number] ?? [];
      list.push({ name, words: words.join(' '), isCaseSensitive: isCaseSensitive(name), entry });
      byFirstWord[number] = list;
    }
  }
  for (const list of byFirstWord) list?.sort((a, b) => b.words.length - a.words.length);
  let last: { readonly words: Words; readonly hits: readonly NameHit<Entry>[] } | undefined;
  return {
    find: (text, within) => {
      const words = firstWords.wordsIn(text);
      if (words !== last?.words) last = { words, hits: findNames(text, words, byFirstWord) };
      return within === undefined ? last.hits : hitsWithin(last.hits, within);
    },
  };
}

function findNames<Entry>(
  text: string,
  { numbers, starts }: Words,
  byFirstWord: readonly (readonly KnownName<Entry>[] | undefined)[],
): readonly NameHit<Entry>[] {
  const hits: NameHit<Entry>[] = [];
  let free = 0;
  for (let index = 0; index < numbers.length; index++) {
    const names = byFirstWord[numbers[index] ?? 0];
    const start = starts[index] ?? 0;
    if (names === undefined || start < free) continue;
    for (const known of names) {
      const end = endOfName(text, start, known.words);
      if (end === undefined) continue;
      const writtenAs = text.slice(start, end);
      if (known.isCaseSensitive && onOneLine(writtenAs) !== known.name) continue;
      hits.push({ entry: known.entry, writtenAs, start, end });
      free = end;
      break;
    }
  }
  return hits;
}

function hitsWithin<Entry>(hits: readonly NameHit<Entry>[], { start, end }: Span): readonly NameHit<Entry>[] {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const within: NameHit<Entry>[] = [];
  for (let hit = hits[low]; hit !== undefined && hit.start < end; hit = hits[++low]) if (hit.end <= end) within.push(hit);
  return within;
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
