import type { Advisory } from '../domain/advisory.ts';
import { haveOtherFlaws } from './own-cves.ts';

/** A version that two texts on one product both name, and that tells a flaw: the fix, or a number of three parts and more. */
export function sharedVersion(advisory: Advisory, member: Advisory): string | undefined {
  if (haveOtherFlaws(advisory, member)) return undefined;
  const fixes = new Set([advisory, member].flatMap(fixesOf));
  const theirs = new Set(versionsOf(member));
  return versionsOf(advisory).find((version) => theirs.has(version) && (fixes.has(version) || /\..*\./.test(version)));
}

function fixesOf(advisory: Advisory): readonly string[] {
  return advisory.affected.flatMap(({ fixedVersion, versions }) => [
    ...(fixedVersion === undefined ? [] : [fixedVersion.trim()]),
    ...(typeof versions === 'string' ? [] : versions)
      .flatMap((range) => range.intervals)
      .flatMap(({ upper }) => (upper?.inclusive === false ? [upper.version.trim()] : [])),
  ]);
}

function versionsOf(advisory: Advisory): readonly string[] {
  const bounds = advisory.affected
    .flatMap(({ versions }) => (typeof versions === 'string' ? [] : versions))
    .flatMap((range) => range.intervals)
    .flatMap(({ lower, upper }) => [lower, upper])
    .flatMap((bound) => (bound === undefined ? [] : [bound.version.trim()]));
  return [...new Set([...fixesOf(advisory), ...bounds, ...(advisory.marks?.versions ?? [])])];
}
