import { onOneLine, type Span } from './prose.ts';
import { isWordSign } from './word-sign.ts';

/** Where a name of a list stands in a text. */
export interface NameHit<Entry> extends Span {
  readonly entry: Entry;
  readonly writtenAs: string;
}

/** Finds names of a list in texts. */
export interface NameFinder<Entry> {
  /** Every place where a name stands whole, the longest name at each place, in the order of the text. `within`: only those in that sentence. */
  find(text: string, within?: Span): readonly NameHit<Entry>[];
}

/**
 * The names of several lists, met in one pass over a text. Case does not matter, save for short names (up to three letters) and for names
 * in capitals, which would meet ordinary words. Built once; a search costs time in proportion to the text.
 */
export class NameIndex {
  readonly #lists: NameList<unknown>[] = [];
  /** Names at the hash of their first word; two words can have one hash, so the name itself decides. */
  readonly #byFirstWord: (KnownName[] | undefined)[] = new Array(LAST_HASH + 1).fill(undefined);
  /** One mark at each hash of a name: most words of a text are asked for no further. */
  readonly #marks = new Uint8Array(LAST_HASH + 1);
  /** Several readers look at the same document, some sentence by sentence: what was met is kept until the next one. */
  #document = '';

  /** Takes a list of entries with their names, and gives its finder. */
  add<Entry>(entries: readonly Entry[], namesOf: (entry: Entry) => readonly string[]): NameFinder<Entry> {
    const list = new NameList<Entry>();
    this.#lists.push(list);
    for (const entry of entries) {
      for (const name of namesOf(entry)) {
        const words = wordsOf(name);
        const hash = hashOf(words[0] ?? '');
        if (words.length === 0) continue;
        const known = { words: words.join(' '), meetAt: list.meeting(entry, name, words.join(' ')) };
        this.#marks[hash] = 1;
        this.#byFirstWord[hash] = [...(this.#byFirstWord[hash] ?? []), known].sort(longestFirst);
      }
    }
    return {
      find: (text, within) => {
        const hits = this.#hitsIn(text, list);
        return within === undefined ? hits : hitsWithin(hits, within);
      },
    };
  }

  #hitsIn<Entry>(text: string, list: NameList<Entry>): readonly NameHit<Entry>[] {
    if (text.length < SHORTEST_DOCUMENT) {
      this.#search(text);
      return list.hits;
    }
    if (text !== this.#document) {
      this.#search(text);
      this.#document = text;
      for (const each of this.#lists) each.keep();
    }
    return list.kept;
  }

  #search(text: string): void {
    for (const list of this.#lists) list.begin();
    const marks = this.#marks;
    const { length } = text;
    for (let at = 0; at < length; at++) {
      let code = text.charCodeAt(at);
      if (!isWordSign(code)) continue;
      const start = at;
      let hash = 0;
      do {
        hash = withSign(hash, code);
        code = ++at < length ? text.charCodeAt(at) : BLANK;
      } while (isWordSign(code));
      if (marks[hash] === 1) for (const known of this.#byFirstWord[hash] ?? []) known.meetAt(text, start);
    }
  }
}

interface KnownName {
  /** In lower case, one blank between them. */
  readonly words: string;
  meetAt(text: string, start: number): void;
}

function longestFirst(a: KnownName, b: KnownName): number {
  return b.words.length - a.words.length;
}

/** What was met of one list. */
class NameList<Entry> {
  /** In the last text, and in the last document. */
  hits: NameHit<Entry>[] = [];
  kept: readonly NameHit<Entry>[] = [];
  #free = 0;

  begin(): void {
    this.hits = [];
    this.#free = 0;
  }

  keep(): void {
    this.kept = this.hits;
  }

  /** Notes an entry wherever its name stands and no longer name of the list was met. */
  meeting(entry: Entry, name: string, words: string): KnownName['meetAt'] {
    const isExact = isCaseSensitive(name);
    return (text, start) => {
      if (start < this.#free) return;
      const end = endOfName(text, start, words);
      if (end === undefined) return;
      const writtenAs = text.slice(start, end);
      if (isExact && onOneLine(writtenAs) !== name) return;
      this.hits.push({ entry, writtenAs, start, end });
      this.#free = end;
    };
  }
}

function hitsWithin<Entry>(hits: readonly NameHit<Entry>[], { start, end }: Span): readonly NameHit<Entry>[] {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  let to = low;
  while ((hits[to]?.start ?? end) < end) to++;
  return low === to ? NONE : hits.slice(low, to).filter((hit) => hit.end <= end);
}

const NONE: readonly never[] = [];

function isCaseSensitive(name: string): boolean {
  return name.length <= 3 || (name === name.toUpperCase() && name.length <= 6) || /^[A-Z][a-z]+$/.test(name);
}

/** Where the words of a name end, read from an offset; signs and white space between words do not matter. */
function endOfName(text: string, start: number, words: string): number | undefined {
  let at = start;
  for (let index = 0; index < words.length; index++) {
    const wanted = words.charCodeAt(index);
    if (wanted === BLANK) {
      for (let gap = 0; gap < 4 && at < text.length && !isWordSign(text.charCodeAt(at)); gap++) at++;
    } else {
      if (at >= text.length || lowerCase(text.charCodeAt(at)) !== wanted) return undefined;
      at++;
    }
  }
  return at < text.length && isWordSign(text.charCodeAt(at)) ? undefined : at;
}

function lowerCase(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  return String.fromCharCode(code).toLowerCase().charCodeAt(0);
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

const LAST_HASH = 0x3fff;
/** Names that are taken apart between two looks at a document are shorter. */
const SHORTEST_DOCUMENT = 200;
const BLANK = 32;

function hashOf(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at++) hash = withSign(hash, word.charCodeAt(at));
  return hash;
}

/** Upper and lower case of the Latin letters are one; other letters do not count. */
function withSign(hash: number, code: number): number {
  return code < 128 ? (hash * 31 + (code | 32)) & LAST_HASH : hash;
}
