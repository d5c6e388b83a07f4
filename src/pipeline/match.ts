import { carryOn } from '../cases/carry-on.ts';
import { joinCase } from '../cases/join.ts';
import { WARDWATCH } from '../domain/actor.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { Case } from '../domain/case.ts';
import type { Handling } from '../domain/handling.ts';
import type { Match } from '../domain/match.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import type { AssetIndex } from '../matching/asset-index.ts';
import { matchAdvisory } from '../matching/match.ts';
import { explainSilence } from '../matching/why-not.ts';
import type { CaseDesk, DecisionRecord, Said, UnmatchedAdvisory } from '../ports/case-desk.ts';
import { standingVerdict } from '../triage/standing-verdict.ts';
import { composeCase, findPlace, STORY_DAYS } from './compose-case.ts';
import type { CaseDeps } from './deps.ts';
import { matchJobsOf } from './match-jobs.ts';
import { decideToSpeak } from './speak.ts';
import { wakeChannels } from './wake-channels.ts';

const MOST_ATTEMPTS = 3;

/**
 * Matches one advisory, joins it to a case, triages the case and decides whether to speak: all in one transaction with the
 * outbox rows, so that there is never a decision without its words or words without their decision.
 */
export async function matchStoredAdvisory(deps: CaseDeps, advisoryId: string): Promise<void> {
  const attempts = await deps.store.countMatchAttempt(advisoryId, 1);
  try {
    const { taken, again } = await decideOnNewest([advisoryId], deps);
    await wakeChannels(deps);
    await deps.queue.add('match', matchJobsOf(again));
    const batchIds = taken.flatMap(({ batch }) => batch?.id ?? []);
    await deps.queue.add(
      'conclude',
      batchIds.map((batchId) => ({ batchId })),
    );
  } catch (error) {
    const isPassing = error instanceof WardwatchError && error.retry !== 'never';
    if (isPassing) await deps.store.countMatchAttempt(advisoryId, -1);
    if (isPassing || attempts < MOST_ATTEMPTS) throw error;
    const because = `Matching it failed ${MOST_ATTEMPTS} times: ${messageOf(error)}`;
    await deps.store.setAsideAdvisory(advisoryId, because, deps.clock.now());
    deps.log.warn('advisory not matched', { advisory: advisoryId, because });
  }
}

/**
 * Decides on the inventory as it stands, all or nothing: where it was changed between the look at it and the decision, which
 * then would be of an inventory that is no more, it looks again. Gives those that waited.
 */
export async function decideOnNewest(advisoryIds: readonly string[], deps: CaseDeps): Promise<Decided> {
  for (;;) {
    const version = await deps.store.inventoryVersion();
    const index = await deps.assetIndex();
    const decided = await deps.store.decide(async (desk) =>
      (await desk.inventoryVersion()) === version ? await decideAndHeed(desk, advisoryIds, index, deps) : undefined,
    );
    if (decided !== undefined) return decided;
  }
}

interface Decided {
  /** The advisories that waited. */
  readonly taken: readonly UnmatchedAdvisory[];
  /** Advisories of other cases that wait to be matched again. */
  readonly again: readonly string[];
}

/** A row of CISA's catalogue joins one case, but counts in every case that names its flaw. */
async function decideAndHeed(
  desk: CaseDesk,
  advisoryIds: readonly string[],
  index: AssetIndex,
  deps: CaseDeps,
): Promise<Decided> {
  const taken = await desk.take(advisoryIds);
  for (const matched of portions(taken, index)) await decideOn(desk, matched, index, deps);
  const listed = taken.flatMap(({ advisory: { withdrawn, kev = [] } }) => (withdrawn ? [] : kev));
  return { taken, again: await desk.heedRows(listed.map((entry) => ({ catalogue: 'CISA', ...entry }))) };
}

/** An advisory with what it says of the inventory. */
interface Matched {
  readonly taken: UnmatchedAdvisory;
  readonly matches: readonly Match[];
}

/** What is held at once: more, and advisories that touch most of a large inventory would need too much memory together. */
const MOST_MATCHES = 10_000;

function* portions(all: readonly UnmatchedAdvisory[], index: AssetIndex): Generator<readonly Matched[]> {
  let portion: Matched[] = [];
  let held = 0;
  for (const taken of all) {
    const matches = matchAdvisory(taken.advisory, index);
    portion.push({ taken, matches });
    held += matches.length;
    if (held < MOST_MATCHES) continue;
    yield portion;
    portion = [];
    held = 0;
  }
  yield portion;
}

async function decideOn(desk: CaseDesk, matched: readonly Matched[], index: AssetIndex, deps: CaseDeps): Promise<void> {
  const unchanged = await desk.sayTheSame(matched.filter(({ taken }) => taken.batch?.kind === 'rematch').map(saidIn));
  const decisions: DecisionRecord[] = [];
  const decided = new Map<string, Case>();
  for (const one of matched) {
    const isAsBefore = unchanged.has(one.taken.advisory.id) && (await standsAsBefore(desk, one));
    if (!isAsBefore) decisions.push(await decideCase(desk, one, decided, index, deps));
    desk.hear([saidIn(one)]);
  }
  await desk.saveMatches(matched.map(saidIn));
  await desk.record(decisions);
}

function saidIn({ taken, matches }: Matched): Said {
  return { advisoryId: taken.advisory.id, matches };
}

/**
 * Whether an advisory that says of the inventory what it said need not be decided on again: not while its case stands as it did,
 * and not where it is in no case and tells the story of none that is decided in this batch.
 */
async function standsAsBefore(desk: CaseDesk, { taken, matches }: Matched): Promise<boolean> {
  const { advisory, batch, caseId } = taken;
  if (caseId !== undefined) return true;
  if (matches.some((match) => match.verdict.kind !== 'not-affected')) return false;
  return joinCase(advisory, await desk.candidates(advisory, STORY_DAYS, batch?.id)) === undefined;
}

/** Finds the advisory's case, triages it and decides whether to speak. A case that was decided just before is not read again. */
async function decideCase(
  desk: CaseDesk,
  { taken, matches }: Matched,
  decided: Map<string, Case>,
  index: AssetIndex,
  deps: CaseDeps,
): Promise<DecisionRecord> {
  const { advisory } = taken;
  const decidedAt = deps.clock.now();
  const record = { advisoryId: advisory.id, revision: advisory.revision, decidedAt };
  const place = await findPlace(desk, taken, matches);
  const before =
    place && !place.isNew
      ? (decided.get(place.caseId) ?? (await desk.loadCase(place.caseId, (id) => index.get(id))))
      : undefined;
  const after = place && (await composeCase(desk, place, before, taken, matches, index, deps));
  if (!after || (!before && after.assets.length === 0)) {
    const members = after?.members.map((each) => each.advisory);
    const reasons = [members ? settledReason(advisory, members, matches) : explainSilence(advisory, index)];
    return { ...record, decision: { kind: 'stay-silent', reasons } };
  }
  const { handling, woken } = carryOn(after.handling, before, after, advisory);
  const saved = { ...after, handling };
  decided.set(saved.id, saved);
  await desk.saveCase(saved, decidedAt);
  if (woken !== undefined) await auditWaking(desk, after, handling, deps);
  const decision = await decideToSpeak(desk, before, saved, woken, taken, deps);
  return { ...record, caseId: after.id, decision };
}

async function auditWaking(desk: CaseDesk, before: Case, handling: Handling, deps: CaseDeps): Promise<void> {
  const at = deps.wallClock.now();
  const states = { before: before.handling, after: handling };
  await desk.audit({ at, actor: WARDWATCH, action: 'case.reopen', subject: before.id, ...states });
}

/** Why an advisory that names a product of the inventory touches nothing: an earlier one about the same flaws settles it. */
function settledReason(advisory: Advisory, told: readonly Advisory[], matches: readonly Match[]): string {
  const others = told.filter((each) => each.id !== advisory.id).map((each) => each.publisher.name);
  const [match] = matches;
  const verdict = match && standingVerdict(told, matches).because;
  return `Nothing is affected: ${[...new Set(others)].join(' and ')} named the versions, and every asset is outside them.${
    verdict === undefined ? '' : ` (${verdict})`
  }`;
}
