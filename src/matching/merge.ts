import type { Match, Verdict } from '../domain/match.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import type { Finding } from './types.ts';

/**
 * One verdict of several: affected wins, then undecided. A version that is outside does not clear an asset whose
 * supplier is the way in, or on which an indicator was seen: both sentences are kept.
 */
export function mergeVerdicts(findings: NonEmpty<Finding>): Verdict {
  if (findings.length === 1) return findings[0].verdict;
  const verdicts = findings.map((finding) => finding.verdict);
  const affected = verdicts.find((verdict) => verdict.kind === 'affected');
  if (affected !== undefined) return affected;
  const undecided = verdicts.filter((verdict) => verdict.kind === 'undecided');
  const cleared = verdicts.find((verdict) => verdict.kind === 'not-affected');
  const [first] = undecided;
  if (first === undefined) return cleared ?? findings[0].verdict;
  const sentences = new Set(undecided.map((verdict) => verdict.because));
  const because = [...sentences].slice(0, MOST_SENTENCES).join('; ');
  return { ...first, because: cleared === undefined ? because : `${because}, although ${cleared.because}` };
}

/** The strongest link, but never `exact` while the verdict is undecided. */
export function mergeStrength(findings: NonEmpty<Finding>, verdict: Verdict): Match['strength'] {
  if (verdict.kind !== 'undecided' && findings.some(({ strength }) => strength === 'exact')) return 'exact';
  return findings.some(({ strength }) => strength !== 'vendor') ? 'version-unknown' : 'vendor';
}

const MOST_SENTENCES = 3;
