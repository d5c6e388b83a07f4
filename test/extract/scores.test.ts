import { describe, expect, it } from 'vitest';
import { readScores } from '../../src/extract/scores.ts';

const V31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const V4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
const CVE = 'CVE-2099-0001';

describe('CVSS scores that a text writes out', () => {
  it.each([
    ['before the vector', `9.8 (Critical) - ${V31}`, [{ version: '3.1', score: 9.8, vector: V31, cve: CVE }]],
    ['behind it', `${V31} (base score 10.0)`, [{ version: '3.1', score: 10, vector: V31, cve: CVE }]],
    ['without the score', `The vector is ${V31}.`, [{ version: '3.1', vector: V31, cve: CVE }]],
    ['with the score of another line', `Version 2.4\n${V31}\n1.5`, [{ version: '3.1', vector: V31, cve: CVE }]],
    [
      'of two versions, each once',
      `9.8 ${V31}\n9.3 ${V4}\n9.8 ${V31}`,
      [
        { version: '3.1', score: 9.8, vector: V31, cve: CVE },
        { version: '4.0', score: 9.3, vector: V4, cve: CVE },
      ],
    ],
    ['cut off', '9.8 CVSS:3.1/AV:N/AC:L', []],
    ['of no version that is known', '9.8 CVSS:9.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', []],
  ])('%s', (_, text, scores) => {
    expect(readScores(text, [CVE])).toEqual(scores);
  });

  it('in a text about several flaws, which does not say whose they are', () => {
    expect(readScores(`9.8 ${V31}`, [CVE, 'CVE-2099-0002'])).toEqual([]);
  });

  it('in a text about a flaw without an id', () => {
    expect(readScores(`9.8 ${V31}`, [])).toEqual([{ version: '3.1', score: 9.8, vector: V31 }]);
  });
});
