import type { Interval } from '../domain/advisory.ts';
import { isTellingPlace } from './bare-numbers.ts';
import { isOfAnotherThing, isPlausible } from './plausible-version.ts';
import { betweenAnd, type Pair, pairAt, skipInclusive, skipSigns } from './range-pairs.ts';
import {
  afterNewer,
  afterOlder,
  betweenWords,
  isVersionWord,
  lowerWords,
  mayBegin,
  skipOwnName,
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
  const plain = skipVersionWords(tokens, next);
  const at = inclusive ? plain : skipOwnName(tokens, plain);
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
    intervals.push(
      isLastApart(tokens, next, intervals.length, more + 1)
        ? exactly(token.text)
        : { upper: { version: token.text, inclusive: upper.inclusive } },
    );
    next = more + 1;
  }
  return { shape: 'bounded', intervals, from: index, to: next, announced: said };
}

/** "Before 2.10.4, and 2.11.0": a comma before "and", though only one came before, sets the last apart as a version of its own. */
function isLastApart(tokens: readonly Token[], comma: number, known: number, end: number): boolean {
  const isApart = tokens[comma]?.text === ',' && tokens[comma + 1]?.lower === 'and';
  return known === 1 && isApart && nextOfList(tokens, end, true) === undefined;
}

function exactly(version: string): Interval {
  return { lower: { version, inclusive: true }, upper: { version, inclusive: true } };
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
  const every = endOfEveryVersion(tokens, last + 1);
  if (every !== undefined) {
    const intervals = versions.map((version) => ({
      lower: { version, inclusive: true },
      upper: { version: `${version}.x`, inclusive: true },
    }));
    return { shape: 'bounded', intervals, from, to: every, announced };
  }
  const intervals = versions.map(exactly);
  return { shape: 'exact', intervals, from, to: last + 1, announced };
}

/** "6.4 all versions": the index after, where nothing bounds them. */
function endOfEveryVersion(tokens: readonly Token[], index: number): number | undefined {
  const isEvery = tokens[index]?.lower === 'all' && tokens[index + 1]?.lower === 'versions';
  return isEvery && allAt(tokens, index) !== undefined ? index + 2 : undefined;
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
