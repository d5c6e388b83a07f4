import type { Advisory } from '../domain/advisory.ts';
import { cvesOf } from '../triage/standing-verdict.ts';

/** The CVE ids that an advisory and a case have in common, as words; undefined without any. */
export function sharedCve(advisory: Advisory, members: readonly Advisory[]): string | undefined {
  const known = new Set(members.flatMap(cvesOf));
  const [first, ...rest] = cvesOf(advisory)
    .filter((cve) => known.has(cve))
    .sort();
  if (first === undefined) return undefined;
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
}

/** A report number or other name that is no CVE, shared by an advisory and a case: they are one report. */
export function sharedReportId(advisory: Advisory, members: readonly Advisory[]): string | undefined {
  const known = new Set(members.flatMap((member) => member.aliases));
  return advisory.aliases.find((alias) => !alias.startsWith('CVE-') && known.has(alias));
}
