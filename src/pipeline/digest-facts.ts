import type { DigestFacts } from '../domain/digest.ts';
import { addDays, dayOf, type Instant, type LocalDate } from '../domain/time.ts';
import type { PipelineDeps } from './deps.ts';

/**
 * Reads what a digest is made of: for everybody, so that whoever posts it leaves out what a channel does not take. `day` is the
 * day where it is told.
 */
export async function readDigestFacts(
  { store, sources, origins, staleAfterDays }: Pick<PipelineDeps, 'store' | 'sources' | 'origins' | 'staleAfterDays'>,
  since: Instant,
  now: Instant,
  day: LocalDate = dayOf(now),
): Promise<DigestFacts> {
  const today = dayOf(now);
  const [cases, states, assets, daily] = await Promise.all([
    store.liveCases(since),
    store.sourceStates(),
    store.assets(),
    store.dailyCounts(addDays(today, 1 - DAYS_COUNTED), today),
  ]);
  const byId = new Map(states.map((state) => [state.id, state]));
  return {
    since,
    day,
    staleAfterDays,
    cases,
    sources: [
      ...[...sources.values()].map(({ id, publisher }) => ({ id, publisher: publisher.name })),
      ...[...origins.keys()].map((id) => ({ id, publisher: 'Inventory' })),
    ].map((source) => ({ ...(byId.get(source.id) ?? { failures: 0, paused: false }), ...source })),
    assets,
    daily,
  };
}

/** So many days are counted, today included. */
const DAYS_COUNTED = 30;
