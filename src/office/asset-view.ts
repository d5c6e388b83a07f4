import { cellsOf } from '../inventory/edit-asset.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { SeenAsset } from '../ports/inventory-change.ts';
import type { AssetView } from '../ports/inventory-office.ts';

/** An asset with all that is known of it. */
export async function viewOf({ store }: Pick<PipelineDeps, 'store'>, seen: SeenAsset): Promise<AssetView> {
  const { asset, version } = seen;
  const [changed, cases] = await Promise.all([store.lastChangeOf(asset.id), store.standings([asset.id])]);
  const cells = cellsOf(asset);
  return { asset, version, cells, cases, ...(changed && { changed: { by: changed.by, at: changed.at } }) };
}
