import { leadingName } from './leading-name.ts';
import type { Order, VersionScheme } from './types.ts';
import { versionsInWords } from './version-in-words.ts';

/**
 * Orders an asset's version against a bound as a person means it: `x` stands for any number on either side, and a bound
 * without a build number speaks of every build of that version. In a line of words it is the number that looks like the bound.
 * `undefined`: not ordered, or it depends on a number that is not known.
 */
export function orderToBound(version: string, bound: string, scheme: VersionScheme): Order | undefined {
  if (DOTTED_NUMBERS.test(version) && DOTTED_NUMBERS.test(bound)) return scheme.compare(version, bound);
  return orderAlone(version, bound, scheme) ?? orderInWords(version, bound, scheme);
}

/** Where several numbers in a line may be the version, they must say the same. */
function orderInWords(line: string, bound: string, scheme: VersionScheme): Order | undefined {
  const orders = versionsInWords(line, bound).map((readings) =>
    readings.map((reading) => orderAlone(reading, bound, scheme)).find((order) => order !== undefined),
  );
  return orders.every((order) => order === orders[0]) ? orders[0] : undefined;
}

function orderAlone(version: string, bound: string, scheme: VersionScheme): Order | undefined {
  const name = scheme.compare(version, version) === 0 ? '' : leadingName(version);
  if (name !== '') return orderToBound(version.slice(name.length).trim(), bound, scheme);
  const [, byYear, byNumber] = TWO_COUNTS.exec(bound) ?? [];
  if (byYear !== undefined && byNumber !== undefined)
    return orderToBound(version, STARTS_WITH_YEAR.test(version) ? byYear : byNumber, scheme);
  if (isOfLetter(version, bound)) return 0;
  const wildVersion = wildcardStem(version);
  const wildBound = wildcardStem(bound);
  if (wildVersion !== undefined) return orderOfFamily(wildVersion, wildBound ?? bound, wildBound !== undefined, scheme);
  if (wildBound !== undefined)
    return startsWithStem(version, wildBound) ? 0 : strict(scheme.compare(version, base(wildBound)));
  if (PACKAGES_WITH_RELEASE.has(scheme.id)) {
    if (lacksTheRelease(version, bound, scheme) || lacksTheRelease(bound, version, scheme)) return undefined;
  }
  if (lacksTheBuild(version, bound)) return undecidedWhenSame(scheme.compare(version, bound), version, bound, scheme);
  const buildAlone = BUILD_ALONE.exec(bound)?.[1];
  const ownBuild = buildAlone && BUILD_AT_END.exec(version)?.[1];
  if (buildAlone && ownBuild) return scheme.compare(ownBuild, buildAlone);
  const plain = withoutTrail(withoutBuild(version), bound, scheme);
  if (plain !== version && !BUILD.test(bound) && scheme.compare(plain, bound) === 0) return 0;
  if (scheme.id !== 'windows' && isBareMajor(version, bound)) return undefined;
  return scheme.compare(version, bound);
}

/** Of such versions none of what follows holds, which takes long to find out. */
const DOTTED_NUMBERS = /^\d+(?:\.\d+)+$/;

/** "2022.0.4 (14.0.4)": one version by its year and by its number. */
const TWO_COUNTS = /^(20\d\d(?:\.\d+)+) \(([1-9]\d?(?:\.\d+)+)\)$/;

const STARTS_WITH_YEAR = /^\D*20\d\d\b/;

const PACKAGES_WITH_RELEASE: ReadonlySet<string> = new Set(['rpm', 'alpm', 'deb']);

/** 1.0 against 1.0-5.el8: which of its releases is meant is not said. */
function lacksTheRelease(version: string, other: string, { compare }: VersionScheme): boolean {
  const release = other.lastIndexOf('-');
  return release > 0 && !version.includes('-') && compare(version, other.slice(0, release)) === 0;
}

/** N.01 is of the revision N: a letter alone speaks of all that is counted under it. */
function isOfLetter(version: string, bound: string): boolean {
  const [, letter, of] = REVISION.exec(version.trim()) ?? [];
  return of !== undefined && letter?.toLowerCase() === LETTER_ALONE.exec(bound.trim())?.[1]?.toLowerCase();
}

const REVISION = /^(?:v|rev(?:ision)?[. ]*)?([a-z])\.(\d)/i;
const LETTER_ALONE = /^(?:rev(?:ision)?[. ]*)?([a-z])$/i;

/** "7.0.x" -> "7.0."; `undefined` when there is no wildcard. */
function wildcardStem(version: string): string | undefined {
  const match = /^(.*?\d(?:\.|[a-qs-w]?r))(?:x|\*)(?:[.-](?:x|\*))*$/i.exec(version.trim());
  return match?.[1];
}

function base(stem: string): string {
  return stem.replace(/[a-z.\-_\s]+$/i, '');
}

function startsWithStem(version: string, stem: string): boolean {
  const text = plainText(version);
  const start = plainText(stem);
  if (!text.startsWith(start)) return false;
  return !/\d$/.test(start) || !/^\d/.test(text.slice(start.length));
}

function plainText(version: string): string {
  return version
    .trim()
    .toLowerCase()
    .replace(/^(?:[a-z][a-z/-]{0,15}[ .:]+){1,3}(?=v?\d)/, '')
    .replace(/^v(?:ersion)?[. ]*(?=\d)/, '')
    .replace(/\.$/, '');
}

/** Every version of a family (7.0.x) against a bound: ordered only when the whole family lies on one side. */
function orderOfFamily(stem: string, bound: string, boundIsFamily: boolean, scheme: VersionScheme): Order | undefined {
  if (plainText(stem) === plainText(bound)) return boundIsFamily ? 0 : undefined;
  if (startsWithStem(bound, stem)) return undefined;
  if (boundIsFamily && startsWithStem(stem, bound)) return 0;
  return strict(scheme.compare(base(stem), base(bound) === '' ? bound : bound));
}

/** Equality with a stem says nothing about the numbers behind it. */
function strict(order: Order | undefined): Order | undefined {
  return order === 0 ? undefined : order;
}

const BUILD = /[\s,;:(-]*\bbuild[\s:#-]*[\da-z.]+\)?$/i;

/** 6218, "build 6218": a publisher who counts by builds alone. An asset's build is the last word of its version. */
const BUILD_ALONE = /^(?:build[ :#-]*)?(\d{4,})$/i;
const BUILD_AT_END = /\bbuild[ :#-]*(\d{4,})\)?$/i;

/** The day on which a version was built, or its build behind a dash: 2.72 Sep 04 2022, 8.10.0.6_86934. */
const TRAIL =
  /(?:[-_]\d{4,}|,? \(?(?:[a-z]{3,9} \d{1,2},? \d{4}|\d{1,2} [a-z]{3,9},? \d{4}|\d{1,2}\/\d{1,2}\/\d{4}|\d{1,2}\.\d{1,2}\.\d{4})\)?|,? \(\d{4}-\d{2}-\d{2}\))$/i;

function withoutTrail(version: string, bound: string, { id }: VersionScheme): string {
  return id !== 'generic' || TRAIL.test(bound) ? version : version.replace(TRAIL, '');
}

function withoutBuild(version: string): string {
  return version.replace(BUILD, '');
}

function lacksTheBuild(version: string, bound: string): boolean {
  return BUILD.test(bound) && !BUILD.test(version);
}

function undecidedWhenSame(
  order: Order | undefined,
  version: string,
  bound: string,
  scheme: VersionScheme,
): Order | undefined {
  return scheme.compare(version, withoutBuild(bound)) === 0 ? undefined : order;
}

/**
 * "7" against "7.2.1", or "2021" against "May 2021": an inventory that writes only the first number, or the year, has not said
 * which 7 it is.
 */
function isBareMajor(version: string, bound: string): boolean {
  const year = /^20\d\d$/.exec(version.trim())?.[0];
  if (year !== undefined) return /^\p{L}{3,9}[ -](20\d\d)$/u.exec(bound.trim())?.[1] === year;
  const major = /^v?(\d{1,3})$/i.exec(version.trim())?.[1];
  if (major === undefined) return false;
  const first = /^v?(\d+)\.(?=.*[1-9])/i.exec(bound.trim())?.[1];
  return first !== undefined && Number(first) === Number(major);
}
