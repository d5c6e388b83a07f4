import { digestDay } from '../alerts/digest-schedule.ts';
import { heartbeat } from '../alerts/heartbeat.ts';
import { DAY_MS } from '../domain/time.ts';
import type { PipelineDeps } from './deps.ts';
import { readSources } from './read-sources.ts';

/** Tells the operator once a day, from its hour on, that wardwatch works. Silence there is a message too. */
export async function tellHeartbeat(deps: PipelineDeps): Promise<void> {
  const { store, operatorChannel, heartbeatAt, wallClock } = deps;
  if (operatorChannel === undefined || heartbeatAt === undefined || !deps.sinks.has('slack')) return;
  const now = wallClock.now();
  const day = digestDay({ ...heartbeatAt, to: operatorChannel, every: 'day' }, now);
  if (day === undefined || (await store.heartbeatDay()) === day) return;
  const sources = await readSources(deps, deps.clock.now());
  const news = await store.newsSince(new Date(Date.parse(now) - DAY_MS).toISOString());
  await store.decide(async (desk) => {
    if (!(await desk.openHeartbeat(day))) return;
    const place = { sink: 'slack', channel: operatorChannel, priority: 'INFO', kind: 'summary' } as const;
    await desk.say({ ...place, key: `heartbeat:${day}`, ...heartbeat(sources, news) }, now);
  });
}
