import { LEAST_UPDATE, type ReleaseLabel, readReleaseWords, releaseLabel } from './release-words.ts';
import { compareDigits, compareText, type Order, reverse, signOf, type VersionScheme } from './types.ts';

/**
 * Numbers apart by dots, with the letters, service packs, updates, hotfixes and builds that vendors append. It orders
 * what most vendors mean alike and refuses the rest: a suffix that it does not know, against none, is not ordered.
 */
export const generic: VersionScheme = {
  id: 'generic',
  orders:
    'dotted numbers with letters, service packs, updates, hotfixes and builds: 7.0 < 7.0 SP1 < 7.0 SP1 HF2 < 7.0.1',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined) return undefined;
    if (left.model !== right.model && left.model !== '' && right.model !== '') return undefined;
    if (left.text === right.text) return 0;
    return compareParsed(left, right);
  },
};

/** A longer text is a sentence, not a version. */
const LONGEST_VERSION = 120;

interface Part {
  readonly digits: string;
  /** Letters that follow the digits at once: the `g` of 1.0.1g. */
  letters: string;
}

interface Segment {
  readonly label: ReleaseLabel;
  readonly parts: Part[];
}

interface Parsed {
  readonly text: string;
  /** What stands before a version with a V of its own: the `u30` of "U30 v2.68". Empty where nothing does. */
  readonly model: string;
  /** Letters before the first number: the `b` of B.02. */
  readonly prefix: string;
  readonly segments: readonly Segment[];
}

/** Parses a version once while it is in use: an inventory's few versions are held against one bound after the other. */
function parse(version: string): Parsed | undefined {
  if (version.length > LONGEST_VERSION) return undefined;
  const known = PARSED.get(version);
  if (known !== undefined || PARSED.has(version)) return known;
  if (PARSED.size >= MOST_PARSED) PARSED.clear();
  const parsed = parseAnew(version);
  PARSED.set(version, parsed);
  return parsed;
}

const PARSED = new Map<string, Parsed | undefined>();
const MOST_PARSED = 10_000;

function parseAnew(version: string): Parsed | undefined {
  const { text, model } = readReleaseWords(version);
  if (!/^[\da-z][\da-z.,\-_+():# ]*$/.test(text)) return undefined;
  const tokens = text.match(/\d+|[a-z]+|[^\da-z]+/g) ?? [];
  const prefix = /^[a-z]/.test(text) ? (tokens[0] ?? '') : '';
  const segments = readSegments(prefix === '' ? tokens : tokens.slice(1))?.map(withoutZeroBeforeLetter);
  if (segments === undefined) return undefined;
  const hasNumber = segments.some((segment) => segment.parts.length > 0);
  return hasNumber || prefix.length === 1 ? { text, model, prefix, segments } : undefined;
}

function readSegments(tokens: readonly string[]): readonly Segment[] | undefined {
  const segments: Segment[] = [{ label: releaseLabel('', ''), parts: [] }];
  for (const [at, token] of tokens.entries()) {
    const segment = segments.at(-1);
    if (segment === undefined) return undefined;
    const before = tokens[at - 1] ?? '';
    if (/^\d/.test(token)) {
      const startsAnew = /[-_]|^ $/.test(before) && segment.parts.length > 0;
      if (startsAnew) segments.push({ label: releaseLabel('-', ''), parts: [{ digits: token, letters: '' }] });
      else segment.parts.push({ digits: token, letters: '' });
      continue;
    }
    if (!/^[a-z]/.test(token)) continue;
    const last = segment.parts.at(-1);
    const isSuffix = /^\d/.test(before) && !/^\d/.test(tokens[at + 1] ?? '') && token.length <= 2;
    if (isSuffix && last !== undefined) last.letters = token;
    else segments.push({ label: releaseLabel(token, before), parts: [] });
  }
  return segments;
}

/** 8.0b is 8b: a zero before the letter says as little as one at the end. */
function withoutZeroBeforeLetter(segment: Segment): Segment {
  const at = segment.parts.findIndex(({ digits, letters }) => letters !== '' && !/[1-9]/.test(digits));
  const [last, before] = [segment.parts[at], segment.parts[at - 1]];
  if (last === undefined || before === undefined || before.letters !== '') return segment;
  const parts = [...segment.parts];
  parts.splice(at - 1, 2, { digits: before.digits, letters: last.letters });
  return { label: segment.label, parts };
}

function compareParsed(a: Parsed, b: Parsed): Order | undefined {
  const byPrefix = comparePrefix(a, b);
  if (byPrefix !== 0) return byPrefix;
  if (looksLikeDay(a) !== looksLikeDay(b) || areCountedApart(a, b) || areCountedApart(b, a)) return undefined;
  const length = Math.max(a.segments.length, b.segments.length);
  for (let at = 0; at < length; at += 1) {
    const order = compareSegments(a.segments[at], b.segments[at], a.segments[at + 1], b.segments[at + 1]);
    if (order !== 0) return order;
  }
  return 0;
}

/**
 * Revision letters (A.01, B.02) and lines of a V and a letter (VA20A, VB10A) are ordered. A name of two letters or more in
 * front of dotted numbers may be left out (FW 18.2, 18.2), but no word of release (CU23). Any other words before the number must be the same.
 */
function comparePrefix(a: Parsed, b: Parsed): Order | undefined {
  if (a.prefix === b.prefix) return 0;
  if (isRevisionLetter(a) && isRevisionLetter(b)) return compareText(a.prefix, b.prefix);
  if (/^v[a-z]$/.test(a.prefix) && /^v[a-z]$/.test(b.prefix)) return compareText(a.prefix, b.prefix);
  const named = a.prefix === '' ? b : a;
  const isName =
    named.prefix.length >= 2 && named.prefix !== 'month' && releaseLabel(named.prefix, '').rank === undefined;
  const isNameOnly = (a.prefix === '' || b.prefix === '') && isName && isDotted(a) && isDotted(b);
  return isNameOnly ? 0 : undefined;
}

function isRevisionLetter(version: Parsed): boolean {
  return version.prefix.length === 1 && (version.text.length === 1 || version.text[1] === '.');
}

function isDotted(version: Parsed): boolean {
  return (version.segments[0]?.parts.length ?? 0) > 1;
}

/** 20240219: a day written as one number has no place among dotted numbers. */
function looksLikeDay(version: Parsed): boolean {
  const first = version.segments[0]?.parts;
  return first?.length === 1 && /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(first[0]?.digits ?? '');
}

/** 2023.1 or 17763.5329 beside 10.0: years and builds have no place among the numbers of releases. What begins with 0 is before them. */
function areCountedApart(a: Parsed, b: Parsed): boolean {
  const first = firstNumber(a);
  const isBuild = first.length >= DIGITS_OF_BUILD && !/^(?:19|20)\d\d$/.test(first);
  return (isByYear(a) && isByNumber(b)) || (isBuild && /^\d{1,2}$/.test(firstNumber(b)));
}

function firstNumber(version: Parsed): string {
  return (version.segments[0]?.parts[0]?.digits ?? '').replace(/^0+/, '');
}

/** 2023, 2023.1, "2016 CU23", or "2402 build 17328" for a month. */
function isByYear(version: Parsed): boolean {
  const [first, second] = version.segments;
  const isAlone = second === undefined || second.label.word === 'build' || first?.parts.length === 1;
  return isAlone && /^(?:19|20|2[1-9])\d\d$/.test(first?.parts[0]?.digits ?? '');
}

function isByNumber(version: Parsed): boolean {
  const [first, second] = version.segments;
  return (first?.parts.length ?? 0) > 1 && second === undefined && /^0*[1-9]\d?$/.test(first?.parts[0]?.digits ?? '');
}

function compareSegments(
  a: Segment | undefined,
  b: Segment | undefined,
  afterA: Segment | undefined,
  afterB: Segment | undefined,
): Order | undefined {
  if (a === undefined) return b === undefined ? 0 : reverseOf(standsToRelease(b));
  if (b === undefined) return standsToRelease(a);
  if (a.label.word === b.label.word) return compareParts(a.parts, b.parts, afterA, afterB);
  if (isLetter(a.label) && isLetter(b.label)) return compareText(a.label.word, b.label.word);
  if (isLetter(a.label) && b.label.word === 'rc') return -1;
  if (isLetter(b.label) && a.label.word === 'rc') return 1;
  if (a.label.rank === undefined || b.label.rank === undefined) return undefined;
  if (a.label.word === '-' || b.label.word === '-') return asBothSay(a, b);
  return a.label.rank === b.label.rank ? undefined : signOf(a.label.rank - b.label.rank);
}

/** 1.0-7 and "1.0 Update 6": a dash may stand for the word, so that rank and number must say the same. */
function asBothSay(a: Segment, b: Segment): Order | undefined {
  const byRank = signOf((a.label.rank ?? 0) - (b.label.rank ?? 0));
  const byCount = compareDigits(a.parts[0]?.digits ?? '0', b.parts[0]?.digits ?? '0');
  return byCount === 0 || byCount === byRank ? byRank : undefined;
}

/** One letter that vendors use in two senses: whatever it means, B03 comes after A12. */
function isLetter(label: ReleaseLabel): boolean {
  return label.word.length === 1 && label.rank === undefined;
}

/** How a version with this segment stands to the same version without it. */
function standsToRelease(segment: Segment): Order | undefined {
  return segment.label.rank === undefined ? undefined : signOf(segment.label.rank);
}

function reverseOf(order: Order | undefined): Order | undefined {
  return order === undefined ? undefined : reverse(order);
}

function compareParts(
  a: readonly Part[],
  b: readonly Part[],
  afterA: Segment | undefined,
  afterB: Segment | undefined,
): Order | undefined {
  if (maySayOneThing(a, b, afterA, afterB) || maySayOneThing(b, a, afterB, afterA)) return undefined;
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const left = a[at] ?? NO_PART;
    const right = b[at] ?? NO_PART;
    const order = compareDigits(left.digits, right.digits);
    if (order !== 0) return order;
    if (left.letters === right.letters) continue;
    if (left.letters === '') return reverseOf(letterToRest(b.slice(at), a.slice(at + 1), afterA));
    if (right.letters === '') return letterToRest(a.slice(at), b.slice(at + 1), afterB);
    return compareLetters(left.letters, right.letters);
  }
  return 0;
}

/**
 * 3.1.0.518 against 3.1 Patch 8, and 12.1.55 against 12.1-60: the further numbers of one may count what the word or the dash of
 * the other counts. In 15.4.2.126 HF1 against 15.4.2 HF2 they count something that the other leaves out.
 */
function maySayOneThing(
  longer: readonly Part[],
  shorter: readonly Part[],
  own: Segment | undefined,
  after: Segment | undefined,
): boolean {
  const more = longer.slice(shorter.length);
  if (more.length === 0 || after === undefined || (after.label.rank ?? -1) < 0) return false;
  if (
    !shorter.every(({ digits, letters }, at) => compareDigits(digits, longer[at]?.digits ?? '') === 0 && letters === '')
  )
    return false;
  const [first = NO_PART, count] = [more[0], after.parts[0]];
  const isBuild = first.digits.length >= DIGITS_OF_BUILD;
  if (count === undefined) return false;
  const isExtra = more.some(({ digits }) => /[1-9]/.test(digits));
  if (isExtra && own !== undefined && own.label.word !== '-' && own.label.word === after.label.word) return true;
  const isBelow = compareDigits(first.digits, count.digits) || (count.letters === '' ? 0 : -1);
  if (after.label.word === '-')
    return more.length === 1 && isBelow < 0 && (isBuild || count.digits.length < DIGITS_OF_BUILD);
  if (!/[1-9]/.test(first.digits)) return more.some(({ digits }) => /[1-9]/.test(digits));
  return (
    isBuild ||
    (shorter.length >= 3 && after.label.word !== 'build') ||
    ((after.label.rank ?? 0) >= LEAST_UPDATE && (isBelow < 0 || (isBelow === 0 && more.length > 1)))
  );
}

/** A number of four digits and more is a build. */
const DIGITS_OF_BUILD = 4;

const NO_PART: Part = { digits: '0', letters: '' };

/**
 * How a letter (of the first part of `own`) stands to what the other version has in its place: 8.0b comes after 8.0 and
 * its hotfixes, before 8.0 U1 and 8.0.1.
 */
function letterToRest(
  [own = NO_PART, ...further]: readonly Part[],
  other: readonly Part[],
  after: Segment | undefined,
): Order | undefined {
  if (other.some((part) => /[1-9]/.test(part.digits))) return -1;
  if (after === undefined) return 1;
  if (isLetter(after.label) && further.length === 0) return letterToCounted(own.letters, after.label.word);
  const { rank } = after.label;
  if (rank === undefined || (rank >= LEAST_UPDATE && further.length > 0)) return undefined;
  return rank >= LEAST_UPDATE ? -1 : 1;
}

/** 9.1.1c against 9.1.1b2 or 9.1.1c1. An a or b with a number may be an alpha, a beta or a build, which say less. */
function letterToCounted(letters: string, counted: string): Order | undefined {
  if (compareText(letters, counted) > 0) return 1;
  return counted === 'a' || counted === 'b' ? undefined : -1;
}

/** None < a < m < mb < n < z < za. Whether aa comes after z or after a is not known. */
function compareLetters(a: string, b: string): Order | undefined {
  const [order, byLength] = [compareText(a, b), signOf(a.length - b.length)];
  const longer = byLength < 0 ? b : a;
  return byLength !== 0 && byLength !== order && longer.startsWith('a') ? undefined : order;
}
