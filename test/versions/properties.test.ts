import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../src/domain/advisory.ts';
import { rangeVerdict } from '../../src/versions/range.ts';
import { VERSION_SCHEMES } from '../../src/versions/registry.ts';
import { aQuote } from '../helpers/builders.ts';

/** Versions as they are written: numbers, with the words, letters and signs that vendors put between them. */
const aVersion = fc
  .tuple(
    fc.constantFrom('', '', 'v', 'V', 'R', 'A.', '1:', 'VB', 'FW'),
    fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 4 }),
    fc.constantFrom(
      '',
      'a',
      'b',
      'za',
      '-rc1',
      '-rc.2',
      '-alpha',
      ' SP1',
      ' SP1 HF2',
      ' Update 3',
      '_p1',
      '-r2',
      '-h3',
      '~rc1',
      '+git1',
      'R3',
      '-beta.11',
      '.x',
      'xyz2',
      ' U1',
      ' U1c',
      ' MR2',
      ' FP1',
      'B03',
      '(4)10',
      '(2)E3k',
      '(7)M8',
      'R3-S8',
      'R3-EVO',
      '-b4',
      '(AAZF.16)C0',
      '-1.el8',
      ' build 7',
      'c',
      ' CU4',
    ),
  )
  .map(([before, numbers, after]) => `${before}${numbers.join('.')}${after}`);

const aBound = fc.record({ version: aVersion, inclusive: fc.boolean() });

describe.each(VERSION_SCHEMES.map((scheme) => ({ id: scheme.id, scheme })))('$id', ({ id, scheme }) => {
  it('is antisymmetric, and a version is the same as itself', () => {
    fc.assert(
      fc.property(aVersion, aVersion, (a, b) => {
        const [there, back] = [scheme.compare(a, b), scheme.compare(b, a)];
        expect(back).toBe(there === undefined || there === 0 ? there : -there);
        expect([0, undefined]).toContain(scheme.compare(a, a));
      }),
    );
  });

  it('is transitive wherever it answers', () => {
    fc.assert(
      fc.property(aVersion, aVersion, aVersion, (a, b, c) => {
        const [ab, bc, ac] = [scheme.compare(a, b), scheme.compare(b, c), scheme.compare(a, c)];
        if (ab !== undefined && bc !== undefined && ac !== undefined && ab <= 0 && bc <= 0) {
          expect(ac).toBe(ab === 0 && bc === 0 ? 0 : -1);
        }
      }),
    );
  });

  it('never calls a version outside that is not known, and widening a range never clears it', () => {
    const verdict = (version: string | undefined, interval: Interval) =>
      rangeVerdict(version, { scheme: id, intervals: [interval], quote: aQuote() }).kind;
    fc.assert(
      fc.property(aVersion, aBound, aBound, (version, lower, upper) => {
        expect(verdict(undefined, { lower, upper })).toBe('undecided');
        const narrow = verdict(version, { lower, upper });
        if (narrow !== 'inside') return;
        expect(verdict(version, { upper })).toBe('inside');
        expect(verdict(version, { lower })).toBe('inside');
        expect(verdict(version, { lower, upper: { ...upper, inclusive: true } })).toBe('inside');
      }),
    );
  });
});
