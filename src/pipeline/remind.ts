import { alertMessage } from '../alerts/message.ts';
import { awakened } from '../cases/carry-on.ts';
import { WARDWATCH } from '../domain/actor.ts';
import type { CaseDesk } from '../ports/case-desk.ts';
import { sayHandled } from './act-on-case.ts';
import type { CaseDeps, PipelineDeps } from './deps.ts';
import { remindOwners } from './remind-owners.ts';
import { groupOf } from './speak.ts';
import { tellDigests } from './tell-digests.ts';
import { tellHeartbeat } from './tell-heartbeat.ts';
import { tellHidden } from './tell-hidden.ts';
import { tellSources } from './tell-sources.ts';
import { wakeChannels } from './wake-channels.ts';

/**
 * What comes by the clock: snoozes and suppressions end, P1 cases that nobody took up call their group once more, digests are
 * told, owners are reminded of stale versions, the operator is told of sources and that wardwatch works.
 */
export async function remind(deps: PipelineDeps): Promise<void> {
  await remindOfCases(deps);
  await tellDigests(deps);
  await remindOwners(deps);
  await tellSources(deps);
  await tellHeartbeat(deps);
  await wakeChannels(deps);
}

/** The part of it that is about cases. */
export async function remindOfCases(deps: CaseDeps): Promise<void> {
  await deps.store.decide(async (desk) => {
    await endSnoozes(desk, deps);
    await escalate(desk, deps);
    await tellHidden(desk, deps);
  });
}

async function endSnoozes(desk: CaseDesk, deps: CaseDeps): Promise<void> {
  const at = deps.wallClock.now();
  for (const caseId of await desk.endedSnoozes(at)) {
    const before = await desk.loadCase(caseId);
    if (!before) continue;
    const after = { ...before, handling: awakened(before.handling) };
    await desk.saveCase(after, deps.clock.now());
    const states = { before: before.handling, after: after.handling };
    await desk.audit({ at, actor: WARDWATCH, action: 'case.snooze-ended', subject: caseId, ...states });
    const words = `The snooze by ${before.handling.snooze?.by.name ?? 'somebody'} has ended.`;
    const places = await desk.conversations(caseId);
    await sayHandled(desk, after, words, places, deps, ({ sink, channel }) =>
      after.triage.priority === 'P1' ? groupOf(deps, sink, channel) : undefined,
    );
  }
}

async function escalate(desk: CaseDesk, deps: CaseDeps): Promise<void> {
  const now = deps.wallClock.now();
  const calledBefore = new Date(Date.parse(now) - deps.escalateAfterMs).toISOString();
  for (const { caseId, sink, channel } of await desk.takeUnacknowledged(calledBefore, now)) {
    const one = await desk.loadCase(caseId);
    const mention = groupOf(deps, sink, channel);
    if (!one || mention === undefined) continue;
    const minutes = Math.round(deps.escalateAfterMs / 60_000);
    await desk.say(
      {
        ...{ sink, channel, caseId, priority: 'P1', kind: 'update', mention },
        key: `${caseId}:escalation:${sink}:${channel}`,
        message: alertMessage(one, deps),
        changes: [`Nobody acknowledged this P1 case within ${minutes} minutes.`],
      },
      deps.clock.now(),
    );
  }
}
