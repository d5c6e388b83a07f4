import { alertMessage } from '../alerts/message.ts';
import { applyAction } from '../cases/apply-action.ts';
import type { Case } from '../domain/case.ts';
import type { Handling } from '../domain/handling.ts';
import type { CaseDesk } from '../ports/case-desk.ts';
import type { ActOutcome, ActRequest } from '../ports/front-office.ts';
import type { ChannelRef } from '../ports/outbox.ts';
import { triageCase } from '../triage/triage-case.ts';
import type { CaseDeps } from './deps.ts';
import { wakeChannels } from './wake-channels.ts';

/**
 * Does with a case what a person asked for: in one transaction the case, its audit entry, and in every channel that talks
 * about it the card and a line in the thread. Who was slower than somebody else is told so, and the card is redrawn.
 */
export async function actOnCase(deps: CaseDeps, request: ActRequest): Promise<ActOutcome> {
  const outcome = await deps.store.decide((desk) => act(desk, request, deps));
  await wakeChannels(deps);
  return outcome;
}

async function act(desk: CaseDesk, request: ActRequest, deps: CaseDeps): Promise<ActOutcome> {
  const { caseId, action, actor, seenVersion } = request;
  const before = await desk.loadCase(caseId);
  if (!before) return { kind: 'gone' };
  const places = await desk.conversations(caseId);
  const at = deps.wallClock.now();
  const applied = applyAction(before, action, actor, at, seenVersion);
  if (applied.kind === 'refused') {
    await redraw(desk, before, places, deps);
    return { kind: 'refused', because: applied.because, case: before };
  }
  const after = withHandling(before, applied.handling, deps);
  await desk.saveCase(after, deps.clock.now());
  const states = { before: before.handling, after: after.handling };
  await desk.audit({ at, actor, action: `case.${action.kind}`, subject: caseId, ...states });
  await sayHandled(desk, after, applied.words, places, deps, ({ sink }) =>
    sink === 'slack' ? mentioned(action) : undefined,
  );
  return { kind: 'done', words: applied.words, case: after };
}

/** The case as people handle it now; what they declared not affected is triaged anew. */
export function withHandling(one: Case, handling: Handling, deps: Pick<CaseDeps, 'policy'>): Case {
  if (handling.statements === one.handling.statements) return { ...one, handling };
  const advisories = one.members.map((member) => member.advisory);
  const { triage, assets } = triageCase(
    advisories,
    one.assets,
    one.openedAt,
    deps.policy,
    handling.statements,
    one.facts,
  );
  return { ...one, handling, triage, assets };
}

/** Redraws the card of a case wherever it stands, and says in the thread what was done. `mention`: who is called there. */
export async function sayHandled(
  desk: CaseDesk,
  after: Case,
  words: string,
  places: readonly ChannelRef[],
  deps: CaseDeps,
  mention: (place: ChannelRef) => string | undefined = () => undefined,
): Promise<void> {
  await redraw(desk, after, places, deps);
  const message = alertMessage(after, deps);
  for (const place of places) {
    const { sink, channel } = place;
    const called = mention(place);
    await desk.say(
      {
        ...{ sink, channel, caseId: after.id, priority: after.triage.priority, byPerson: true },
        kind: 'update',
        key: `${after.id}:handled:${after.handling.version}:${sink}:${channel}`,
        message,
        changes: [words],
        ...(called !== undefined && { mention: called }),
      },
      deps.clock.now(),
    );
  }
}

async function redraw(desk: CaseDesk, one: Case, places: readonly ChannelRef[], deps: CaseDeps): Promise<void> {
  const message = alertMessage(one, deps);
  for (const { sink, channel } of places) {
    const key = `${one.id}:redraw:${one.handling.version}:${sink}:${channel}`;
    const row = { sink, channel, caseId: one.id, priority: one.triage.priority, byPerson: true as const };
    await desk.say({ ...row, kind: 'edit', key, message }, deps.clock.now());
  }
}

/** Whoever a case is given to is told, by name. */
function mentioned(action: ActRequest['action']): string | undefined {
  return action.kind === 'assign' && action.to.id.startsWith('slack:')
    ? action.to.id.slice('slack:'.length)
    : undefined;
}
