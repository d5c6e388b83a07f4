import fc from 'fast-check';

/** Text as an attacker would put it into a feed: it tries to mention, to forge links, to hide and to break out. */
const HOSTILE = [
  '<!channel>',
  '<!here|all>',
  '<!subteam^S0123456>',
  '<@U0123456>',
  '<#C0123456>',
  '<https://evil.example.com|cisa.gov>',
  '&lt;!channel&gt;',
  '&amp;&&<>>',
  '*bold* _it_ `code` ```block``` :rotating_light:',
  '"',
  '\u202edrawkcab\u202c',
  'zero\u200bwidth\u200d\ufeff',
  '\u001b[31mred\u001b[0m\u0007',
  '\ud83d',
  '😀'.repeat(40),
  '&'.repeat(5_000),
  'x'.repeat(5_000),
  '\n\r\t',
  '',
] as const;

/** Hostile pieces and any other text, mixed. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 60 })), { maxLength: 4 })
  .map((parts) => parts.join(' '));
