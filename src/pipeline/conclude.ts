import { alertMessage } from '../alerts/message.ts';
import { routesFor } from '../alerts/routing.ts';
import { seedPlan } from '../alerts/seeding.ts';
import { isEmptied } from '../cases/is-emptied.ts';
import { suppressionOf } from '../cases/suppression.ts';
import { type CaseStatus, statusOf } from '../domain/handling.ts';
import { dayOf } from '../domain/time.ts';
import { PRIORITIES, type Priority } from '../domain/triage.ts';
import type { Batch, CaseDesk, CaseOutline } from '../ports/case-desk.ts';
import type { ChannelRef } from '../ports/outbox.ts';
import type { CaseDeps, SinkRoute } from './deps.ts';
import { openAlert, watchRoutes } from './speak.ts';
import { wakeChannels } from './wake-channels.ts';

/** Tells what a batch found, once all of it is matched: one summary, and at most 10 open P1 or P2 cases one by one. */
export async function concludeBatch(deps: CaseDeps, batchId: number): Promise<void> {
  const said = await deps.store.decide((desk) => conclude(desk, batchId, deps));
  if (said) await wakeChannels(deps);
}

async function conclude(desk: CaseDesk, batchId: number, deps: CaseDeps): Promise<boolean> {
  const closed = await desk.closeBatch(batchId);
  if (!closed) return false;
  const { kind, label } = closed.batch;
  deps.log.info('batch done', { kind, label, cases: closed.caseIds.length });
  const now = deps.clock.now();
  const places = await placesOf(closed.caseIds, desk, deps);
  for (const { sink, channel, untold } of places) {
    const plan = seedPlan(untold.filter(({ taker }) => taker !== undefined));
    const priority = untold.map((each) => each.priority).sort(byUrgency)[0] ?? 'INFO';
    await desk.say(
      {
        kind: 'summary',
        key: `batch-${batchId}:summary:${sink}:${channel}`,
        sink,
        channel,
        priority,
        title: titleOf(closed.batch, closed.items, closed.refused),
        lines: summaryLines(untold, plan.single),
      },
      now,
    );
    for (const id of plan.single) {
      const taker = untold.find((each) => each.id === id)?.taker;
      const single = await desk.loadCase(id);
      if (single && taker) await openAlert(desk, taker, alertMessage(single, deps), `b${batchId}`, deps);
    }
  }
  return places.length > 0;
}

/** A channel with the cases of a batch that it was not told of. */
interface Place extends ChannelRef {
  readonly untold: Untold[];
}

/** What is kept of a case, since all that a batch touched may be more than the memory holds. */
interface Untold {
  readonly id: string;
  readonly priority: Priority;
  readonly status: CaseStatus;
  /** The route by which the channel takes it, urgent as it is; absent: it is only counted. */
  readonly taker: SinkRoute | undefined;
}

async function placesOf(caseIds: readonly string[], desk: CaseDesk, deps: CaseDeps): Promise<readonly Place[]> {
  const [lists, suppressions] = [await desk.watchlists(), await desk.suppressions()];
  const places = new Map<string, Place>();
  for (const { sink, channel } of deps.routes) places.set(`${sink} ${channel}`, { sink, channel, untold: [] });
  for await (const { one: each, told } of outlines(caseIds, desk)) {
    if (isEmptied(each) || suppressionOf(each, suppressions, dayOf(deps.clock.now())) !== undefined) continue;
    const watching = watchRoutes(each, lists, deps);
    const takers = [...routesFor(each, deps.routes), ...watching];
    const about = [...routesFor(each, deps.routes, { anyPriority: true }), ...watching];
    for (const [key, { sink, channel }] of new Map(about.map((route) => [`${route.sink} ${route.channel}`, route]))) {
      if (told.some((place) => place.sink === sink && place.channel === channel)) continue;
      const place = places.get(key) ?? { sink, channel, untold: [] };
      const taker = takers.find((route) => route.sink === sink && route.channel === channel);
      const { id, triage, handling } = each;
      place.untold.push({ id, priority: triage.priority, status: statusOf(handling), taker });
      places.set(key, place);
    }
  }
  return [...places.values()].filter(({ untold }) => untold.length > 0);
}

/** Cases that are held at once. */
const PAGE = 200;

async function* outlines(caseIds: readonly string[], desk: CaseDesk): AsyncGenerator<CaseOutline> {
  for (let start = 0; start < caseIds.length; start += PAGE)
    yield* await desk.outlinesOf(caseIds.slice(start, start + PAGE));
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

function summaryLines(cases: readonly Untold[], single: readonly string[]): string[] {
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
