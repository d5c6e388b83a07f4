import type { Advisory } from '../domain/advisory.ts';
import type { ProductEntry } from '../domain/lexicon.ts';
import { slipsTo } from '../domain/nearest-name.ts';
import { type NamedProduct, productName } from '../domain/product-name.ts';
import { PRIORITIES } from '../domain/triage.ts';
import { EMPTY_WATCHLIST, type WatchedProduct, watchedAssets } from '../domain/watch.ts';
import { buildAssetIndex } from '../matching/asset-index.ts';
import { matchAdvisory } from '../matching/match.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import { decisionsIn } from '../pipeline/inventory.ts';
import type { WatchWarning, WouldRaise } from '../ports/watchlist-office.ts';
import { cvesOf } from '../triage/standing-verdict.ts';
import { triageCase } from '../triage/triage-case.ts';
import { isSameProduct, unknownProduct } from './known-names.ts';

const MOST_ADVISORIES = 500;

/** What watching for a product would have raised from what is stored, most urgent first, then newest first. */
export async function tryWatch(
  deps: Pick<PipelineDeps, 'store' | 'lexicon' | 'policy'>,
  watched: WatchedProduct,
): Promise<readonly WouldRaise[]> {
  const [asset] = watchedAssets({ ...EMPTY_WATCHLIST, name: 'test', version: 1, products: [watched] });
  if (asset === undefined) return [];
  const index = buildAssetIndex([asset], deps.lexicon, await decisionsIn(deps.store));
  const advisories = await advisoriesOn(deps, watched);
  const facts = await deps.store.flawFacts([...new Set(advisories.flatMap(cvesOf))]);
  const raised = advisories.flatMap((advisory): WouldRaise[] => {
    const matches = matchAdvisory(advisory, index);
    const [match] = matches;
    if (match === undefined) return [];
    const { triage } = triageCase([advisory], [{ asset, matches }], advisory.fetchedAt, deps.policy, [], facts);
    const { kind, because } = match.verdict;
    const { id: advisoryId, title, tlp } = advisory;
    return [{ advisoryId, title, tlp, priority: triage.priority, verdict: kind, because }];
  });
  return raised.sort((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority));
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
 * Why a watch may never match, with the nearest known names: nothing in the lexicon, the inventory or the stored advisories is
 * called so. Undefined where something is.
 */
export async function whyNeverMatches(
  deps: Pick<PipelineDeps, 'store' | 'lexicon'>,
  watched: WatchedProduct,
): Promise<WatchWarning | undefined> {
  if ((await unknownProduct(deps, watched)) === undefined) return undefined;
  return {
    watched,
    because: `Nothing that wardwatch knows is called "${productName(watched)}": no product of its lexicon, no asset and no stored advisory. It may never match.`,
    nearest: nearestProducts(watched, deps.lexicon.products, await deps.store.assets()),
  };
}

const MOST_NEAREST = 3;

/** The products whose name, in one of its spellings, is a slip or two away; the nearest first. */
function nearestProducts(
  watched: WatchedProduct,
  entries: readonly ProductEntry[],
  assets: readonly NamedProduct[],
): readonly NamedProduct[] {
  const written = [watched.product, productName(watched)];
  const candidates = [
    ...entries.map(({ vendor, name, also, formerly }) => {
      const spellings = [name, ...also, ...formerly, `${vendor} ${name}`];
      return { named: { vendor, product: name }, spellings };
    }),
    ...assets.map(({ vendor, product }) => ({
      named: { product, ...(vendor !== undefined && { vendor }) },
      spellings: [product, productName({ product, ...(vendor !== undefined && { vendor }) })],
    })),
  ];
  const near = candidates.flatMap(({ named, spellings }) => {
    const slips = spellings.flatMap((spelling) => written.flatMap((one) => slipsTo(one, spelling) ?? []));
    return slips.length === 0 ? [] : [{ named, slips: Math.min(...slips) }];
  });
  const sorted = near.sort((a, b) => a.slips - b.slips).map(({ named }) => named);
  return [...new Map(sorted.map((named) => [productName(named), named])).values()].slice(0, MOST_NEAREST);
}
