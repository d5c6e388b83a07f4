import type { Actor } from '../domain/actor.ts';
import { nearestName } from '../domain/nearest-name.ts';
import { isVersionStale } from '../domain/stale-version.ts';
import { dayOf } from '../domain/time.ts';
import { assetsToCsv } from '../inventory/export-csv.ts';
import { undoAssets } from '../pipeline/change-assets.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { AssetsRemoved, ChangeUndone, InventoryOffice } from '../ports/inventory-office.ts';
import { wordsIn } from '../query/words-in.ts';
import { viewOf } from './asset-view.ts';
import { confirmVersions } from './confirm-versions.ts';
import { watchEffect } from './effect-of-change.ts';
import { nameHints } from './known-names.ts';
import { saveAsset } from './save-asset.ts';

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

async function undoChange(deps: PipelineDeps, wanted: number | undefined, actor: Actor): Promise<ChangeUndone> {
  const number = wanted ?? (await deps.store.inventoryChanges(MOST_CHANGES)).find((one) => !one.undone)?.number;
  if (number === undefined) return refused('There is no change that could be undone.');
  const effect = await watchEffect(deps, await deps.store.changedIds(number));
  const outcome = await undoAssets(deps, number, actor);
  switch (outcome.kind) {
    case 'undone':
      return { kind: 'undone', number, effect: () => effect(outcome) };
    case 'unknown':
      return refused(`There is no change ${number}, or it is undone already; the history lists them.`);
    case 'too-old':
      return refused(
        `Change ${number} was made at ${outcome.madeAt.slice(0, 16).replace('T', ' ')} UTC; a change can be undone for 24 hours.`,
      );
    case 'overtaken':
      return refused(
        `Later changes touched ${firstOf(outcome.assetIds)}; undo those first. The history lists them. Nothing was changed.`,
      );
  }
}

const MOST_CHANGES = 100;

function refused(because: string): ChangeUndone {
  return { kind: 'refused', because };
}

function firstOf(ids: readonly string[]): string {
  return `${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ' and more' : ''}`;
}
