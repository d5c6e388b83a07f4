import type { Identity } from './identity.ts';
import { isDeviceWord, isKindWord } from './kind-words.ts';
import { isPackagingWord, isVersionWord } from './packaging-words.ts';

/**
 * Whether two names of one vendor give one model's code and nothing else that may be a name: "WC60 mobile computer" and "Ward
 * Hand WC60", "WL-200 Board" and "WardLine WL-200". What one name says beside it must be words of kind, codes of parts and
 * variants, or a family's name in front.
 */
export function shareModelCode(a: Identity, b: Identity): boolean {
  const [left, right] = [codesOf(a.words), codesOf(b.words)];
  const shared = [...left.keys()].filter((code) => right.has(code));
  if (shared.length === 0) return false;
  const [one, other] = [besideCode(a, b, left, shared), besideCode(b, a, right, shared)];
  if (one === undefined || other === undefined) return false;
  return !(one.codes && other.codes) && !(one.family && other.family) && !(one.isDescribed && other.isDescribed);
}

/** The codes of a name, each with the place where it ends. A code is letters and digits, in one word or in two. */
export function codesOf(words: readonly string[]): ReadonlyMap<string, number> {
  const codes = new Map<string, number>();
  for (const [at, word] of words.entries()) {
    if (CODE.test(word) && !NO_CODE.test(word) && !isVersionWord(word)) codes.set(word, at);
    const front = words[at - 1] ?? '';
    const isInTwo = /^\p{L}{2,4}$/u.test(front) && !isKindWord(front) && !isPackagingWord(front);
    if (isInTwo && /^\d{3,5}\p{L}{0,2}$/u.test(word) && !YEAR.test(word)) codes.set(`${front}${word}`, at);
  }
  return codes;
}

interface BesideCode {
  readonly codes: boolean;
  readonly family: boolean;
  /** Whether words behind the code say more: the PACKAGER of "WP500 PACKAGER". Short ones may say a variant. */
  readonly isDescribed: boolean;
}

/** What stands beside the shared codes; `undefined` where it is more than kind, codes and a family's name. */
function besideCode(
  { words, optional }: Identity,
  than: Identity,
  codes: ReadonlyMap<string, number>,
  shared: readonly string[],
): BesideCode | undefined {
  const places = shared.map((code) => codes.get(code) ?? 0);
  const first = Math.min(...places);
  let family = 0;
  let hasCodes = false;
  let isDescribed = false;
  for (const [at, word] of words.entries()) {
    const isPartOfShared = places.some(
      (place) => at === place || (at === place - 1 && shared.some((code) => code === `${word}${words[place]}`)),
    );
    if (
      isPartOfShared ||
      optional.has(word) ||
      than.words.includes(word) ||
      isPackagingWord(word) ||
      isDeviceWord(word)
    )
      continue;
    if (/\d/.test(word)) hasCodes = true;
    else if (at < first) family += 1;
    else if (DESCRIPTION.test(word) && !isKindWord(word)) isDescribed = true;
    else return undefined;
  }
  return family > LONGEST_FAMILY ? undefined : { codes: hasCodes, family: family > 0, isDescribed };
}

const DESCRIPTION = /^(?!rugged|managed|evolution|mobile)\p{L}{6,}$/u;

/** A family's name has so many words at the most. */
const LONGEST_FAMILY = 2;

/** Letters and two digits or more. */
const CODE = /^(?=.*\p{L})(?=.*\d\d)[\p{L}\d]{4,}$/u;

/** Years behind a name, and standards that many products name. */
const NO_CODE =
  /(?:19|20)\d\d$|^(?:win32|win64|rs232|rs422|rs485|base64|ipv[46]|utf8|sha\d+|h26\d|mp3|log4j\d*|\d+bit|\d+u\d+|kb\d+)$/u;

const YEAR = /^(?:19|20)\d\d$/;
