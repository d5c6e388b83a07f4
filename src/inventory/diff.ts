import type { Asset } from '../domain/asset.ts';

/** An asset whose fields differ from what is stored. */
export interface ChangedAsset {
  readonly before: Asset;
  readonly after: Asset;
  /** Names of the fields that differ, in alphabetical order. */
  readonly fields: readonly string[];
}

/** What an import would do. */
export interface AssetsDiff {
  readonly added: readonly Asset[];
  readonly changed: readonly ChangedAsset[];
  readonly unchanged: number;
  /** Stored assets that a sync takes away, because the incoming ones do not name them; empty for any other import. */
  readonly removed: readonly Asset[];
}

/**
 * Compares what is stored with what an import brings, by asset id. An incoming row replaces the stored one whole; `isSync`: what
 * is not named goes.
 */
export function diffAssets(before: readonly Asset[], incoming: readonly Asset[], isSync = false): AssetsDiff {
  const stored = new Map(before.map((asset) => [asset.id, asset]));
  const added: Asset[] = [];
  const changed: ChangedAsset[] = [];
  let unchanged = 0;
  for (const after of incoming) {
    const known = stored.get(after.id);
    if (known === undefined) {
      added.push(after);
      continue;
    }
    const fields = changedFields(known, after);
    if (fields.length > 0) changed.push({ before: known, after, fields });
    else unchanged += 1;
  }
  const named = new Set(incoming.map((asset) => asset.id));
  const removed = isSync ? before.filter((asset) => !named.has(asset.id)) : [];
  return { added, changed, unchanged, removed };
}

function changedFields(before: Asset, after: Asset): readonly string[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const now = new Map<string, unknown>(Object.entries(after));
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return names.filter((name) => canonical(old.get(name)) !== canonical(now.get(name)));
}

/** A value as text that does not depend on the order of keys, so that what comes back from a database compares equal. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'absent';
}
