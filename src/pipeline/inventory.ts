import type { Lexicon } from '../domain/lexicon.ts';
import type { NameDecision } from '../domain/name-decision.ts';
import { type AssetIndex, buildAssetIndex } from '../matching/asset-index.ts';
import type { Store } from '../ports/store.ts';

/** Large enough to be quick, small enough that others in this process have their turn between two pages. */
const PAGE = 2_000;

type Inventory = Pick<
  Store,
  'inventoryVersion' | 'matchableAfter' | 'areVersionsKnown' | 'matchableChanges' | 'nameRecords' | 'releaseCycles'
>;

interface Kept {
  readonly index: AssetIndex;
  /** The inventory's version that it holds; of later ones it may hold a part. */
  readonly version: number;
}

/**
 * Gives the asset index as of the inventory's newest version, whichever process changed it. It is one index, kept up by reading
 * what the versions since then touched; where that is not known it is built anew.
 */
export function createInventory(store: Inventory, lexicon: Lexicon): () => Promise<AssetIndex> {
  let kept: Kept | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const keepUp = async (): Promise<AssetIndex> => {
    const version = await store.inventoryVersion();
    if (kept?.version === version) return kept.index;
    if (kept === undefined || !(await store.areVersionsKnown(kept.version, version))) {
      // What is outdated is let go first: two would need twice the memory.
      kept = undefined;
      kept = { index: await build(store, lexicon), version };
    } else {
      await applyChanges(kept, version, store);
      kept.index.decideNames(await decisionsIn(store));
      kept.index.knowCycles(await store.releaseCycles());
      kept = { index: kept.index, version };
    }
    return kept.index;
  };
  return () => {
    const next = last.then(keepUp);
    last = next.catch(() => undefined);
    return next;
  };
}

/** What is changed while it is read is read again as a change of the version that is next. */
async function build(store: Inventory, lexicon: Lexicon): Promise<AssetIndex> {
  const index = buildAssetIndex([], lexicon, await decisionsIn(store), await store.releaseCycles());
  let coming = store.matchableAfter(undefined, PAGE);
  for (;;) {
    const page = await coming;
    const isLast = page.length < PAGE;
    // A server looks for the next page while this one is taken in.
    if (!isLast) coming = store.matchableAfter(page.at(-1)?.id, PAGE);
    for (const asset of page) index.add(asset);
    if (isLast) return index;
  }
}

async function applyChanges({ index, version }: Kept, upTo: number, store: Inventory): Promise<void> {
  for (let after = ''; ; ) {
    const page = await store.matchableChanges({ after: version, upTo }, { after, limit: PAGE });
    for (const { id, now } of page) {
      if (now === undefined) index.remove(id);
      else index.add(now);
    }
    const end = page.at(-1);
    if (end === undefined || page.length < PAGE) return;
    after = end.id;
  }
}

/** What people decided of names and did not forget. */
export async function decisionsIn(store: Pick<Store, 'nameRecords'>): Promise<readonly NameDecision[]> {
  return (await store.nameRecords()).flatMap(({ decision }) => decision ?? []);
}
