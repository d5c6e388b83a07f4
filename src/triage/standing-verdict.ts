import type { Advisory } from '../domain/advisory.ts';
import type { Evidence, Match, Verdict } from '../domain/match.ts';

/**
 * The verdict that stands when several advisories of a case speak about one asset: affected when any says so, not affected
 * only when every one of them says so or is settled. An undecided verdict is settled where its advisory names no version at
 * all (a KEV entry, for instance) and another one that covers all its CVEs finds the asset's version outside. Withdrawn
 * advisories do not speak; without a word from any, it is undecided.
 */
export function standingVerdict(advisories: readonly Advisory[], matches: readonly Match[]): Verdict {
  const spoken = matchesThatSpeak(advisories, matches);
  const affected = spoken.find((one) => one.match.verdict.kind === 'affected');
  if (affected !== undefined) return affected.match.verdict;
  const outside = spoken.filter((one) => one.match.verdict.kind === 'not-affected');
  const open = spoken.filter((one) => one.match.verdict.kind === 'undecided' && !isSettled(one, outside));
  const [telling] = [...open.filter((one) => one.match.verdict.question !== undefined), ...open, ...outside];
  return telling?.match.verdict ?? { kind: 'undecided', because: 'No advisory that stands says anything about it.' };
}

interface SpokenMatch {
  readonly advisory: Advisory;
  readonly match: Match;
}

/** The matches whose advisory was not withdrawn, each with it. */
export function matchesThatSpeak(advisories: readonly Advisory[], matches: readonly Match[]): readonly SpokenMatch[] {
  const byId = standingById(advisories);
  return matches.flatMap((match) => {
    const advisory = byId.get(match.advisoryId);
    return advisory === undefined ? [] : [{ advisory, match }];
  });
}

/** A case is asked about each of its assets, which may be thousands, and says each time who speaks. */
const KNOWN = new WeakMap<readonly Advisory[], ReadonlyMap<string, Advisory>>();

function standingById(advisories: readonly Advisory[]): ReadonlyMap<string, Advisory> {
  const known = KNOWN.get(advisories);
  if (known !== undefined) return known;
  const byId = new Map(advisories.filter((one) => !one.withdrawn).map((one) => [one.id, one]));
  KNOWN.set(advisories, byId);
  return byId;
}

function isSettled(undecided: SpokenMatch, outside: readonly SpokenMatch[]): boolean {
  const { advisory } = undecided;
  const cves = cvesOf(advisory);
  const namesNoVersion = advisory.affected.every((product) => product.versions === 'unstated');
  const isAboutProductOnly = undecided.match.evidence.every((one) => !BEYOND_VERSIONS.has(one.kind));
  if (cves.length === 0 || !namesNoVersion || !isAboutProductOnly) return false;
  return outside.some((other) => {
    const covered = new Set(cvesOf(other.advisory));
    return cves.every((cve) => covered.has(cve));
  });
}

/** Evidence that no version can settle. */
const BEYOND_VERSIONS: ReadonlySet<Evidence['kind']> = new Set(['supplier', 'indicator-seen'] as const);

/** The CVE ids that an advisory names, each once. */
export function cvesOf(advisory: Pick<Advisory, 'aliases' | 'kev' | 'cvss'>): readonly string[] {
  const named = [
    ...advisory.aliases.filter((alias) => alias.startsWith('CVE-')),
    ...advisory.kev.map((entry) => entry.cve),
    ...advisory.cvss.flatMap((score) => (score.cve === undefined ? [] : [score.cve])),
  ];
  return [...new Set(named)];
}
