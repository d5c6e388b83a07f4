import { describe, expect, it } from 'vitest';
import { runningWords, stoppedWords } from '../../src/alerts/rematch-runs.ts';

const RUN = {
  ...{ label: 'lexicon changed', startedAt: '2024-01-22T14:02:00.000Z', startedBy: 'Dana' },
  ...{ batchId: 7, total: 5_000, waiting: 3_800 },
};
const STOPPED = { ...RUN, stopped: { by: 'Ravi', at: '2024-01-22T14:10:00.000Z' } };
const LATER = { ...RUN, label: 'watchlist pumps', startedBy: 'Vera', total: 1_200_000, waiting: 1_200_000 };

describe('what is being matched again', () => {
  it.each([
    ['nothing', [], undefined],
    ['what somebody stopped only', [STOPPED], undefined],
    [
      'one change',
      [STOPPED, RUN],
      'Re-match: 1,200 of 5,000 advisories, started 2024-01-22 14:02 UTC by Dana (lexicon changed). Until it is done, answers may still change.',
    ],
    [
      'what began by itself',
      [{ batchId: 8, label: 'the names that are known', startedAt: RUN.startedAt, total: 1, waiting: 1 }],
      'Re-match: 0 of 1 advisory, started 2024-01-22 14:02 UTC (the names that are known). Until it is done, answers may still change.',
    ],
    [
      'several changes',
      [RUN, LATER],
      'Re-match: 1,200 of 1,205,000 advisories, started 2024-01-22 14:02 UTC by Dana (lexicon changed, and 1 later change). Until it is done, answers may still change.',
    ],
  ])('%s', (_, runs, words) => {
    expect(runningWords(runs)).toBe(words);
  });
});

describe('what was stopped of it', () => {
  it.each([
    ['nothing', [RUN], undefined],
    [
      'one change',
      [RUN, STOPPED],
      'Re-match stopped by Ravi, 2024-01-22 14:10 UTC (lexicon changed): 1,200 of 5,000 advisories were looked at again; 3,800 were not and keep what was said before. Until it goes on, an asset may be affected of which nothing is said. What comes in or is changed from now on is matched all the same.',
    ],
    [
      'all but one of several',
      [
        { ...STOPPED, waiting: 1 },
        { ...STOPPED, waiting: 0 },
      ],
      'Re-match stopped by Ravi, 2024-01-22 14:10 UTC (lexicon changed, and 1 later change): 9,999 of 10,000 advisories were looked at again; 1 was not and keeps what was said before. Until it goes on, an asset may be affected of which nothing is said. What comes in or is changed from now on is matched all the same.',
    ],
  ])('%s', (_, runs, words) => {
    expect(stoppedWords(runs)).toBe(words);
  });
});
