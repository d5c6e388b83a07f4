import type { AffectedProduct, VersionRange } from '../domain/advisory.ts';
import type { RangeVerdict } from '../domain/match.ts';
import { endsBeforeItBegins, rangeVerdict } from '../versions/range.ts';

/**
 * Where a version stands to what a statement says of versions. Nothing is outside that the statement leaves open, and a range with a
 * mistyped end leaves nothing out.
 */
export function statementVerdict(version: string | undefined, statement: AffectedProduct): RangeVerdict {
  const { versions } = statement;
  if (versions === 'all') return { kind: 'inside' };
  if (versions === 'unstated') return { kind: 'undecided', because: 'the advisory states no version' };
  const verdicts = versions.map((each) => rangeVerdict(version, each));
  const inside = verdicts.find((verdict) => verdict.kind === 'inside');
  const undecided = verdicts.find((verdict) => verdict.kind === 'undecided');
  if (inside !== undefined || undecided !== undefined) return inside ?? undecided ?? { kind: 'outside' };
  if (versions.some((range) => isBuildOfLast(version, range))) return { kind: 'inside' };
  const [because] = [leftOpen(version, statement, versions[0]), ...versions.map(endsBeforeItBegins)].filter(
    (each) => each !== undefined,
  );
  return because === undefined ? { kind: 'outside' } : { kind: 'undecided', because };
}

/** 23.9.7.8804 is a build of 23.9.7: who names that as the last affected version means its builds too. */
function isBuildOfLast(version: string | undefined, { intervals }: VersionRange): boolean {
  const [, named] = /^v?(.+\.\d+)\.\d{4,}$/i.exec(version?.trim() ?? '') ?? [];
  return intervals.some(({ upper }) => upper?.inclusive === true && upper.version.replace(/^v/i, '') === named);
}

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
