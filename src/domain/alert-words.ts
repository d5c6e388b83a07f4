import type { AlertAsset, AlertCve, AlertMessage, AlertSource } from './alert.ts';
import type { Priority } from './triage.ts';

/** What a priority asks of a person, in two or three words that stand beside it: a colour alone says nothing to many. */
export const PRIORITY_WORDS: Readonly<Record<Priority, string>> = {
  P1: 'act now',
  P2: 'act soon',
  P3: 'plan it',
  P4: 'next upgrade',
  INFO: 'for the record',
};

/** How a verdict is written for a person. */
export const VERDICT_WORDS: Readonly<Record<AlertAsset['verdict'], string>> = {
  affected: 'affected',
  undecided: 'undecided',
  'not-affected': 'not affected',
};

/** Affected first, then undecided, then not affected; else as they came. So a list that is cut never hides the worst. */
export function worstFirst(assets: readonly AlertAsset[]): AlertAsset[] {
  return VERDICTS.flatMap((verdict) => assets.filter((asset) => asset.verdict === verdict));
}

/** How many assets got which verdict, e.g. "2 affected, 1 undecided"; "no asset" where there is none. */
export function countVerdicts(assets: readonly Pick<AlertAsset, 'verdict'>[]): string {
  const counts = VERDICTS.flatMap((verdict) => {
    const count = assets.filter((asset) => asset.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${VERDICT_WORDS[verdict]}`];
  });
  return counts.length === 0 ? 'no asset' : counts.join(', ');
}

/**
 * A flaw with the figures that are known of it: "CVE-2024-1709: CVSS 9.8 (3.1, CNA), EPSS 94.0 %, in KEV since 2024-02-22". A
 * published score that its vector does not give is said to be so.
 */
export function cveWords({ id, cvss, epss, kev, listedBy }: AlertCve): string {
  const figures = [
    cvss === undefined ? '' : scoreWords(cvss),
    epss === undefined ? '' : `EPSS ${(epss * 100).toFixed(1)} %`,
    kev === undefined ? '' : `in KEV since ${kev.dateAdded}${kev.ransomware ? ', used for ransomware' : ''}`,
    listedBy === undefined ? '' : `listed as exploited by ${listedBy.join(' and ')}`,
  ].filter((figure) => figure !== '');
  return figures.length === 0 ? id : `${id}: ${figures.join(', ')}`;
}

function scoreWords({ score, version, from, recomputed }: NonNullable<AlertCve['cvss']>): string {
  const scored = `CVSS ${score} (${version}${from === undefined ? '' : `, ${from}`})`;
  return recomputed === undefined ? scored : `${scored} as published, but its vector gives ${recomputed}`;
}

/** What the date of an alert is for. */
export function dueWords({ isIncident }: Pick<AlertMessage, 'isIncident'>): string {
  return isIncident ? 'Respond now; clean-up due' : 'Due';
}

/** The mark of a source whose words came long after their date, to stand behind its title; empty where they did not. */
export function lateWords({ daysLate }: Pick<AlertSource, 'daysLate'>): string {
  return daysLate === undefined ? '' : ` (late: first seen here ${daysLate} days after its date)`;
}

/** The link as it may be followed: only http and https, in the normal form of the URL standard; else absent. */
export function followableLink(link: string | undefined): URL | undefined {
  if (link === undefined || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
}

const VERDICTS = ['affected', 'undecided', 'not-affected'] as const satisfies readonly AlertAsset['verdict'][];
