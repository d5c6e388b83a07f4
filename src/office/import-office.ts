import type { AssetsDiff } from '../domain/assets-diff.ts';
import { asksBeforeRemoving } from '../domain/removal-guard.ts';
import { WardwatchError } from '../errors.ts';
import { compareAssets } from '../pipeline/compare-assets.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import { forgetImports } from '../pipeline/forget-imports.ts';
import type { ImportConfirmed, ImportOffice, ImportPreview, SaysProgress } from '../ports/import-office.ts';
import type { ImportFile, PreparedImport } from '../ports/import-shelf.ts';
import type { AssetsCsv } from '../ports/inventory-file.ts';
import { watchEffect } from './effect-of-change.ts';
import { importPreview } from './import-preview.ts';

/** So long a preview can be confirmed, and a change undone. */
const DAY_MS = 24 * 3_600_000;

/** Imports over the store and the pipeline. */
export function createImportOffice(deps: PipelineDeps): ImportOffice {
  const { store, clock } = deps;
  return {
    async prepare(file, actor, onProgress) {
      await forgetImports(deps);
      try {
        const seenVersion = await store.inventoryVersion();
        const at = clock.now();
        const preview = previewOf(file, await compared(deps, file, onProgress), at);
        if (preview.blocked !== undefined) return { kind: 'prepared', preview };
        const id = await store.saveImport(file, seenVersion, actor, at);
        return { kind: 'prepared', preview: { id, ...preview } };
      } catch (fault) {
        if (!(fault instanceof WardwatchError) || fault.code !== 'INVENTORY_UNREADABLE') throw fault;
        return { kind: 'refused', because: fault.message };
      }
    },
    async confirm(id, sure, actor, onProgress) {
      await forgetImports(deps);
      const prepared = await store.importById(id);
      if (prepared === undefined) return { kind: 'gone' };
      if ('kind' in prepared) return prepared;
      if ((await store.inventoryVersion()) !== prepared.seenVersion) return overtaken(deps, prepared, onProgress);
      const { diff } = await compared(deps, prepared, onProgress);
      const { inventory } = diff;
      const removed = diff.removed.length;
      if (!sure && asksBeforeRemoving(removed, inventory)) return { kind: 'ask-again', id, removed, inventory };
      onProgress('The inventory is written.');
      const at = clock.now();
      const change = changeOf(diff);
      const effect = await watchEffect(deps, [...change.save.map((asset) => asset.id), ...change.remove]);
      const applied = await store.applyImport(id, change, prepared.seenVersion, actor, at);
      if (applied.kind === 'overtaken') return overtaken(deps, prepared, onProgress);
      if (applied.kind !== 'done') return applied;
      const { change: made } = applied;
      return {
        kind: 'done',
        change: { number: made.number, effect: () => effect(made) },
        counts: countsOf(diff),
        undoUntil: dayAfter(at),
      };
    },
    async cancel(id, actor) {
      await forgetImports(deps);
      return store.cancelImport(id, actor, clock.now());
    },
  };
}

interface Compared {
  readonly csv: AssetsCsv;
  readonly diff: AssetsDiff & { readonly inventory: number };
}

async function compared(deps: PipelineDeps, file: ImportFile, onProgress: SaysProgress): Promise<Compared> {
  const csv = await deps.readAssets(file.bytes, (rows) => onProgress(`${rows} rows are read.`));
  const diff = await compareAssets(deps.store, csv, file.sync, (assets) =>
    onProgress(`${csv.assets.length} rows are read, and compared with ${assets} assets.`),
  );
  return { csv, diff };
}

function previewOf({ name, sync }: Omit<ImportFile, 'bytes'>, { csv, diff }: Compared, at: string): ImportPreview {
  return importPreview({ name, sync }, csv, diff, dayAfter(at));
}

/** Compares anew and remembers with what, so that the next yes is to what is shown now. */
async function overtaken(
  deps: PipelineDeps,
  prepared: PreparedImport,
  onProgress: SaysProgress,
): Promise<Extract<ImportConfirmed, { kind: 'overtaken' }>> {
  const seenVersion = await deps.store.inventoryVersion();
  const preview = previewOf(prepared, await compared(deps, prepared, onProgress), prepared.at);
  await deps.store.refreshImport(prepared.id, seenVersion);
  return { kind: 'overtaken', preview: preview.blocked === undefined ? { id: prepared.id, ...preview } : preview };
}

function changeOf({ added, changed, removed }: AssetsDiff) {
  return { save: [...added, ...changed.map(({ after }) => after)], remove: removed.map(({ id }) => id) };
}

function countsOf({ added, changed, removed, unchanged }: AssetsDiff) {
  return { added: added.length, changed: changed.length, removed: removed.length, unchanged };
}

function dayAfter(at: string): string {
  return new Date(Date.parse(at) + DAY_MS).toISOString();
}
