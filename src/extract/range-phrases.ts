import type { Interval } from '../domain/advisory.ts';
import { isTellingPlace } from './bare-numbers.ts';
import { isOfAnotherThing, isPlausible } from './plausible-version.ts';
import {
  afterNewer,
  afterOlder,
  betweenWords,
  isVersionWord,
  lowerWords,
  type Met,
  mayBegin,
  skipVersionWords,
  upperWords,
} from './range-words.ts';
import type { Token } from './version-tokens.ts';
import { isAside, isOfName } from './versions-of-names.ts';

/** Words that name versions, before it is known of which product. */
export interface RangePhrase {
  readonly shape: 'bounded' | 'open' | 'exact' | 'all';
  readonly intervals: readonly Interval[];
  /** Indexes of its tokens: the first, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** A word like "version" stands before it. */
  readonly announced: boolean;
}

/** Every phrase of a text that names versions or ranges of them, in order, none overlapping another. */
export function rangePhrases(tokens: readonly Token[]): readonly RangePhrase[] {
  const phrases: RangePhrase[] = [];
  let index = 0;
  while (index < tokens.length) {
    const phrase = phraseAt(tokens, index);
    if (phrase !== undefined) phrases.push(phrase);
    index = phrase === undefined ? index + 1 : Math.max(phrase.to, index + 1);
  }
  return phrases;
}

function phraseAt(tokens: readonly Token[], index: number): RangePhrase | undefined {
  const token = tokens[index];
  if (token === undefined || !mayBegin(token)) return undefined;
  if (isOfName(tokens, index) || isAside(tokens, index)) return undefined;
  return boundedAt(tokens, index) ?? allAt(tokens, index) ?? listAt(tokens, index);
}

/** A range with at least one bound that words name. */
function boundedAt(tokens: readonly Token[], index: number): RangePhrase | undefined {
  const announced = isVersionWord(tokens[index - 1]) || isVersionWord(tokens[index]);
  const lower = lowerWords(tokens, index);
  if (lower !== undefined) return afterLower(tokens, index, lower.inclusive, lower.next, announced);
  const upper = upperWords(tokens, index);
  if (upper !== undefined) return uppersAfter(tokens, index, upper, announced);
  if (tokens[index]?.kind !== 'version' || !isPlausible(tokens, index, announced)) return undefined;
  const pair = pairAt(tokens, index, true);
  return pair === undefined
    ? undefined
    : { shape: 'bounded', from: index, announced, ...withMoreUppers(tokens, pair, index) };
}

function afterLower(
  tokens: readonly Token[],
  index: number,
  inclusive: boolean,
  next: number,
  announced: boolean,
): RangePhrase | undefined {
  const at = skipVersionWords(tokens, next);
  const token = tokens[at];
  const said =
    announced || at > next || tokens[index - 1]?.text === ':' || /^versions?$/.test(tokens[index - 1]?.lower ?? '');
  if (token !== undefined && /^(?:n\/a|unspecified|unknown|0|all|\*)$/.test(token.lower)) {
    const upper = betweenWords(tokens, skipSigns(tokens, at + 1));
    return upper === undefined ? undefined : uppersAfter(tokens, index, upper, true);
  }
  if (token?.kind !== 'version' || !isPlausible(tokens, at, said || /[<>≥]/.test(tokens[index]?.text ?? '')))
    return undefined;
  const pair =
    pairAt(tokens, at, inclusive) ?? (tokens[index]?.lower === 'between' ? betweenAnd(tokens, at) : undefined);
  if (pair !== undefined) {
    return { shape: 'bounded', from: index, announced: said, ...withMoreUppers(tokens, pair, index) };
  }
  const each = eachAfterEach(tokens, at, inclusive);
  if (each !== undefined) return { shape: 'bounded', from: index, announced: said, ...each };
  if (tokens[index]?.lower === 'after' && !said) return undefined;
  const end = afterNewer(tokens, at + 1) ?? at + 1;
  return {
    shape: 'open',
    intervals: [{ lower: { version: token.text, inclusive } }],
    from: index,
    to: end,
    announced: said,
  };
}

/**
 * "7.59 and above, but below 7.59.18, 7.63.18": each further version closes the same range on a branch of its own. Where ranges are
 * listed, a version after them is one of its own ("1.0 before 1.4, 2.0 before 2.3, and 3.0").
 */
function withMoreUppers(
  tokens: readonly Token[],
  pair: Pair,
  from: number,
): { readonly intervals: readonly Interval[]; readonly to: number } {
  const intervals: Interval[] = [pair.interval];
  let to = pair.next;
  if (pair.interval.upper?.inclusive !== false || pair.interval.lower === undefined) return { intervals, to };
  if (/^(?:,|and|or|;)$/.test(tokens[from - 1]?.lower ?? '')) return { intervals, to };
  for (;;) {
    const more = nextOfList(tokens, to, true);
    const token = more === undefined ? undefined : tokens[more];
    if (more === undefined || token === undefined || pairAt(tokens, more, true) !== undefined) return { intervals, to };
    if (!/[._-]/.test(token.text)) return { intervals, to };
    intervals.push({ ...pair.interval, upper: { version: token.text, inclusive: false } });
    to = more + 1;
  }
}

/** "In versions 5.4.21 and 6.2.7 and prior to versions 5.4.31 and 6.3.8": as many ends as beginnings, each of its own branch. */
function eachAfterEach(
  tokens: readonly Token[],
  at: number,
  inclusive: boolean,
): { readonly intervals: readonly Interval[]; readonly to: number } | undefined {
  const lowers = listFrom(tokens, at);
  const upper = betweenWords(tokens, skipSigns(tokens, lowers.to));
  const first = upper === undefined ? undefined : skipVersionWords(tokens, upper.next);
  if (lowers.versions.length < 2 || upper === undefined || first === undefined) return undefined;
  const uppers = listFrom(tokens, first);
  if (uppers.versions.length !== lowers.versions.length) return undefined;
  const intervals = lowers.versions.map((version, place) => ({
    lower: { version, inclusive },
    upper: { version: uppers.versions[place] ?? version, inclusive: upper.inclusive },
  }));
  return { intervals, to: uppers.to };
}

/** Versions one after another: "5.4.21 and 6.2.7". */
function listFrom(
  tokens: readonly Token[],
  index: number,
): { readonly versions: readonly string[]; readonly to: number } {
  const versions: string[] = [];
  let to = index;
  for (let at: number | undefined = index; at !== undefined && tokens[at]?.kind === 'version'; ) {
    versions.push(tokens[at]?.text ?? '');
    to = at + 1;
    at = nextOfList(tokens, to, true);
  }
  return { versions, to };
}

function betweenAnd(tokens: readonly Token[], at: number): Pair | undefined {
  const low = tokens[at];
  const second = skipVersionWords(tokens, at + 2);
  const high = tokens[second];
  if (tokens[at + 1]?.lower !== 'and' || high?.kind !== 'version' || low === undefined) return undefined;
  const interval = { lower: { version: low.text, inclusive: true }, upper: { version: high.text, inclusive: true } };
  return { interval, next: second + 1 };
}

interface Pair {
  readonly interval: Interval;
  readonly next: number;
}

/** A version with what closes its range: "7.0.0 through 7.0.12", "16.1 before 16.1.5", "2.4 and earlier", "7.59 and above, but below 7.59.18". */
function pairAt(tokens: readonly Token[], at: number, lowerInclusive: boolean): Pair | undefined {
  const version = tokens[at]?.text ?? '';
  const older = afterOlder(tokens, at + 1);
  if (older !== undefined) return { interval: { upper: { version, inclusive: true } }, next: older };
  const newer = afterNewer(tokens, at + 1);
  let next = skipSigns(tokens, newer ?? skipInclusive(tokens, at + 1));
  next = skipVersionWords(tokens, skipWrap(tokens, next));
  const upper = signed(tokens, newer === undefined ? betweenWords(tokens, next) : upperWords(tokens, next));
  const high = upper === undefined ? undefined : highAfter(tokens, upper.next);
  const lower = { version, inclusive: lowerInclusive };
  if (upper === undefined || high === undefined) return undefined;
  const excluded = /^(?:exclusive|excluding|excluded)$/.test(
    tokens[high.next + (tokens[high.next]?.text === '(' ? 1 : 0)]?.lower ?? '',
  );
  const bound = { version: high.version, inclusive: upper.inclusive && !excluded };
  return { interval: { lower, upper: bound }, next: skipInclusive(tokens, high.next) };
}

/** A line's end between a branch and its bound: "22.3-EVO", "versions before 22.3R3-EVO". */
function skipWrap(tokens: readonly Token[], index: number): number {
  const isBound = /^versions?$/.test(tokens[index + 1]?.text ?? '') && upperWords(tokens, index + 2) !== undefined;
  return tokens[index]?.text === '¶' && isBound ? index + 1 : index;
}

/** "From 700 through <776": the sign says what the word before it leaves open. */
function signed(tokens: readonly Token[], upper: Met | undefined): Met | undefined {
  const sign = upper === undefined ? undefined : /^<=?$/.exec(tokens[upper.next]?.text ?? '')?.[0];
  return upper === undefined || sign === undefined ? upper : { inclusive: sign === '<=', next: upper.next + 1 };
}

/** One or more upper bounds after their words; each of a list bounds a branch of its own. */
function uppersAfter(
  tokens: readonly Token[],
  index: number,
  upper: { readonly inclusive: boolean; readonly next: number },
  announced: boolean,
): RangePhrase | undefined {
  const first = skipOwnName(
    tokens,
    skipVersionWords(tokens, tokens[upper.next]?.text === ',' ? upper.next + 1 : upper.next),
  );
  const said =
    announced || first > upper.next || isVersionWord(tokens[index - 1]) || /[<≤=]/.test(tokens[index]?.text ?? '');
  if (tokens[first]?.kind !== 'version' || !isPlausible(tokens, first, said)) return undefined;
  const older = afterOlder(tokens, first + 1);
  const intervals: Interval[] = [
    { upper: { version: tokens[first].text, inclusive: upper.inclusive || older !== undefined } },
  ];
  let next = skipInclusive(tokens, older ?? first + 1);
  for (;;) {
    const more = nextOfList(tokens, next, said);
    const token = more === undefined ? undefined : tokens[more];
    if (more === undefined || token === undefined || pairAt(tokens, more, true) !== undefined) break;
    intervals.push({ upper: { version: token.text, inclusive: upper.inclusive } });
    next = more + 1;
  }
  return { shape: 'bounded', intervals, from: index, to: next, announced: said };
}

/** "Prior to HP ThinPro 8.0": the product's name once more, before the version. */
function skipOwnName(tokens: readonly Token[], index: number): number {
  let at = index;
  while (at - index < 5 && tokens[at]?.kind === 'word' && /^\p{Lu}/u.test(tokens[at]?.text ?? '')) at++;
  if (at === index) return index;
  const version = skipVersionWords(tokens, at);
  return tokens[version]?.kind === 'version' && /[._-]/.test(tokens[version]?.text ?? '') ? version : index;
}

/** "All versions", with nothing that bounds them. */
function allAt(tokens: readonly Token[], index: number): RangePhrase | undefined {
  if (!/^(?:all|any|every)$/.test(tokens[index]?.lower ?? '')) return undefined;
  let at = index + 1;
  while (
    /^(?:known|current|supported|released|available|firmware|software|previous|prior)$/.test(tokens[at]?.lower ?? '')
  )
    at++;
  if (!/^(?:versions?|releases?)$/.test(tokens[at]?.lower ?? '')) return undefined;
  const after = tokens[at + 1];
  if (after !== undefined && (upperWords(tokens, at + 1) ?? lowerWords(tokens, at + 1)) !== undefined) return undefined;
  if (after?.kind === 'version' || /^(?:prior|up|earlier|older)$/.test(after?.lower ?? '')) return undefined;
  if (after?.lower === 'of' && isBoundedLater(tokens, at + 2)) return undefined;
  return { shape: 'all', intervals: [], from: index, to: at + 1, announced: true };
}

/** "All versions of NAME 16.9 prior to 16.9.6": the bounds come after the name. */
function isBoundedLater(tokens: readonly Token[], index: number): boolean {
  for (let at = index; at < tokens.length && at - index < 8; at++) {
    if (/^[.;¶]$/.test(tokens[at]?.text ?? '')) return false;
    if (tokens[at]?.kind === 'version' || upperWords(tokens, at) !== undefined) return true;
  }
  return false;
}

/** Versions one by one: "versions 6.4, 6.5 and 6.6", each its own; where "and earlier" closes the list, each bounds its branch. */
function listAt(tokens: readonly Token[], index: number): RangePhrase | undefined {
  if (tokens[index]?.kind !== 'version') return undefined;
  const announced =
    isVersionWord(tokens[index - 1]) ||
    (tokens[index - 1]?.text === ':' && isVersionWord(tokens[index - 2])) ||
    /^(?:versions?|releases?)$/.test(tokens[index + 1]?.lower ?? '') ||
    isTellingPlace(tokens, index);
  if (!isPlausible(tokens, index, announced) || isOfAnotherThing(tokens, index, announced)) return undefined;
  const members = [index];
  for (;;) {
    const last = members.at(-1) ?? index;
    const more = nextOfList(tokens, last + 1, announced);
    if (more === undefined || pairAt(tokens, more, true) !== undefined) {
      return closedList(tokens, members, more, announced);
    }
    members.push(more);
  }
}

function closedList(
  tokens: readonly Token[],
  members: readonly number[],
  more: number | undefined,
  announced: boolean,
): RangePhrase {
  const from = members[0] ?? 0;
  const last = members.at(-1) ?? from;
  const versions = members.map((member) => tokens[member]?.text ?? '');
  const older = more === undefined ? undefined : afterOlder(tokens, more + 1);
  if (older !== undefined && more !== undefined) {
    const all = [...versions, tokens[more]?.text ?? ''];
    const intervals = all.map((version) => ({ upper: { version, inclusive: true } }));
    return { shape: 'bounded', intervals, from, to: older, announced };
  }
  const newer = afterNewer(tokens, last + 1);
  if (newer !== undefined) {
    const intervals = versions.map((version) => ({ lower: { version, inclusive: true } }));
    return { shape: 'open', intervals, from, to: newer, announced };
  }
  const intervals = versions.map((version) => ({
    lower: { version, inclusive: true },
    upper: { version, inclusive: true },
  }));
  return { shape: 'exact', intervals, from, to: last + 1, announced };
}

/** The next version of a list: after a comma, "and", "or", a slash. */
function nextOfList(tokens: readonly Token[], index: number, announced: boolean): number | undefined {
  let at = index;
  let joined = false;
  while (at - index < 3 && /^(?:,|and|or|&|\/|;)$/.test(tokens[at]?.lower ?? '')) {
    at++;
    joined = true;
  }
  if (!joined) return undefined;
  at = skipVersionWords(tokens, at);
  const beginsName = !/\./.test(tokens[at]?.text ?? '') && /^\p{Lu}\p{Ll}/u.test(tokens[at + 1]?.text ?? '');
  return tokens[at]?.kind === 'version' && !beginsName && isPlausible(tokens, at, announced) ? at : undefined;
}

function highAfter(
  tokens: readonly Token[],
  index: number,
): { readonly version: string; readonly next: number } | undefined {
  const at = skipVersionWords(tokens, index);
  const token = tokens[at];
  if (token?.kind !== 'version' || !isPlausible(tokens, at, true)) return undefined;
  return { version: token.text, next: at + 1 };
}

function skipSigns(tokens: readonly Token[], index: number): number {
  let at = index;
  while (at - index < 3 && /^(?:,|and|but|;|\(|or)$/.test(tokens[at]?.lower ?? '')) at++;
  return at;
}

function skipInclusive(tokens: readonly Token[], index: number): number {
  let at = index;
  const opened = tokens[at]?.text === '(';
  if (opened || tokens[at]?.text === ',') at++;
  if (!/^(?:inclusive|inclusively|included|including|exclusive|excluding)$/.test(tokens[at]?.lower ?? '')) return index;
  at++;
  return opened && tokens[at]?.text === ')' ? at + 1 : at;
}
