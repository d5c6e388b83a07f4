import type { Advisory } from '../domain/advisory.ts';
import type { AlertCve } from '../domain/alert.ts';
import type { FlawFacts } from '../domain/flaw-facts.ts';
import type { TriageDecision } from '../domain/triage.ts';
import { chosenScore } from '../triage/chosen-score.ts';
import { disagrees, recomputedScore } from '../triage/recomputed-score.ts';
import { cvesOf } from '../triage/standing-verdict.ts';

/** The flaws that the advisories name, each with the published figures that are known of it, by id. */
export function flawsOf(advisories: readonly Advisory[], facts: readonly FlawFacts[] = []): readonly AlertCve[] {
  const ids = [...new Set(advisories.flatMap(cvesOf))].sort();
  return ids.map((id) => {
    const known = facts.find((one) => one.cve === id);
    const cvss = scoreOf(advisories, known, id, ids.length === 1);
    const kev = cisaRow(advisories, known, id);
    const listedBy = [...new Set(known?.kev.map((row) => row.catalogue).filter((one) => one !== 'CISA'))].sort();
    return {
      id,
      ...(cvss !== undefined && { cvss }),
      ...(known?.epss !== undefined && { epss: known.epss.score }),
      ...(kev !== undefined && { kev }),
      ...(listedBy.length > 0 && { listedBy }),
    };
  });
}

/** The score that triage takes too; one that names no CVE counts where there is only one to be about. */
function scoreOf(
  advisories: readonly Advisory[],
  known: FlawFacts | undefined,
  id: string,
  isOnly: boolean,
): AlertCve['cvss'] {
  const scores = [...advisories.flatMap((one) => one.cvss), ...(known?.reading?.cvss ?? [])];
  const chosen = chosenScore(
    scores.filter(({ cve, score }) => score !== undefined && (cve === id || (cve === undefined && isOnly))),
  );
  if (chosen?.score === undefined) return undefined;
  const { version, score, vector, from } = chosen;
  const recomputed = vector !== undefined && disagrees(chosen) ? recomputedScore(vector, version) : undefined;
  return {
    version,
    score,
    ...(from !== undefined && { from }),
    ...(recomputed !== undefined && { recomputed }),
  };
}

function cisaRow(advisories: readonly Advisory[], known: FlawFacts | undefined, id: string): AlertCve['kev'] {
  const entry = advisories.flatMap((one) => one.kev).find((one) => one.cve === id);
  const rows = known?.kev.filter((row) => row.catalogue === 'CISA') ?? [];
  const row = entry ?? rows.find((one) => one.dueDate !== undefined) ?? rows[0];
  if (row?.dateAdded === undefined) return undefined;
  const { dateAdded, dueDate, ransomware } = row;
  return { dateAdded, ...(dueDate !== undefined && { dueDate }), ransomware };
}

/**
 * What federal tables and catalogues ask for, each said to be a benchmark: BOD 26-04 and KEV bind federal agencies, and the
 * organisation's own policy decides.
 */
export function benchmarksOf(flaws: readonly AlertCve[], triage: TriageDecision): readonly string[] {
  const dates = flaws.flatMap(({ id, kev }) => (kev?.dueDate === undefined ? [] : [`${id} by ${kev.dueDate}`]));
  const bod = triage.reasons.find((reason) => reason.code.startsWith('S2-BOD-26-04='));
  const ssvc = triage.reasons.find((reason) => reason.code.startsWith('S1-SSVC-DEPLOYER='));
  return [
    ...(dates.length === 0 ? [] : [`Federal benchmark, CISA KEV: ${dates.slice(0, 5).join(', ')}.`]),
    ...(bod === undefined ? [] : [`Federal benchmark, BOD 26-04: ${bod.code.replace('S2-BOD-26-04=', '')}.`]),
    ...(ssvc === undefined ? [] : [`SSVC deployer table: ${ssvc.code.replace('S1-SSVC-DEPLOYER=', '')}.`]),
  ];
}
