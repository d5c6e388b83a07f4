import { alertMessage } from '../alerts/message.ts';
import { routesFor } from '../alerts/routing.ts';
import { isEmptied } from '../cases/is-emptied.ts';
import { suppressionOf } from '../cases/suppression.ts';
import type { Case } from '../domain/case.ts';
import { statusOf } from '../domain/handling.ts';
import { dayOf } from '../domain/time.ts';
import type { CaseDesk } from '../ports/case-desk.ts';
import type { CaseDeps } from './deps.ts';
import { openAlert, watchRoutes } from './speak.ts';

/**
 * Tells open cases that a suppression hid and hides no more, each once: a card where it was told nowhere yet, else a line in its
 * thread. A snoozed one waits for the end of its snooze; a resolved one need not be told.
 */
export async function tellHidden(desk: CaseDesk, deps: CaseDeps): Promise<void> {
  const hidden = await desk.hiddenCases();
  if (hidden.length === 0) return;
  const suppressions = await desk.suppressions();
  const today = dayOf(deps.clock.now());
  for (const { caseId, hiddenBy } of hidden) {
    const one = await desk.loadCase(caseId);
    const status = one && statusOf(one.handling);
    if (one === undefined || status === 'snoozed') continue;
    if (suppressionOf(one, suppressions, today) !== undefined) continue;
    await desk.markHidden(caseId, undefined);
    if ((status === 'open' || status === 'acknowledged') && !isEmptied(one)) await tell(desk, one, hiddenBy, deps);
  }
}

async function tell(desk: CaseDesk, one: Case, hiddenBy: string, deps: CaseDeps): Promise<void> {
  const { priority } = one.triage;
  if (priority === 'INFO') return;
  const words = `${hiddenBy} holds no more; this is what it kept silent.`;
  const message = alertMessage(one, deps);
  const version = `after-${hiddenBy}`;
  const now = deps.clock.now();
  const places = await desk.conversations(one.id);
  for (const { sink, channel } of places) {
    const row = { sink, channel, priority, caseId: one.id, message };
    const key = (kind: string) => `${one.id}:${kind}:${version}:${sink}:${channel}`;
    await desk.say({ ...row, kind: 'edit', key: key('edit') }, now);
    await desk.say({ ...row, kind: 'update', key: key('update'), changes: [words] }, now);
  }
  let spoke = places.length > 0;
  for (const route of [...routesFor(one, deps.routes), ...watchRoutes(one, await desk.watchlists(), deps)]) {
    if (await desk.hasAlert(one.id, route.sink, route.channel)) continue;
    await openAlert(desk, route, message, version, deps);
    spoke = true;
  }
  const newest = one.members.at(-1)?.advisory;
  if (!spoke || newest === undefined) return;
  const { id: advisoryId, revision } = newest;
  const decision = { kind: 'notify' as const, reasons: [words] };
  await desk.record([{ advisoryId, revision, caseId: one.id, decision, decidedAt: now }]);
}
