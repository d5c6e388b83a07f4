import type { Advisory } from '../domain/advisory.ts';
import type { CaseAsset } from '../domain/case.ts';
import type { Verdict } from '../domain/match.ts';
import { isMoreUrgent } from '../domain/triage.ts';
import { matchesThatSpeak, standingVerdict } from '../triage/standing-verdict.ts';
import type { CaseSnapshot, Change } from './change.ts';
import { listed } from './listed.ts';

/** The case became more urgent. The jump that a new model of EPSS makes alarms nobody. */
export function priorityRaised({ before, after }: Change): readonly string[] {
  const { priority: to, apartFromModel = to } = after.triage;
  const from = before.triage.priority;
  return isMoreUrgent(apartFromModel, from) ? [`Priority raised from ${from} to ${to}.`] : [];
}

/** Assets that the case did not touch before, and that are affected or may be. */
export function newAffectedAsset({ before, after }: Change): readonly string[] {
  const known = new Set(before.assets.map((one) => one.asset.id));
  const told = advisoriesOf(after);
  const added = after.assets.filter(
    ({ asset, matches }) => !known.has(asset.id) && standingVerdict(told, matches).kind !== 'not-affected',
  );
  if (added.length === 0) return [];
  return [`Also touches ${listed(added.map(assetName))}.`];
}

/** Assets whose verdict is another one now. */
export function verdictChanged({ before, after }: Change): readonly string[] {
  const [toldBefore, told] = [advisoriesOf(before), advisoriesOf(after)];
  const earlier = new Map(before.assets.map((one) => [one.asset.id, standingVerdict(toldBefore, one.matches)]));
  return after.assets.flatMap((one) => {
    const was = earlier.get(one.asset.id);
    const is = standingVerdict(told, one.matches);
    // A withdrawal is told by itself.
    const isSpokenOf = matchesThatSpeak(told, one.matches).length > 0;
    if (was === undefined || was.kind === is.kind || !isSpokenOf) return [];
    return [`${one.asset.id} is ${VERDICT_WORDS[is.kind]} now (it was ${VERDICT_WORDS[was.kind]}): ${is.because}`];
  });
}

const VERDICT_WORDS: Readonly<Record<Verdict['kind'], string>> = {
  affected: 'affected',
  'not-affected': 'not affected',
  undecided: 'undecided',
};

function advisoriesOf(snapshot: CaseSnapshot): readonly Advisory[] {
  return snapshot.members.map((member) => member.advisory);
}

function assetName({ asset }: CaseAsset): string {
  return `${asset.id} (${asset.product}${asset.version === undefined ? '' : ` ${asset.version}`})`;
}
