import type { Instant } from '../domain/time.ts';
import { messageOf } from '../errors.ts';
import type { Delivery, Sink } from '../ports/sink.ts';
import type { OutboxRow, Settlement } from '../ports/store.ts';
import type { Channel, PipelineDeps } from './deps.ts';

const LONGEST_WAIT_MS = 15 * 60_000;
const LOOKUP_WAIT_MS = 2_000;

/**
 * Says what waits in a channel, one row after another, oldest first. A row whose outcome is unknown is looked up before it
 * is ever said again; one that is refused for good is parked with the reason, and `wardwatch doctor` shows it.
 */
export async function notifyChannel(deps: PipelineDeps, { sink, channel }: Channel): Promise<void> {
  const target = deps.sinks.get(sink);
  if (!target) return;
  for (;;) {
    const row = await deps.store.claimNext(sink, channel, deps.wallClock.now());
    if (!row) break;
    const settlement = await say(target, row, deps.wallClock.now());
    await deps.store.settle(row.id, settlement);
    if (settlement.kind !== 'posted' && row.state !== 'unknown') {
      deps.log.warn('message not delivered', { sink, channel, key: row.outgoing.key, because: settlement.because });
    }
  }
  const due = await deps.store.nextDue(sink, channel);
  if (due === undefined) return;
  const waitMs = Math.max(Date.parse(due) - Date.parse(deps.wallClock.now()), 0);
  await deps.queue.add('notify', [{ sink, channel }], waitMs);
}

async function say(target: Sink, row: OutboxRow, now: Instant): Promise<Settlement> {
  const { outgoing } = row;
  if ((outgoing.kind === 'edit' || outgoing.kind === 'update') && !outgoing.root) {
    return { kind: 'dead', because: 'The alert that it belongs to was never delivered.' };
  }
  if (row.state === 'unknown') {
    const found = await target.find(outgoing, row.attemptedAt ?? now);
    if (found.kind === 'found') return { kind: 'posted', receipt: found.receipt };
    if (found.kind === 'cannot-tell')
      return { kind: 'unknown', dueAt: later(now, backoffMs(row)), because: found.because };
    return { kind: 'retry', dueAt: now, because: 'It was looked up and had not been said.' };
  }
  return settlementOf(await deliver(target, row), row, now);
}

async function deliver(target: Sink, row: OutboxRow): Promise<Delivery> {
  try {
    return await target.deliver(row.outgoing);
  } catch (error) {
    return { kind: 'unknown', because: messageOf(error) };
  }
}

function settlementOf(delivery: Delivery, row: OutboxRow, now: Instant): Settlement {
  switch (delivery.kind) {
    case 'delivered':
      return { kind: 'posted', receipt: delivery.receipt };
    case 'retry-later':
      return { kind: 'retry', dueAt: later(now, delivery.afterMs ?? backoffMs(row)), because: delivery.because };
    case 'unknown':
      return { kind: 'unknown', dueAt: later(now, LOOKUP_WAIT_MS), because: delivery.because };
    case 'rejected':
      return { kind: 'dead', because: delivery.because };
  }
}

function backoffMs(row: OutboxRow): number {
  return Math.min(1_000 * 2 ** Math.min(row.attempts, 20), LONGEST_WAIT_MS);
}

function later(now: Instant, ms: number): Instant {
  return new Date(Date.parse(now) + ms).toISOString();
}
