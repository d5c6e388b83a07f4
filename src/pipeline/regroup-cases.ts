import { alertMessage } from '../alerts/message.ts';
import type { Case } from '../domain/case.ts';
import { UNHANDLED } from '../domain/handling.ts';
import type { AssetIndex } from '../matching/asset-index.ts';
import type { CaseDesk } from '../ports/case-desk.ts';
import type { Regrouped, Regrouping } from '../ports/group-office.ts';
import { cvesOf } from '../triage/standing-verdict.ts';
import { triageCase } from '../triage/triage-case.ts';
import { sayHandled } from './act-on-case.ts';
import { touchedAssets } from './compose-case.ts';
import type { CaseDeps } from './deps.ts';
import { openAlert } from './speak.ts';
import { wakeChannels } from './wake-channels.ts';

/**
 * Merges or splits cases by a person's word. It holds: an advisory stays where it is, whatever comes later. Both cases are triaged
 * anew, and their cards are redrawn with a line in the thread. An emptied case is kept, so that it can be filled again.
 */
export async function regroupCases(deps: CaseDeps, asked: Regrouping): Promise<Regrouped> {
  const index = await deps.assetIndex();
  const outcome = await deps.store.decide((desk) => regroup(desk, asked, index, deps));
  await wakeChannels(deps);
  return outcome;
}

async function regroup(desk: CaseDesk, asked: Regrouping, index: AssetIndex, deps: CaseDeps): Promise<Regrouped> {
  const { actor } = asked;
  const from = await desk.loadCase(asked.from);
  const to = asked.to === undefined ? undefined : await desk.loadCase(asked.to);
  const missing = from === undefined ? asked.from : asked.to !== undefined && to === undefined ? asked.to : undefined;
  if (from === undefined || missing !== undefined)
    return { kind: 'refused', because: `There is no case ${missing ?? ''}.` };
  if (from.id === to?.id) return { kind: 'refused', because: `${from.id} and ${to.id} are one case already.` };
  const known = from.members.map((member) => member.advisory.id);
  const ids = asked.advisoryIds ?? known;
  const stranger = ids.find((id) => !known.includes(id));
  if (stranger !== undefined || ids.length === 0) {
    return {
      kind: 'refused',
      because: `${from.id} holds ${known.join(', ') || 'nothing'}, not ${stranger ?? 'anything to move'}.`,
    };
  }
  if (to === undefined && ids.length === known.length) {
    return { kind: 'refused', because: `${from.id} holds nothing else: there is nothing to split.` };
  }
  const at = deps.wallClock.now();
  const toId = to?.id ?? (await desk.nextCaseId());
  const isMerge = ids.length === known.length;
  const words = isMerge
    ? `${actor.name} merged ${from.id} into ${toId}.`
    : `${actor.name} moved ${ids.join(', ')} from ${from.id} to ${toId}.`;
  const moved = from.members
    .filter((member) => ids.includes(member.advisory.id))
    .map(({ advisory }) => ({ advisory, joinedBecause: words }));
  const left = from.members.filter((member) => !ids.includes(member.advisory.id));
  const target: Pick<Case, 'id' | 'title' | 'openedAt' | 'handling' | 'members'> = to ?? {
    id: toId,
    title: moved[0]?.advisory.title ?? from.title,
    openedAt: deps.clock.now(),
    handling: UNHANDLED,
    members: [],
  };
  const filled = await composed(desk, { ...target, members: [...target.members, ...moved] }, index, deps);
  await desk.saveCase(filled, deps.clock.now());
  await desk.moveMembers(ids, toId, words);
  const rest = await composed(desk, { ...from, members: left }, index, deps);
  await desk.saveCase(rest, deps.clock.now());
  const states = {
    before: { case: from.id, advisories: known },
    after: { case: toId, advisories: filled.members.map((one) => one.advisory.id) },
  };
  await desk.audit({ at, actor, action: isMerge ? 'case.merge' : 'case.split', subject: from.id, ...states });
  for (const one of [rest, filled]) await sayHandled(desk, one, words, await desk.conversations(one.id), deps);
  await openWhereTold(desk, rest, filled, deps);
  const undo = to === undefined ? `merge ${from.id} ${toId}` : `split ${toId} ${ids.join(' ')} --to ${from.id}`;
  return { kind: 'done', from: rest, to: filled, words, undo };
}

/** Whoever was told of the one case has a card of the other, without anybody being called. */
async function openWhereTold(desk: CaseDesk, told: Case, one: Case, deps: CaseDeps): Promise<void> {
  if (one.triage.priority === 'INFO') return;
  for (const { sink, channel } of await desk.conversations(told.id)) {
    if (await desk.hasAlert(one.id, sink, channel)) continue;
    const version = `out-of-${told.id}-${told.handling.version}`;
    await openAlert(desk, { sink, channel, from: 'INFO' }, alertMessage(one, deps), version, deps);
  }
}

/** The case with these members, triaged anew; what people decided stays. */
async function composed(
  desk: CaseDesk,
  one: Pick<Case, 'id' | 'title' | 'openedAt' | 'handling' | 'members'>,
  index: AssetIndex,
  deps: CaseDeps,
): Promise<Case> {
  const advisories = one.members.map((member) => member.advisory);
  const matches = await desk.matchesOf(advisories.map((advisory) => advisory.id));
  const touched = touchedAssets(advisories, matches, index);
  const { last: _, ...handling } = one.handling;
  const facts = await desk.flawFacts([...new Set(advisories.flatMap(cvesOf))]);
  const { openedAt, title, id, members } = one;
  const { triage, assets } = triageCase(advisories, touched, openedAt, deps.policy, handling.statements, facts);
  const known = facts.length > 0 && { facts };
  return {
    ...{ id, title, openedAt, members, triage, assets, ...known },
    handling: { ...handling, version: handling.version + 1 },
  };
}
