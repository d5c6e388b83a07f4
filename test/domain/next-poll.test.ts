import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EndedPoll, isDue, nextPollAt } from '../../src/domain/next-poll.ts';

const NOW = '2030-01-01T00:00:00.000Z';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 2030-01-01 is a Tuesday. */
const CASES: readonly (readonly [what: string, poll: Partial<EndedPoll>, next: string])[] = [
  ['after its interval', {}, '2030-01-01T01:00:00.000Z'],
  ['up to a tenth of it later', { chance: 0.5 }, '2030-01-01T01:03:00.000Z'],
  ['ten minutes later at most', { everyMs: DAY, chance: 0.999_999 }, '2030-01-02T00:09:59.999Z'],
  ['when its answer is stale, if that is later', { freshForMs: 3 * HOUR }, '2030-01-01T03:00:00.000Z'],
  ['not sooner because its answer is stale sooner', { freshForMs: 5 * MINUTE }, '2030-01-01T01:00:00.000Z'],
  ['after a day at most, however long its answer is fresh', { freshForMs: 365 * DAY }, '2030-01-02T00:00:00.000Z'],
  ['in the rhythm that it wants', { rhythm: { everyMs: 6 * HOUR } }, '2030-01-01T06:00:00.000Z'],
  ['after a day at most, however seldom it wants', { rhythm: { everyMs: 7 * DAY } }, '2030-01-02T00:00:00.000Z'],
  [
    'after its interval, where that is longer than a day',
    { everyMs: 7 * DAY, freshForMs: DAY },
    '2030-01-08T00:00:00.000Z',
  ],
  ['after the hours in which nothing comes', { rhythm: { skipHours: [1, 2, 3] } }, '2030-01-01T04:00:00.000Z'],
  ['after the days on which nothing comes', { rhythm: { skipDays: [2] } }, '2030-01-02T00:00:00.000Z'],
  [
    'all the same where nothing ever comes',
    { rhythm: { skipDays: [0, 1, 2, 3, 4, 5, 6] } },
    '2030-01-01T01:00:00.000Z',
  ],
  ['after its interval when it failed once', { failures: 1 }, '2030-01-01T01:00:00.000Z'],
  ['after twice as long when it failed twice', { failures: 2 }, '2030-01-01T02:00:00.000Z'],
  ['after four times as long when it failed three times', { failures: 3 }, '2030-01-01T04:00:00.000Z'],
  ['after a day when it fails on and on', { failures: 400 }, '2030-01-02T00:00:00.000Z'],
  ['somewhat before the day is over, by chance', { failures: 400, chance: 0.5 }, '2030-01-01T21:41:00.000Z'],
  [
    'at its interval when it fails and that is longer than a day',
    { failures: 9, everyMs: 2 * DAY },
    '2030-01-03T00:00:00.000Z',
  ],
  ['when its server wants to be asked again', { failures: 1, retryAfterMs: 5 * HOUR }, '2030-01-01T05:00:00.000Z'],
  ['when its server wants it though it answered', { retryAfterMs: 5 * HOUR }, '2030-01-01T05:00:00.000Z'],
  ['not sooner because its server lets it', { failures: 3, retryAfterMs: MINUTE }, '2030-01-01T04:00:00.000Z'],
  [
    'whatever its rhythm was, once it fails',
    { failures: 1, rhythm: { everyMs: 9 * HOUR } },
    '2030-01-01T01:00:00.000Z',
  ],
];

describe('a source is asked next', () => {
  it.each(CASES)('%s', (_what, poll, next) => {
    expect(nextPollAt({ now: NOW, everyMs: HOUR, failures: 0, chance: 0, ...poll })).toBe(next);
  });

  it('never sooner than its interval, and never later than a day (or it) and ten minutes of rhythm and jitter', () => {
    const hours = fc.array(fc.integer({ min: 0, max: 23 }));
    const days = fc.array(fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(
        fc.record({
          everyMs: fc.integer({ min: MINUTE, max: 30 * DAY }),
          failures: fc.nat(1_000),
          retryAfterMs: fc.nat(DAY),
          freshForMs: fc.nat(),
          rhythm: fc.record({ everyMs: fc.nat(), skipHours: hours, skipDays: days }),
          chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
        }),
        (poll) => {
          const aheadMs = Date.parse(nextPollAt({ now: NOW, ...poll })) - Date.parse(NOW);
          expect(aheadMs).toBeGreaterThanOrEqual(Math.max(poll.everyMs, poll.retryAfterMs));
          // A skipped hour or day moves it on by a day at most.
          expect(aheadMs).toBeLessThanOrEqual(Math.max(DAY, poll.everyMs) + DAY + 20 * MINUTE);
        },
      ),
    );
  });
});

describe('a source is due', () => {
  it.each([
    ['that was never planned', undefined, true],
    ['whose time has come', NOW, true],
    ['whose time has passed', '2029-12-01T00:00:00.000Z', true],
    ['in a minute', '2030-01-01T00:01:00.000Z', false],
    ['in a day', '2030-01-02T00:00:00.000Z', false],
    ['in a year, which a clock must have planned that was wrong', '2031-01-01T00:00:00.000Z', true],
  ])('%s: %s, %s', (_what, plannedAt, due) => {
    expect(isDue(plannedAt, HOUR, NOW)).toBe(due);
  });
});
