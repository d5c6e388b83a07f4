/** Whether two names, run together, differ by one letter more or by two neighbours changed over: "Exmaple Medical". */
export function isSlipOfThePen(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const more = long.length - short.length;
  if (short.length < SHORTEST_MISSPELT || more > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (more === 1) return at > 0 && short.slice(at) === long.slice(at + 1);
  const isTurned = short[at] === long[at + 1] && short[at + 1] === long[at];
  return at > 0 && isTurned && short.slice(at + 2) === long.slice(at + 2);
}

/** In shorter names one letter more, or two changed over, may be another name. */
const SHORTEST_MISSPELT = 7;
