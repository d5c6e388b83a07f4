import type { Identity } from './identity.ts';
import { isKindWord } from './kind-words.ts';

/**
 * A name with two neighbouring words run together wherever the other writes them as one: "Accu Chek" beside AccuChek, "h 232"
 * beside h232. `undefined` where none of the words that tell the other is written so.
 */
export function runTogetherAs(name: Identity, other: Identity): Identity | undefined {
  const isJoined = (at: number): boolean => writesAsOne(other.telling, name.words[at], name.words[at + 1]);
  if (!name.words.some((_, at) => isJoined(at))) return undefined;
  const words: string[] = [];
  const telling = new Set(name.telling);
  for (let at = 0; at < name.words.length; at += 1) {
    if (isJoined(at)) {
      const both = `${name.words[at]}${name.words[at + 1]}`;
      words.push(both);
      telling.add(both);
      at += 1;
    } else words.push(name.words[at] ?? '');
  }
  return {
    ...name,
    words,
    telling: words.filter((word) => telling.has(word)),
    numbers: name.numbers.filter((number) => words.includes(number)),
  };
}

/** The pairs of neighbouring words, run together, of which another name may write one as a word. */
export function joinedWords(words: readonly string[]): readonly string[] {
  return words.slice(1).flatMap((second, at) => (mayBeOne(words[at] ?? '', second) ? [`${words[at]}${second}`] : []));
}

/** Two words of kind stay apart: too many names hold them for a key to find one. */
function mayBeOne(first: string, second: string): boolean {
  return first.length + second.length >= SHORTEST_JOINED && !(isKindWord(first) && isKindWord(second));
}

/** Asked for nearly every pair that is not the same, so that no text is made. */
function writesAsOne(words: readonly string[], first: string | undefined, second: string | undefined): boolean {
  if (first === undefined || second === undefined || !mayBeOne(first, second)) return false;
  const length = first.length + second.length;
  return words.some(
    (word) =>
      (word.length === length && word.startsWith(first) && word.endsWith(second)) || isOneModel(word, first, second),
  );
}

/** The "WL-622dn" of a WL622, and the "WL-622" of a WL622dn: one of them says a variant. */
function isOneModel(word: string, first: string, second: string): boolean {
  if (!word.startsWith(first) || !MODEL.test(second)) return false;
  const rest = word.slice(first.length);
  const [short, long] = rest.length < second.length ? [rest, second] : [second, rest];
  return (
    MODEL.test(short) && /^\d+$/.test(short) && long.startsWith(short) && /^\p{L}{0,4}$/u.test(long.slice(short.length))
  );
}

/** The models that a name gives in one word or in two, without the letters of a variant. */
export function modelsWithoutVariants(words: readonly string[]): readonly string[] {
  return [...words, ...joinedWords(words)].flatMap((word) => LETTERS_AND_MODEL.exec(word)?.[1] ?? []);
}

const LETTERS_AND_MODEL = /^(\p{L}+\d{3,5})\p{L}{0,4}$/u;

const MODEL = /^\d{3,5}\p{L}{0,4}$/u;

/** Shorter ones may be another name by chance. */
const SHORTEST_JOINED = 4;
