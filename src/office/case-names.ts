import { watchlistOf } from '../domain/watch.ts';
import type { AssetIndex } from '../matching/asset-index.ts';
import { nameKey, namesNoProduct } from '../matching/name-decisions.ts';
import { namesNear, statementsByName } from '../matching/name-pairs.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { CaseNames } from '../ports/names-office.ts';

/** The names of a case's advisories beside names of the inventory: what is open first, then what is taken for one product. */
export async function namesOfCase(
  { store, assetIndex }: Pick<PipelineDeps, 'store' | 'assetIndex'>,
  caseId: string,
): Promise<readonly CaseNames[]> {
  const known = await store.caseById(caseId);
  if (known === undefined) return [];
  const index = await assetIndex();
  const found = new Map<string, CaseNames>();
  for (const { advisory } of known.members) {
    for (const [stated] of statementsByName(advisory.affected)) {
      if (stated === undefined || namesNoProduct(stated.product)) continue;
      for (const pair of pairsOf(stated, index)) {
        const key = `${nameKey(pair.names.asset)}~${nameKey(pair.names.advisory)}`;
        if (!found.has(key)) found.set(key, pair);
      }
    }
  }
  const pairs = [...found.values()];
  return [...pairs.filter(isOpen), ...pairs.filter((pair) => !isOpen(pair))];
}

function pairsOf({ vendor, product }: { vendor?: string; product: string }, index: AssetIndex): readonly CaseNames[] {
  const advisory = { product, ...(vendor !== undefined && { vendor }) };
  return [...namesNear(advisory, index)].flatMap(({ group, verdict, because }): CaseNames[] => {
    const assets = [...group.assets.values()].filter((one) => watchlistOf(one) === undefined);
    const [first] = assets;
    if (verdict === 'different' || first === undefined) return [];
    const asset = { product: first.product, ...(first.vendor !== undefined && { vendor: first.vendor }) };
    return [{ names: { asset, advisory }, verdict, because, assets: assets.length }];
  });
}

function isOpen({ verdict }: CaseNames): boolean {
  return verdict === 'undecided';
}
