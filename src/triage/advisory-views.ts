import type { Advisory, CvssScore, KevEntry } from '../domain/advisory.ts';
import type { FlawFacts, KevRow } from '../domain/flaw-facts.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import type { TriageInput } from '../domain/triage.ts';
import { chosenScore } from './chosen-score.ts';
import { recomputedScore } from './recomputed-score.ts';
import { cvesOf } from './standing-verdict.ts';

/** What a case's advisories say of one matter, before an asset is looked at. */
export type AdvisoryView = Pick<
  TriageInput,
  | 'kind'
  | 'withdrawn'
  | 'exploitation'
  | 'kev'
  | 'epss'
  | 'cvss'
  | 'automatable'
  | 'technicalImpact'
  | 'remediation'
  | 'activeCampaign'
  | 'healthTargeted'
>;

/**
 * The ways to look at a case: one for each flaw that its advisories name, and one for the threat that they tell of. The most
 * urgent one decides, the flaws first among equals. Withdrawn advisories do not speak, unless all are withdrawn. `facts`: what
 * is known of the flaws beside their words.
 */
export function advisoryViews(
  advisories: readonly Advisory[],
  facts: readonly FlawFacts[] = [],
): NonEmpty<AdvisoryView> {
  const standing = advisories.filter((one) => !one.withdrawn);
  if (standing.length === 0) return [{ withdrawn: true }];
  const flaws = new Map(flawViews(standing, facts).map((view) => [JSON.stringify(view), view]));
  const [first, ...rest] = [...flaws.values(), threatView(standing)];
  return first === undefined ? [threatView(standing)] : [first, ...rest];
}

function flawViews(advisories: readonly Advisory[], facts: readonly FlawFacts[]): readonly AdvisoryView[] {
  const cves = [...new Set(advisories.flatMap(cvesOf))];
  const known = new Map(facts.map((one) => [one.cve, one]));
  if (cves.length > 0) return cves.map((cve) => flawView(speakingOf(cve, advisories), cve, known.get(cve)));
  const flaws = advisories.filter((one) => one.kind === 'vulnerability');
  return flaws.length > 0 ? [flawView(flaws, undefined)] : [];
}

function speakingOf(cve: string, advisories: readonly Advisory[]): readonly Advisory[] {
  return advisories.filter((one) => {
    const named = cvesOf(one);
    return named.length === 0 || named.includes(cve);
  });
}

function flawView(advisories: readonly Advisory[], cve: string | undefined, facts?: FlawFacts): AdvisoryView {
  const isAbout = (fact: { readonly cve?: string }) => fact.cve === undefined || fact.cve === cve;
  const { reading, epss } = facts ?? {};
  const exploitation = furthest([...advisories.map((one) => one.exploitation.status), reading?.exploitation]);
  const entries = advisories.flatMap((one) => one.kev).filter(isAbout);
  const kev = kevOf([...entries.map(asRow), ...(facts?.kev ?? [])], advisories);
  const cvss = chosenScore([...advisories.flatMap((one) => one.cvss).filter(isAbout), ...(reading?.cvss ?? [])]);
  return {
    kind: 'vulnerability',
    ...(exploitation !== undefined && { exploitation }),
    ...(kev !== undefined && { kev }),
    ...(epss !== undefined && { epss: epss.score }),
    ...(cvss !== undefined && { cvss: scoreFields(cvss) }),
    ...(reading?.automatable !== undefined && { automatable: reading.automatable }),
    ...(reading?.technicalImpact !== undefined && { technicalImpact: reading.technicalImpact }),
    ...(hasNoFix(advisories) && { remediation: 'none' as const }),
  };
}

function threatView(advisories: readonly Advisory[]): AdvisoryView {
  return {
    kind: 'threat',
    activeCampaign: advisories.some((one) => one.campaign.length > 0),
    healthTargeted: advisories.some((one) => one.sectors.length > 0 || one.publisher.kind === 'health-body'),
    ...(hasNoFix(advisories) && { remediation: 'none' as const }),
  };
}

function furthest(said: readonly (string | undefined)[]): TriageInput['exploitation'] {
  return (['active', 'public poc', 'none'] as const).find((level) => said.includes(level));
}

function asRow(entry: KevEntry): KevRow {
  return { catalogue: 'CISA', ...entry };
}

function kevOf(rows: readonly KevRow[], advisories: readonly Advisory[]): TriageInput['kev'] {
  if (rows.length === 0) return undefined;
  const [dateAdded] = rows.flatMap((one) => one.dateAdded ?? []).sort();
  const [dueDate] = rows.flatMap((one) => one.dueDate ?? []).sort();
  const catalogues = [...new Set(rows.map((one) => one.catalogue))].sort();
  return {
    ...(dateAdded !== undefined && { dateAdded }),
    ...(dueDate !== undefined && { dueDate }),
    ransomware: rows.some((one) => one.ransomware) || advisories.some((one) => one.exploitation.ransomware),
    forensicTriage: rows.some((one) => one.forensicTriage),
    ...(catalogues.some((one) => one !== 'CISA') && { catalogues }),
  };
}

function scoreFields({ version, score, vector, from }: CvssScore): NonNullable<TriageInput['cvss']> {
  const recomputed = vector === undefined ? undefined : recomputedScore(vector, version);
  return {
    version,
    ...(score !== undefined && { score }),
    ...(vector !== undefined && { vector }),
    ...(from !== undefined && { from }),
    ...(recomputed !== undefined && { recomputed }),
  };
}

function hasNoFix(advisories: readonly Advisory[]): boolean {
  const advice = advisories.flatMap((one) => one.mitigations.map((mitigation) => mitigation.kind));
  const fixed = advisories.some((one) =>
    one.affected.some((product) => product.fixedVersion !== undefined || product.status === 'fixed'),
  );
  return advice.includes('none-available') && !advice.includes('patch') && !fixed;
}
