import type { DigestFacts, DigestSource } from '../domain/digest.ts';
import { addDays, dayOf, type Instant, type LocalDate } from '../domain/time.ts';
import type { SourceLine } from '../ports/front-office.ts';
import type { PipelineDeps } from './deps.ts';
import { readSources } from './read-sources.ts';

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
  const [cases, polled, assets, newEpssModel, daily] = await Promise.all([
    store.liveCases(since),
    readSources({ store, sources, origins }, now),
    store.assets(),
    store.newEpssModel(),
    store.dailyCounts(addDays(today, 1 - DAYS_COUNTED), today),
  ]);
  return {
    since,
    day,
    staleAfterDays,
    cases,
    sources: polled.map(digestSource),
    assets,
    ...(newEpssModel !== undefined && { newEpssModel }),
    daily,
  };
}

/** So many days are counted, today included. */
const DAYS_COUNTED = 30;

function digestSource({ id, publisher, condition, since, failures, succeededAt, outcome }: SourceLine): DigestSource {
  return {
    ...{ id, publisher, condition, failures },
    ...(since !== undefined && { since }),
    ...(succeededAt !== undefined && { succeededAt }),
    ...(outcome !== undefined && { outcome }),
  };
}
