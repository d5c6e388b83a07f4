import type { Lexicon } from '../domain/lexicon.ts';
import type { NameDecision } from '../domain/name-decision.ts';
import { type AssetIndex, buildAssetIndex } from '../matching/asset-index.ts';
import type { Store } from '../ports/store.ts';

/** Gives the asset index as of the inventory's newest version, whichever process changed it; rebuilt only when it did. */
export function createInventory(
  store: Pick<Store, 'matchable' | 'inventoryVersion' | 'nameRecords'>,
  lexicon: Lexicon,
): () => Promise<AssetIndex> {
  let built: { readonly version: number; readonly index: Promise<AssetIndex> } | undefined;
  return async () => {
    const version = await store.inventoryVersion();
    if (built?.version !== version) {
      built = { version, index: indexOf(store, lexicon) };
      built.index.catch(() => {
        built = undefined;
      });
    }
    return built.index;
  };
}

async function indexOf(store: Pick<Store, 'matchable' | 'nameRecords'>, lexicon: Lexicon): Promise<AssetIndex> {
  return buildAssetIndex(await store.matchable(), lexicon, await decisionsIn(store));
}

/** What people decided of names and did not forget. */
export async function decisionsIn(store: Pick<Store, 'nameRecords'>): Promise<readonly NameDecision[]> {
  return (await store.nameRecords()).flatMap(({ decision }) => decision ?? []);
}
