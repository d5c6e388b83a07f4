import { describe, expect, it } from 'vitest';
import { parseRangeExpression } from '../../src/versions/expression.ts';

const below = (version: string) => [{ upper: { version, inclusive: false } }];
const upTo = (version: string) => [{ upper: { version, inclusive: true } }];
const between = (from: string, to: string, inclusive: boolean) => [
  { lower: { version: from, inclusive: true }, upper: { version: to, inclusive } },
];

describe('what publishers write', () => {
  it.each([
    ['<V1.0 SP2', below('V1.0 SP2')],
    ['< V1.0 SP2 Update 2', below('V1.0 SP2 Update 2')],
    ['<V3.2_SP2', below('V3.2_SP2')],
    ['All versions < V15.1 Upd 4', below('V15.1 Upd 4')],
    ['All versions >= V2.0 and < V2.5', between('V2.0', 'V2.5', false)],
    ['2.3.6 and  below', upTo('2.3.6')],
    ['4.2 and prior', upTo('4.2')],
    ['prior to 23.9.8', below('23.9.8')],
    ['up to and including 7.0.13', upTo('7.0.13')],
    ['7.0.0 through 7.0.13', between('7.0.0', '7.0.13', true)],
    ['>=1|<2', between('1', '2', false)],
    ['>=V9.0|<=V9.4', between('V9.0', 'V9.4', true)],
    ['vers:all/<V3.1.4', below('V3.1.4')],
    ['vers:all/>=V2.0<V2.1', between('V2.0', 'V2.1', false)],
    ['vers:pypi/>=1.0|<1.5', between('1.0', '1.5', false)],
    ['2.0 and later', [{ lower: { version: '2.0', inclusive: true } }]],
    ['< 2, >= 1', between('1', '2', false)],
    ['≤ 1.5', upTo('1.5')],
    ['<= 1.12.0.27 | 1.12.13.2', [...upTo('1.12.0.27'), ...between('1.12.13.2', '1.12.13.2', true)]],
    ['6.00 | 6.10', [...between('6.00', '6.00', true), ...between('6.10', '6.10', true)]],
  ])('%s', (expression, intervals) => {
    expect(parseRangeExpression(expression, 'generic')).toEqual(intervals);
  });

  it.each(['*', 'vers:all/*', 'All versions', 'all', 'all versions '])('"%s" is every version', (expression) => {
    expect(parseRangeExpression(expression, 'generic')).toBe('all');
  });
});

describe('what is no version range is left unread', () => {
  it.each([
    '<=the_first_5_digits_of_serial_number_23121',
    'distributed < april 1, 2018',
    '<April/5/2023',
    '<=11.2 on Windows 8.1 with IIS 7.5',
    'v6.x model 35700BAX2',
    'All versions with Ethernet interface',
    'No version',
    '1.0 | see the vendor page',
    '',
  ])('"%s"', (expression) => {
    expect(parseRangeExpression(expression, 'generic')).toBeUndefined();
  });
});

describe("npm's own grammar", () => {
  it.each([
    ['^1.2.3', between('1.2.3', '2.0.0-0', false)],
    ['^0.2.3', between('0.2.3', '0.3.0-0', false)],
    ['~1.2', between('1.2.0', '1.3.0-0', false)],
    ['1.x', between('1.0.0', '2.0.0-0', false)],
    ['1.0.0 - 2.0.0', between('1.0.0', '2.0.0', true)],
  ])('%s', (expression, intervals) => {
    expect(parseRangeExpression(expression, 'npm')).toEqual(intervals);
  });
});
