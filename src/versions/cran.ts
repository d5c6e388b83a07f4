import { compareParts } from './part-by-part.ts';
import type { VersionScheme } from './types.ts';

/** R packages: numbers apart by dots or dashes; one more number is newer (R's `package_version`). */
export const cran: VersionScheme = {
  id: 'cran',
  orders: 'R packages: 0.1-0 = 0.01.0 < 0.1.0.0 < 0.1.1',
  compare(a, b) {
    if (!/^\d+(?:[.-]\d+)*$/.test(a.trim()) || !/^\d+(?:[.-]\d+)*$/.test(b.trim())) return undefined;
    return compareParts(a.trim().split(/[.-]/), b.trim().split(/[.-]/));
  },
};
