import { generic } from './generic.ts';
import { type Order, signOf, type VersionScheme } from './types.ts';

/**
 * Windows: builds (10.0.19045.3693), feature versions (1809, 22H2) and channel years (2019 LTSC). A feature version and a
 * build are not ordered against each other: one feature version of Windows 10 and of Windows 11 has two builds.
 */
export const windows: VersionScheme = {
  id: 'windows',
  orders: 'Windows: 10.0.17763.5122 < 10.0.17763.5329, 1909 < 2004 < 20H2 < 21H1, 2019 LTSC < 2021 LTSC',
  compare(first, second) {
    const [a, b] = [buildWithin(withoutName(first)), buildWithin(withoutName(second))];
    const [left, right] = [featureVersion(a), featureVersion(b)];
    if (left === undefined && right === undefined)
      return lacksRevision(a, b) || lacksRevision(b, a) ? undefined : generic.compare(a, b);
    if (left === undefined || right === undefined) return undefined;
    return compareFeature(left, right);
  },
};

interface FeatureVersion {
  readonly year: number;
  readonly month: number;
}

/** "Windows 10 Enterprise 22H2" and "Windows Server 2022 10.0.20348.2159" without the name. */
function withoutName(version: string): string {
  return version
    .trim()
    .replace(/^(?:microsoft )?windows (?:server )?(?:\d{1,2}(?:\.1)?|20\d\d)(?: r2)?(?:,? [a-z]+){0,3},? (?=\d)/i, '');
}

/** YYMM until 2004, then the half of the year; the second half came out in autumn. 2003, 2008 and 2012 are servers. */
function featureVersion(version: string): FeatureVersion | undefined {
  const match = /^(?:version )?(?:(1[5-9])(0[1-9]|1[0-2])|(20)(04)|(2\d)h([12]))$/i.exec(version.trim());
  if (match === null) return undefined;
  const [, year, month, lastYear, lastMonth, halvedYear, half] = match;
  if (halvedYear !== undefined) return { year: Number(halvedYear), month: Number(half) * 5 };
  return { year: Number(year ?? lastYear), month: Number(month ?? lastMonth) };
}

/** "22H2 (OS Build 19045.3693)" says the build as well, and a directory writes 10.0.17763 as "10.0 (17763)". */
function buildWithin(version: string): string {
  const [, system, number] = /^(\d+\.\d) \((\d{4,5})\)$/.exec(version.trim()) ?? [];
  if (system !== undefined && number !== undefined) return `${system}.${number}`;
  const build = /^(?:version )?\d{2}(?:\d{2}|h[12]) \((?:os )?(?:build )?(\d{5}\.\d+)\)$/i.exec(version.trim())?.[1];
  return build === undefined ? version : `10.0.${build}`;
}

/** 10.0.17763 against 10.0.17763.5329: which update of that build runs is not said. */
function lacksRevision(version: string, other: string): boolean {
  return (
    /^\d+\.\d+\.\d{4,5}$/.test(version.trim()) &&
    /^\.0*[1-9]/.test(other.trim().slice(version.trim().length)) &&
    other.trim().startsWith(version.trim())
  );
}

function compareFeature(a: FeatureVersion, b: FeatureVersion): Order {
  return signOf(a.year - b.year) || signOf(a.month - b.month);
}
