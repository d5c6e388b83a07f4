import type { Case } from '../domain/case.ts';
import type { Suppression, SuppressionScope } from '../domain/suppression.ts';
import type { LocalDate } from '../domain/time.ts';
import { wordsOf } from '../domain/words.ts';
import { cvesOf } from '../triage/standing-verdict.ts';

/** The suppression that keeps a case from being told today; undefined where none does. A P1 case and one in KEV are always told. */
export function suppressionOf(
  one: Pick<Case, 'members' | 'assets' | 'triage'>,
  suppressions: readonly Suppression[],
  today: LocalDate,
): Suppression | undefined {
  if (breaksThrough(one)) return undefined;
  return suppressions.find(({ scope, expiresOn }) => today <= expiresOn && isInScope(one, scope));
}

/** Whether no suppression may hide a case: it is P1, or CISA knows of its exploitation. */
export function breaksThrough({ triage, members }: Pick<Case, 'members' | 'triage'>): boolean {
  return triage.priority === 'P1' || members.some(({ advisory }) => !advisory.withdrawn && advisory.kev.length > 0);
}

/** Whether all that a case is about lies in a scope. A scope that names nothing holds no case. */
export function isInScope({ members, assets }: Pick<Case, 'members' | 'assets'>, scope: SuppressionScope): boolean {
  const { product, vendor, site, source, cve } = scope;
  const advisories = members.map((member) => member.advisory);
  const cves = new Set(advisories.flatMap(cvesOf));
  const isOnAll = (wanted: string | undefined, named: (asset: Case['assets'][number]['asset']) => string | undefined) =>
    wanted === undefined || (assets.length > 0 && assets.every(({ asset }) => sameWords(named(asset), wanted)));
  return (
    [product, vendor, site, source, cve].some((each) => each !== undefined) &&
    isOnAll(product, (asset) => asset.product) &&
    isOnAll(vendor, (asset) => asset.vendor) &&
    isOnAll(site, (asset) => asset.site) &&
    (source === undefined || advisories.every((advisory) => advisory.sourceId === source)) &&
    (cve === undefined || (cves.size === 1 && cves.has(cve.toUpperCase())))
  );
}

/** A suppression in one sentence. */
export function suppressionWords({ id, reason, expiresOn, by }: Suppression): string {
  return `Suppressed by ${id} until ${expiresOn} ("${reason}", ${by.name}).`;
}

function sameWords(a: string | undefined, b: string): boolean {
  return wordsOf(a ?? '').join(' ') === wordsOf(b).join(' ');
}
