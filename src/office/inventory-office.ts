import type { Actor } from '../domain/actor.ts';
import { nearestName } from '../domain/nearest-name.ts';
import { isVersionStale } from '../domain/stale-version.ts';
import { dayOf } from '../domain/time.ts';
import { assetsToCsv } from '../inventory/export-csv.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { AssetsRemoved, InventoryOffice } from '../ports/inventory-office.ts';
import { wordsIn } from '../query/words-in.ts';
import { viewOf } from './asset-view.ts';
import { confirmVersions } from './confirm-versions.ts';
import { watchEffect } from './effect-of-change.ts';
import { nameHints } from './known-names.ts';
import { saveAsset } from './save-asset.ts';
import { undoChange } from './undo-change.ts';

/** The inventory as people ask for it and change it. */
export function createInventoryOffice(deps: PipelineDeps): InventoryOffice {
  const { store } = deps;
  return {
    find: (words, page) => store.findAssets(wordsIn(words), page),
    asset: async (id) => {
      const [seen] = await store.seenAssets([id]);
      return seen && viewOf(deps, seen);
    },
    nearestId: async (id) => nearestName(id, await store.similarIds(id)),
    nameHints: (asset) => nameHints(deps, asset),
    save: (request) => saveAsset(deps, request),
    remove: (ids, actor, seen) => removeAssets(deps, ids, actor, seen),
    stale: async (days) => {
      const today = dayOf(deps.wallClock.now());
      return (await store.assets()).filter((asset) => isVersionStale(asset, today, days));
    },
    confirm: (seen, actor) => confirmVersions(deps, seen, actor),
    undo: (number, actor) => undoChange(deps, number, actor),
    history: (limit) => store.inventoryChanges(limit),
    export: async () => {
      const assets = await store.assets();
      const day = dayOf(deps.wallClock.now());
      const title = `Inventory of ${day}, ${assets.length} ${assets.length === 1 ? 'asset' : 'assets'}`;
      return { caseId: '', name: `assets-${day}.csv`, title, content: assetsToCsv(assets), tlp: 'AMBER' };
    },
    owners: deps.owners,
  };
}

async function removeAssets(
  deps: PipelineDeps,
  ids: readonly string[],
  actor: Actor,
  seen?: ReadonlyMap<string, string>,
): Promise<AssetsRemoved> {
  const remove = [...new Set(ids)];
  const known = new Map((await deps.store.seenAssets(remove)).map(({ asset, version }) => [asset.id, version]));
  const unknown = remove.filter((id) => !known.has(id));
  if (unknown.length > 0) return { kind: 'unknown', ids: unknown };
  const effect = await watchEffect(deps, remove);
  const outcome = await deps.store.changeInventory({ save: [], remove, seen: seen ?? known }, actor, deps.clock.now());
  if (outcome.kind === 'overtaken') return { kind: 'overtaken', ids: outcome.assetIds };
  if (outcome.kind === 'unchanged') return { kind: 'unknown', ids: [] };
  return { kind: 'removed', number: outcome.number, effect: () => effect(outcome) };
}
