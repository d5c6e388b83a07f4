import type { Advisory } from '../domain/advisory.ts';
import { cvesOf } from '../triage/standing-verdict.ts';

/** The CVE ids that an advisory is about: without those that it only looks back on. */
export function ownCves(advisory: Advisory): readonly string[] {
  const known = KNOWN.get(advisory);
  if (known !== undefined) return known;
  const others = new Set(advisory.marks?.otherCves);
  const own = cvesOf(advisory).filter((cve) => !others.has(cve));
  KNOWN.set(advisory, own);
  return own;
}

/** Each advisory is compared with hundreds of cases, and each time in several ways. */
const KNOWN = new WeakMap<Advisory, readonly string[]>();

/** Whether both are about flaws with ids, and none is the same: whatever else they share, they tell of different flaws. */
export function haveOtherFlaws(a: Advisory, b: Advisory): boolean {
  const [mine, theirs] = [ownCves(a), new Set(ownCves(b))];
  return mine.length > 0 && theirs.size > 0 && !mine.some((cve) => theirs.has(cve));
}
