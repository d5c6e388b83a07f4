import type { Asset } from '../domain/asset.ts';
import type { Cut, StaleAsset, StaleReminder } from '../domain/digest.ts';
import { productName } from '../domain/product-name.ts';
import { isVersionStale } from '../domain/stale-version.ts';
import type { LocalDate } from '../domain/time.ts';

/** The assets whose version was not confirmed for so many days: never confirmed first, then the longest ago. */
export function staleAssets(assets: readonly Asset[], today: LocalDate, days: number): StaleAsset[] {
  return assets.flatMap((asset) => staleAsset(asset, today, days)).sort(byConfirmation);
}

/** What the owner of stale assets is asked. */
export function staleReminder(stale: readonly StaleAsset[], staleAfterDays: number): StaleReminder {
  return { assets: cut(stale, MOST_REMINDED), staleAfterDays };
}

const MOST_REMINDED = 20;

/** The first so many of a list. */
export function cut<T>(all: readonly T[], most: number): Cut<T> {
  return { shown: all.slice(0, most), total: all.length };
}

function staleAsset(asset: Asset, today: LocalDate, days: number): StaleAsset[] {
  const { id, version, versionConfirmedAt, owner } = asset;
  if (version === undefined || !isVersionStale(asset, today, days)) return [];
  return [
    {
      id,
      product: productName(asset),
      version,
      ...(versionConfirmedAt !== undefined && { confirmedAt: versionConfirmedAt }),
      ...(owner !== undefined && { owner }),
    },
  ];
}

function byConfirmation(a: StaleAsset, b: StaleAsset): number {
  return compareTexts(a.confirmedAt ?? '', b.confirmedAt ?? '') || compareTexts(a.id, b.id);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
