import type { NamedProduct } from '../domain/product-name.ts';
import { watchlistOf } from '../domain/watch.ts';
import type { AssetIndex } from '../matching/asset-index.ts';
import { nameKey, namesNoProduct } from '../matching/name-decisions.ts';
import { namesNear, statementsByName } from '../matching/name-pairs.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { CaseNames } from '../ports/names-office.ts';
import { reachOf } from './names-reach.ts';

/** More names than this are decided at a terminal. */
const MOST_PAIRS = 25;

/** The names of a case's advisories beside names of the inventory: what is open first, then what is taken for one product. */
export async function namesOfCase(
  deps: Pick<PipelineDeps, 'store' | 'assetIndex'>,
  caseId: string,
): Promise<readonly CaseNames[]> {
  const known = await deps.store.caseById(caseId);
  if (known === undefined) return [];
  const index = await deps.assetIndex();
  const found = new Map<string, Pair>();
  for (const { advisory } of known.members) {
    for (const [stated] of statementsByName(advisory.affected)) {
      if (stated === undefined || namesNoProduct(stated.product)) continue;
      for (const pair of pairsOf(stated, index)) {
        const key = `${nameKey(pair.names.asset)}~${nameKey(pair.names.advisory)}`;
        if (!found.has(key)) found.set(key, pair);
      }
    }
  }
  const isOpen = ({ verdict }: Pair) => verdict === 'undecided';
  const pairs = [...found.values()];
  const openFirst = [...pairs.filter(isOpen), ...pairs.filter((pair) => !isOpen(pair))].slice(0, MOST_PAIRS);
  const names = await deps.store.advisoryNames();
  const all: CaseNames[] = [];
  for (const pair of openFirst) all.push({ ...pair, reach: (await reachOf(deps, pair.names, names)).reach });
  return all;
}

type Pair = Omit<CaseNames, 'reach'>;

function pairsOf({ vendor, product }: NamedProduct, index: AssetIndex): readonly Pair[] {
  const advisory = { product, ...(vendor !== undefined && { vendor }) };
  return [...namesNear(advisory, index)].flatMap(({ group, verdict, because }): Pair[] => {
    const first = [...group.assets].find((one) => watchlistOf(one) === undefined);
    if (verdict === 'different' || first === undefined) return [];
    const asset = { product: first.product, ...(first.vendor !== undefined && { vendor: first.vendor }) };
    return [{ names: { asset, advisory }, verdict, because }];
  });
}
