import { type Identity, isPlatformWord } from './identity.ts';
import { isDeviceWord, isKindWord } from './kind-words.ts';
import { isPackagingWord, isVersionWord } from './packaging-words.ts';
import { compact } from './plain-words.ts';

/**
 * Whether a name means a whole series to which the other belongs: "Ward View patient monitors" or "Ward View series" and
 * "Ward View WV450". What the member's name adds must be model numbers or one word.
 */
export function isOfSeries(member: Identity, series: Identity): boolean {
  if (!series.words.some(saysSeries)) return isModelOfLine(member, series);
  const name = series.words.filter((word) => !saysKind(word));
  if (
    name.length === 0 ||
    !name.some(
      (word) =>
        /^\p{L}{4,}$/u.test(word) && !isKindWord(word) && !isPlatformWord(word) && !series.vendorForms.has(word),
    )
  )
    return false;
  const last = name.length - 1;
  const words = member.words.filter((word) => !saysKind(word));
  if (!name.every((word, at) => words[at] === word || (at === last && isModelOf(words[at], word)))) return false;
  const rest = words.slice(name.length).filter((word) => word.length > 2 && !/\d/.test(word));
  return rest.length <= MOST_WORDS_OF_MODEL && !rest.some(isKindWord);
}

/** The SMT1500 of "Smart-UPS SMT Series". */
function isModelOf(model: string | undefined, letters: string): boolean {
  return (
    /^\p{L}{2,4}$/u.test(letters) && model?.startsWith(letters) === true && /^\d{2}/.test(model.slice(letters.length))
  );
}

/** "WardLine-221C" against WardLine: the name of a line, and behind it nothing but a model. */
function isModelOfLine(member: Identity, line: Identity): boolean {
  if (line.numbers.length > 0 && line.numbers.every((number) => !member.words.includes(number))) return false;
  if (isMemberByLetters(member, line)) return true;
  const name = line.telling;
  const isName =
    name.every((word) => !isKindWord(word) && !isDeviceWord(word)) && compact(name).length >= SHORTEST_LINE;
  if (!isName || name.some((word, at) => member.telling[at] !== word) || line.vendorForms.has(compact(name)))
    return false;
  const rest = member.telling.slice(name.length).filter((word) => !isDeviceWord(word));
  return rest.length > 0 && rest.every((word) => /^\p{L}{0,4}\d{1,5}\p{L}{0,4}$/u.test(word));
}

const SHORTEST_LINE = 5;

/** The WLX770 of WLX, and the "Ward Link WL770" of "Ward Link WL": the letters of a line, and behind them a number. */
function isMemberByLetters(member: Identity, line: Identity): boolean {
  const front = line.telling.slice(0, -1);
  const letters = line.telling.at(-1) ?? '';
  const isLetters = new RegExp(`^\\p{L}{${front.length > 0 ? 2 : 3},4}$`, 'u').test(letters);
  if (!isLetters || isKindWord(letters) || line.vendorForms.has(letters)) return false;
  const model = member.telling[front.length] ?? '';
  return (
    front.every((word, at) => member.telling[at] === word) &&
    model.startsWith(letters) &&
    /^\d{1,5}\p{L}{0,2}$/u.test(model.slice(letters.length)) &&
    member.telling.slice(front.length + 1).every(saysKind)
  );
}

/** A member's own name within its series is a model number or a word: the Aera of MAGNETOM Aera. */
const MOST_WORDS_OF_MODEL = 1;

/** Whether a word speaks of more than one model: series, monitors. */
export function saysSeries(word: string): boolean {
  return SAYS_SERIES.has(word);
}

const SAYS_SERIES: ReadonlySet<string> = new Set(
  `series family families line models devices systems products monitors pumps ventilators analyzers printers cameras switches
  routers firewalls scanners workstations controllers`.split(/\s+/),
);

function saysKind(word: string): boolean {
  return saysSeries(word) || isPackagingWord(word) || isVersionWord(word) || isDeviceWord(word);
}
