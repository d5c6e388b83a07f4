import { joinCase } from '../cases/join.ts';
import { type Advisory, datedAt } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { Case, CaseMember } from '../domain/case.ts';
import type { FlawFacts } from '../domain/flaw-facts.ts';
import { UNHANDLED } from '../domain/handling.ts';
import type { Match } from '../domain/match.ts';
import type { AssetIndex } from '../matching/asset-index.ts';
import type { CaseDesk, UnmatchedAdvisory } from '../ports/case-desk.ts';
import { withFormerModel } from '../triage/fact-news.ts';
import { cvesOf, standingVerdict } from '../triage/standing-verdict.ts';
import { triageCase } from '../triage/triage-case.ts';
import type { PipelineDeps } from './deps.ts';

/** A story goes on for so long after its newest advisory. */
export const STORY_DAYS = 90;

/** Where an advisory belongs. */
export interface Place {
  readonly caseId: string;
  /** It opens the case. */
  readonly isNew: boolean;
  readonly because: string;
  /** Advisories that told of it before anything was touched, and that a new case takes in. */
  readonly earlier: readonly CaseMember[];
}

/** The case it is in, or joins, or opens; none when it touches nothing and tells no known story. */
export async function findPlace(
  desk: CaseDesk,
  { advisory, caseId: known }: UnmatchedAdvisory,
  matches: readonly Match[],
): Promise<Place | undefined> {
  if (known !== undefined) return { caseId: known, isNew: false, because: '', earlier: [] };
  const joined = joinCase(advisory, await desk.candidates(advisory, STORY_DAYS));
  if (joined) return { ...joined, isNew: false, earlier: [] };
  if (matches.every((match) => match.verdict.kind === 'not-affected')) return undefined;
  const caseId = await desk.nextCaseId();
  return { caseId, isNew: true, because: 'It opened the case.', earlier: await earlierMembers(desk, advisory) };
}

async function earlierMembers(desk: CaseDesk, advisory: Advisory): Promise<CaseMember[]> {
  const unplaced = await desk.unplaced(advisory);
  return unplaced
    .sort((a, b) => datedAt(a).localeCompare(datedAt(b)))
    .flatMap((earlier) => {
      const link = joinCase(earlier, [{ id: 'new', advisories: [advisory] }]);
      return link === undefined ? [] : [{ advisory: earlier, joinedBecause: link.because }];
    });
}

/** The case with this advisory's newest revision in it and what that matches, and every asset that its members leave in question, triaged anew. */
export async function composeCase(
  desk: CaseDesk,
  place: Place,
  before: Case | undefined,
  taken: UnmatchedAdvisory,
  matches: readonly Match[],
  index: AssetIndex,
  deps: Pick<PipelineDeps, 'clock' | 'policy'>,
): Promise<Case> {
  const members = membersWith(taken.advisory, place, before);
  const advisories = members.map((member) => member.advisory);
  const openedAt = before?.openedAt ?? deps.clock.now();
  const others = advisories.map((advisory) => advisory.id).filter((id) => id !== taken.advisory.id);
  const said = others.length === 0 ? matches : [...(await desk.matchesOf(others)), ...matches];
  const touched = touchedAssets(advisories, said.toSorted(byAdvisory), index);
  const handling = before?.handling ?? UNHANDLED;
  const cves = [...new Set(advisories.flatMap(cvesOf))];
  const facts = await desk.flawFacts(cves);
  const assetIds = touched.map(({ asset }) => asset.id);
  const elsewhere = await desk.remediesElsewhere(place.caseId, cves, assetIds);
  const decide = (known: readonly FlawFacts[]) =>
    triageCase(advisories, touched, openedAt, deps.policy, handling.statements, known);
  const { triage, assets } = decide(facts);
  const former = withFormerModel(facts, before?.facts ?? []);
  return {
    id: place.caseId,
    title: before?.title ?? taken.advisory.title,
    openedAt,
    members,
    assets,
    triage: former === undefined ? triage : { ...triage, apartFromModel: decide(former).triage.priority },
    ...(facts.length > 0 && { facts }),
    handling,
    ...(elsewhere.length > 0 && { remediedElsewhere: elsewhere }),
  };
}

function byAdvisory(a: Match, b: Match): number {
  return a.advisoryId < b.advisoryId ? -1 : Number(a.advisoryId > b.advisoryId);
}

function membersWith(advisory: Advisory, place: Place, before: Case | undefined): readonly CaseMember[] {
  const members = before?.members ?? place.earlier;
  if (!members.some((member) => member.advisory.id === advisory.id)) {
    return [...members, { advisory, joinedBecause: place.because }];
  }
  return members.map((member) => (member.advisory.id === advisory.id ? { ...member, advisory } : member));
}

/** Assets that are affected or undecided when all members are heard, with what each member says of them. */
export function touchedAssets(advisories: readonly Advisory[], matches: readonly Match[], index: AssetIndex) {
  const byAsset = new Map<string, { asset: Asset; matches: Match[] }>();
  for (const match of matches) {
    const asset = index.get(match.assetId);
    if (!asset) continue;
    const entry = byAsset.get(asset.id) ?? { asset, matches: [] };
    entry.matches.push(match);
    byAsset.set(asset.id, entry);
  }
  return [...byAsset.values()].filter((each) => standingVerdict(advisories, each.matches).kind !== 'not-affected');
}
