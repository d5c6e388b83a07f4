import type { Bound, Interval, LeftOpen, VersionRange } from '../domain/advisory.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import { orderToBound } from '../versions/order-to-bound.ts';
import { versionScheme } from '../versions/registry.ts';

/**
 * What a text leaves open of a product's versions. Where it names single versions alone ("a flaw in Example Desk 3.1") it does not say
 * that others are free of the flaw. What lies between the last version that it calls affected and the one that it calls the fix is
 * told by neither, and "up to 6.0" may mean 6.0.4 too.
 */
export function leftOpen(ranges: NonEmpty<VersionRange>, fixes: readonly string[]): readonly LeftOpen[] {
  const intervals = ranges.flatMap((range) => range.intervals);
  const isBefore = orderOf(ranges[0].scheme);
  return intervals.every(isSingle)
    ? [beside(intervals, fixes, isBefore)]
    : [
        ...lastsOf(intervals).map((last) => beyond(last, fixes, isBefore)),
        ...(intervals.length === 1 ? intervals.flatMap((only) => laterFix(only, fixes, isBefore)) : []),
      ];
}

/** "Before 3.3.2", and 3.3.3 is the fix: what the range stops before is not called fixed. */
function laterFix({ upper }: Interval, fixes: readonly string[], isBefore: IsBefore): readonly LeftOpen[] {
  if (upper === undefined || upper.inclusive || fixes.length === 0) return [];
  if (!fixes.every((fix) => isBefore(upper.version, fix))) return [];
  const next = fixes.find((fix) => fixes.every((each) => each === fix || isBefore(fix, each)));
  if (next === undefined) return [];
  return [
    {
      intervals: [{ lower: { version: upper.version, inclusive: true }, upper: excluded(next) }],
      because: `the text calls versions before ${upper.version} affected and ${next} the fix, and does not speak of those between`,
    },
  ];
}

type IsBefore = (version: string, other: string) => boolean;

function orderOf(schemeId: string): IsBefore {
  const scheme = versionScheme(schemeId);
  return (version, other) => scheme !== undefined && orderToBound(version, other, scheme) === -1;
}

function isSingle({ lower, upper }: Interval): boolean {
  return lower?.inclusive === true && upper?.inclusive === true && lower.version === upper.version;
}

/** Every version beside the named ones; where a fix is told that is newer than all of them, those before it. */
function beside(intervals: readonly Interval[], fixes: readonly string[], isBefore: IsBefore): LeftOpen {
  const named = lastsOf(intervals);
  const newest = fixes.find((fix) => [...named, ...fixes].every((each) => each === fix || isBefore(each, fix)));
  const words = named.length > 3 ? `${named.slice(0, 3).join(', ')} and others` : named.join(' and ');
  return {
    intervals: newest === undefined ? [] : [{ upper: excluded(newest) }],
    because: `the text names ${words} alone, and does not say whether other versions are affected`,
  };
}

function lastsOf(intervals: readonly Interval[]): readonly string[] {
  return [...new Set(intervals.flatMap(({ upper }) => (upper?.inclusive === true ? [upper.version] : [])))];
}

/** What follows a last affected version: all before the next fix, else what may be counted to it. */
function beyond(last: string, fixes: readonly string[], isBefore: IsBefore): LeftOpen {
  const later = fixes.filter((fix) => isBefore(last, fix));
  const next = later.find((fix) => later.every((each) => each === fix || isBefore(fix, each)));
  if (next === undefined) {
    return {
      intervals: [{ lower: excluded(last), upper: { version: `${last}.x`, inclusive: true } }],
      because: `the text calls versions up to ${last} affected, and does not say whether that means all of ${last}`,
    };
  }
  return {
    intervals: [{ lower: excluded(last), upper: excluded(next) }],
    because: `the text calls versions up to ${last} affected and ${next} the fix, and does not speak of those between`,
  };
}

function excluded(version: string): Bound {
  return { version, inclusive: false };
}
