import type { AlertAsset } from './alert.ts';
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

/** The link as it may be followed: only http and https, in the normal form of the URL standard; else absent. */
export function followableLink(link: string | undefined): URL | undefined {
  if (link === undefined || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
}

const VERDICTS = ['affected', 'undecided', 'not-affected'] as const satisfies readonly AlertAsset['verdict'][];
