import type { Lexicon } from '../domain/lexicon.ts';
import { type AssetIndex, buildAssetIndex } from '../matching/asset-index.ts';
import type { Store } from '../ports/store.ts';

/** Gives the asset index as of the inventory's newest version, whichever process changed it; rebuilt only when it did. */
export function createInventory(
  store: Pick<Store, 'matchable' | 'inventoryVersion'>,
  lexicon: Lexicon,
): () => Promise<AssetIndex> {
  let built: { readonly version: number; readonly index: Promise<AssetIndex> } | undefined;
  return async () => {
    const version = await store.inventoryVersion();
    if (built?.version !== version) {
      built = { version, index: store.matchable().then((assets) => buildAssetIndex(assets, lexicon)) };
      built.index.catch(() => {
        built = undefined;
      });
    }
    return built.index;
  };
}
