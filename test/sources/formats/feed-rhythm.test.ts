import { expect, it } from 'vitest';
import type { Rhythm } from '../../../src/domain/rhythm.ts';
import { feedRhythm } from '../../../src/sources/formats/feed-rhythm.ts';

const HOUR = 3_600_000;
const syndicated = (period: string, times?: string) =>
  `<sy:updatePeriod> ${period} </sy:updatePeriod>${times === undefined ? '' : `<sy:updateFrequency>${times}</sy:updateFrequency>`}`;

const CASES: readonly (readonly [head: string, rhythm: Rhythm])[] = [
  ['<title>News</title>', {}],
  ['<ttl>90</ttl>', { everyMs: 1.5 * HOUR }],
  ['<ttl>soon</ttl>', {}],
  ['<ttl>-60</ttl>', {}],
  [syndicated('hourly'), { everyMs: HOUR }],
  [syndicated('Hourly', '4'), { everyMs: HOUR / 4 }],
  [syndicated('daily', '0'), { everyMs: 24 * HOUR }],
  [syndicated('weekly'), { everyMs: 168 * HOUR }],
  [syndicated('now and then'), {}],
  [`<ttl>30</ttl>${syndicated('hourly')}`, { everyMs: HOUR }],
  ['<skipHours><hour>0</hour><hour>23</hour><hour>24</hour><hour>99</hour></skipHours>', { skipHours: [0, 23, 0] }],
  ['<skipDays><day>Saturday</day><day>sunday</day><day>Someday</day></skipDays>', { skipDays: [6, 0] }],
];

it.each(CASES)('a feed that says %s', (head, rhythm) => {
  const feed = `<rss version="2.0"><channel>${head}<item><title>A</title></item></channel></rss>`;
  expect(feedRhythm(feed)).toEqual(rhythm);
});

it('is not what an entry says', () => {
  expect(feedRhythm('<rss><channel><item><description><ttl>90</ttl></description></item></channel></rss>')).toEqual({});
});
