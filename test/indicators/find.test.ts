import { expect, it } from 'vitest';
import { findIndicators } from '../../src/indicators/find.ts';

it('gives each find its place as the author wrote it, and says who defanged', () => {
  const text = 'The relay evil[.]example[.]com called 198.51.100.7.';
  expect(findIndicators(text).map(({ start, end, ...rest }) => ({ ...rest, written: text.slice(start, end) }))).toEqual(
    [
      { type: 'domain', value: 'evil.example.com', defangedByAuthor: true, written: 'evil[.]example[.]com' },
      { type: 'ipv4', value: '198.51.100.7', defangedByAuthor: false, written: '198.51.100.7' },
    ],
  );
});

it('names the host of an address too, as a part of it', () => {
  expect(findIndicators('hxxp://evil.example.com/a').map(({ type, value, partOf }) => [type, value, partOf])).toEqual([
    ['url', 'http://evil.example.com/a', undefined],
    ['domain', 'evil.example.com', 'url'],
  ]);
});

it('gives characters to one type only: no name within a path, no domain within a mail address', () => {
  const text = 'C:\\Temp\\update.example.com.exe and billing@mail.example.com';
  expect(findIndicators(text).map(({ type, partOf }) => [type, partOf])).toEqual([
    ['filepath', undefined],
    ['email', undefined],
    ['domain', 'email'],
  ]);
});

it('finds values that a table has glued to their neighbours by a tab', () => {
  const text = `SHA256\t${'a1'.repeat(32)}\troster.hta\n198.51.100.7\t203.0.113.9`;
  expect(findIndicators(text).map((each) => each.type)).toEqual(['sha256', 'filename', 'ipv4', 'ipv4']);
});

it('reads a hostile text to its end', () => {
  const texts = [
    'a.'.repeat(50_000),
    '['.repeat(100_000),
    '1:'.repeat(50_000),
    'a@'.repeat(50_000),
    'http://'.repeat(15_000),
    '%5c'.repeat(30_000),
    `C:\\${'a '.repeat(50_000)}`,
    'HKLM\\a '.repeat(12_000),
  ];
  for (const text of texts) expect(findIndicators(text).length).toBeLessThan(text.length);
});
