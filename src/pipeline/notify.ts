import { quietUntil } from '../alerts/quiet-hours.ts';
import type { Instant } from '../domain/time.ts';
import { messageOf } from '../errors.ts';
import type { CaseDesk } from '../ports/case-desk.ts';
import type { ChannelRef, OutboxRow, Settlement } from '../ports/outbox.ts';
import type { Delivery, Sink } from '../ports/sink.ts';
import type { CaseDeps } from './deps.ts';
import { reportParked, tellAnew } from './parked.ts';

const LONGEST_WAIT_MS = 15 * 60_000;
const LOOKUP_WAIT_MS = 2_000;

/**
 * Says what waits in a channel, the most urgent first and at the channel's pace. A row whose outcome is unknown is looked up
 * before it is ever said again; one that is refused for good is parked with the reason, and the operator is told.
 */
export async function notifyChannel(deps: CaseDeps, place: ChannelRef): Promise<void> {
  const target = deps.sinks.get(place.sink);
  if (!target) return;
  for (;;) {
    const now = deps.wallClock.now();
    const claim = { now, paceMs: target.paceMs, isQuiet: quietEnd(deps, place, now) !== undefined };
    const row = await deps.store.claimNext(place, claim);
    if (!row) break;
    await sayRow(deps, place, target, row);
  }
  const now = deps.wallClock.now();
  const due = await deps.store.nextDue(place, quietEnd(deps, place, now));
  if (due === undefined) return;
  await deps.queue.add('notify', [place], Math.max(Date.parse(due) - Date.parse(now), 0));
}

/** A terminal is looked at when somebody wants to; only Slack makes a sound. */
function quietEnd(deps: CaseDeps, { sink }: ChannelRef, now: Instant): Instant | undefined {
  return sink === 'slack' ? quietUntil(now, deps.quietHours) : undefined;
}

async function sayRow(deps: CaseDeps, place: ChannelRef, target: Sink, row: OutboxRow): Promise<void> {
  const settlement = await settlementFor(deps, target, row);
  const now = deps.wallClock.now();
  if (settlement.kind === 'dead' || settlement.kind === 'gone') {
    await deps.store.decide((desk) => giveUp(desk, place, row, settlement, deps));
    if (deps.operatorChannel !== undefined) {
      await deps.queue.add('notify', [{ sink: 'slack', channel: deps.operatorChannel }]);
    }
  } else await deps.store.settle(row.id, settlement, now);
  if (settlement.kind !== 'posted' && row.state !== 'unknown') {
    const { sink, channel } = place;
    deps.log.warn('message not delivered', { sink, channel, key: row.outgoing.key, because: settlement.because });
  }
}

async function settlementFor(deps: CaseDeps, target: Sink, row: OutboxRow): Promise<Settlement> {
  if (isOrphan(row)) return { kind: 'gone', because: 'The message that it belongs to is not there.' };
  return row.state === 'unknown' ? lookUp(deps, target, row) : attempt(deps, target, row);
}

/** Parks the row, in one transaction with what is said instead of it. */
async function giveUp(
  desk: CaseDesk,
  place: ChannelRef,
  row: OutboxRow,
  settlement: Extract<Settlement, { readonly kind: 'dead' | 'gone' }>,
  deps: CaseDeps,
): Promise<void> {
  const now = deps.wallClock.now();
  await desk.settle(row.id, settlement, now);
  if (settlement.kind === 'dead') await reportParked(desk, place, row, settlement.because, deps);
  else if (row.outgoing.kind === 'update') await tellAnew(desk, place, row.outgoing, now);
}

/** What it belongs to was never delivered, or was deleted by somebody. */
function isOrphan({ outgoing }: OutboxRow): boolean {
  switch (outgoing.kind) {
    case 'edit':
    case 'update':
    case 'file':
    case 'chart':
      return !outgoing.root;
    case 'digest':
      return outgoing.key !== outgoing.digestKey && !outgoing.root;
    default:
      return false;
  }
}

async function lookUp(deps: CaseDeps, target: Sink, row: OutboxRow): Promise<Settlement> {
  const now = deps.wallClock.now();
  const found = await target.find(row.outgoing, row.attemptedAt ?? now);
  if (found.kind === 'found') return { kind: 'posted', receipt: found.receipt };
  if (found.kind === 'cannot-tell') {
    return { kind: 'unknown', dueAt: later(now, backoffMs(row)), because: found.because };
  }
  return { kind: 'retry', dueAt: now, because: 'It was looked up and had not been said.' };
}

async function attempt(deps: CaseDeps, target: Sink, row: OutboxRow): Promise<Settlement> {
  const delivery = await deliver(target, row);
  return settlementOf(delivery, row, deps.wallClock.now());
}

async function deliver(target: Sink, row: OutboxRow): Promise<Delivery> {
  try {
    return await target.deliver(row.outgoing);
  } catch (error) {
    return { kind: 'unknown', because: messageOf(error) };
  }
}

function settlementOf(delivery: Delivery, row: OutboxRow, now: Instant): Settlement {
  const { kind } = delivery;
  switch (kind) {
    case 'delivered':
      return { kind: 'posted', receipt: delivery.receipt };
    case 'retry-later': {
      const { afterMs, because } = delivery;
      if (afterMs === undefined) return { kind: 'retry', dueAt: later(now, backoffMs(row)), because };
      return { kind: 'retry', dueAt: later(now, afterMs), because, holdsChannel: true };
    }
    case 'unknown':
      return { kind: 'unknown', dueAt: later(now, LOOKUP_WAIT_MS), because: delivery.because };
    case 'rejected':
      return { kind: delivery.gone ? 'gone' : 'dead', because: delivery.because };
  }
}

function backoffMs(row: OutboxRow): number {
  return Math.min(1_000 * 2 ** Math.min(row.attempts, 20), LONGEST_WAIT_MS);
}

function later(now: Instant, ms: number): Instant {
  return new Date(Date.parse(now) + ms).toISOString();
}
