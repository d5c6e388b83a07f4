import { generic } from './generic.ts';
import { type Order, signOf, type VersionScheme } from './types.ts';

/**
 * Windows: builds (10.0.19045.3693), feature versions (1809, 22H2) and channel years (2019 LTSC). A feature version and a
 * build are not ordered against each other: one feature version of Windows 10 and of Windows 11 has two builds.
 */
export const windows: VersionScheme = {
  id: 'windows',
  orders: 'Windows: 10.0.17763.5122 < 10.0.17763.5329, 1909 < 2004 < 20H2 < 21H1, 2019 LTSC < 2021 LTSC',
  compare(a, b) {
    const [left, right] = [featureVersion(a), featureVersion(b)];
    if (left === undefined && right === undefined) return generic.compare(a, b);
    if (left === undefined || right === undefined) return undefined;
    return compareFeature(left, right);
  },
};

interface FeatureVersion {
  readonly year: number;
  readonly month: number;
}

/** YYMM until 2004, then the half of the year; the second half came out in autumn. */
function featureVersion(version: string): FeatureVersion | undefined {
  const match = /^(?:version )?(\d{2})(?:(0[1-9]|1[0-2])|h([12]))$/i.exec(version.trim());
  if (match?.[1] === undefined) return undefined;
  const year = Number(match[1]);
  if (year < 15 || year > 60) return undefined;
  return { year, month: match[2] === undefined ? Number(match[3]) * 5 : Number(match[2]) };
}

function compareFeature(a: FeatureVersion, b: FeatureVersion): Order {
  return signOf(a.year - b.year) || signOf(a.month - b.month);
}
