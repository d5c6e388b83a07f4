import type { Advisory } from '../domain/advisory.ts';
import { productName } from '../domain/product-name.ts';
import type { Priority } from '../domain/triage.ts';
import { type WatchedProduct, watchedAssets } from '../domain/watch.ts';
import { buildAssetIndex } from '../matching/asset-index.ts';
import { matchAdvisory } from '../matching/match.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import { EMPTY_WATCHLIST } from '../pipeline/edit-watchlist.ts';
import { triageCase } from '../triage/triage-case.ts';
import { isSameProduct, unknownProduct } from './known-names.ts';

/** What watching for a product would have raised from one stored advisory. */
export interface WouldRaise {
  readonly advisoryId: string;
  readonly title: string;
  readonly priority: Priority;
  readonly verdict: 'affected' | 'not-affected' | 'undecided';
  readonly because: string;
}

const MOST_ADVISORIES = 500;

/** What watching for a product would have raised from what is stored, newest advisory first. */
export async function tryWatch(
  deps: Pick<PipelineDeps, 'store' | 'lexicon' | 'policy'>,
  watched: WatchedProduct,
): Promise<readonly WouldRaise[]> {
  const [asset] = watchedAssets({ ...EMPTY_WATCHLIST, name: 'test', version: 1, products: [watched] });
  if (asset === undefined) return [];
  const index = buildAssetIndex([asset], deps.lexicon);
  const advisories = await advisoriesOn(deps, watched);
  return advisories.flatMap((advisory): WouldRaise[] => {
    const matches = matchAdvisory(advisory, index);
    const [match] = matches;
    if (match === undefined) return [];
    const { triage } = triageCase([advisory], [{ asset, matches }], advisory.fetchedAt, deps.policy);
    const { kind, because } = match.verdict;
    return [{ advisoryId: advisory.id, title: advisory.title, priority: triage.priority, verdict: kind, because }];
  });
}

/** By every name that the product is known under. */
async function advisoriesOn(
  { store, lexicon }: Pick<PipelineDeps, 'store' | 'lexicon'>,
  watched: WatchedProduct,
): Promise<readonly Advisory[]> {
  const known = lexicon.products.filter((entry) => isSameProduct(watched, entry, lexicon));
  const names = [watched.product, ...known.flatMap((entry) => [entry.name, ...entry.also, ...entry.formerly])];
  const byId = new Map<string, Advisory>();
  for (const product of new Set(names)) {
    for (const advisory of (await store.touchedBy({ product }, MOST_ADVISORIES)).advisories) {
      byId.set(advisory.id, advisory);
    }
  }
  return [...byId.values()];
}

/**
 * Why a watch may never match, with the nearest known name: nothing in the lexicon, the inventory or the stored advisories is
 * called so. Undefined where something is.
 */
export async function whyNeverMatches(
  deps: Pick<PipelineDeps, 'store' | 'lexicon'>,
  watched: WatchedProduct,
): Promise<string | undefined> {
  const unknown = await unknownProduct(deps, watched);
  if (unknown === undefined) return undefined;
  const { nearest } = unknown;
  const perhaps = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  return `Nothing that wardwatch knows is called "${productName(watched)}": no product of its lexicon, no asset and no stored advisory. It may never match.${perhaps}`;
}
