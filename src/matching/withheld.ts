import type { Advisory } from '../domain/advisory.ts';
import type { Asset } from '../domain/asset.ts';
import type { DecidedNames } from '../domain/name-decision.ts';
import { productName } from '../domain/product-name.ts';
import type { AssetIndex } from './asset-index.ts';
import { nameKey } from './name-decisions.ts';
import { namesNear, statementsByName } from './name-pairs.ts';

/** Two names that may mean one product: no match rests on them until a person says so. */
export interface Withheld {
  readonly names: DecidedNames;
  /** The assets of that name that the advisory does not touch in another way. */
  readonly assets: readonly Asset[];
  readonly because: string;
  readonly question: string;
}

/** What an advisory may touch as well, if its names mean what they may mean. `matched`: the assets that it touches anyway. */
export function withheldNames(
  advisory: Advisory,
  index: AssetIndex,
  matched: ReadonlySet<string> = new Set(),
): readonly Withheld[] {
  const found = new Map<string, Withheld>();
  for (const [stated] of statementsByName(advisory.affected)) {
    if (stated === undefined) continue;
    const { vendor, product } = stated;
    const named = { product, ...(vendor !== undefined && { vendor }) };
    for (const { group, verdict, because } of namesNear(stated, index)) {
      if (verdict !== 'undecided') continue;
      const assets = [...group.assets].filter(({ id }) => !matched.has(id));
      const [first] = assets;
      if (first === undefined) continue;
      const asset = { product: first.product, ...(first.vendor !== undefined && { vendor: first.vendor }) };
      const key = `${nameKey(asset)}~${nameKey(named)}`;
      if (found.has(key)) continue;
      const question = `Is "${productName(asset)}" on ${first.hostname ?? first.id} what the advisory calls "${productName(named)}"?`;
      found.set(key, { names: { asset, advisory: named }, assets, because, question });
    }
  }
  return [...found.values()];
}
