import { expect, it } from 'vitest';
import { conditionOf, isDown, isInTrouble, type SourcePolls } from '../../src/domain/source-condition.ts';

const NOW = '2024-02-22T12:00:00.000Z';
const HOUR_AGO = '2024-02-22T11:00:00.000Z';
const DAYS_AGO = '2024-02-20T11:00:00.000Z';
const MONTHS_AGO = '2023-11-01T00:00:00.000Z';
const HOURLY = { everyMs: 3_600_000 };
const WELL: SourcePolls = {
  ...{ failures: 0, paused: false, succeededAt: HOUR_AGO, wellSince: DAYS_AGO, newsAt: DAYS_AGO },
};
const FAILING: SourcePolls = { ...WELL, failures: 1, failingSince: HOUR_AGO, cause: 'trouble' };

it.each<
  [what: string, polls: SourcePolls, terms: Parameters<typeof conditionOf>[1], is: ReturnType<typeof conditionOf>]
>([
  ['is read and had news', WELL, HOURLY, { condition: 'healthy', since: DAYS_AGO }],
  [
    'is read, and has been silent for months',
    { ...WELL, newsAt: MONTHS_AGO },
    HOURLY,
    { condition: 'quiet', since: MONTHS_AGO },
  ],
  ['was never read and never failed', { failures: 0, paused: false }, HOURLY, { condition: 'never-read' }],
  [
    'was not read for more than a day',
    { ...WELL, succeededAt: DAYS_AGO },
    HOURLY,
    { condition: 'stale', since: '2024-02-21T11:00:00.000Z' },
  ],
  [
    'is asked once a day',
    { ...WELL, succeededAt: DAYS_AGO },
    { everyMs: 86_400_000 },
    { condition: 'healthy', since: DAYS_AGO },
  ],
  [
    'is to be read every two hours',
    { ...WELL, succeededAt: '2024-02-22T09:00:00.000Z' },
    { ...HOURLY, staleAfterMs: 7_200_000 },
    { condition: 'stale', since: HOUR_AGO },
  ],
  ['refuses programs', { ...FAILING, cause: 'forbidden' }, HOURLY, { condition: 'blocked', since: HOUR_AGO }],
  ['wants a login', { ...FAILING, cause: 'login' }, HOURLY, { condition: 'blocked', since: HOUR_AGO }],
  ['answers a challenge', { ...FAILING, cause: 'challenge' }, HOURLY, { condition: 'blocked', since: HOUR_AGO }],
  [
    'forbids programs in its robots.txt',
    { ...FAILING, cause: 'robots' },
    HOURLY,
    { condition: 'blocked', since: HOUR_AGO },
  ],
  ['has trouble of its own', FAILING, HOURLY, { condition: 'broken', since: HOUR_AGO }],
  ['sends something else', { ...FAILING, cause: 'unexpected' }, HOURLY, { condition: 'broken', since: HOUR_AGO }],
  [
    'was paused while it failed',
    { ...FAILING, paused: true, pausedAt: DAYS_AGO },
    HOURLY,
    { condition: 'paused', since: DAYS_AGO },
  ],
])('a source that %s', (_what, polls, terms, is) => {
  expect(conditionOf(polls, terms, NOW)).toEqual(is);
});

it.each([
  ['failed once', 'broken', 1, HOUR_AGO, false],
  ['failed three times in a row', 'broken', 3, HOUR_AGO, true],
  ['has failed for a day', 'blocked', 1, DAYS_AGO, true],
  ['is stale', 'stale', 0, HOUR_AGO, true],
  ['is read', 'healthy', 0, DAYS_AGO, false],
] as const)('a source that %s: is down for good, yes or no', (_what, condition, failures, since, is) => {
  expect(isDown({ condition, failures, since }, NOW)).toBe(is);
});

it('is in trouble unless it is read, silent, or stands by', () => {
  const all = ['healthy', 'quiet', 'standing-by', 'never-read', 'stale', 'blocked', 'broken', 'paused'] as const;
  expect(all.filter((condition) => isInTrouble({ condition }))).toEqual([
    'never-read',
    'stale',
    'blocked',
    'broken',
    'paused',
  ]);
});
