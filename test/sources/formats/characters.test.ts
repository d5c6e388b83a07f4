import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charactersOf } from '../../../src/sources/formats/characters.ts';

const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean, mark: boolean) => {
  const codes = Array.from(mark ? `\ufeff${text}` : text, (character) => character.charCodeAt(0));
  return Uint8Array.from(codes.flatMap((code) => (littleEndian ? [code & 255, code >> 8] : [code >> 8, code & 255])));
};

const CASES: readonly (readonly [what: string, bytes: Uint8Array, contentType: string | undefined, meant: string])[] = [
  ['UTF-8 without a word about it', utf8('<p>Gerät</p>'), undefined, '<p>Gerät</p>'],
  [
    'a mark before a lying header',
    Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('Gerät')]),
    'text/html; charset=iso-8859-1',
    'Gerät',
  ],
  [
    'the header before the declaration',
    latin('<?xml version="1.0" encoding="utf-8"?><a>\xe4</a>'),
    'text/xml; charset=iso-8859-1',
    '<?xml version="1.0" encoding="utf-8"?><a>ä</a>',
  ],
  [
    'the XML declaration',
    latin('<?xml version="1.0" encoding="windows-1252"?><a>\x93\xe4\x94</a>'),
    'text/xml',
    '<?xml version="1.0" encoding="windows-1252"?><a>“ä”</a>',
  ],
  ['an HTML meta element', latin('<meta charset="iso-8859-2"><p>\xb1'), 'text/html', '<meta charset="iso-8859-2"><p>ą'],
  [
    'a header that says UTF-8 over windows-1252',
    latin('<p>It\x92s caf\xe9'),
    'text/html; charset=utf-8',
    '<p>It’s café',
  ],
  [
    'UTF-8 with one broken byte stays UTF-8',
    Uint8Array.from([...utf8('äöü Gerät '), 0xff]),
    undefined,
    'äöü Gerät \ufffd',
  ],
  [
    'a header that says UTF-8 and one windows-1252 quotation mark',
    latin('<p>It\x92s'),
    'text/html; charset=utf-8',
    '<p>It’s',
  ],
  [
    'a mark of UTF-16 before a header that says UTF-8',
    utf16('<a>ä</a>', true, true),
    'text/xml; charset=utf-8',
    '<a>ä</a>',
  ],
  ['UTF-16 that is cut off within a character', utf16('<a>ä', true, true).subarray(0, -1), undefined, '<a>\ufffd'],
  ['a mark and nothing after it', Uint8Array.from([0xff, 0xfe]), undefined, ''],
  ['UTF-16 with a mark', utf16('<a>ä</a>', true, true), undefined, '<a>ä</a>'],
  ['UTF-16 without a mark', utf16('<a>ä</a>', false, false), 'text/xml', '<a>ä</a>'],
  [
    'a declaration of UTF-16 that cannot be true',
    utf8('<?xml version="1.0" encoding="utf-16"?><a>ä</a>'),
    undefined,
    '<?xml version="1.0" encoding="utf-16"?><a>ä</a>',
  ],
  ['UTF-32', Uint8Array.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x41, 0, 1, 0xf6, 0]), undefined, 'A😀'],
  ['a charset that nobody knows', utf8('ä'), 'text/html; charset=nonsense', 'ä'],
  ['nothing', new Uint8Array(0), undefined, ''],
];

describe('bytes are read as characters by', () => {
  it.each(CASES)('%s', (_what, bytes, contentType, meant) => {
    expect(charactersOf(bytes, contentType === undefined ? {} : { contentType })).toBe(meant);
  });
});

describe('any bytes', () => {
  it('are read without a fault, whatever the header says of them', () => {
    const labels = fc.constantFrom('utf-8', 'utf-16', 'iso-8859-1', 'windows-1252', 'shift_jis', 'gb18030', 'nonsense');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), labels, (bytes, label) => {
        expect(typeof charactersOf(bytes, { contentType: `text/html; charset=${label}` })).toBe('string');
      }),
    );
  });
});
