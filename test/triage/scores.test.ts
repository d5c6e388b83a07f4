import { describe, expect, it } from 'vitest';
import type { CvssScore } from '../../src/domain/advisory.ts';
import { chosenScore } from '../../src/triage/chosen-score.ts';
import { disagrees, recomputedScore } from '../../src/triage/recomputed-score.ts';

const EASY = 'AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const V4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
const V2 = 'AV:N/AC:L/Au:N/C:C/I:C/A:C';

describe('recomputedScore', () => {
  it.each([
    ['2.0', V2, 10],
    ['2.0', `(${V2})`, 10],
    ['2.0', 'AV:L/AC:H/Au:M/C:P/I:N/A:N', 0.8],
    ['3.0', `CVSS:3.0/${EASY}`, 9.8],
    ['3.1', `CVSS:3.1/${EASY}`, 9.8],
    ['3.1', EASY, 9.8],
    ['3.1', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
    ['3.1', `CVSS:3.1/${EASY}/E:U`, 9.8],
    ['4.0', V4, 9.3],
    ['4.0', `${V4}/E:U`, 8.1],
  ] as const)('CVSS %s %s is %d', (version, vector, score) => {
    expect(recomputedScore(vector, version)).toBe(score);
  });

  it.each([
    ['cut short', '3.1', 'CVSS:3.1/AV:N/AC:L'],
    ['with a value that no metric has', '3.1', `CVSS:3.1/${EASY.replace('AV:N', 'AV:Q')}`],
    ['of another version than it is said to be', '3.1', `CVSS:3.0/${EASY}`],
    ['of no kind', '4.0', 'critical'],
    ['absurdly long', '3.1', `CVSS:3.1/${EASY}${'/E:U'.repeat(200)}`],
  ] as const)('gives nothing for a vector %s', (_, version, vector) => {
    expect(recomputedScore(vector, version)).toBeUndefined();
  });
});

describe('disagrees', () => {
  it.each<[string, CvssScore, boolean]>([
    ['the vector gives the published score', { version: '3.1', score: 9.8, vector: `CVSS:3.1/${EASY}` }, false],
    ['the vector gives another score', { version: '3.1', score: 7.5, vector: `CVSS:3.1/${EASY}` }, true],
    ['a base score was published beside threat metrics', { version: '4.0', score: 9.3, vector: `${V4}/E:U` }, false],
    ['there is no vector to hold it against', { version: '3.1', score: 7.5 }, false],
    ['the vector cannot be read', { version: '3.1', score: 7.5, vector: 'CVSS:3.1/AV:N' }, false],
    ['no score was published', { version: '3.1', vector: `CVSS:3.1/${EASY}` }, false],
  ])('%s', (_, score, expected) => {
    expect(disagrees(score)).toBe(expected);
  });
});

describe('chosenScore', () => {
  const score = (version: CvssScore['version'], from: CvssScore['from'], more: object = {}): CvssScore => ({
    version,
    ...(from && { from }),
    vector: `${version} ${from}`,
    ...more,
  });
  const inOrder = [
    score('4.0', 'CNA'),
    score('3.1', 'CNA'),
    score('3.1', 'ADP'),
    score('3.1', 'NVD'),
    score('3.0', 'NVD'),
    score('2.0', 'NVD'),
  ];

  it('takes the assigner 4.0, its 3.1, CISA, the NVD, then older versions', () => {
    const chosen = inOrder.map((_, at) => chosenScore([...inOrder.slice(at)].reverse()));
    expect(chosen).toEqual(inOrder);
  });

  it('takes an advisory that does not say who scored for the assigner', () => {
    expect(chosenScore([score('3.1', 'NVD'), score('3.1', undefined)])).toEqual(score('3.1', undefined));
  });

  it('takes a score with a vector before one without', () => {
    expect(chosenScore([{ version: '4.0', score: 9.3, from: 'CNA' }, score('2.0', 'NVD')])).toEqual(
      score('2.0', 'NVD'),
    );
  });

  it('takes the highest among equals', () => {
    expect(chosenScore([score('3.1', 'CNA', { score: 5 }), score('3.1', 'CNA', { score: 8 })])?.score).toBe(8);
  });
});
