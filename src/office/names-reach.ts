import type { DecidedNames } from '../domain/name-decision.ts';
import type { NamedProduct } from '../domain/product-name.ts';
import { watchlistOf } from '../domain/watch.ts';
import { identify } from '../matching/identity.ts';
import { nameKey } from '../matching/name-decisions.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { NamesReach } from '../ports/names-office.ts';

/** How far a decision on two names goes, and in which spellings stored advisories give the second one. `known`: all their names. */
export async function reachOf(
  { store, assetIndex }: Pick<PipelineDeps, 'store' | 'assetIndex'>,
  { asset, advisory }: DecidedNames,
  known?: readonly NamedProduct[],
): Promise<{ readonly reach: NamesReach; readonly spellings: readonly NamedProduct[] }> {
  const index = await assetIndex();
  const key = nameKey(asset);
  const groups = index.groupsLike(identify(asset.vendor, asset.product, index.lexicon));
  const assets = [...groups].flatMap((group) => [...group.assets]);
  const assetIds = assets.filter((one) => nameKey(one) === key && watchlistOf(one) === undefined).map(({ id }) => id);
  const meant = nameKey(advisory);
  const spellings = (known ?? (await store.advisoryNames())).filter((name) => nameKey(name) === meant);
  const reach = { assetIds: assetIds.sort(), ...(await store.reachOfNames(spellings, assetIds)) };
  return { reach, spellings };
}
