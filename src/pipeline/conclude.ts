import { alertMessage } from '../alerts/message.ts';
import type { AlertMessage } from '../domain/alert.ts';
import { PRIORITIES, type Priority } from '../domain/triage.ts';
import type { Batch, CaseDesk } from '../ports/case-desk.ts';
import type { CaseDeps } from './deps.ts';
import {
  type BatchLook,
  lookAgain,
  lookAtBatch,
  placesOf,
  type SeenCase,
  standingOf,
  viewOf,
} from './look-at-batch.ts';
import { openAlert } from './speak.ts';
import { wakeChannels } from './wake-channels.ts';

/**
 * Tells what a batch found, once all of it is matched: one summary, and at most 10 open P1 or P2 cases one by one. Its cases, which
 * may be thousands, are looked at while others decide; all is told at once, with what was decided meanwhile.
 */
export async function concludeBatch(deps: CaseDeps, batchId: number): Promise<void> {
  for (;;) {
    const looked = await lookAtBatch(batchId, deps);
    if (looked === undefined) return;
    const said = await deps.store.decide((desk) => conclude(desk, batchId, looked, deps));
    if (said === undefined) continue;
    if (said) await wakeChannels(deps);
    return;
  }
}

/** Whether something is said; undefined where it has to be looked at again. */
async function conclude(
  desk: CaseDesk,
  batchId: number,
  looked: BatchLook,
  deps: CaseDeps,
): Promise<boolean | undefined> {
  if (standingOf(await viewOf(desk)) !== looked.standing) return undefined;
  const closed = await desk.closeBatch(batchId);
  if (!closed) return false;
  const { kind, label } = closed.batch;
  deps.log.info('batch done', { kind, label, cases: closed.caseIds.length });
  const now = deps.clock.now();
  const { cases, messages } = await lookAgain(looked, closed.caseIds, desk, deps);
  const places = placesOf(cases, deps);
  for (const { sink, channel, untold, single } of places) {
    const singleIds = single.map(({ id }) => id);
    await desk.say(
      {
        kind: 'summary',
        key: `batch-${batchId}:summary:${sink}:${channel}`,
        sink,
        channel,
        priority: untold.map((each) => each.priority).sort(byUrgency)[0] ?? 'INFO',
        title: titleOf(closed.batch, closed.items, closed.refused),
        lines: summaryLines(untold, singleIds),
      },
      now,
    );
    for (const { id, taker } of single) {
      const message = messages.get(id) ?? (await messageOf(id, looked, desk, deps));
      if (message !== undefined) await openAlert(desk, taker, message, `b${batchId}`, deps);
    }
  }
  return places.length > 0;
}

async function messageOf(
  caseId: string,
  { assetOf }: BatchLook,
  desk: CaseDesk,
  deps: CaseDeps,
): Promise<AlertMessage | undefined> {
  const one = await desk.loadCase(caseId, assetOf);
  return one && alertMessage(one, deps);
}

function byUrgency(a: Priority, b: Priority): number {
  return PRIORITIES.indexOf(a) - PRIORITIES.indexOf(b);
}

function titleOf(batch: Batch, items: number, refused: number): string {
  const notRead = refused === 0 ? '' : `, ${refused} of them could not be read`;
  switch (batch.kind) {
    case 'seed':
      return `First look at ${batch.label}: ${items} documents${notRead}`;
    case 'flood':
      return `Many at once from ${batch.label}: ${items} documents${notRead}`;
    case 'ingest':
      return `Read by hand: ${items} documents${notRead}`;
    case 'reingest':
      return `Read again: ${items} documents${notRead}`;
    case 'rematch':
      return `Matched again: ${batch.label}`;
  }
}

function summaryLines(cases: readonly SeenCase[], single: readonly string[]): string[] {
  const counts = PRIORITIES.map((priority) => {
    const count = cases.filter((each) => each.priority === priority).length;
    return count === 0 ? '' : `${count} ${priority}`;
  }).filter((words) => words !== '');
  const lines = [
    `${cases.length} ${cases.length === 1 ? 'case touches' : 'cases touch'} your assets: ${counts.join(', ')}.`,
  ];
  if (single.length > 0) lines.push(`Told one by one: ${single.join(', ')}.`);
  if (single.length < cases.length) lines.push('"wardwatch cases" lists them all; "wardwatch show C-…" says why.');
  return lines;
}
