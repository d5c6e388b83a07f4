import { dayOf, type Instant } from '../domain/time.ts';
import type { CaseDesk } from '../ports/case-desk.ts';
import type { ChannelRef, OutboxRow } from '../ports/outbox.ts';
import type { Outgoing } from '../ports/sink.ts';
import type { CaseDeps } from './deps.ts';

/**
 * Tells the operator, in another channel, that Slack refuses a message for good: once a day for each channel and reason. An
 * alert that nobody could see is said there as well.
 */
export async function reportParked(
  desk: CaseDesk,
  place: ChannelRef,
  row: OutboxRow,
  because: string,
  deps: CaseDeps,
): Promise<void> {
  const { operatorChannel } = deps;
  if (place.sink !== 'slack' || operatorChannel === undefined || operatorChannel === place.channel) return;
  const operator = { sink: 'slack' as const, channel: operatorChannel };
  const now = deps.wallClock.now();
  const reason = deps.hash(new TextEncoder().encode(because)).slice(0, 12);
  const { outgoing } = row;
  await desk.say(
    {
      ...operator,
      kind: 'summary',
      key: `parked:${place.channel}:${reason}:${dayOf(now)}`,
      priority: 'P1',
      title: `wardwatch cannot post to ${place.channel}`,
      lines: [
        because,
        'What it refuses is kept. Mend the cause, then run "wardwatch outbox retry"; "wardwatch doctor" lists it.',
        'Alerts that could not be shown there follow here.',
      ],
    },
    now,
  );
  if (outgoing.kind !== 'alert') return;
  const { message } = outgoing;
  if (await desk.hasAlert(message.caseId, 'slack', operatorChannel)) return;
  const { caseId, priority } = message;
  await desk.say({ ...operator, kind: 'alert', key: `${outgoing.key}:operator`, caseId, priority, message }, now);
}

/** Says an update as a new alert, where the alert that it belongs to was deleted or never came. */
export async function tellAnew(
  desk: CaseDesk,
  place: ChannelRef,
  update: Extract<Outgoing, { readonly kind: 'update' }>,
  now: Instant,
): Promise<void> {
  const { message, mention } = update;
  const { caseId, priority } = message;
  if (await desk.hasAlert(caseId, place.sink, place.channel)) return;
  const row = { ...place, kind: 'alert' as const, key: `${update.key}:anew`, caseId, priority, message };
  await desk.say({ ...row, ...(mention !== undefined && { mention }) }, now);
}
