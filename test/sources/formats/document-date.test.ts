import { describe, expect, it } from 'vitest';
import { documentDate } from '../../../src/sources/formats/document-date.ts';

describe('the day that a document gives itself', () => {
  it.each([
    ['beside a label', 'A notice\nDate: 2025-03-11\nText.', '2025-03-11'],
    ['in a line on who published it', 'A post\nPublished March 4, 2025 by the research team\nText.', '2025-03-04'],
    ['alone on a line', 'SECTOR ALERT\nTLP:CLEAR. May 6, 2025.\nText.', '2025-05-06'],
    ['in a running head', 'HC3: Sector Alert | January 22, 2024 | TLP:CLEAR\nText.', '2024-01-22'],
    ['as the US writes it', 'Bulletin\nRelease date 02/19/2024\nText.', '2024-02-19'],
    ['when published, not when updated', 'A post\nUpdated 2025-04-01\nPublished 2025-03-01', '2025-03-01'],
  ])('is found %s', (_, words, day) => {
    expect(documentDate(words)).toBe(`${day}T00:00:00.000Z`);
  });

  it.each([
    [
      'a day in the running text',
      `A report\n${'The attackers were seen between 28 October 2023 and later, in many places of the network, for a while.'}`,
    ],
    ['a day that is none', 'Date: 2025-02-31\nText.'],
    ['a day far down', `${'line\n'.repeat(40)}Date: 2025-03-11`],
    ['no day', 'A report without one.'],
  ])('is not taken from %s', (_, words) => {
    expect(documentDate(words)).toBeUndefined();
  });
});
