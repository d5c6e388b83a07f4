import type { Asset } from '../domain/asset.ts';
import { COLUMNS, type Column } from '../domain/asset-columns.ts';
import { diffAssets } from '../domain/assets-diff.ts';
import { cellsOf, editAsset } from '../inventory/edit-asset.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { AssetSaved, SaveAsset } from '../ports/inventory-office.ts';
import { viewOf } from './asset-view.ts';
import { watchEffect } from './effect-of-change.ts';

/** Stores what a person entered for an asset, unless somebody changed the asset since that person saw it. */
export async function saveAsset(deps: PipelineDeps, request: SaveAsset): Promise<AssetSaved> {
  const { id, seen, cells, actor } = request;
  const [current] = await deps.store.seenAssets([id]);
  if (seen === undefined && current !== undefined)
    return { kind: 'unreadable', errors: new Map([['id', existsWords(id)]]) };
  if (seen !== undefined && current === undefined) return gone(deps, id);
  if (current?.version !== seen) return overtaken(deps, request);
  const edited = editAsset(id, current?.asset, cells);
  if (edited.kind === 'unreadable') return edited;
  const diff = diffAssets(current === undefined ? [] : [current.asset], [edited.asset]);
  if (current !== undefined && diff.unchanged > 0) return { kind: 'unchanged', view: await viewOf(deps, current) };
  const effect = await watchEffect(deps, [id]);
  const change = { save: [edited.asset], seen: new Map([[id, seen]]) };
  const outcome = await deps.store.changeInventory(change, actor, deps.clock.now());
  if (outcome.kind !== 'changed') return saveAsset(deps, request);
  const [stored] = await deps.store.seenAssets([id]);
  return {
    kind: 'saved',
    view: await viewOf(deps, stored ?? { asset: edited.asset, version: '' }),
    isNew: current === undefined,
    fields: diff.changed.flatMap((one) => one.fields),
    number: outcome.number,
    effect: () => effect(outcome),
  };
}

function existsWords(id: string): string {
  return `"${id}" is in the inventory already; edit it instead.`;
}

async function gone(deps: PipelineDeps, id: string): Promise<AssetSaved> {
  const changed = await deps.store.lastChangeOf(id);
  return { kind: 'gone', ...(changed && { changed: { by: changed.by, at: changed.at } }) };
}

/** Brings together what two people did: each column is whose changed it alone, and the other's where both did. */
async function overtaken(deps: PipelineDeps, { id, seen = '', cells: mine }: SaveAsset): Promise<AssetSaved> {
  const [current] = await deps.store.seenAssets([id]);
  if (current === undefined) return gone(deps, id);
  const view = await viewOf(deps, current);
  const base: Asset = (await deps.store.assetAt(id, seen)) ?? current.asset;
  const was = cellsOf(base);
  const cells = new Map(view.cells);
  const lost = new Map<Column, string>();
  const theirs: Column[] = [];
  for (const column of COLUMNS) {
    const entered = mine.get(column)?.trim() ?? was.get(column);
    const isTheirs = view.cells.get(column) !== was.get(column);
    if (isTheirs) theirs.push(column);
    if (entered === undefined || entered === was.get(column) || entered === view.cells.get(column)) continue;
    if (isTheirs) lost.set(column, entered);
    else cells.set(column, entered);
  }
  return { kind: 'overtaken', view, cells, theirs, lost };
}
