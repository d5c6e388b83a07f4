import type { Advisory, CvssScore, KevEntry } from '../domain/advisory.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import type { TriageInput } from '../domain/triage.ts';
import { cvesOf } from './standing-verdict.ts';

/** What a case's advisories say of one matter, before an asset is looked at. */
export type AdvisoryView = Pick<
  TriageInput,
  'kind' | 'withdrawn' | 'exploitation' | 'kev' | 'cvss' | 'remediation' | 'activeCampaign' | 'healthTargeted'
>;

/**
 * The ways to look at a case: one for each flaw that its advisories name, and one for the threat that they tell of. The most
 * urgent one decides, the flaws first among equals. Withdrawn advisories do not speak, unless all are withdrawn.
 */
export function advisoryViews(advisories: readonly Advisory[]): NonEmpty<AdvisoryView> {
  const standing = advisories.filter((one) => !one.withdrawn);
  if (standing.length === 0) return [{ withdrawn: true }];
  const flaws = new Map(flawViews(standing).map((view) => [JSON.stringify(view), view]));
  const [first, ...rest] = [...flaws.values(), threatView(standing)];
  return first === undefined ? [threatView(standing)] : [first, ...rest];
}

function flawViews(advisories: readonly Advisory[]): readonly AdvisoryView[] {
  const cves = [...new Set(advisories.flatMap(cvesOf))];
  if (cves.length > 0) return cves.map((cve) => flawView(speakingOf(cve, advisories), cve));
  const flaws = advisories.filter((one) => one.kind === 'vulnerability');
  return flaws.length > 0 ? [flawView(flaws, undefined)] : [];
}

function speakingOf(cve: string, advisories: readonly Advisory[]): readonly Advisory[] {
  return advisories.filter((one) => {
    const named = cvesOf(one);
    return named.length === 0 || named.includes(cve);
  });
}

function flawView(advisories: readonly Advisory[], cve: string | undefined): AdvisoryView {
  const isAbout = (fact: { readonly cve?: string }) => fact.cve === undefined || fact.cve === cve;
  const exploitation = furthest(advisories);
  const kev = kevOf(advisories.flatMap((one) => one.kev).filter(isAbout), advisories);
  const cvss = chosenScore(advisories.flatMap((one) => one.cvss).filter(isAbout));
  return {
    kind: 'vulnerability',
    ...(exploitation !== undefined && { exploitation }),
    ...(kev !== undefined && { kev }),
    ...(cvss !== undefined && { cvss: scoreFields(cvss) }),
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

function furthest(advisories: readonly Advisory[]): TriageInput['exploitation'] {
  const said = new Set(advisories.map((one) => one.exploitation.status));
  return (['active', 'public poc', 'none'] as const).find((level) => said.has(level));
}

function kevOf(entries: readonly KevEntry[], advisories: readonly Advisory[]): TriageInput['kev'] {
  const [dateAdded] = entries.map((one) => one.dateAdded).sort();
  const [dueDate] = entries.map((one) => one.dueDate).sort();
  if (dateAdded === undefined || dueDate === undefined) return undefined;
  return {
    dateAdded,
    dueDate,
    ransomware: entries.some((one) => one.ransomware) || advisories.some((one) => one.exploitation.ransomware),
    forensicTriage: entries.some((one) => one.forensicTriage),
  };
}

/** The newest version of CVSS with a vector goes first, then the highest score: an attacker takes the easiest way. */
function chosenScore(scores: readonly CvssScore[]): CvssScore | undefined {
  return [...scores].sort(
    (a, b) =>
      Number(b.vector !== undefined) - Number(a.vector !== undefined) ||
      Number(b.version) - Number(a.version) ||
      (b.score ?? 0) - (a.score ?? 0),
  )[0];
}

function scoreFields({ version, score, vector }: CvssScore): NonNullable<TriageInput['cvss']> {
  return { version, ...(score !== undefined && { score }), ...(vector !== undefined && { vector }) };
}

function hasNoFix(advisories: readonly Advisory[]): boolean {
  const advice = advisories.flatMap((one) => one.mitigations.map((mitigation) => mitigation.kind));
  const fixed = advisories.some((one) =>
    one.affected.some((product) => product.fixedVersion !== undefined || product.status === 'fixed'),
  );
  return advice.includes('none-available') && !advice.includes('patch') && !fixed;
}
