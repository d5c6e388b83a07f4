import { sourceNotice } from '../alerts/source-notice.ts';
import { ORIGIN_FIX } from '../alerts/source-words.ts';
import { noticeOf } from '../domain/source-notice.ts';
import type { SourceLine } from '../ports/front-office.ts';
import type { PipelineDeps } from './deps.ts';
import { readSources } from './read-sources.ts';

/**
 * Tells the operator which sources cannot be read any more, with what to do about it, and which can be read again. What changes
 * within a quarter of an hour goes into one message: where the network is away, that is every source.
 */
export async function tellSources(deps: PipelineDeps): Promise<void> {
  const { store, operatorChannel, clock, origins } = deps;
  if (operatorChannel === undefined || !deps.sinks.has('slack')) return;
  const now = clock.now();
  const lines = await readSources(deps, now);
  if (lines.some(({ toldAt }) => toldAt !== undefined && Date.parse(now) - Date.parse(toldAt) < TELL_EVERY_MS)) return;
  const changes = lines.flatMap((line) => {
    const notice = noticeOf(line, now, deps.startedAt);
    return notice === undefined ? [] : [{ line, notice }];
  });
  if (changes.length === 0) return;
  await store.decide(async (desk) => {
    const told: { readonly line: SourceLine; readonly notice: 'trouble' | 'well' }[] = [];
    for (const change of changes) {
      const { id, condition, told: before } = change.line;
      const look = { id, before, told: change.notice === 'trouble' ? condition : undefined };
      if (await desk.markSourceTold(look, now)) told.push(change);
    }
    if (told.length === 0) return;
    const of = (kind: 'trouble' | 'well') =>
      told
        .filter(({ notice }) => notice === kind)
        .map(({ line }) => ({ ...line, ...(origins.has(line.id) && { fix: ORIGIN_FIX }) }));
    const place = { sink: 'slack', channel: operatorChannel, priority: 'INFO', kind: 'summary' } as const;
    const [first] = told;
    const key = `sources:${first?.line.id}:${now}`;
    await desk.say({ ...place, key, ...sourceNotice(of('trouble'), of('well')) }, deps.wallClock.now());
  });
}

const TELL_EVERY_MS = 15 * 60_000;
