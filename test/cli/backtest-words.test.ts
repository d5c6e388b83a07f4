import { describe, expect, it } from 'vitest';
import { saidWords, tallyWords } from '../../src/cli/backtest-words.ts';

const none = { cards: 0, updates: 0, mentions: 0 };

describe('the words of a backtest', () => {
  it.each([
    [none, 'no'],
    [{ cards: 1, updates: 0, mentions: 0 }, '1 card'],
    [{ cards: 1, updates: 2, mentions: 1 }, '1 card, 2 updates, 1 mention'],
  ])('%j is "%s"', (said, words) => {
    expect(saidWords({ ...said, caseIds: [] })).toBe(words);
  });

  it('count by priority, and mentions by the day', () => {
    const P1 = { cards: 1, updates: 2, mentions: 3 };
    const P3 = { ...none, cards: 2 };
    expect(tallyWords({ P1, P2: none, P3, P4: none, INFO: none }, 30)).toBe(
      '3 cards (1 P1, 2 P3), 2 updates (2 P1), 0.10 mentions a day (0.10 P1)',
    );
  });
});
