import { datedAt } from '../domain/advisory.ts';
import { daysBetween } from '../domain/time.ts';
import type { EvidenceAdder } from './types.ts';

/** Days after which "last updated" counts as long ago: one year. */
const LONG_AGO_DAYS = 365;

/** An asset that was last updated more than a year before the advisory. */
export const age: EvidenceAdder = {
  id: 'age',
  looksAt: 'the day of the last update, against the date of the advisory',
  adds(advisory) {
    const at = datedAt(advisory);
    return ({ lastUpdatedAt }) => {
      if (lastUpdatedAt === undefined) return [];
      const days = daysBetween(lastUpdatedAt, at);
      if (!(days > LONG_AGO_DAYS)) return [];
      const because = `it was last updated on ${lastUpdatedAt}, ${describeAge(days)} before the advisory`;
      return [{ kind: 'age', lastUpdatedAt, because }];
    };
  },
};

function describeAge(days: number): string {
  const years = Math.floor(days / LONG_AGO_DAYS);
  return years === 1 ? 'over a year' : `over ${years} years`;
}
