import type { Asset } from './asset.ts';
import { addDays, type LocalDate } from './time.ts';

/** After so many days a version that nobody confirmed is stale: one year. */
export const STALE_AFTER_DAYS = 365;

/**
 * Whether an asset's version was not confirmed for more than so many days. An asset without a version has nothing to confirm:
 * its matches are undecided, and ask for the version already.
 */
export function isVersionStale(
  { version, versionConfirmedAt }: Pick<Asset, 'version' | 'versionConfirmedAt'>,
  today: LocalDate,
  days = STALE_AFTER_DAYS,
): boolean {
  if (version === undefined) return false;
  return versionConfirmedAt === undefined || versionConfirmedAt < addDays(today, -days);
}

/** For how long a stale version was not confirmed: "a year", "180 days". */
export function staleWords(days: number): string {
  if (days === STALE_AFTER_DAYS) return 'a year';
  return days === 1 ? '1 day' : `${days} days`;
}
