import { compareRpmParts, splitEvr } from './rpm-parts.ts';
import { compareDigits, type Order, type VersionScheme } from './types.ts';

/** Red Hat, SUSE and other RPM packages: epoch, version, release (rpm's `rpmvercmp`). */
export const rpm: VersionScheme = {
  id: 'rpm',
  orders: 'RPM packages: 1.0~rc1 < 1.0-1.el8 < 1.0-2.el8 < 1:0.9-1',
  compare(a, b) {
    const left = splitEvr(a);
    const right = splitEvr(b);
    if (left === undefined || right === undefined) return undefined;
    return (
      compareDigits(left.epoch, right.epoch) ||
      compareRpmParts(left.version, right.version) ||
      compareReleases(left.release, right.release)
    );
  },
};

/** A version without a release comes before all of its releases. */
function compareReleases(a: string | undefined, b: string | undefined): Order {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return compareRpmParts(a, b);
}
