import { openCase } from '../alerts/digest.ts';
import { staleAssets } from '../alerts/stale-assets.ts';
import { ownerKeysOf, type Person } from '../domain/owner.ts';
import { isInTrouble } from '../domain/source-condition.ts';
import { dayOf } from '../domain/time.ts';
import { watchlistOf } from '../domain/watch.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import { readSources } from '../pipeline/read-sources.ts';
import type { HomeOffice, HomeView } from '../ports/home-office.ts';
import { byPriority } from './status.ts';

/** So many of a person's cases are shown. */
const MOST_CASES = 10;

/** What concerns one person. What they own is found in the index of assets, which holds the inventory in memory anyway. */
export function createHomeOffice(deps: PipelineDeps): HomeOffice {
  return { home: (person) => readHome(deps, person) };
}

async function readHome(deps: PipelineDeps, person: Person): Promise<HomeView> {
  const { store, clock, owners } = deps;
  const now = clock.now();
  const index = await deps.assetIndex();
  const owned = [...index.assetsOfOwners(ownerKeysOf(person, owners))].filter(
    (asset) => watchlistOf(asset) === undefined,
  );
  const actorId = `slack:${person.id}`;
  const [cases, tally, watchlists, rematch, sources] = await Promise.all([
    store.casesOf({ assigneeId: actorId, assetIds: owned.map(({ id }) => id) }, MOST_CASES),
    store.tally(),
    store.watchlists(),
    store.rematchRuns(),
    readSources(deps, now),
  ]);
  return {
    cases: {
      total: cases.total,
      shown: cases.shown.map(({ case: one, assetIds }) => ({
        ...openCase(one, dayOf(now), now),
        version: one.handling.version,
        isAssigned: one.handling.assignee?.id === actorId,
        assets: assetIds.map((id) => index.get(id)?.hostname ?? id),
      })),
    },
    openCases: byPriority(tally.openCases),
    watchlists: {
      own: watchlists.filter(({ owner }) => owner?.id === actorId),
      others: watchlists.filter(({ owner }) => owner?.id !== actorId),
    },
    staleAssets: staleAssets(owned, dayOf(now), deps.staleAfterDays),
    troubledSources: sources.filter(isInTrouble),
    rematch,
  };
}
