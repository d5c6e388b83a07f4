import { describe, expect, it } from 'vitest';
import { cutToWidth, displayWidth, padToWidth, wrapWords } from '../../src/console/text-width.ts';

describe('the columns a text takes', () => {
  const cases: readonly [text: string, columns: number][] = [
    ['', 0],
    ['plain', 5],
    ['Röntgen', 7],
    ['Ro\u0308ntgen', 7],
    ['病院', 4],
    ['ｱ', 1],
    ['Ａ', 2],
    ['한국', 4],
    ['🏥', 2],
    ['❤️', 2],
    ['👩‍⚕️', 2],
    ['│ • …', 5],
  ];
  it.each(cases)('%j takes %d', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});

describe('wrapping', () => {
  const cases: readonly [text: string, columns: number, lines: string[]][] = [
    ['', 10, []],
    ['one two three', 7, ['one two', 'three']],
    ['exactly', 7, ['exactly']],
    ['a verylongword b', 6, ['a', 'verylo', 'ngword', 'b']],
    ['病院 病院', 5, ['病院', '病院']],
    ['病院病', 5, ['病院', '病']],
  ];
  it.each(cases)('%j in %d columns', (text, columns, lines) => {
    expect(wrapWords(text, columns)).toEqual(lines);
  });
});

it('cuts with an ellipsis and never through a wide character', () => {
  expect([cutToWidth('abcdef', 6), cutToWidth('abcdef', 5), cutToWidth('病院病', 4)]).toEqual([
    'abcdef',
    'abcd…',
    '病…',
  ]);
});

it('pads to the full width', () => {
  expect([padToWidth('ab', 4), padToWidth('病院病', 4)]).toEqual(['ab  ', '病… ']);
});
