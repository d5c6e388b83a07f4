import type { CvssScore } from '../domain/advisory.ts';

/**
 * The score that counts where several were published: the assigner's 4.0, its 3.1, then what CISA added to the CVE record, the
 * NVD's, any 3.0 and any 2.0. One with a vector goes first, since only the vector says how an attack works; among equals the
 * highest: an attacker takes the easiest way.
 */
export function chosenScore(scores: readonly CvssScore[]): CvssScore | undefined {
  return [...scores].sort(
    (a, b) =>
      Number(b.vector !== undefined) - Number(a.vector !== undefined) ||
      rankOf(a) - rankOf(b) ||
      (b.score ?? 0) - (a.score ?? 0),
  )[0];
}

function rankOf({ version, from = 'CNA' }: CvssScore): number {
  if (version === '2.0') return 6;
  if (version === '3.0') return 5;
  if (from === 'NVD') return version === '4.0' ? 3 : 4;
  if (from === 'ADP') return 2;
  return version === '4.0' ? 0 : 1;
}
