/** Words of a text that names begin with: of each its number and its UTF-16 offset, in the order of the text. */
export interface Words {
  readonly numbers: readonly number[];
  readonly starts: readonly number[];
}

/** The words that names begin with. The finders of several lists share them, so that a text is searched once for all. */
export class FirstWords {
  readonly #numbers = new Map<string, number>();
  /** One mark a word, at its hash: most words of a text are asked for no further. */
  readonly #marks = new Uint8Array(LAST_MARK + 1);
  /** Several finders look at the same document, some sentence by sentence: its words are kept until the next one. */
  #last: { readonly text: string; readonly words: Words } = { text: '', words: { numbers: [], starts: [] } };

  /** Takes a word in lower case, and gives its number: always the same for the same word. */
  add(word: string): number {
    let hash = 0;
    for (let at = 0; at < word.length; at++) hash = withSign(hash, word.charCodeAt(at));
    this.#marks[hash] = 1;
    const number = this.#numbers.get(word) ?? this.#numbers.size;
    this.#numbers.set(word, number);
    return number;
  }

  /** Every word of a text that is one of them. */
  wordsIn(text: string): Words {
    if (text === this.#last.text) return this.#last.words;
    const [numbers, starts]: [number[], number[]] = [[], []];
    let hash = 0;
    let start = -1;
    for (let at = 0; at <= text.length; at++) {
      const code = at < text.length ? text.charCodeAt(at) : BLANK;
      if (isWordSign(code)) {
        if (start < 0) start = at;
        hash = withSign(hash, code);
      } else if (start >= 0) {
        const number = this.#marks[hash] === 1 ? this.#numbers.get(text.slice(start, at).toLowerCase()) : undefined;
        if (number !== undefined) {
          numbers.push(number);
          starts.push(start);
        }
        start = -1;
        hash = 0;
      }
    }
    const words = { numbers, starts };
    if (text.length >= SHORTEST_DOCUMENT) this.#last = { text, words };
    return words;
  }
}

const LAST_MARK = 0xffff;
/** Names that are taken apart between two looks at a document are shorter. */
const SHORTEST_DOCUMENT = 200;
const BLANK = 32;

/** Upper and lower case of the Latin letters are one; other letters do not count. */
function withSign(hash: number, code: number): number {
  return code < 128 ? (hash * 31 + (code | 32)) & LAST_MARK : hash;
}

const KINDS = new Uint8Array(0x10000);
const [WORD_SIGN, OTHER_SIGN] = [1, 2];

/** Says whether a UTF-16 code is a letter or a digit. What was asked once is remembered. */
export function isWordSign(code: number): boolean {
  if (KINDS[code] === 0) KINDS[code] = /[\p{L}\p{N}]/u.test(String.fromCharCode(code)) ? WORD_SIGN : OTHER_SIGN;
  return KINDS[code] === WORD_SIGN;
}
