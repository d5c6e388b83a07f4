import { compareRpmParts, splitEvr } from './rpm-parts.ts';
import { compareDigits, type VersionScheme } from './types.ts';

/** Red Hat, SUSE and other RPM packages: epoch, version, release (rpm's `rpmvercmp`). */
export const rpm: VersionScheme = {
  id: 'rpm',
  orders: 'RPM packages: 1.0~rc1 < 1.0-1.el8 < 1.0-2.el8 < 1:0.9-1',
  compare(a, b) {
    const left = splitEvr(a);
    const right = splitEvr(b);
    if (left === undefined || right === undefined) return undefined;
    return (
      compareDigits(numeric(left.epoch), numeric(right.epoch)) ||
      compareRpmParts(left.version, right.version) ||
      (left.release === undefined || right.release === undefined ? 0 : compareRpmParts(left.release, right.release))
    );
  },
};

function numeric(epoch: string): string {
  return /^\d+$/.test(epoch) ? epoch : '0';
}
