import type { Advisory } from '../domain/advisory.ts';
import type { AlertCve } from '../domain/alert.ts';
import type { TriageDecision } from '../domain/triage.ts';
import { cvesOf } from '../triage/standing-verdict.ts';

/** The flaws that the advisories name, each with the published figures that are known of it, by id. */
export function flawsOf(advisories: readonly Advisory[]): readonly AlertCve[] {
  const ids = [...new Set(advisories.flatMap(cvesOf))].sort();
  return ids.map((id) => {
    const cvss = newestScore(advisories, id, ids.length === 1);
    const kev = advisories.flatMap((one) => one.kev).find((entry) => entry.cve === id);
    return {
      id,
      ...(cvss !== undefined && { cvss }),
      ...(kev !== undefined && {
        kev: { dateAdded: kev.dateAdded, dueDate: kev.dueDate, ransomware: kev.ransomware },
      }),
    };
  });
}

/** The score of the newest CVSS version; one that names no CVE counts where there is only one to be about. */
function newestScore(advisories: readonly Advisory[], id: string, isOnly: boolean): AlertCve['cvss'] {
  const scored = advisories
    .flatMap((one) => one.cvss)
    .flatMap(({ cve, version, score }) =>
      score !== undefined && (cve === id || (cve === undefined && isOnly)) ? [{ version, score }] : [],
    );
  return scored.sort((a, b) => b.version.localeCompare(a.version))[0];
}

/**
 * What federal tables and catalogues ask for, each said to be a benchmark: BOD 26-04 and KEV bind federal agencies, and the
 * organisation's own policy decides.
 */
export function benchmarksOf(flaws: readonly AlertCve[], triage: TriageDecision): readonly string[] {
  const dates = flaws.flatMap(({ id, kev }) => (kev === undefined ? [] : [`${id} by ${kev.dueDate}`]));
  const bod = triage.reasons.find((reason) => reason.code.startsWith('S2-BOD-26-04='));
  const ssvc = triage.reasons.find((reason) => reason.code.startsWith('S1-SSVC-DEPLOYER='));
  return [
    ...(dates.length === 0 ? [] : [`Federal benchmark, CISA KEV: ${dates.slice(0, 5).join(', ')}.`]),
    ...(bod === undefined ? [] : [`Federal benchmark, BOD 26-04: ${bod.code.replace('S2-BOD-26-04=', '')}.`]),
    ...(ssvc === undefined ? [] : [`SSVC deployer table: ${ssvc.code.replace('S1-SSVC-DEPLOYER=', '')}.`]),
  ];
}
