import { describe, expect, it } from 'vitest';
import type { VersionRange } from '../../src/domain/advisory.ts';
import { isNonEmpty } from '../../src/domain/non-empty.ts';
import { parseRangeExpression } from '../../src/versions/expression.ts';
import { describeRange, describeRanges, rangeVerdict } from '../../src/versions/range.ts';
import { aQuote } from '../helpers/builders.ts';

function range(expression: string, scheme = 'generic'): VersionRange {
  const intervals = parseRangeExpression(expression, scheme);
  if (intervals === undefined || intervals === 'all' || !isNonEmpty(intervals)) throw new Error(expression);
  return { scheme, intervals, quote: aQuote(expression) };
}

describe('where a version stands', () => {
  it.each([
    ['7.0.13', '>=7.0.0, <=7.0.13', 'inside'],
    ['7.0.14', '>=7.0.0, <=7.0.13', 'outside'],
    ['23.9.7', '<23.9.8', 'inside'],
    ['23.9.8', '<23.9.8', 'outside'],
    ['23.9.10.8817', '<23.9.8', 'outside'],
    ['V15.1 Update 3', '<V15.1 SP2 Update 4', 'inside'],
    ['V15.1 SP2 Update 4', '<V15.1 SP2 Update 4', 'outside'],
    ['6.10', '6.00 | 6.10 | 6.11', 'inside'],
    ['6.05', '6.00 | 6.10 | 6.11', 'outside'],
    ['5.16.99', '<=5.16.x', 'inside'],
    ['5.17.0', '<=5.16.x', 'outside'],
    ['19.x', '<23.9.8', 'inside'],
    ['5.1.3', '>=5.1.x, <5.1.3', 'outside'],
    ['5.1.2', '>=5.1.x, <5.1.3', 'inside'],
    ['7.0.13 build 566', '<=7.0.13', 'inside'],
    ['VSP 2.0.1', '1.X | 2.X', 'inside'],
    ['FW 7.0.3', '7.0.x', 'inside'],
  ])('%s in "%s" is %s', (version, expression, kind) => {
    expect(rangeVerdict(version, range(expression)).kind).toBe(kind);
  });
});

describe('unknown never means safe', () => {
  it.each<[string | undefined, string, string]>([
    [undefined, '<2.0', 'missing'],
    ['', '<2.0', 'empty'],
    ['not recorded', '<2.0', 'a word for "not known"'],
    ['A.01', '<2406.0003', 'counted in another way'],
    ['20240219', '<4.2', 'a day against numbers'],
    ['7', '>=7.2, <7.4', 'only the first number'],
    ['23.x', '<23.9.8', 'a family that lies on both sides'],
    ['1.3', '<1.3 build 15082117', 'the build is what decides'],
    ['2.4.37-62.el8', '<2.4.58', "a distribution's own build"],
    ['1.0xyz', '<1.0', 'a suffix that is not known'],
    ['7.3', '>=7.3, <7.3.0', 'a range that ends where it begins'],
    ['1.1.0', '>=1.1.0, <1.1.0-rc.1', 'a range that ends before it begins'],
  ])('%s against "%s": %s', (version, expression) => {
    expect(rangeVerdict(version, range(expression))).toEqual({ kind: 'undecided', because: expect.any(String) });
  });
});

describe('in the order of one publisher', () => {
  it.each([
    ['1.0', '<1.0-5.el8', 'rpm', 'undecided'],
    ['1.0-3.el8', '<=1.0', 'rpm', 'undecided'],
    ['1.0-3.el8', '<1.0-5.el8', 'rpm', 'inside'],
    ['8.0b', '<8.0 U1', 'generic', 'inside'],
    ['8.1 SP1', '<8.1 FP1', 'generic', 'undecided'],
    ['15.7(3)M8', '<15.2(7)E4', 'cisco-ios', 'undecided'],
    ['5.21(ABUH.9)C0', '<5.21(AAZF.16)C0', 'zyxel', 'undecided'],
    ['19c', '<19.22.0.0.240116', 'oracle', 'undecided'],
    ['2019 CU25', '<15.0.4345.5', 'sql-server', 'undecided'],
    ['21.4R3-S5-EVO', '<22.1R1', 'junos', 'undecided'],
    ['10.2.9-c1', '<10.2.9', 'panos', 'undecided'],
    ['V7.0.13', '<7.0.14', 'fortios', 'inside'],
    ['1.0xyz', '<1.1', 'numeric', 'undecided'],
  ])('%s in "%s" (%s) is %s', (version, expression, scheme, kind) => {
    expect(rangeVerdict(version, range(expression, scheme)).kind).toBe(kind);
  });

  it.each([
    ['12.3-RELEASE', '>=12.3-RELEASE, <p10'],
    ['15', '>=15, <15.84'],
    ['a3b04b7', '>=1.5, <=a3b04b7'],
  ])('%s is inside "%s", since the publisher names it', (version, expression) => {
    expect(rangeVerdict(version, range(expression)).kind).toBe('inside');
  });
});

describe('a range in words', () => {
  it.each([
    ['<23.9.8', 'before 23.9.8'],
    ['<=23.9.7', 'up to 23.9.7'],
    ['>=7.0.0, <=7.0.14', '7.0.0 to 7.0.14'],
    ['>=7.0.0, <7.0.15', '7.0.0 up to but not 7.0.15'],
    ['>=2.0', '2.0 and later'],
    ['>2.0', 'after 2.0'],
    ['6.00 | 6.10', '6.00 or 6.10'],
  ])('%s is "%s"', (expression, words) => {
    expect(describeRange(range(expression))).toBe(words);
  });
});

describe('several ranges in words', () => {
  it('stand beside each other, each once', () => {
    expect(describeRanges([range('<2.0'), range('3.0 | 3.1'), range('<2.0')])).toBe('before 2.0 or 3.0 or 3.1');
  });

  it('of a long list the ends and how many there are', () => {
    expect(describeRanges([range('1.0 | 1.1 | 1.2 | 1.3 | 1.4'), range('2.0 | 2.1 | 2.2 | 2.3')])).toBe(
      '1.0, 1.1, … 2.3: 9 in all',
    );
  });
});
