import type { Token } from './version-tokens.ts';

/** What a row of words at one place means, and the index after them. */
export interface Met {
  readonly inclusive: boolean;
  readonly next: number;
}

type Row = readonly [words: string, inclusive: boolean];

const UPPER = rowsByFirstWord([
  ['up to and including', true],
  ['up to , and including', true],
  ['up to ( and including )', true],
  ['up to ( including )', true],
  ['up to ( excluding )', false],
  ['up to ( not including )', false],
  ['up to but not including', false],
  ['up to , but not including', false],
  ['up to and excluding', false],
  ['up to and inclusive of', true],
  ['up to', true],
  ['up through', true],
  ['up until', true],
  ['upto', true],
  ['until', true],
  ['till', true],
  ['through and including', true],
  ['through', true],
  ['thru', true],
  ['and prior to', false],
  ['and before', false],
  ['and lower than', false],
  ['prior to and including', true],
  ['before and including', true],
  ['prior to', false],
  ['prior', false],
  ['before', false],
  ['preceding', false],
  ['earlier than', false],
  ['older than', false],
  ['lower than or equal to', true],
  ['lower than', false],
  ['less than or equal to', true],
  ['less than', false],
  ['smaller than', false],
  ['below', false],
  ['under', false],
  ['< =', true],
  ['<=', true],
  ['=<', true],
  ['≤', true],
  ['<', false],
]);

const BETWEEN = rowsByFirstWord([
  ['to', true],
  ['-', true],
  ['–', true],
  ['—', true],
  ['and including', true],
  ['to and including', true],
  ['~', true],
]);

const LOWER = rowsByFirstWord([
  ['from', true],
  ['starting from', true],
  ['starting with', true],
  ['starting in', true],
  ['starting at', true],
  ['starting', true],
  ['beginning with', true],
  ['beginning in', true],
  ['beginning from', true],
  ['since', true],
  ['introduced in', true],
  ['between', true],
  ['after', false],
  ['later than', false],
  ['newer than', false],
  ['greater than or equal to', true],
  ['greater than', false],
  ['> =', true],
  ['>=', true],
  ['≥', true],
  ['>', false],
]);

const OLDER = new Set(
  'earlier ealier prior below older lower previous before under former preceding lesser'.split(' '),
);
const NEWER = new Set('later newer above higher onwards onward up upwards after greater beyond subsequent'.split(' '));
const VERSION_WORDS = new Set(
  (
    'version versions version(s) ver ver. vers release releases rel firmware fw build builds revision revisions rev branch branches v software ' +
    'versions: version: update series line lines train trains'
  ).split(' '),
);

/** An upper bound's words at an index: "before", "up to and including", `<=`. */
export function upperWords(tokens: readonly Token[], index: number): Met | undefined {
  return rowAt(tokens, index, UPPER);
}

const FIRST_WORDS = new Set([...UPPER.keys(), ...LOWER.keys(), 'all', 'any', 'every']);

/** Says whether a phrase of versions can begin with a token: a quick test before it is read. */
export function mayBegin({ kind, lower }: Token): boolean {
  return kind === 'version' || FIRST_WORDS.has(lower);
}

/** The words between two bounds: those of an upper bound, and "to" and dashes. */
export function betweenWords(tokens: readonly Token[], index: number): Met | undefined {
  return rowAt(tokens, index, UPPER) ?? rowAt(tokens, index, BETWEEN);
}

/** A lower bound's words at an index: "from", "since", `>=`. */
export function lowerWords(tokens: readonly Token[], index: number): Met | undefined {
  return rowAt(tokens, index, LOWER);
}

/** "and earlier", "or any prior versions", "(and below)" at an index: the index after it. */
export function afterOlder(tokens: readonly Token[], index: number): number | undefined {
  return afterOpenEnd(tokens, index, OLDER);
}

/** "and later", "or newer", "+" at an index: the index after it. */
export function afterNewer(tokens: readonly Token[], index: number): number | undefined {
  if (tokens[index]?.text === '+') return index + 1;
  return afterOpenEnd(tokens, index, NEWER);
}

/** Says whether a token is a word like "version", "release" or "firmware". */
export function isVersionWord(token: Token | undefined): boolean {
  return token !== undefined && VERSION_WORDS.has(token.lower);
}

/** The index after words like "version", a colon after them, and articles before them. */
export function skipVersionWords(tokens: readonly Token[], index: number): number {
  let at = index;
  let skipped = 0;
  while (skipped < 5) {
    const token = tokens[at];
    const isFiller =
      token !== undefined && /^(?:the|its|any|all|of|number|numbers|a|an)$/.test(token.lower) && skipped < 3;
    if (isVersionWord(token) || isFiller || (token?.text === ':' && isVersionWord(tokens[at - 1]))) at++;
    else if (token?.text === '(' && tokens[at + 1]?.lower === 's' && tokens[at + 2]?.text === ')') at += 3;
    else break;
    skipped++;
  }
  return at;
}

/** "Prior to HP ThinPro 8.0": the product's name once more, before the version. */
export function skipOwnName(tokens: readonly Token[], index: number): number {
  let at = index;
  while (at - index < 5 && tokens[at]?.kind === 'word' && /^\p{Lu}/u.test(tokens[at]?.text ?? '')) at++;
  if (at === index) return index;
  const version = skipVersionWords(tokens, at);
  return tokens[version]?.kind === 'version' && /[._-]/.test(tokens[version]?.text ?? '') ? version : index;
}

function afterOpenEnd(tokens: readonly Token[], index: number, words: ReadonlySet<string>): number | undefined {
  let at = index;
  let isJoined = false;
  const opened = tokens[at]?.text === '(';
  if (opened || tokens[at]?.text === ',') at++;
  while (at - index < 6) {
    const token = tokens[at];
    if (token === undefined) return undefined;
    if (/^(?:and|or|&|\/|and\/or|any|all|the|its|other)$/.test(token.lower)) isJoined = true;
    else if (!isVersionWord(token)) break;
    at++;
  }
  const token = tokens[at];
  if (token === undefined || !words.has(token.lower)) return undefined;
  if (!isJoined && !opened && tokens[index]?.text !== ',' && at === index && token.lower !== 'onwards')
    return undefined;
  if (/^(?:to|than)$/.test(tokens[at + 1]?.lower ?? '')) return undefined;
  if (tokens[at + 1]?.kind === 'version') return undefined;
  at++;
  while (isVersionWord(tokens[at])) at++;
  return opened && tokens[at]?.text === ')' ? at + 1 : at;
}

/** Rows by their first word, the longest first, so that a token asks only the rows that can begin with it. */
type Rows = ReadonlyMap<string, readonly { readonly words: readonly string[]; readonly inclusive: boolean }[]>;

function rowAt(tokens: readonly Token[], index: number, rows: Rows): Met | undefined {
  const first = tokens[index];
  const candidates = first === undefined ? undefined : rows.get(first.lower);
  const row = candidates?.find(({ words }) => words.every((word, offset) => tokens[index + offset]?.lower === word));
  return row === undefined ? undefined : { inclusive: row.inclusive, next: index + row.words.length };
}

function rowsByFirstWord(rows: readonly Row[]): Rows {
  const byFirst = new Map<string, { readonly words: readonly string[]; readonly inclusive: boolean }[]>();
  for (const [text, inclusive] of rows) {
    const words = text.split(' ');
    const first = words[0] ?? '';
    byFirst.set(
      first,
      [...(byFirst.get(first) ?? []), { words, inclusive }].sort((a, b) => b.words.length - a.words.length),
    );
  }
  return byFirst;
}
