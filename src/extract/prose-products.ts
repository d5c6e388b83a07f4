import type { Interval } from '../domain/advisory.ts';
import { namesOfList } from './listed-names.ts';
import { type NameNearby, nameBefore, nameStartingAt, type ProductName, wholeNameBefore } from './product-names.ts';
import type { Prose } from './prose.ts';
import { type RangePhrase, rangePhrases } from './range-phrases.ts';
import { tableColumns } from './table-columns.ts';
import { tellingStretches } from './telling-stretches.ts';
import { firstName, nameAfterFlaw, subjectName, titleNames } from './text-subject.ts';
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
    const said = isToldToLeave(tokens, phrase.to, (named?.from ?? phrase.from) - 1)
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
  const before = nameRightBefore(tokens, phrase.from);
  if (before !== undefined && !before.isLoose && before.to <= phrase.from) return before;
  const after = phrase.announced && tokens[phrase.to]?.lower === 'of' ? nameBehind(tokens, phrase.to + 1) : undefined;
  return after === undefined ? before : { ...after, isLoose: false };
}

/** "Update Example Desk to 1.6, Example Pad to 1.5": a name with nothing but "to" behind it is told where to go. */
function nameRightBefore(tokens: readonly Token[], from: number): NameNearby | undefined {
  if (tokens[from - 1]?.lower !== 'to') return nameBefore(tokens, from);
  const told = nameBefore(tokens, from - 1);
  const isListed = told !== undefined && /^(?:,|and)$/.test(tokens[told.from - 1]?.lower ?? '');
  return isListed && told.to === from - 1 ? { ...told, isLoose: false } : nameBefore(tokens, from);
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

/** "Versions 11.5.0 and 11.6.0: update to 12.0.5", "R15, which is end-of-life": what to leave stands before what to move to. */
function isToldToLeave(tokens: readonly Token[], index: number, before: number): boolean {
  if (isEndOfLife(tokens, index)) return true;
  const isGroup = [before, before - 1].some((at) => /^(?:for|from|using|running)$/.test(tokens[at]?.lower ?? ''));
  if (isGroup && /^(?:update|upgrade|migrate) to\b/.test(`${tokens[index]?.lower} ${tokens[index + 1]?.lower}`))
    return true;
  const at = /^(?::|-|–|>|,)$/.test(tokens[index]?.text ?? '')
    ? index + (tokens[index + 1]?.text === '>' ? 2 : 1)
    : index;
  return at > index && /^(?:please|update|upgrade|install|apply|migrate|move)$/.test(tokens[at]?.lower ?? '');
}

function isEndOfLife(tokens: readonly Token[], index: number): boolean {
  let at = index;
  while (
    at - index < 6 &&
    /^(?:,|:|\(|this|which|that|it|is|are|has|have|reached|an|a|its|in)$/.test(tokens[at]?.lower ?? '')
  )
    at++;
  return /^(?:end-of-(?:life|support|service|maintenance)|eol|unsupported|discontinued)$/.test(tokens[at]?.lower ?? '');
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
