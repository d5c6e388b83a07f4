import type { Advisory } from '../domain/advisory.ts';
import { joinCase } from './join.ts';

/** Where an advisory ended up when a set of them was told story by story. */
export interface TriedCase {
  readonly case: string;
  /** One sentence for a person. */
  readonly because: string;
}

/**
 * Tells a set of advisories story by story, as if each had touched an asset: the answers stand in the order of the set. They
 * are heard in the order of their dates, undated ones last, so that the order of the set changes nothing.
 */
export function tryCases(advisories: readonly Advisory[]): readonly TriedCase[] {
  const cases: { readonly id: string; readonly advisories: Advisory[] }[] = [];
  const placed = new Map<Advisory, TriedCase>();
  for (const advisory of [...advisories].sort(byDate)) {
    const joined = joinCase(advisory, cases);
    if (joined === undefined) {
      const id = `C-${cases.length + 1}`;
      cases.push({ id, advisories: [advisory] });
      placed.set(advisory, { case: id, because: 'It opened the case.' });
    } else {
      cases.find(({ id }) => id === joined.caseId)?.advisories.push(advisory);
      placed.set(advisory, { case: joined.caseId, because: joined.because });
    }
  }
  return advisories.flatMap((advisory) => placed.get(advisory) ?? []);
}

function byDate(a: Advisory, b: Advisory): number {
  const [first, second] = [a.publishedAt ?? UNDATED, b.publishedAt ?? UNDATED];
  return first === second ? compare(a.id, b.id) : compare(first, second);
}

/** Sorts after every instant. */
const UNDATED = '~';

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
