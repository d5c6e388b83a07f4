import type { Asset } from './asset.ts';

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
  const comparison = new AssetsComparison(incoming, isSync);
  comparison.meet(before);
  return comparison.result();
}

/** The same, where what is stored comes in pieces. */
export class AssetsComparison {
  private readonly incoming: ReadonlyMap<string, Asset>;
  private readonly isSync: boolean;
  private readonly scope: string;
  private readonly changed = new Map<string, ChangedAsset>();
  private readonly unchanged = new Set<string>();
  private readonly removed: Asset[] = [];

  /** `scope`: a sync removes only what has an id that begins so. */
  constructor(incoming: readonly Asset[], isSync: boolean, scope = '') {
    this.incoming = new Map(incoming.map((asset) => [asset.id, asset]));
    this.isSync = isSync;
    this.scope = scope;
  }

  /** Takes in a piece of what is stored. */
  meet(stored: readonly Asset[]): void {
    for (const before of stored) {
      const after = this.incoming.get(before.id);
      if (after === undefined) {
        if (this.isSync && before.id.startsWith(this.scope)) this.removed.push(before);
        continue;
      }
      const fields = changedFields(before, after);
      if (fields.length > 0) this.changed.set(after.id, { before, after, fields });
      else this.unchanged.add(after.id);
    }
  }

  /** What the import would do, in the order of its rows. */
  result(): AssetsDiff {
    const { incoming, changed, unchanged, removed } = this;
    const rows = [...incoming.values()];
    return {
      added: rows.filter(({ id }) => !changed.has(id) && !unchanged.has(id)),
      changed: rows.flatMap(({ id }) => changed.get(id) ?? []),
      unchanged: unchanged.size,
      removed,
    };
  }
}

/** The names of the fields in which two rows of an asset differ, in alphabetical order. */
export function changedFields(before: Asset, after: Asset): readonly string[] {
  const old: Readonly<Record<string, unknown>> = { ...before };
  const now: Readonly<Record<string, unknown>> = { ...after };
  const differs = (name: string) => old[name] !== now[name] && canonical(old[name]) !== canonical(now[name]);
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(differs).sort();
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
