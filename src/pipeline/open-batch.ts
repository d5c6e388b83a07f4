import { isFlood } from '../domain/flood.ts';
import { DAY_MS, type Instant } from '../domain/time.ts';
import type { RawItem } from '../ports/source.ts';
import type { SourceState } from '../ports/source-shelf.ts';
import type { PipelineDeps } from './deps.ts';

/**
 * The batch into which what a source offers goes, to be told in one summary: its first poll, or a flood. Undefined: each document is
 * told for itself. A flood that was interrupted goes on, and the operator is told of it once.
 */
export async function openBatchFor(
  deps: PipelineDeps,
  state: SourceState,
  items: readonly RawItem[],
  now: Instant,
): Promise<number | undefined> {
  const { store } = deps;
  const { id } = state;
  if (!state.seeded) return store.openBatch('seed', id, now);
  if (items.length === 0) return undefined;
  const since = new Date(Date.parse(now) - USUAL_DAYS * DAY_MS).toISOString();
  const guids = items.map(({ guid }) => guid);
  const { newcomers, recent, isFlooding } = await store.inflow(id, guids, since);
  const days = (Date.parse(now) - Date.parse(state.succeededAt ?? now)) / DAY_MS;
  if (!isFlooding && !isFlood(newcomers, recent / USUAL_DAYS, days)) return undefined;
  const batchId = await store.openBatch('flood', id, now);
  deps.log.warn('far more new documents than usual; they are told in one summary', { source: id, newcomers });
  await tellFlood(deps, id, batchId, newcomers);
  return batchId;
}

/** What is usual is what came within so many days. */
const USUAL_DAYS = 30;

async function tellFlood(deps: PipelineDeps, id: string, batchId: number, newcomers: number): Promise<void> {
  const { operatorChannel } = deps;
  if (operatorChannel === undefined) return;
  const place = { sink: 'slack', channel: operatorChannel, priority: 'INFO', kind: 'summary' } as const;
  const title = `${newcomers} new documents at once from ${id}`;
  const lines = [
    'That is far more than usual: it may name its documents otherwise now, or have put an archive into its list.',
    'They are told in one summary, the urgent cases one by one.',
  ];
  await deps.store.decide((desk) =>
    desk.say({ ...place, key: `flood:${batchId}`, title, lines }, deps.wallClock.now()),
  );
}
