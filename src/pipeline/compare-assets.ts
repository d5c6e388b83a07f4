import { AssetsComparison, type AssetsDiff } from '../domain/assets-diff.ts';
import type { AssetsCsv } from '../ports/inventory-file.ts';
import type { Store } from '../ports/store.ts';

/** Assets read at once: so few that others hardly wait. */
const PAGE = 250;

/**
 * What an import would do to the inventory as it stands, and how many assets a sync could remove. The inventory is read page by page, and whatever else waits in the
 * process has its turn between two of them.
 */
export async function compareAssets(
  store: Pick<Store, 'assetsAfter'>,
  { assets, scope }: Pick<AssetsCsv, 'assets' | 'scope'>,
  isSync: boolean,
  onCompared: (assets: number) => void = () => {},
): Promise<AssetsDiff & { readonly inventory: number }> {
  const comparison = new AssetsComparison(assets, isSync, scope);
  let inventory = 0;
  let compared = 0;
  let last: string | undefined;
  for (;;) {
    const page = await store.assetsAfter(last, PAGE);
    comparison.meet(page);
    inventory += page.filter(({ id }) => id.startsWith(scope)).length;
    compared += page.length;
    onCompared(compared);
    last = page.at(-1)?.id;
    if (page.length < PAGE || last === undefined) return { ...comparison.result(), inventory };
    await new Promise((resolve) => setImmediate(resolve));
  }
}
