import type { Identity } from './identity.ts';

/**
 * A name with two neighbouring words run together wherever the other writes them as one: "Accu Chek" beside AccuChek, "h 232"
 * beside h232. `undefined` where the other writes none so.
 */
export function runTogetherAs(name: Identity, other: Identity): Identity | undefined {
  const whole = new Set(other.words);
  const words: string[] = [];
  const joined = new Set<string>();
  for (let at = 0; at < name.words.length; at += 1) {
    const [word = '', next = ''] = name.words.slice(at, at + 2);
    const both = `${word}${next}`;
    if (next !== '' && both.length >= SHORTEST_JOINED && whole.has(both)) {
      words.push(both);
      joined.add(both);
      at += 1;
    } else words.push(word);
  }
  if (joined.size === 0) return undefined;
  return {
    ...name,
    words,
    telling: words.filter((word) => joined.has(word) || name.telling.includes(word)),
    numbers: name.numbers.filter((number) => words.includes(number)),
  };
}

/** Shorter ones may be another name by chance. */
const SHORTEST_JOINED = 4;
