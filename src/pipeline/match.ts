import { alertMessage } from '../alerts/message.ts';
import { joinCase } from '../cases/join.ts';
import { whatChanged } from '../cases/material-change.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { Decision } from '../domain/alert.ts';
import type { Asset } from '../domain/asset.ts';
import type { Case } from '../domain/case.ts';
import type { Match } from '../domain/match.ts';
import { isNonEmpty } from '../domain/non-empty.ts';
import { isMoreUrgent } from '../domain/triage.ts';
import { messageOf } from '../errors.ts';
import type { AssetIndex } from '../matching/asset-index.ts';
import { matchAdvisory } from '../matching/match.ts';
import { explainSilence } from '../matching/why-not.ts';
import type { CaseDesk, UnmatchedAdvisory } from '../ports/store.ts';
import { triageCase } from '../triage/triage-case.ts';
import type { PipelineDeps } from './deps.ts';

const MOST_ATTEMPTS = 3;

/** A story goes on for so long after its newest advisory. */
const STORY_DAYS = 90;

/**
 * Matches one advisory, joins it to a case, triages the case and decides whether to speak: all in one transaction with the
 * outbox rows, so that there is never a decision without its words or words without their decision.
 */
export async function matchStoredAdvisory(deps: PipelineDeps, advisoryId: string): Promise<void> {
  const attempts = await deps.store.countMatchAttempt(advisoryId);
  const index = await deps.assetIndex();
  try {
    const taken = await deps.store.decide((desk) => decideOn(desk, advisoryId, index, deps));
    await deps.queue.add('notify', deps.channels);
    if (taken?.batch) await deps.queue.add('conclude', [{ batchId: taken.batch.id }]);
  } catch (error) {
    if (attempts < MOST_ATTEMPTS) throw error;
    const because = `Matching it failed ${MOST_ATTEMPTS} times: ${messageOf(error)}`;
    await deps.store.setAsideAdvisory(advisoryId, because, deps.clock.now());
    deps.log.warn('advisory not matched', { advisory: advisoryId, because });
  }
}

async function decideOn(
  desk: CaseDesk,
  advisoryId: string,
  index: AssetIndex,
  deps: PipelineDeps,
): Promise<UnmatchedAdvisory | undefined> {
  const taken = await desk.take(advisoryId);
  if (!taken) return undefined;
  const { advisory } = taken;
  const matches = matchAdvisory(advisory, index);
  const place = await findPlace(desk, advisory, matches);
  const before = place && (await desk.loadCase(place.caseId));
  await desk.saveMatches(advisory.id, matches);
  await desk.markMatched(advisory.id);
  if (!place) {
    const decision: Decision = { kind: 'stay-silent', reasons: [explainSilence(advisory, index)] };
    await desk.record({ ...named(advisory), decision, decidedAt: deps.clock.now() });
    return taken;
  }
  const after = redecide(place, before, taken, matches, index, deps);
  await desk.saveCase(after, deps.clock.now());
  const decision = await decideToSpeak(desk, before, after, taken, deps);
  await desk.record({ ...named(advisory), caseId: after.id, decision, decidedAt: deps.clock.now() });
  return taken;
}

interface Place {
  readonly caseId: string;
  readonly because: string;
}

/** The case it is in, or joins, or opens; none when it touches nothing and tells no known story. */
async function findPlace(desk: CaseDesk, advisory: Advisory, matches: readonly Match[]): Promise<Place | undefined> {
  const known = await desk.caseOf(advisory.id);
  if (known) return { caseId: known, because: '' };
  const joined = joinCase(advisory, await desk.candidates(advisory, STORY_DAYS));
  if (joined) return joined;
  if (!matches.some(isTouching)) return undefined;
  return { caseId: await desk.nextCaseId(), because: 'It opened the case.' };
}

/** The case with this advisory's newest revision in it, triaged anew. */
function redecide(
  place: Place,
  before: Case | undefined,
  taken: UnmatchedAdvisory,
  matches: readonly Match[],
  index: AssetIndex,
  deps: PipelineDeps,
): Case {
  const { advisory } = taken;
  const members = before?.members ?? [];
  const isMember = members.some((member) => member.advisory.id === advisory.id);
  const newMembers = isMember
    ? members.map((member) => (member.advisory.id === advisory.id ? { ...member, advisory } : member))
    : [...members, { advisory, joinedBecause: place.because }];
  const advisories = newMembers.map((member) => member.advisory);
  if (!isNonEmpty(advisories)) throw new Error('a case without advisories');
  const openedAt = before?.openedAt ?? deps.clock.now();
  const { triage, assets } = triageCase(advisories, touchedAssets(before, advisory, matches, index), openedAt, deps.policy);
  return {
    id: place.caseId,
    title: before?.title ?? advisory.title,
    status: before?.status ?? 'open',
    openedAt,
    members: newMembers,
    assets,
    triage,
  };
}

/** Every asset that some member touches, with what all members say of it. */
function touchedAssets(before: Case | undefined, advisory: Advisory, matches: readonly Match[], index: AssetIndex) {
  const byAsset = new Map<string, { asset: Asset; matches: Match[] }>();
  for (const { asset, matches: known } of before?.assets ?? []) {
    const others = known.filter((match) => match.advisoryId !== advisory.id);
    byAsset.set(asset.id, { asset: index.get(asset.id) ?? asset, matches: others });
  }
  for (const match of matches) {
    const asset = index.get(match.assetId);
    if (!asset) continue;
    const entry = byAsset.get(asset.id) ?? { asset, matches: [] };
    entry.matches.push(match);
    byAsset.set(asset.id, entry);
  }
  return [...byAsset.values()].filter((entry) => entry.matches.some(isTouching));
}

function isTouching(match: Match): boolean {
  return match.verdict.kind !== 'not-affected';
}

/** Writes to the outbox where there is something to say, and gives back what was decided. */
async function decideToSpeak(
  desk: CaseDesk,
  before: Case | undefined,
  after: Case,
  taken: UnmatchedAdvisory,
  deps: PipelineDeps,
): Promise<Decision> {
  const decision = whatChanged(before, after, taken.advisory);
  if (taken.batch) await desk.addToBatch(taken.batch.id, after.id);
  if (decision.kind === 'stay-silent') return decision;
  const message = alertMessage(after, deps.organisation === undefined ? {} : { organisation: deps.organisation });
  const event = taken.batch ? `b${taken.batch.id}` : 'news';
  const version = `${taken.advisory.id}@${taken.advisory.revision}:${event}`;
  const { priority } = after.triage;
  const isQuiet = taken.batch !== undefined;
  const tooLow = isMoreUrgent(deps.alertFrom, priority);
  for (const { sink, channel } of deps.channels) {
    const key = (kind: string) => `${after.id}:${kind}:${version}:${sink}:${channel}`;
    const row = { sink, channel, priority, caseId: after.id, message };
    if (await desk.hasAlert(after.id, sink, channel)) {
      await desk.say({ ...row, kind: 'edit', key: key('edit') }, deps.clock.now());
      if (isQuiet) continue;
      await desk.say({ ...row, kind: 'update', key: key('update'), changes: decision.reasons }, deps.clock.now());
    } else if (!isQuiet && !tooLow) {
      await desk.say({ ...row, kind: 'alert', key: `${after.id}:alert:${sink}:${channel}` }, deps.clock.now());
    }
  }
  if (isQuiet) return silent(`Part of ${batchWords(taken)}, which is told in one summary.`, decision);
  if (tooLow && !before) return silent(`${priority} is below ${deps.alertFrom}, from which alerts are posted.`, decision);
  return decision;
}

function silent(because: string, instead: Decision): Decision {
  return { kind: 'stay-silent', reasons: [because, ...instead.reasons] };
}

function batchWords(taken: UnmatchedAdvisory): string {
  switch (taken.batch?.kind) {
    case 'ingest':
      return 'files read by hand';
    case 'rematch':
      return 'a change of the inventory';
    default:
      return "the source's first poll";
  }
}

function named(advisory: Advisory): { advisoryId: string; revision: number } {
  return { advisoryId: advisory.id, revision: advisory.revision };
}
