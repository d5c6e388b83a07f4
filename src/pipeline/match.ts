import { carryOn } from '../cases/carry-on.ts';
import { WARDWATCH } from '../domain/actor.ts';
import type { Advisory } from '../domain/advisory.ts';
import type { Case } from '../domain/case.ts';
import type { Handling } from '../domain/handling.ts';
import type { Match } from '../domain/match.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import type { AssetIndex } from '../matching/asset-index.ts';
import { matchAdvisory } from '../matching/match.ts';
import { explainSilence } from '../matching/why-not.ts';
import type { CaseDesk, UnmatchedAdvisory } from '../ports/case-desk.ts';
import { standingVerdict } from '../triage/standing-verdict.ts';
import { composeCase, findPlace } from './compose-case.ts';
import type { PipelineDeps } from './deps.ts';
import { decideToSpeak } from './speak.ts';
import { wakeChannels } from './wake-channels.ts';

const MOST_ATTEMPTS = 3;

/**
 * Matches one advisory, joins it to a case, triages the case and decides whether to speak: all in one transaction with the
 * outbox rows, so that there is never a decision without its words or words without their decision.
 */
export async function matchStoredAdvisory(deps: PipelineDeps, advisoryId: string): Promise<void> {
  const attempts = await deps.store.countMatchAttempt(advisoryId, 1);
  try {
    const { taken, again } = await decideOnNewest(advisoryId, deps);
    await wakeChannels(deps);
    await deps.queue.add(
      'match',
      again.map((id) => ({ advisoryId: id })),
    );
    if (taken?.batch) await deps.queue.add('conclude', [{ batchId: taken.batch.id }]);
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
 * Decides on the inventory as it stands: where it was changed between the look at it and the decision, which then would be
 * of an inventory that is no more, it looks again.
 */
async function decideOnNewest(advisoryId: string, deps: PipelineDeps): Promise<Decided> {
  for (;;) {
    const version = await deps.store.inventoryVersion();
    const index = await deps.assetIndex();
    const decided = await deps.store.decide(async (desk) =>
      (await desk.inventoryVersion()) === version ? await decideAndHeed(desk, advisoryId, index, deps) : undefined,
    );
    if (decided !== undefined) return decided;
  }
}

interface Decided {
  readonly taken: UnmatchedAdvisory | undefined;
  /** Advisories of other cases that wait to be matched again. */
  readonly again: readonly string[];
}

/** A row of CISA's catalogue joins one case, but counts in every case that names its flaw. */
async function decideAndHeed(
  desk: CaseDesk,
  advisoryId: string,
  index: AssetIndex,
  deps: PipelineDeps,
): Promise<Decided> {
  const taken = await decideOn(desk, advisoryId, index, deps);
  const { withdrawn = true, kev = [] } = taken?.advisory ?? {};
  const again = withdrawn ? [] : await desk.heedRows(kev.map((entry) => ({ catalogue: 'CISA', ...entry })));
  return { taken, again };
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
  const decidedAt = deps.clock.now();
  const matches = matchAdvisory(advisory, index);
  const place = await findPlace(desk, advisory, matches);
  const before = place && (await desk.loadCase(place.caseId));
  await desk.saveMatches(advisory.id, matches);
  await desk.markMatched(advisory.id);
  const record = { advisoryId: advisory.id, revision: advisory.revision, decidedAt };
  const after = place && (await composeCase(desk, place, before, taken, index, deps));
  if (!after || (!before && after.assets.length === 0)) {
    const reasons = [
      after
        ? settledReason(
            advisory,
            after.members.map((each) => each.advisory),
            matches,
          )
        : explainSilence(advisory, index),
    ];
    await desk.record({ ...record, decision: { kind: 'stay-silent', reasons } });
    return taken;
  }
  const { handling, woken } = carryOn(after.handling, before, after, advisory);
  const decided = { ...after, handling };
  await desk.saveCase(decided, decidedAt);
  if (woken !== undefined) await auditWaking(desk, after, handling, deps);
  const decision = await decideToSpeak(desk, before, decided, woken, taken, deps);
  await desk.record({ ...record, caseId: after.id, decision });
  return taken;
}

async function auditWaking(desk: CaseDesk, before: Case, handling: Handling, deps: PipelineDeps): Promise<void> {
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
