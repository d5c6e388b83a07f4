import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tryVersions } from '../../src/versions/try-versions.ts';

const verdict = (version: string, range: string, scheme = 'generic') =>
  tryVersions({ id: 'v', scheme, range, version }).result;

describe('a version in a line of words', () => {
  it.each([
    ['Ward Desk 5420 BIOS 1.9.1', '<1.12.0', true],
    ['WARD-50A/12 Ver. 2.2 Build 21022414', '<=2.1', false],
    ['Ward Relay Corporate 2022 R1', '<2022 R3', true],
    ['Ward Relay 2022 SU6', '<2022 SU5', false],
    ['Ward Panel 7 SR540', '<7 SR620', true],
    ['Ward Monitor XL VF9.1', '<VF10.1', true],
    ['Ward Module compact A12', '=A10 || =A11', false],
    ['ward-core-2.0-rc1.jar', '>=2.0-beta9, <2.15.0', true],
    ['Ward Switch FL.10.10.1050', '<10.10.1060', true],
    ['Ward Print M45 002_2310A', '<002_2322A', true],
    ['Ward Gateway (MODEL: 7210) Version 8.10.0.12 LSR', '<=8.10.0.10', false],
    ['Ward Controller 5 v2.95 Jul 19 2023', '<2.72', false],
  ])('%s in "%s": %s', (version, range, inside) => {
    expect(verdict(version, range)).toBe(inside);
  });

  it.each([
    ['Ward X20 unit two on Windows 10.0.19045', 'the version of something else', '<3.0'],
    ['Ward Relay 4.1 (not known)', 'a version that is not known for certain', '<4.0'],
    ['Ward Relay build 49.15', 'a build without its release', '<13.1-49.13'],
    ['Ward Relay 5420', 'a model', '<6000'],
    ['Ward, X20: 9.1; Relay, Z30: 10.3', 'numbers that lead to different verdicts', '<10.0'],
    ['Ward Relay 2.0.1 Update 7 x86', 'no release word left out', '<2.0.1 ESB3'],
  ])('%s stays undecided: %s', (version, _why, range) => {
    expect(verdict(version, range)).toBe(null);
  });

  it('is judged as the version by itself is', () => {
    const number = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(number, number, (version, bound) => {
        expect(verdict(`Ward Relay X200 Version ${version}`, `<${bound}`)).toBe(verdict(version, `<${bound}`));
      }),
    );
  });
});
