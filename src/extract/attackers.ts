import { wordsOf } from '../domain/words.ts';

const NAME = '(\\p{Lu}[\\p{L}\\p{N}]{1,30}(?: \\p{Lu}[\\p{L}\\p{N}]{1,30}){0,2})';
const TRADE = '(?:ransomware|extortion|hacking|hacker|cybercrime|cybercriminal|threat|espionage|apt)';
const BAND = '(?:gangs?|groups?|crews?|cartels?|actors?|operations?)';

/** How prose introduces attackers by their name: "the Marlin Tide ransomware gang", "Marlin Tide is a ransomware group", "the threat actor Dusk Heron". */
const INTRODUCED = [
  new RegExp(`(?<![\\p{L}\\p{N}])${NAME} (?:${TRADE} ${BAND}|gangs?|crews?|cartels?)(?!\\p{L})`, 'gu'),
  new RegExp(`(?<![\\p{L}\\p{N}])${NAME} is an? (?:[a-z-]{2,20} ){0,2}${TRADE} ${BAND}(?!\\p{L})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:${TRADE} ${BAND}|gang|crew|cartel) ${NAME}`, 'gu'),
  new RegExp(`(?<!\\p{L})group ${NAME} (?:exploit|abus|attack|target|us)(?:e|es|ed|ing|s)?(?!\\p{L})`, 'gu'),
];

/**
 * Words of the names by which a text introduces attackers, in small letters: whom they attack is another matter each time, so that
 * their name tells no story from its neighbours.
 */
export function attackerWords(text: string): readonly string[] {
  const names = INTRODUCED.flatMap((pattern) => [...text.matchAll(pattern)].map((found) => found[1] ?? ''));
  return [...new Set(names.flatMap(wordsOf))].filter((word) => word !== 'the');
}
