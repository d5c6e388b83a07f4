import type { Span } from './prose.ts';
import { isWordSign } from './word-sign.ts';

/** A word, version or sign of a text, for reading version ranges. */
export interface Token {
  readonly kind: 'version' | 'word' | 'sign';
  /** As written; for a version with its service pack or update, blanks made one. */
  readonly text: string;
  readonly lower: string;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

/** Chunks that are more than a plain word or sign. */
const CHUNK =
  /\n[ \t]*\n\s*|\t|<=|>=|=<|[≤≥<>=]|n\/a\b|\b[vV]?\d+(?:\.\d+)*\([A-Za-z0-9.]{1,16}\)(?:[A-Za-z0-9]|\.(?=[A-Za-z0-9]))*|[\p{L}\p{N}_$@#](?:[\p{L}\p{N}_+'’@#*]|[.:&/-](?=[\p{L}\p{N}*_]))*|[^\s]/gu;

/**
 * Cuts stretches of a text into tokens. An empty line, and every place where a block begins (`blockStarts`: list items, headings, rows),
 * and what lies between two stretches, becomes one sign `¶`; a tab between cells `\t`; the end of a sentence `.`.
 */
export function versionTokens(
  text: string,
  blockStarts: readonly number[] = [],
  stretches: readonly Span[] = [{ start: 0, end: text.length }],
): readonly Token[] {
  const tokens: Token[] = [];
  let block = 0;
  for (const stretch of stretches) {
    if (tokens.length > 0) pushParagraph(tokens, stretch.start, stretch.start);
    for (let at = stretch.start; at < stretch.end; ) {
      if (text.charCodeAt(at) === BLANK) {
        at++;
        continue;
      }
      let start = at;
      let end = endOfPlainChunk(text, at);
      if (end === undefined) {
        CHUNK.lastIndex = at;
        const match = CHUNK.exec(text);
        if (match === null || match.index >= stretch.end) break;
        start = match.index;
        end = start + match[0].length;
      }
      let begins = false;
      for (; (blockStarts[block] ?? Number.POSITIVE_INFINITY) <= start; block++) begins = true;
      if (begins && tokens.length > 0) pushParagraph(tokens, start, start);
      pushChunk(tokens, text.slice(start, end), start, end);
      at = end;
    }
  }
  return tokens;
}

const BLANK = 32;
const [OTHER, PART, JOINT, SIGN] = [0, 1, 2, 3];
/** What the ASCII signs do in a chunk; letters and digits are parts, `OTHER` is left to the pattern. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (/[A-Za-z0-9_]/.test(sign)) return PART;
  if (/[.:&/-]/.test(sign)) return JOINT;
  return /[,;()[\]{}"`!?%|\\~^]/.test(sign) ? SIGN : OTHER;
});

/** Where a sign, or a word of Latin letters, digits and joints, ends; `undefined` where the pattern must look. */
function endOfPlainChunk(text: string, start: number): number | undefined {
  const first = kindAt(text, start);
  if (first === OTHER) return undefined;
  if (first !== PART) return start + 1;
  for (let at = start + 1; ; at++) {
    const kind = kindAt(text, at);
    if (kind === PART || (kind === JOINT && kindAt(text, at + 1) === PART)) continue;
    const code = text.charCodeAt(kind === JOINT ? at + 1 : at);
    const isOpen = kind === OTHER && !(code === BLANK || code === 10 || Number.isNaN(code));
    const isOpenJoint = kind === JOINT && (code === ASTERISK || code > 127);
    return isOpen || isOpenJoint || code === BRACKET ? undefined : at;
  }
}

const [ASTERISK, BRACKET] = [42, 40];

function kindAt(text: string, at: number): number | undefined {
  const code = text.charCodeAt(at);
  return code < 128 ? KINDS[code] : OTHER;
}

function pushChunk(tokens: Token[], chunk: string, start: number, end: number): void {
  if (chunk.startsWith('\n')) pushParagraph(tokens, start, end);
  else if (hasDigit(chunk)) for (const piece of splitPairs(chunk, start)) pushNumbered(tokens, piece.text, piece.start);
  else tokens.push({ kind: wordOrSign(chunk), text: chunk, lower: chunk.toLowerCase(), start, end });
}

function hasDigit(chunk: string): boolean {
  for (let at = 0; at < chunk.length; at++) {
    const code = chunk.charCodeAt(at);
    if (code >= 48 && code <= 57) return true;
  }
  return false;
}

function pushParagraph(tokens: Token[], start: number, end: number): void {
  if (tokens[tokens.length - 1]?.text !== '¶') tokens.push({ kind: 'sign', text: '¶', lower: '¶', start, end });
}

function wordOrSign(chunk: string): Token['kind'] {
  return isWordSign(chunk.charCodeAt(0)) || /[\p{L}\p{N}]/u.test(chunk) ? 'word' : 'sign';
}

/** A chunk with a digit: only such a one is a version, or goes on one. */
function pushNumbered(tokens: Token[], written: string, start: number): void {
  const end = start + written.length;
  const previous = tokens.at(-1);
  const beforePrevious = tokens.at(-2);
  if (previous?.kind === 'version' && continuesVersion(previous, written, start)) {
    tokens[tokens.length - 1] = joined(previous, written, end);
  } else if (
    previous?.kind === 'word' &&
    beforePrevious?.kind === 'version' &&
    isUpdateWord(previous.text) &&
    /^\d[\w.]*$/.test(written)
  ) {
    tokens.length -= 2;
    tokens.push(joined(beforePrevious, `${previous.text} ${written}`, end));
  } else {
    const kind = isVersion(written) || isLettered(tokens, written) ? 'version' : wordOrSign(written);
    tokens.push({ kind, text: written, lower: written.toLowerCase(), start, end });
  }
}

/** "Version R16A", "Versions A10 and A11", "version ID18.5": letters before the number, right after the word or in a list that it opens. */
function isLettered(tokens: readonly Token[], written: string): boolean {
  const before = tokens.at(-1);
  if (!/^(?:[A-Z]{2,3}\d+\.\d[\w.]*|[A-Z]\d{1,3}[A-Z]?)$/.test(written)) return false;
  if (/^versions?$/i.test(before?.text ?? '')) return true;
  const listed = tokens.at(-2);
  return (
    /^(?:,|and|or|&)$/.test(before?.lower ?? '') &&
    listed?.kind === 'version' &&
    listed.text.charAt(0) === written.charAt(0)
  );
}

function joined(version: Token, more: string, end: number): Token {
  const text = `${version.text} ${more}`;
  return { kind: 'version', text, lower: text.toLowerCase(), start: version.start, end };
}

/** `SP2`, `Update3`, `HF1`: glued to their number, after a version. */
function continuesVersion(previous: Token, written: string, start: number): boolean {
  return (
    start - previous.end === 1 &&
    /^(?:SP|Upd(?:ate)?|HF|Hotfix|Patch|CU|RC|R|P|M[PR]|[RS]U|U[PR]|FP|i?Fix|IF|P[LP]|SR|U|b|build|beta|alpha|[A-Z])-?\d[\w.]*$/i.test(
      written,
    )
  );
}

function isUpdateWord(word: string): boolean {
  return /^(?:SP|Service|Pack|Upd|Update|HF|Hotfix|Patch|CU|RC|M[PR]|[RS]U|FP|iFix|Build|beta|alpha|Rev|Revision|P)$/i.test(
    word,
  );
}

/** `1.2.0-1.4.3`, `1.2/1.3`, `Pump:1.2`: two versions, or a name and its version, that a sign holds together. */
function splitPairs(written: string, start: number): readonly { readonly text: string; readonly start: number }[] {
  if (!/[-–/:]/.test(written)) return [{ text: written, start }];
  if (/^v?\d+(?:\.[\dx]+)+(?:\/v?\d+(?:\.[\dx]+)+)+$/i.test(written)) {
    return [...written.matchAll(/\/|[^/]+/g)].map((match) => ({ text: match[0], start: start + match.index }));
  }
  const pair =
    /^(v?\d+(?:\.\d+){2,})([-–/])(v?\d+(?:\.\d+){2,})$/i.exec(written) ??
    /^(v?\d+\.\d+)([/])(v?\d+\.\d+)$/i.exec(written) ??
    /^(\p{L}[\p{L}\p{N}_-]*)(:)(v?\d+\.\d[\w.-]*)$/iu.exec(written);
  if (pair === null) return [{ text: written, start }];
  const [, first = '', sign = '', second = ''] = pair;
  const at = start + first.length;
  return [
    { text: first, start },
    { text: sign, start: at },
    { text: second, start: at + sign.length },
  ];
}

const NOT_A_VERSION =
  /^(?:\d{1,3}(?:st|nd|rd|th)|\d+(?:k?b|mb|gb|tb|kb|ms|s|hz|ghz|mhz|px|bit|bits|byte|bytes|d|day|days|x|g)|\d+-(?:bit|bytes?|days?|hours?|click|factor|zero)\w*|0-?days?|802\.\d\w*|\d{1,3}(?:,\d{3})+|0x[0-9a-f]+|\d+-\d{2}-\d{2,4}t?.*|\d{1,4}(?:-\d{1,4}){1,3}|\d{2,}(?:-\d{3,}){2,}|\d+-[a-z]{3}.*|\d+d|2fa|\d+%|(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.20\d\d)$/is;

/** A model of capitals after digits: "200SP", "1542SP-1". */
const MODEL = /^\d{2,5}[A-Z]{2,3}(?:-\d{1,3})?$/;

/** Says whether a chunk looks like a version: it starts with a number, with `v` and a number, or with one letter and dotted numbers. */
function isVersion(chunk: string): boolean {
  if (chunk.length > 40 || NOT_A_VERSION.test(chunk) || MODEL.test(chunk)) return false;
  if (/^v?\d[a-z0-9]*(?:[._+-][a-z0-9*]+)*\*?$/i.test(chunk)) return !/^\d+[a-z]{3,}/i.test(chunk);
  if (/^v?\d[\w.]*\([\w.]+\)[\w.]*$/i.test(chunk)) return true;
  return /^(?:[a-z]\d+(?:\.[a-z0-9]+)+|r\d+p\d\w*|rel(?:ease)?-?\d[\d.]*|\d+\.x)$/i.test(chunk);
}
