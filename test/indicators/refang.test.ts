import fc from 'fast-check';
import { expect, it } from 'vitest';
import { refang } from '../../src/indicators/refang.ts';

it.each([
  ['me (arroba) example (punto) com', 'me@example.com'],
  ['example{.}com', 'example.com'],
  ['www\\.example\\.com', 'www.example.com'],
  ['www^.example^.com', 'www.example.com'],
  ['exam\u200bple.com', 'example.com'],
  ['foo[-]bar.com', 'foo-bar.com'],
  ['[www].example.com', 'www.example.com'],
  ['https// example.com/a', 'https://example.com/a'],
  ['(http)://example.com/a', 'http://example.com/a'],
  ['sales AT example dot com', 'sales@example.com'],
])('%s reads as %s', (written, live) => {
  expect(refang(written).text).toBe(live);
});

it.each([
  'The office is at example street. The next sentence follows.',
  'Use .NET or a polka dot dress; see (a.) and [b].',
  'An array[0] and a set {x} stay as they are.',
  'Read <https://example.com/a> and "http://example.com".',
])('leaves ordinary words alone: %s', (text) => {
  expect(refang(text).text).toBe(text);
});

it('knows where each live character stood', () => {
  const text = 'first evil[.]example[.]com, then hxxp://b.example.com';
  const live = refang(text);
  const start = live.text.indexOf('evil');
  const end = start + 'evil.example.com'.length;
  expect(text.slice(live.originalOffset(start), live.originalOffset(end))).toBe('evil[.]example[.]com');
  expect(live.wasDefanged(start, end)).toBe(true);
  expect(live.wasDefanged(0, 5)).toBe(false);
});

it('never points outside of the text, whatever it is', () => {
  const signs = fc.constantFrom(
    '.',
    '[',
    ']',
    '(',
    ')',
    '@',
    ' ',
    ':',
    '/',
    'a',
    'b.com',
    'hxxp',
    'dot',
    ' at ',
    '\u200b',
    '\\',
  );
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      const live = refang(text);
      const offsets = [...live.text, ''].map((_, index) => live.originalOffset(index));
      expect(offsets.every((offset) => offset >= 0 && offset <= text.length)).toBe(true);
      expect([...offsets].sort((a, b) => a - b)).toEqual(offsets);
    }),
  );
});
