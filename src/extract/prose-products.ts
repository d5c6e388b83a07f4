import type { Interval } from '../domain/advisory.ts';
import { nameBefore, nameStartingAt, type ProductName } from './product-names.ts';
import { type RangePhrase, rangePhrases } from './range-phrases.ts';
import { type Token, versionTokens } from './version-tokens.ts';
import { type SaidOf, saidOf } from './version-context.ts';

/** What a text says of the versions of one product. */
export interface Statement {
  /** As the text names it, vendor included; `undefined` where the text names none. */
  readonly name: string | undefined;
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
}

/** Reads what a text says of versions. Names come from the text alone. */
export function readStatements(text: string): Statements {
  const tokens = versionTokens(text);
  const inFlaw = nameAfterFlaw(tokens);
  const about = inFlaw ?? firstName(tokens);
  const statements: Statement[] = [];
  let carried: ProductName | undefined;
  for (const phrase of rangePhrases(tokens)) {
    const named = nameBefore(tokens, phrase.from);
    const said = saidOf(tokens, phrase, named?.from);
    if (said === 'place' || !isMeant(phrase, named, tokens)) continue;
    if (named !== undefined) carried = named;
    const name = named ?? carried ?? about;
    statements.push({ name: name?.name, said, shape: phrase.shape, intervals: phrase.intervals, announced: phrase.announced, ...placeOf(tokens, phrase, named) });
  }
  return { about: about && { name: about.name, ...spanOf(tokens, about.from, about.to), afterFlaw: inFlaw !== undefined }, statements };
}

/** A number without a word like "version" is a version only right after a name. */
function isMeant(phrase: RangePhrase, named: ProductName | undefined, tokens: readonly Token[]): boolean {
  if (phrase.shape !== 'exact' || phrase.announced) return true;
  return named !== undefined && (named.to === phrase.from || tokens[phrase.from - 1]?.text === '(');
}

function placeOf(tokens: readonly Token[], phrase: RangePhrase, named: ProductName | undefined): { start: number; end: number } {
  return spanOf(tokens, named?.from ?? phrase.from, phrase.to);
}

function spanOf(tokens: readonly Token[], from: number, to: number): { start: number; end: number } {
  return { start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 };
}

const FLAW =
  /^(?:vulnerability|vulnerabilities|issue|issues|flaw|flaws|bug|bugs|weakness|problem|overflow|injection|xss|csrf|error|errors|defect|traversal|forgery|bypass|deserialization|disclosure|execution|escalation|condition)$/;

function nameAfterFlaw(tokens: readonly Token[]): ProductName | undefined {
  for (let index = 0; index < tokens.length && index < 200; index++) {
    if (!FLAW.test(tokens[index]?.lower ?? '')) continue;
    let at = index + 1;
    while (at - index < 9 && /^(?:\(|\)|\w+\)|was|were|has|have|been|is|are|exists?|existed|discovered|found|identified|reported|present|that|which|[a-z]+-\d+|cwe-\d+|\[|\])$/.test(tokens[at]?.lower ?? '')) at++;
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
  for (let index = 0; index < tokens.length && index < 60; index++) {
    const name = nameStartingAt(tokens, index);
    if (name !== undefined) return name;
  }
  return undefined;
}
