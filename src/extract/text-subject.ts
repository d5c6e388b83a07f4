import { nameStartingAt, type ProductName } from './product-names.ts';
import type { Token } from './version-tokens.ts';

const FLAW =
  /^(?:vulnerability|vulnerabilities|issue|issues|flaw|flaws|bug|bugs|weakness|problem|overflow|injection|xss|csrf|error|errors|defect|traversal|forgery|bypass|deserialization|disclosure|execution|escalation|condition)$/;

/** The subject of the first sentence: "NAME is a…", "The NAME plugin for WordPress is vulnerable". */
export function subjectName(tokens: readonly Token[]): ProductName | undefined {
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

/** What a flaw is in: "A vulnerability in NAME". */
export function nameAfterFlaw(tokens: readonly Token[]): ProductName | undefined {
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

/** The first name of a text that is more than a sentence's first word. */
export function firstName(tokens: readonly Token[]): ProductName | undefined {
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

/** "Example Pump and Example Scale (Update A)", "Example Pump, Scale, and Bed" above the text. */
export function titleNames(tokens: readonly Token[]): readonly string[] {
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
