import type { Asset } from '../domain/asset.ts';
import { AssetsComparison, type AssetsDiff } from '../domain/assets-diff.ts';
import type { Store } from '../ports/store.ts';

/** Assets read at once: so few that others hardly wait. */
const PAGE = 250;

/**
 * What an import would do to the inventory as it stands. The inventory is read page by page, and whatever else waits in the
 * process has its turn between two of them.
 */
export async function compareAssets(
  store: Pick<Store, 'assetsAfter'>,
  incoming: readonly Asset[],
  isSync: boolean,
  onCompared: (assets: number) => void = () => {},
): Promise<AssetsDiff & { readonly inventory: number }> {
  const comparison = new AssetsComparison(incoming, isSync);
  let inventory = 0;
  let last: string | undefined;
  for (;;) {
    const page = await store.assetsAfter(last, PAGE);
    comparison.meet(page);
    inventory += page.length;
    onCompared(inventory);
    last = page.at(-1)?.id;
    if (page.length < PAGE || last === undefined) return { ...comparison.result(), inventory };
    await new Promise((resolve) => setImmediate(resolve));
  }
}
