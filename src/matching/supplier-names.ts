import type { LexiconIndex } from './lexicon-index.ts';
import { isTradeWord, legalNameOf } from './organisation-words.ts';
import { compact, plainWords } from './plain-words.ts';

/** Keys under which a supplier is found; two that agree by `suppliersAgree` have one in common. */
export function supplierKeys(name: string, lexicon: LexiconIndex): readonly string[] {
  const keys = namesWithin(name).flatMap((each) => {
    const known = lexicon.organisation(each);
    const form = formOf(each);
    return [
      ...(known === undefined ? [] : [`is:${known}`]),
      `as:${form}`,
      `core:${compact(coreOf(each).core)}`,
      ...(form.length < SHORTEST_MISSPELT ? [] : [`like:${[...new Set(form)].sort().join('')}`]),
    ];
  });
  return [...new Set(keys)];
}

/**
 * Whether two names mean one supplier: by the lexicon, by all words without legal form, by the words before
 * "Imaging Solutions" where one side leaves those out, or but for a slip of the pen. "Apex Solutions" and "Apex Systems" are two.
 */
export function suppliersAgree(a: string, b: string, lexicon: LexiconIndex): boolean {
  return namesWithin(a).some((left) => namesWithin(b).some((right) => agree(left, right, lexicon)));
}

/** The same by their words alone, without the lexicon: for names that it has brought up to date already. */
export function namesAgree(a: string, b: string): boolean {
  return namesWithin(a).some((left) => namesWithin(b).some((right) => wordsAgree(left, right)));
}

function agree(a: string, b: string, lexicon: LexiconIndex): boolean {
  const known = [lexicon.organisation(a), lexicon.organisation(b)];
  if (known[0] !== undefined && known[1] !== undefined) return known[0] === known[1];
  return wordsAgree(a, b);
}

function wordsAgree(a: string, b: string): boolean {
  const [left, right] = [formOf(a), formOf(b)];
  return left !== '' && right !== '' && (left === right || coresAgree(a, b) || isMisspelt(left, right));
}

/** A shorter beginning ("TDS", "Apex") is shared by too many to stand for the whole name. */
const SHORTEST_CORE = 5;

/** What says more than "Systems" or "Solutions" is left out of longer names only: "RxBridge" of "RxBridge Data Services". */
const SHORTEST_CORE_OF_FIELD = 8;

function coresAgree(a: string, b: string): boolean {
  const [left, right] = [coreOf(a), coreOf(b)];
  const core = compact(left.core);
  if (core.length < SHORTEST_CORE || core !== compact(right.core)) return false;
  const [short, long] = [left.field, right.field].sort((x, y) => x.length - y.length);
  if (short === undefined || long === undefined || !long.startsWith(short)) return false;
  const leftOut = long.slice(short.length).trim().split(' ');
  return core.length >= SHORTEST_CORE_OF_FIELD || leftOut.every((word) => isTradeWord(word) || isTradeWord(`${word}s`));
}

interface Core {
  readonly core: readonly string[];
  /** What the name says of its field at its end, plurals apart: the "imaging solution" of "Example Imaging Solutions". */
  readonly field: string;
}

function coreOf(name: string): Core {
  const words = legalNameOf(name).filter((word) => word !== 'and' && word !== 'the');
  let end = words.length;
  while (end > 1 && saysFieldOnly(words[end - 1] ?? '')) end -= 1;
  const field = words.slice(end).map((word) => word.replace(/ies$/, 'y').replace(/s$/, ''));
  return { core: words.slice(0, end), field: field.join(' ') };
}

function saysFieldOnly(word: string): boolean {
  return isTradeWord(word) || FIELD_WORDS.has(word);
}

const FIELD_WORDS: ReadonlySet<string> = new Set(
  'care clinical data dental diagnostics digital health healthcare imaging informatics information it laboratory managed medical pharmacy practice radiology service services support tech'.split(
    ' ',
  ),
);

/** In shorter names two letters changed over may be another name. */
const SHORTEST_MISSPELT = 10;

/** A letter doubled or not, or two neighbours changed over. */
function isMisspelt(a: string, b: string): boolean {
  if (a.length < SHORTEST_MISSPELT || b.length < SHORTEST_MISSPELT) return false;
  const [left, right] = [onceEach(a), onceEach(b)];
  if (left === right) return true;
  if (left.length !== right.length) return false;
  const at = [...left].findIndex((letter, place) => letter !== right[place]);
  const swapped = `${left.slice(0, at)}${left[at + 1] ?? ''}${left[at] ?? ''}${left.slice(at + 2)}`;
  return swapped === right;
}

function onceEach(letters: string): string {
  return [...letters].filter((letter, at) => letter !== letters[at - 1]).join('');
}

function formOf(name: string): string {
  const { core, field } = coreOf(name);
  return `${compact(core)}${field.replaceAll(' ', '')}`;
}

const ALSO_KNOWN =
  /\b(?:d\/?b\/?a|doing business as|trading as|f\/?k\/?a|a\/?k\/?a|formerly(?: known as)?|now known as|now part of)\b\.?:?/i;

/**
 * The names that one cell or mention holds: "Example Ltd (EXL), formerly Sample GmbH" holds three. Of "Example, a division of
 * Parent" only the first; what else stands in brackets ("reseller", "Germany") is no name.
 */
function namesWithin(name: string): readonly string[] {
  const own = name.replace(/,?\s+(?:a|an) (?:subsidiary|division|part|member|company) of\b.*$/i, '');
  const bracketed = [...own.matchAll(/\(([^()]{1,80})\)/g)].map((match) => match[1] ?? '');
  const outside = own.replaceAll(/\([^()]{1,80}\)/g, ' ');
  const initials = plainWords(outside)
    .map((word) => word[0])
    .join('');
  const named = bracketed.filter(
    (part) => ALSO_KNOWN.test(part) || (part.length > 1 && initials.startsWith(part.toLowerCase())),
  );
  const parts = [outside, ...named]
    .flatMap((part) => part.split(ALSO_KNOWN))
    .map((part) => part.replaceAll(/^[\s,:–-]+|[\s,:–-]+$/g, ''))
    .filter((part) => part !== '');
  return [...new Set(parts)];
}
