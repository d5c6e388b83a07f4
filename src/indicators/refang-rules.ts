/** One habit of writing an address so that it cannot be clicked, and how to undo it. */
interface RefangRule {
  readonly name: string;
  /** Global; only ever used through `matchAll`, which works on a copy. */
  readonly pattern: RegExp;
  /** A cheap test, so that a text without the habit pays nothing. */
  mayApply(text: string): boolean;
  replacement(match: RegExpExecArray): string;
  /** An author did it against clicking; otherwise it is an accident of layout or encoding. */
  readonly defanging: boolean;
}

const LETTER = '[\\w\\u00a1-\\uffff]';
const OPEN = '[[({<]';
const CLOSE = '[\\])}>]';
const DOT_WORD = '(?:dot|punkt|punto|d0t)';
const AT_WORD = '(?:at|arroba)';
const PLAIN_TLD = '(?:com|net|org|info|biz|io|co|ru|cn|de|uk|fr|it|es|nl|eu|us|xyz|top|online|site|club|icu)';
const COLON = `(?:\\s?${OPEN}:${CLOSE}|\\s?:)`;
const SLASHES = `(?:\\s?${OPEN}?\\/{1,3}${CLOSE}?|\\\\{1,4}|\\\\\\/\\\\\\/|__)`;
const SEPARATOR = `(?:${OPEN}:\\/\\/${CLOSE}|${COLON}${SLASHES}|\\/\\/|__)[ \\t]?`;
const HTTP = '(?:h(?:[txz]{2,3}|t|\\*{2}|_{2}|##|\\[tt\\])p|x{4}|meow)';

/** The rules, the more specific before the more general: where two want the same characters, the earlier start wins, then the earlier rule. What must stand before a match is asked last, so that a search goes from sign to sign. */
export const REFANG_RULES: readonly RefangRule[] = [
  layout(
    'invisible characters',
    '[\\u200b-\\u200d\\u2060\\ufeff]|\\u00ad\\n?',
    /[\u200b-\u200d\u2060\ufeff\u00ad]/,
    () => '',
  ),
  layout('percent-encoded address', '(?<![\\w%=?&/])(h[tx]{2}ps?|ftp)%3A%2F%2F[^\\s"\'<>]+', /%3A%2F%2F/i, (match) =>
    decoded(match[0])
      .replace(/^h[tx]{2}p/i, 'http')
      .replace(/[[({]\.[\])}]/g, '.'),
  ),
  layout('percent-encoded at', '(?<=(?:^|[\\s"\'(,;])[\\w.+-]{1,64})%40(?=[\\w-]+\\.)', /%40/, () => '@'),
  layout(
    'proofpoint address',
    '(?<![\\w=])(https?)-3A__([\\w.-]{1,2000})',
    /-3A__/,
    (match) =>
      `${match[1] ?? ''}://${decoded((match[2] ?? '').replace(/-(?=[0-9A-F]{2})/g, '%').replaceAll('_', '/'))}`,
  ),
  layout(
    'wrapped hash',
    '-?\\n[ \\t]{0,12}(?=([0-9a-f]{8,63})(?![0-9a-z.]))(?<=(?<![0-9a-z])([0-9a-f]{8,120})-?\\n[ \\t]{0,12})',
    /\n/,
    joinedHash,
  ),
  layout(
    'wrapped address',
    '([&=?-])\\r?\\n(?<=\\/\\/[^\\s"\'<>]{4,400}\\s{1,2})[ \\t]{0,12}(?=[\\w%][^\\s:]{3})',
    /[&=?-]\r?\n/,
    (match) => match[1] ?? '',
  ),
  habit(
    'scheme',
    `(?:${HTTP}(?<![a-z0-9]${HTTP})(s?)|[[({]${HTTP}(?<![a-z0-9][[({]${HTTP})(s?)[\\])}])${SEPARATOR}(?=${LETTER}|[[(])`,
    (match) => `http${(match[1] ?? match[2] ?? '').toLowerCase()}://`,
  ),
  habit('ftp scheme', `(?<![a-z0-9])(s?)(?:ftp|fxp|ftx|fxx)(s?)${SEPARATOR}(?=${LETTER}|[[(])`, (match) =>
    `${match[1] ?? ''}ftp${match[2] ?? ''}://`.toLowerCase(),
  ),
  habit('bracketed scheme separator', `${OPEN}:\\/\\/${CLOSE}`, () => '://'),
  habit(
    'bracketed at',
    `[ \\t]{0,2}${OPEN}{1,3}\\s?(?:@|${AT_WORD})\\s?${CLOSE}{1,3}[ \\t]{0,2}(?=${LETTER})`,
    () => '@',
  ),
  habit('bracketed dot', `[ \\t]?${OPEN}{1,3} ?(?:\\.|${DOT_WORD}) ?${CLOSE}{1,3}[ \\t]?(?=${LETTER})`, () => '.'),
  habit('turned brackets', `[\\])}](?<=${LETTER}[\\])}])[\\])}]{0,2}\\.[[({]{1,3}(?=${LETTER})`, () => '.'),
  habit(
    'half bracket before',
    `[[({](?<=${LETTER}[[({])[[({]{0,2}(?:\\.[[({]{0,3}|${DOT_WORD}(?=[a-z]))(?=${LETTER})`,
    () => '.',
  ),
  habit(
    'half bracket after',
    `[\\])}]?(?:\\.|${DOT_WORD})[\\])}](?<=${LETTER}[\\])}]?(?:\\.|${DOT_WORD})[\\])}])[\\])}]{0,2}(?=${LETTER})`,
    () => '.',
  ),
  habit('closing bracket before', `\\]\\.(?=[a-z]{2})(?<=${LETTER}\\]\\.)(?<!\\[[\\w -]{1,40}\\]\\.)`, () => '.'),
  habit('escaped dot', '(?:\\\\(?<=\\w\\\\)\\\\*|\\^(?<=\\w\\^))\\.(?=\\w)', () => '.'),
  habit('bracketed slash', '[[({]\\/[\\])}]', () => '/'),
  habit('half-bracketed slash', '\\[\\/(?<=\\w\\[\\/)(?=\\w)', () => '/'),
  habit('bracketed colon', '[[({]:[\\])}]', () => ':'),
  habit('escaped slash', '\\\\\\/(?<=[a-z0-9]\\\\\\/)(?=[a-z0-9])', () => '/'),
  habit('bracketed hyphen', '\\[-\\](?<=\\w\\[-\\])(?=\\w)', () => '-'),
  habit('bracketed first label', '(?<![\\w\\]])\\[(www\\d?)\\](?=\\.[a-z])', (match) => match[1] ?? ''),
  habit(
    'spaced dot',
    ` \\. (?:(?<=[a-z0-9] \\. )(?=(?:[a-z0-9-]{1,63} \\. ){0,3}${PLAIN_TLD}\\b)|(?<=\\d \\. )(?=\\d))`,
    () => '.',
  ),
  habit(
    'dot as a word',
    `(?: {1,2}dot {1,2}|[/_-]dot[/_-])(?<=[a-z0-9](?: {1,2}dot {1,2}|[/_-]dot[/_-]))(?=(?:[a-z0-9-]{1,63}(?: dot |\\.))?${PLAIN_TLD}\\b)| dot (?<=\\d dot )(?=\\d)`,
    () => '.',
  ),
  exactly('dot in capitals', 'DOT(?<=[a-z0-9]DOT)(?=[a-z]{2})', /DOT/, () => '.'),
  exactly(
    'at in capitals',
    '(?: {1,2}AT {1,2}|\\/AT\\/|AT)(?<=[a-z0-9](?: {1,2}AT {1,2}|\\/AT\\/|AT))(?=[a-z0-9-]{2,63}(?:\\.[a-z]{2}|\\/DOT| dot ))',
    /AT/,
    () => '@',
  ),
  habit(
    'at as a word',
    ` at (?<=[a-z0-9] at )(?<!(?:ed|ing|[ai]ble|hosts?|sites?|servers?|pages?|domains?|is|was|are|look) at )(?=[a-z0-9-]{2,63}(?: dot ${PLAIN_TLD}| ?\\[ ?dot))`,
    () => '@',
  ),
  habit(
    'spaced at',
    '(?: {1,2}@ {0,2}|@ {1,2})(?<=[a-z0-9](?: {1,2}@ {0,2}|@ {1,2}))(?=[a-z0-9-]{1,63}(?:\\.[a-z]{2,12}\\b(?!\\.)| ?[[({] ?\\.))',
    () => '@',
  ),
];

/** A habit against clicking, upper or lower case. Its gate is the one character that no such text lacks. */
function habit(name: string, source: string, replacement: RefangRule['replacement']): RefangRule {
  const gate = gateOf(name);
  return { name, pattern: new RegExp(source, 'gi'), mayApply: (text) => gate.test(text), replacement, defanging: true };
}

/** A habit whose letters must stand as they are. */
function exactly(name: string, source: string, gate: RegExp, replacement: RefangRule['replacement']): RefangRule {
  return { name, pattern: new RegExp(source, 'g'), mayApply: (text) => gate.test(text), replacement, defanging: true };
}

/** An accident of layout or encoding, which says nothing of the author's mind. */
function layout(name: string, source: string, gate: RegExp, replacement: RefangRule['replacement']): RefangRule {
  return {
    name,
    pattern: new RegExp(source, 'gi'),
    mayApply: (text) => gate.test(text),
    replacement,
    defanging: false,
  };
}

function gateOf(name: string): RegExp {
  if (name.includes('scheme')) return /:|\/\/|__/;
  if (name.includes('bracket')) return /[[({<\])}>]/;
  if (name.includes('escaped')) return /[\\^]/;
  if (name === 'spaced dot') return / \. /;
  if (name === 'dot as a word') return /dot/i;
  if (name === 'spaced at') return /@/;
  return / at /i;
}

/** Two lines that are one hash: together they have the length of one, and neither has it alone. */
function joinedHash(match: RegExpExecArray): string {
  const [whole, second = '', first = ''] = match;
  const isWrapped =
    HASH_LENGTHS.has(first.length + second.length) && ![first, second].some((part) => HASH_LENGTHS.has(part.length));
  return isWrapped ? '' : whole;
}

const HASH_LENGTHS = new Set([32, 40, 64, 128]);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
