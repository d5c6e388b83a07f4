import { type RefangPass, refangPass } from './refang-pass.ts';
import { findWrappedHashes } from './wrapped-hash.ts';

const LETTER = '[\\w\\u00a1-\\uffff]';
const OPEN = '[[({<]';
const CLOSE = '[\\])}>]';
const DOT_WORD = '(?:dot|punkt|punto|d0t)';
const AT_WORD = '(?:at|arroba)';
const PLAIN_TLD = '(?:com|net|org|info|biz|io|co|ru|cn|de|uk|fr|it|es|nl|eu|us|xyz|top|online|site|club|icu)';

/** Accidents of layout and encoding, which say nothing of the author's mind. */
const LAYOUT = { defanging: false };

const INVISIBLE = refangPass(
  () => true,
  [{ name: 'invisible characters', source: '[\\u200b-\\u200d\\u2060\\ufeff]|\\u00ad\\n?', live: '' }],
  LAYOUT,
);

const PERCENT_ENCODED = refangPass(
  (text) => /%(?:3A%2F%2F|40)/i.test(text),
  [
    {
      name: 'percent-encoded address',
      source: '(?<![\\w%=?&/])(?:h[tx]{2}ps?|ftp)%3A%2F%2F[^\\s"\'<>]+',
      live: (written) =>
        decoded(written)
          .replace(/^h[tx]{2}p/i, 'http')
          .replace(/[[({]\.[\])}]/g, '.'),
    },
    {
      name: 'percent-encoded at',
      source: '%40(?<=(?:^|[\\s"\'(,;])[\\w.+-]{1,64}%40)(?=[\\w-]+\\.)',
      live: '@',
    },
  ],
  LAYOUT,
);

const PROOFPOINT = refangPass(
  (text) => text.includes('-3A__'),
  [
    {
      name: 'proofpoint address',
      source: '(?<![\\w=])https?-3A__[\\w.-]{1,2000}',
      live: (written) =>
        decoded(
          written
            .replace(/-3A__/i, '://')
            .replace(/-(?=[0-9A-F]{2})/g, '%')
            .replaceAll('_', '/'),
        ),
    },
  ],
  LAYOUT,
);

const WRAPPED_HASH: RefangPass = { ...LAYOUT, find: findWrappedHashes };

const WRAPPED_ADDRESS = refangPass(
  () => true,
  [
    {
      name: 'wrapped address',
      source: '[&=?-]\\r?\\n(?<=\\/\\/[^\\s"\'<>]{4,400}\\s{1,2})[ \\t]{0,12}(?=[\\w%][^\\s:]{3})',
      live: (written) => written.charAt(0),
    },
  ],
  LAYOUT,
);

const HTTP = '(?:h(?:[txz]{2,3}|t|\\*{2}|_{2}|##|\\[tt\\])p|x{4}|meow)';
/** A scheme as it stands before its colon or its slashes. */
const SCHEME = `(?<![a-z0-9])(?:${HTTP}s?|s?f[tx][px]s?|[[({]${HTTP}s?[\\])}])`;
const SLASHES = `(?:\\s?${OPEN}?\\/{1,3}${CLOSE}?|\\\\{1,4}|\\\\\\/\\\\\\/|__)`;
const ADDRESS_AFTER = `[ \\t]?(?=${LETTER}|[[(])`;

const SCHEMES = refangPass(
  () => true,
  [
    {
      name: 'scheme with a bracketed colon',
      source: `:(?<=${OPEN}:)(?:${CLOSE}${SLASHES}|\\/\\/${CLOSE})${ADDRESS_AFTER}`,
      before: new RegExp(`${SCHEME}\\s?${OPEN}$`, 'i'),
      live: liveScheme,
    },
    {
      name: 'scheme with a colon',
      source: `:${SLASHES}${ADDRESS_AFTER}`,
      before: new RegExp(`${SCHEME}\\s?$`, 'i'),
      live: liveScheme,
    },
    {
      name: 'scheme without a colon',
      source: `(?:\\/\\/|__)${ADDRESS_AFTER}`,
      before: new RegExp(`${SCHEME}$`, 'i'),
      live: liveScheme,
    },
  ],
);

const BRACKETS = refangPass(
  () => true,
  [
    { name: 'bracketed scheme separator', source: `${OPEN}:\\/\\/${CLOSE}`, live: '://' },
    {
      name: 'bracketed at',
      source: `${OPEN}{1,3}\\s?(?:@|${AT_WORD})\\s?${CLOSE}{1,3}[ \\t]{0,2}(?=${LETTER})`,
      before: /[ \t]{0,2}$/,
      live: '@',
    },
    {
      name: 'bracketed dot',
      source: `${OPEN}{1,3} ?(?:\\.|${DOT_WORD}) ?${CLOSE}{1,3}[ \\t]?(?=${LETTER})`,
      before: /[ \t]?$/,
      live: '.',
    },
    {
      name: 'turned brackets',
      source: `[\\])}](?<=${LETTER}[\\])}])[\\])}]{0,2}\\.[[({]{1,3}(?=${LETTER})`,
      live: '.',
    },
    {
      name: 'half bracket before',
      source: `[[({](?<=${LETTER}[[({])[[({]{0,2}(?:\\.[[({]{0,3}|${DOT_WORD}(?=[a-z]))(?=${LETTER})`,
      live: '.',
    },
    {
      name: 'half bracket after',
      source: `[\\])}](?<=${LETTER}[\\])}]?(?:\\.|${DOT_WORD})[\\])}])[\\])}]{0,2}(?=${LETTER})`,
      before: /[\])}]?(?:\.|dot|punkt|punto|d0t)$/i,
      live: '.',
    },
    {
      name: 'closing bracket before',
      source: `\\]\\.(?=[a-z]{2})(?<=${LETTER}\\]\\.)(?<!\\[[\\w -]{1,40}\\]\\.)`,
      live: '.',
    },
    { name: 'bracketed slash', source: '[[({]\\/[\\])}]', live: '/' },
    { name: 'half-bracketed slash', source: '\\[\\/(?<=\\w\\[\\/)(?=\\w)', live: '/' },
    { name: 'bracketed colon', source: '[[({]:[\\])}]', live: ':' },
    { name: 'bracketed hyphen', source: '\\[-\\](?<=\\w\\[-\\])(?=\\w)', live: '-' },
    {
      name: 'bracketed first label',
      source: '\\[(?<![\\w\\]]\\[)www\\d?\\](?=\\.[a-z])',
      live: (written) => written.slice(1, -1),
    },
  ],
);

const ESCAPES = refangPass(
  (text) => /[\\^]/.test(text),
  [
    { name: 'escaped dot', source: '(?:\\\\(?<=\\w\\\\)\\\\*|\\^(?<=\\w\\^))\\.(?=\\w)', live: '.' },
    { name: 'escaped slash', source: '\\\\\\/(?<=[a-z0-9]\\\\\\/)(?=[a-z0-9])', live: '/' },
  ],
);

const SPACED_DOT = refangPass(
  (text) => text.includes(' . '),
  [
    {
      name: 'spaced dot',
      source: ` \\. (?:(?<=[a-z0-9] \\. )(?=(?:[a-z0-9-]{1,63} \\. ){0,3}${PLAIN_TLD}\\b)|(?<=\\d \\. )(?=\\d))`,
      live: '.',
    },
  ],
);

/** Who writes "at" as a word writes "dot" as one too. */
const WORDS = refangPass(
  (text) => /dot/i.test(text),
  [
    {
      name: 'dot as a word',
      source: `(?: {1,2}dot {1,2}|[/_-]dot[/_-])(?<=[a-z0-9](?: {1,2}dot {1,2}|[/_-]dot[/_-]))(?=(?:[a-z0-9-]{1,63}(?: dot |\\.))?${PLAIN_TLD}\\b)| dot (?<=\\d dot )(?=\\d)`,
      live: '.',
    },
    {
      name: 'at as a word',
      source: ` at (?<=[a-z0-9] at )(?<!(?:ed|ing|[ai]ble|hosts?|sites?|servers?|pages?|domains?|is|was|are|look) at )(?=[a-z0-9-]{2,63}(?: dot ${PLAIN_TLD}| ?\\[ ?dot))`,
      live: '@',
    },
  ],
);

const CAPITALS = refangPass(
  (text) => text.includes('DOT') || text.includes('AT'),
  [
    { name: 'dot in capitals', source: 'DOT(?<=[a-z0-9]DOT)(?=[a-z]{2})', live: '.' },
    {
      name: 'at in capitals',
      source:
        'AT(?:(?<=[a-z0-9] {1,2}AT) {1,2}|(?<=[a-z0-9]\\/AT)\\/|(?<=[a-z0-9]AT))(?=[a-z0-9-]{2,63}(?:\\.[a-z]{2}|\\/DOT| dot ))',
      before: /(?: {1,2}|\/|)$/,
      live: '@',
    },
  ],
  { flags: 'g' },
);

const SPACED_AT = refangPass(
  (text) => text.includes('@'),
  [
    {
      name: 'spaced at',
      source:
        '@(?:(?<=[a-z0-9] {1,2}@) {0,2}|(?<=[a-z0-9]@) {1,2})(?=[a-z0-9-]{1,63}(?:\\.[a-z]{2,12}\\b(?!\\.)| ?[[({] ?\\.))',
      before: / {0,2}$/,
      live: '@',
    },
  ],
);

/** The habits, the more specific before the more general: where two want the same characters, the earlier start wins, then the earlier pass. */
export const REFANG_PASSES: readonly RefangPass[] = [
  INVISIBLE,
  PERCENT_ENCODED,
  PROOFPOINT,
  WRAPPED_HASH,
  WRAPPED_ADDRESS,
  SCHEMES,
  BRACKETS,
  ESCAPES,
  SPACED_DOT,
  WORDS,
  CAPITALS,
  SPACED_AT,
];

/** A scheme without what an author did to it: `hxxps[:]//` is `https://`. */
function liveScheme(written: string): string {
  const [, first = '', name = '', last = ''] = /^[[({]?(s?)(f[tx][px]|xxxx|meow|h\S{1,4}p)(s?)/i.exec(written) ?? [];
  return `${/^f/i.test(name) ? `${first}ftp` : 'http'}${last}://`.toLowerCase();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
