import cvss from 'ae-cvss-calculator';
import type { CvssScore } from '../domain/advisory.ts';

/**
 * The score that a CVSS vector gives, 0..10 (FIRST's specifications of CVSS 2.0, 3.0, 3.1 and 4.0); undefined for a vector with a
 * base metric missing or unknown. For 4.0 it is the overall score, else the base score: temporal metrics change what was
 * published no more than environmental ones do.
 */
export function recomputedScore(vector: string, version: CvssScore['version']): number | undefined {
  return scoresOf(vector, version)?.score;
}

/** Whether a published score is another one than its vector gives. One without a vector that can be read agrees. */
export function disagrees({ version, score, vector }: Pick<CvssScore, 'version' | 'score' | 'vector'>): boolean {
  const scores = vector === undefined ? undefined : scoresOf(vector, version);
  if (score === undefined || scores === undefined) return false;
  const differs = (recomputed: number) => Math.abs(recomputed - score) > ROUNDING;
  return differs(scores.score) && differs(scores.baseOnly);
}

/** Scores have one decimal; less than half of one is a float's doing. */
const ROUNDING = 0.05;

interface Scores {
  readonly score: number;
  /** Some publish the base score of a 4.0 vector that holds threat metrics too. */
  readonly baseOnly: number;
}

/** Computing takes a fraction of a millisecond, but the same vectors come again and again. */
const KNOWN = new Map<string, Scores | undefined>();
const MOST_KNOWN = 10_000;
const LONGEST_VECTOR = 400;

function scoresOf(vector: string, version: CvssScore['version']): Scores | undefined {
  const key = `${version} ${vector}`;
  if (KNOWN.has(key)) return KNOWN.get(key);
  const scores = computed(vector, version);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(key, scores);
  return scores;
}

function computed(vector: string, version: CvssScore['version']): Scores | undefined {
  const bare = vector.trim().replace(/^\(|\)$/g, '');
  if (bare.length > LONGEST_VECTOR) return undefined;
  try {
    if (version === '2.0') return baseOf(new cvss.Cvss2(bare));
    const named = bare.startsWith('CVSS:') ? bare : `CVSS:${version}/${bare}`;
    if (!named.startsWith(`CVSS:${version}/`)) return undefined;
    if (version === '3.0') return baseOf(new cvss.Cvss3P0(named));
    if (version === '3.1') return baseOf(new cvss.Cvss3P1(named));
    const read = new cvss.Cvss4P0(named);
    if (!read.isBaseFullyDefined()) return undefined;
    const { overall, baseMetricsOnly } = read.calculateScores();
    return { score: overall, baseOnly: baseMetricsOnly ?? overall };
  } catch {
    return undefined;
  }
}

function baseOf(read: InstanceType<typeof cvss.Cvss2 | typeof cvss.Cvss3P0 | typeof cvss.Cvss3P1>): Scores | undefined {
  const base = read.isBaseFullyDefined() ? read.calculateScores().base : undefined;
  return base === undefined ? undefined : { score: base, baseOnly: base };
}
