import type { Span } from './prose.ts';

/** Where a name of a list stands in a text. */
export interface NameHit<Entry> extends Span {
  readonly entry: Entry;
  readonly writtenAs: string;
}

/** Finds names of a list in texts. */
export interface NameFinder<Entry> {
  /** Every place where a name stands whole, the longest name at each place, in the order of the text. */
  find(text: string): readonly NameHit<Entry>[];
}

/**
 * Makes a finder for a list of entries with their names. Case does not matter, save for short names (up to three letters) and
 * for names in capitals, which would meet ordinary words. Built once a list; a search costs time in proportion to the text.
 */
export function nameFinder<Entry>(
  entries: readonly Entry[],
  namesOf: (entry: Entry) => readonly string[],
): NameFinder<Entry> {
  const byFirstWord = new Map<string, { readonly name: string; readonly words: string; readonly entry: Entry }[]>();
  for (const entry of entries) {
    for (const name of namesOf(entry)) {
      const first = wordsOf(name)[0];
      if (first === undefined) continue;
      const list = byFirstWord.get(first) ?? [];
      list.push({ name, words: folded(name), entry });
      byFirstWord.set(first, list);
    }
  }
  for (const list of byFirstWord.values()) list.sort((a, b) => b.words.length - a.words.length);
  return { find: (text) => findNames(text, byFirstWord) };
}

function findNames<Entry>(
  text: string,
  byFirstWord: ReadonlyMap<string, readonly { readonly name: string; readonly words: string; readonly entry: Entry }[]>,
): readonly NameHit<Entry>[] {
  const hits: NameHit<Entry>[] = [];
  let free = 0;
  for (const word of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (word.index < free) continue;
    const list = byFirstWord.get(word[0].toLowerCase());
    if (list === undefined) continue;
    for (const { name, words, entry } of list) {
      const end = endOfName(text, word.index, words);
      if (end === undefined) continue;
      const writtenAs = text.slice(word.index, end);
      if (isCaseSensitive(name) && writtenAs !== name) continue;
      hits.push({ entry, writtenAs, start: word.index, end });
      free = end;
      break;
    }
  }
  return hits;
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
      const before = at;
      while (at < text.length && at - before < 4 && !/[\p{L}\p{N}]/u.test(text[at] ?? '')) at++;
      if (at === before) continue;
    } else {
      if (text[at]?.toLowerCase() !== wanted) return undefined;
      at++;
    }
  }
  const next = text[at];
  return next !== undefined && /[\p{L}\p{N}]/u.test(next) ? undefined : at;
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function folded(name: string): string {
  return wordsOf(name).join(' ');
}
