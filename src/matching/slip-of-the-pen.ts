/** Whether two names, run together, differ by one letter more or by two neighbours changed over: "Exmaple Medical". */
export function isSlipOfThePen(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const more = long.length - short.length;
  if (long.length < SHORTEST_MISSPELT || more > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (more === 1) return at > 0 && short.slice(at) === long.slice(at + 1);
  const isTurned = short[at] === long[at + 1] && short[at + 1] === long[at];
  return at > 0 && isTurned && short.slice(at + 2) === long.slice(at + 2);
}

/** Whether two words of names of one vendor are one word misspelt: a slip of the pen, or one wrong vowel within a long word. */
export function isMisspelt(a: string, b: string): boolean {
  if (!/^\p{L}+$/u.test(a) || !/^\p{L}+$/u.test(b)) return false;
  return isSlipOfThePen(a, b) || hasWrongVowel(a, b);
}

function hasWrongVowel(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < SHORTEST_WITH_WRONG_VOWEL) return false;
  const wrong = [...a].flatMap((letter, at) => (letter === b[at] ? [] : [at]));
  return wrong.length === 1 && wrong.every((at) => at > 0 && isVowel(a[at]) && isVowel(b[at]));
}

function isVowel(letter: string | undefined): boolean {
  return letter !== undefined && 'aeiouy'.includes(letter);
}

/** In shorter names one letter more, or two changed over, may be another name. */
const SHORTEST_MISSPELT = 7;

const SHORTEST_WITH_WRONG_VOWEL = 8;
