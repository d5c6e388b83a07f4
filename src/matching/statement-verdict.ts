import type { AffectedProduct, VersionRange } from '../domain/advisory.ts';
import type { RangeVerdict } from '../domain/match.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import { endsBeforeItBegins, rangeVerdict } from '../versions/range.ts';

/**
 * Where a version stands to what a statement says of versions. Nothing is outside that the statement leaves open, and a range with a
 * mistyped end leaves nothing out.
 */
export function statementVerdict(version: string | undefined, statement: AffectedProduct): RangeVerdict {
  const { versions } = statement;
  if (versions === 'all') return { kind: 'inside' };
  if (versions === 'unstated') return { kind: 'undecided', because: 'the advisory states no version' };
  let undecided: RangeVerdict | undefined;
  for (const range of versions) {
    const verdict = rangeVerdict(version, range);
    if (verdict.kind === 'inside') return verdict;
    if (verdict.kind === 'undecided') undecided ??= verdict;
  }
  return undecided ?? besideRanges(version, statement, versions);
}

/** What is said of a version that is outside of every range. */
function besideRanges(
  version: string | undefined,
  statement: AffectedProduct,
  ranges: NonEmpty<VersionRange>,
): RangeVerdict {
  if (ranges.some((range) => isBuildOfLast(version, range))) return { kind: 'inside' };
  let because = leftOpen(version, statement, ranges[0]);
  for (const range of ranges) because ??= endsBeforeItBegins(range);
  return because === undefined ? { kind: 'outside' } : { kind: 'undecided', because };
}

/** 23.9.7.8804 is a build of 23.9.7: who names that as the last affected version means its builds too. */
function isBuildOfLast(version: string | undefined, { intervals }: VersionRange): boolean {
  const named = BUILD.exec(version?.trim() ?? '')?.[1];
  if (named === undefined) return false;
  return intervals.some(({ upper }) => upper?.inclusive === true && upper.version.replace(/^v/i, '') === named);
}

const BUILD = /^v?(.+\.\d+)\.\d{4,}$/i;

/** Why it is not told whether a version outside of the ranges is affected. */
function leftOpen(
  version: string | undefined,
  { leftOpen = [] }: AffectedProduct,
  { scheme, quote }: VersionRange,
): string | undefined {
  const open = leftOpen.find(({ intervals: [first, ...more] }) => {
    if (first === undefined) return true;
    return rangeVerdict(version, { scheme, quote, intervals: [first, ...more] }).kind !== 'outside';
  });
  return open?.because;
}
