import type { Interval } from '../domain/advisory.ts';
import { namesOfList } from './listed-names.ts';
import { type NameNearby, nameBefore, nameStartingAt, type ProductName, wholeNameBefore } from './product-names.ts';
import type { Prose } from './prose.ts';
import { type RangePhrase, rangePhrases } from './range-phrases.ts';
import { tableColumns } from './table-columns.ts';
import { tellingStretches } from './telling-stretches.ts';
import { fixSections, type SaidOf, saidOf } from './version-context.ts';
import { type Token, versionTokens } from './version-tokens.ts';

/** What a text says of the versions of one product. */
export interface Statement {
  /** As the text names it, vendor included; `undefined` where the text names none. */
  readonly name: string | undefined;
  /** The name stands with the versions; else it is carried on from before. */
  readonly isNamed: boolean;
  readonly said: Exclude<SaidOf, 'place'>;
  readonly shape: RangePhrase['shape'];
  readonly intervals: readonly Interval[];
  /** A word like "version" stands before the versions. */
  readonly announced: boolean;
  /** UTF-16 offsets of the name (or, without one, the versions) and of the versions. */
  readonly start: number;
  readonly end: number;
}

/** Every statement of a text about versions, and the product that the text is about. */
export interface Statements {
  readonly about:
    | {
        readonly name: string;
        readonly start: number;
        readonly end: number;
        /** The text says that a flaw is in it; else it is only the first name of the text. */
        readonly afterFlaw: boolean;
      }
    | undefined;
  readonly statements: readonly Statement[];
  /** The products that the text's first line names and nothing else; empty where it says more, or is a sentence. */
  readonly titled: readonly string[];
}

/** Reads what a text says of versions. Names come from the text alone. */
export function readStatements(prose: Prose): Statements {
  const { text, blockStarts } = prose;
  const tokens = versionTokens(text, blockStarts, tellingStretches(prose));
  const inFlaw = nameAfterFlaw(tokens);
  const subject = subjectName(tokens);
  const about = subject ?? inFlaw ?? firstName(tokens);
  const statements: Statement[] = [];
  const sections = fixSections(tokens);
  const columns = tableColumns(tokens);
  const titled = titleNames(tokens);
  let carried: ProductName | undefined;
  let before: RangePhrase | undefined;
  const phrases = rangePhrases(tokens);
  for (const [index, phrase] of phrases.entries()) {
    if (isDefanged(text, tokens[phrase.to - 1])) continue;
    const next = phrases[index + 1];
    const goesOn = before !== undefined && joins(tokens, before, phrase);
    const named = goesOn ? undefined : nameOf(tokens, phrase);
    const read = saidOf(tokens, phrase, named?.from);
    const inFixes = sections.some(({ from, to }) => from <= phrase.from && phrase.from < to);
    const column = columns[phrase.from];
    const said = isToldToLeave(tokens, phrase.to)
      ? leaving(read)
      : column === 'not-affected'
        ? column
        : inFixes || column === 'fix'
          ? fixing(read, phrase)
          : read;
    const isTold = goesOn || said === 'fix' || column !== undefined || isMeant(phrase, named, tokens);
    if (said === 'place' || !isTold) continue;
    before = phrase;
    const name = nameFor(named, carried, about);
    if (named !== undefined && name === named) carried = named;
    const { shape, intervals, announced } = phrase;
    for (const each of namesFor(name, named, titled)) {
      statements.push({
        name: each,
        isNamed:
          (name !== undefined && name === named) || (each !== undefined && each !== name?.name && name !== named),
        said,
        shape,
        intervals,
        announced: announced || goesOn || column === 'affected' || (next !== undefined && joins(tokens, phrase, next)),
        ...placeOf(tokens, phrase, name === named ? named : undefined),
      });
    }
  }
  return {
    about: about && {
      name: about.name,
      ...spanOf(tokens, about.from, about.to),
      afterFlaw: inFlaw !== undefined || subject !== undefined,
    },
    statements,
    titled,
  };
}

/** The name that stands with the versions: "NAME before 2.0", "in versions 3.7 to 3.9 of NAME". */
function nameOf(tokens: readonly Token[], phrase: RangePhrase): NameNearby | undefined {
  const whole = wholeNameBefore(tokens, phrase.from);
  if (whole !== undefined) return whole;
  const before = nameBefore(tokens, phrase.from);
  if (before !== undefined && !before.isLoose && before.to <= phrase.from) return before;
  const after = phrase.announced && tokens[phrase.to]?.lower === 'of' ? nameBehind(tokens, phrase.to + 1) : undefined;
  return after === undefined ? before : { ...after, isLoose: false };
}

/** A name after "of", or a package in small letters with what kind of thing it is. */
function nameBehind(tokens: readonly Token[], index: number): ProductName | undefined {
  const at = tokens[index]?.lower === 'the' ? index + 1 : index;
  return nameStartingAt(tokens, at);
}

/** A statement without a name of its own under a title speaks of each product of the title. */
function namesFor(
  name: ProductName | undefined,
  named: NameNearby | undefined,
  titled: readonly string[],
): readonly (string | undefined)[] {
  if (name === undefined) return [undefined];
  const isOfTitle = name !== named && name.from === 0 && titled.length > 1;
  if (isOfTitle) return titled;
  const members = namesOfList(name.name);
  return name === named && named.isWhole === true && members.length === 1 ? [name.name] : members;
}

/** "Example Pump and Example Scale (Update A)", "Example Pump, Scale, and Bed" above the text. */
function titleNames(tokens: readonly Token[]): readonly string[] {
  const end = tokens.findIndex((token) => token.text === '¶');
  if (end < 1 || end > 16) return [];
  const opening = tokens[end - 1]?.text === ')' ? tokens.findIndex((token) => token.text === '(') : end;
  const names: ProductName[] = [];
  for (let at = 0; at < opening; at = afterComma(tokens, names.at(-1)?.to ?? at)) {
    const name = nameStartingAt(tokens, at);
    if (name === undefined || COLLECTION.test(name.name)) return [];
    names.push(name);
    if (name.to < opening && tokens[name.to]?.text !== ',') return [];
  }
  const members = names.flatMap(({ name }) => name.split(/,? and |, /));
  const isList = names.length > 1 || members.some((member) => /[a-z][A-Z]|[A-Z]{3,}|\d/.test(member));
  return isList ? members : names.map(({ name }) => name);
}

/** The index after a comma, or a comma and "and". */
function afterComma(tokens: readonly Token[], index: number): number {
  if (tokens[index]?.text !== ',') return index;
  return tokens[index + 1]?.lower === 'and' ? index + 2 : index + 1;
}

/** A title that names a collection of flaws names no product. */
const COLLECTION = /\b(?:catalog(?:ue)?|list|bulletins?|reports?|digest|newsletter|summary)$/i;

/** "Versions 11.5.0 and 11.6.0: update to 12.0.5": what to leave stands before what to move to. */
function isToldToLeave(tokens: readonly Token[], index: number): boolean {
  const at = /^(?::|-|–|>)$/.test(tokens[index]?.text ?? '')
    ? index + (tokens[index + 1]?.text === '>' ? 2 : 1)
    : index;
  return at > index && /^(?:please|update|upgrade|install|apply|migrate|move)$/.test(tokens[at]?.lower ?? '');
}

function leaving(read: SaidOf): SaidOf {
  return read === 'fix' ? 'affected' : read;
}

function fixing(read: SaidOf, { shape }: RangePhrase): SaidOf {
  return read === 'affected' && (shape === 'exact' || shape === 'open') ? 'fix' : read;
}

/** The beginning of an address: "198.51.100[.]99". */
function isDefanged(text: string, last: Token | undefined): boolean {
  return last !== undefined && /^(?:[[({](?:\.|dot)|\\\.)/i.test(text.slice(last.end, last.end + 4));
}

/** A name with only small words between it and the versions is theirs; "… in all versions" belongs rather to what the text is about. */
function nameFor(
  named: NameNearby | undefined,
  carried: ProductName | undefined,
  about: ProductName | undefined,
): ProductName | undefined {
  if (named?.isLoose === true) return carried ?? about ?? named;
  return named ?? carried ?? about;
}

/** A phrase that goes on the list of the one before: only a comma, "and" or "or" between them. */
function joins(tokens: readonly Token[], before: RangePhrase, phrase: RangePhrase): boolean {
  const between = tokens.slice(before.to, phrase.from);
  return (
    between.length > 0 &&
    between.length <= 3 &&
    between.every((token) => /^(?:,|and|or|;|&|versions?)$/.test(token.lower))
  );
}

/** A number without a word like "version" is a version only right after a name. */
function isMeant(phrase: RangePhrase, named: ProductName | undefined, tokens: readonly Token[]): boolean {
  if (phrase.shape !== 'exact' || phrase.announced || isAnnouncedBefore(tokens, phrase.from)) return true;
  return named !== undefined && (named.to === phrase.from || /^[():,]$/.test(tokens[phrase.from - 1]?.text ?? ''));
}

/** "Supported versions that are affected are 12.1.3 and 12.2.3", "versions affected: 2.0": the word stands a few words before. */
function isAnnouncedBefore(tokens: readonly Token[], index: number): boolean {
  const words = tokens
    .slice(Math.max(0, index - 6), index)
    .map((token) => token.lower)
    .join(' ');
  return /\b(?:versions?|releases?)(?: that)?(?: (?:is|are|was|were))? (?:affected|impacted|vulnerable)(?: versions?)? ?(?:is|are|was|were|include|includes|including|:)? ?:?$/.test(
    words,
  );
}

function placeOf(
  tokens: readonly Token[],
  phrase: RangePhrase,
  named: ProductName | undefined,
): { start: number; end: number } {
  return spanOf(tokens, named?.from ?? phrase.from, phrase.to);
}

function spanOf(tokens: readonly Token[], from: number, to: number): { start: number; end: number } {
  return { start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 };
}

const FLAW =
  /^(?:vulnerability|vulnerabilities|issue|issues|flaw|flaws|bug|bugs|weakness|problem|overflow|injection|xss|csrf|error|errors|defect|traversal|forgery|bypass|deserialization|disclosure|execution|escalation|condition)$/;

/** The subject of the first sentence: "NAME is a…", "The NAME plugin for WordPress is vulnerable". */
function subjectName(tokens: readonly Token[]): ProductName | undefined {
  let start = 0;
  while (start < 4 && /^(?:the|a|an|in|affected|versions?|of|¶)$/.test(tokens[start]?.lower ?? '')) start++;
  const name = quoted(tokens, start) ?? phraseOfSubject(tokens, start) ?? nameStartingAt(tokens, start);
  if (name === undefined) return undefined;
  let at = name.to;
  if (tokens[at]?.text === '(') while (at < name.to + 12 && tokens[at++]?.text !== ')');
  if (/^[`'"]$/.test(tokens[at]?.text ?? '')) at++;
  return /^(?:is|are|before|through|up|prior|versions?|allows?|contains?|has|have|does|fails?|could|in|was|suffers?|has|,|v?\d.*)$/.test(
    tokens[at]?.lower ?? '',
  )
    ? name
    : undefined;
}

/** "Home assistant is an open source home automation": a capital, small words, and what it is. */
function phraseOfSubject(tokens: readonly Token[], start: number): ProductName | undefined {
  if (!/^\p{Lu}\p{Ll}/u.test(tokens[start]?.text ?? '')) return undefined;
  let to = start + 1;
  while (to - start < 4 && /^\p{Ll}{3,}$/u.test(tokens[to]?.text ?? '')) to++;
  if (to === start + 1 || tokens[to]?.lower !== 'is' || !/^(?:an?|the)$/.test(tokens[to + 1]?.lower ?? ''))
    return undefined;
  const name = tokens.slice(start, to).map((token) => token.text);
  return { name: name.join(' '), from: start, to };
}

function quoted(tokens: readonly Token[], index: number): ProductName | undefined {
  const name = tokens[index + 1];
  if (!/^[`'"“‘]$/.test(tokens[index]?.text ?? '') || name?.kind !== 'word') return undefined;
  return { name: name.text, from: index + 1, to: index + 2 };
}

function nameAfterFlaw(tokens: readonly Token[]): ProductName | undefined {
  for (let index = 0; index < tokens.length && index < 200; index++) {
    if (!FLAW.test(tokens[index]?.lower ?? '')) continue;
    let at = index + 1;
    while (
      at - index < 9 &&
      /^(?:\(|\)|\w+\)|was|were|has|have|been|is|are|exists?|existed|discovered|found|identified|reported|present|that|which|[a-z]+-\d+|cwe-\d+|\[|\])$/.test(
        tokens[at]?.lower ?? '',
      )
    )
      at++;
    if (!/^(?:in|within|affecting|affects|on|of)$/.test(tokens[at]?.lower ?? '')) continue;
    at++;
    while (/^(?:the|all|some|certain|multiple|a|an|\w+ly)$/.test(tokens[at]?.lower ?? '')) at++;
    const name = nameStartingAt(tokens, at) ?? nameBehindPart(tokens, at);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** "in the web interface of NAME", "in the login function in NAME". */
function nameBehindPart(tokens: readonly Token[], index: number): ProductName | undefined {
  for (let at = index; at < tokens.length && at - index < 10; at++) {
    if (tokens[at]?.text === '.') return undefined;
    if (!/^(?:of|in|for|within)$/.test(tokens[at]?.lower ?? '')) continue;
    const after = tokens[at + 1]?.lower === 'the' ? at + 2 : at + 1;
    const name = nameStartingAt(tokens, after);
    if (name !== undefined) return name;
  }
  return undefined;
}

function firstName(tokens: readonly Token[]): ProductName | undefined {
  let ordinary: ProductName | undefined;
  for (let index = 0; index < tokens.length && index < 60; index++) {
    const name = nameStartingAt(tokens, index);
    if (name === undefined) continue;
    if (!isBeginning(tokens, name)) return name;
    ordinary ??= name;
  }
  return ordinary;
}

/** "Uncontrolled search path …", "Type confusion in …": an ordinary word with the capital of a sentence's start. */
function isBeginning(tokens: readonly Token[], { name, from, to }: ProductName): boolean {
  const isFirst = from === 0 || /^[.¶]$/.test(tokens[from - 1]?.text ?? '');
  return isFirst && /^\p{Lu}\p{Ll}+$/u.test(name) && /^(?:,|\p{Ll}+(?:[^\P{Ll}s]|ss))$/u.test(tokens[to]?.text ?? '');
}
