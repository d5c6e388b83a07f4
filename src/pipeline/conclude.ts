import { alertMessage } from '../alerts/message.ts';
import { routesFor } from '../alerts/routing.ts';
import { seedPlan } from '../alerts/seeding.ts';
import { isEmptied } from '../cases/is-emptied.ts';
import { suppressionOf } from '../cases/suppression.ts';
import type { Case } from '../domain/case.ts';
import { statusOf } from '../domain/handling.ts';
import { dayOf } from '../domain/time.ts';
import { PRIORITIES } from '../domain/triage.ts';
import type { Batch, CaseDesk } from '../ports/case-desk.ts';
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
  deps.log.info('batch done', { kind: closed.batch.kind, label: closed.batch.label, cases: closed.cases.length });
  const now = deps.clock.now();
  const suppressions = await desk.suppressions();
  const cases = closed.cases.filter(
    (each) => !isEmptied(each) && suppressionOf(each, suppressions, dayOf(now)) === undefined,
  );
  if (cases.length === 0) return false;
  const lists = await desk.watchlists();
  const watching = (each: Case) => watchRoutes(each, lists, deps);
  const routes = [...deps.routes, ...cases.flatMap(watching)];
  const places = new Map(routes.map((route) => [`${route.sink} ${route.channel}`, route]));
  for (const { sink, channel } of places.values()) {
    const isHere = (route: SinkRoute) => route.sink === sink && route.channel === channel;
    const untold: Case[] = [];
    for (const each of cases) {
      const isAbout = [...routesFor(each, deps.routes, { anyPriority: true }), ...watching(each)].some(isHere);
      if (isAbout && !(await desk.hasAlert(each.id, sink, channel))) untold.push(each);
    }
    if (untold.length === 0) continue;
    const takers = (each: Case) => [...routesFor(each, deps.routes), ...watching(each)].filter(isHere);
    const worthTelling = untold.filter((each) => takers(each).length > 0);
    const plan = seedPlan(
      worthTelling.map(({ id, triage, handling }) => ({ id, priority: triage.priority, status: statusOf(handling) })),
    );
    const priority = untold.map((each) => each.triage.priority).sort(byUrgency)[0] ?? 'INFO';
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
      const single = untold.find((each) => each.id === id);
      const [route] = single ? takers(single) : [];
      if (single && route) await openAlert(desk, route, alertMessage(single, deps), `b${batchId}`, deps);
    }
  }
  return true;
}

function byUrgency(a: Case['triage']['priority'], b: Case['triage']['priority']): number {
  return PRIORITIES.indexOf(a) - PRIORITIES.indexOf(b);
}

function titleOf(batch: Batch, items: number, refused: number): string {
  const notRead = refused === 0 ? '' : `, ${refused} of them could not be read`;
  switch (batch.kind) {
    case 'seed':
      return `First look at ${batch.label}: ${items} documents${notRead}`;
    case 'ingest':
      return `Read by hand: ${items} documents${notRead}`;
    case 'rematch':
      return `Matched again: ${batch.label}`;
  }
}

function summaryLines(cases: readonly Case[], single: readonly string[]): string[] {
  const counts = PRIORITIES.map((priority) => {
    const count = cases.filter((each) => each.triage.priority === priority).length;
    return count === 0 ? '' : `${count} ${priority}`;
  }).filter((words) => words !== '');
  const lines = [
    `${cases.length} ${cases.length === 1 ? 'case touches' : 'cases touch'} your assets: ${counts.join(', ')}.`,
  ];
  if (single.length > 0) lines.push(`Told one by one: ${single.join(', ')}.`);
  if (single.length < cases.length) lines.push('"wardwatch cases" lists them all; "wardwatch show C-…" says why.');
  return lines;
}
