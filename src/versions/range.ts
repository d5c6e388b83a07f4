import type { AffectedProduct, Bound, Interval, VersionRange } from '../domain/advisory.ts';
import type { RangeVerdict } from '../domain/match.ts';
import { generic } from './generic.ts';
import { orderToBound } from './order-to-bound.ts';
import { versionScheme } from './registry.ts';
import type { Order, VersionScheme } from './types.ts';

/**
 * Where a version stands to a range. `undecided` when the version is missing or no version, when it cannot be ordered
 * against a bound that matters, or when a distribution's own build hides which fixes it carries.
 */
export function rangeVerdict(version: string | undefined, range: VersionRange): RangeVerdict {
  const known = version?.trim() ?? '';
  if (known === '' || NOT_A_VERSION.test(known)) return { kind: 'undecided', because: 'the version is not known' };
  if (SAYS_DOUBT.test(known)) return { kind: 'undecided', because: `${known} is not given as one version for certain` };
  const scheme = versionScheme(range.scheme) ?? generic;
  let undecided: RangeVerdict | undefined;
  for (const interval of range.intervals) {
    const verdict = intervalVerdict(known, interval, scheme);
    if (verdict.kind === 'inside') return hidesBackports(known, interval, scheme) ? backported(known) : verdict;
    if (verdict.kind === 'undecided') undecided ??= verdict;
  }
  return undecided ?? { kind: 'outside' };
}

/**
 * Why a range cannot be taken at its word: "from 17.16 up to 17.1.7" holds nothing, since one of its ends was misread or mistyped.
 * Undefined where every interval begins before it ends.
 */
export function endsBeforeItBegins(range: VersionRange): string | undefined {
  const scheme = versionScheme(range.scheme) ?? generic;
  const crossed = range.intervals.find(
    ({ lower, upper }) => lower && upper && orderToBound(lower.version, upper.version, scheme) === 1,
  );
  return crossed && `the range "${describeInterval(crossed)}" ends before it begins`;
}

/** The range in words for a person: "before 23.9.8", "7.0.0 to 7.0.14", "6.00 or 6.10". */
export function describeRange(range: VersionRange): string {
  return range.intervals.map(describeInterval).join(' or ');
}

/** Ranges beside each other in words for a person. Of a long list, as of each build one by one, its ends and how many there are. */
export function describeRanges(ranges: readonly VersionRange[]): string {
  const parts = [...new Set(ranges.flatMap(({ intervals }) => intervals.map(describeInterval)))];
  if (parts.length <= MOST_SAID) return parts.join(' or ');
  return `${parts.slice(0, 2).join(', ')}, … ${parts.at(-1)}: ${parts.length} in all`;
}

const MOST_SAID = 8;

/** The versions that a product statement names, all of them, in words. */
export function describeVersions(versions: AffectedProduct['versions']): string {
  if (versions === 'all') return 'all versions';
  return versions === 'unstated' ? 'versions not stated' : versions.map(describeRange).join('; ');
}

const NOT_A_VERSION =
  /^(?:[-?\s.]+|n\/?a|none|null|unknown|not (?:recorded|known|available|applicable)|tb[dca]|0x|latest|current|various|all|any)$/i;

/** Words of doubt or of another time, in English and German, and two versions in one field: "5.0 (not confirmed)", "4.2 or later", "1.0, 2.5". */
const SAYS_DOUBT =
  /\b(?:not (?:confirmed|verified|sure|known)|unconfirmed|unverified|unknown|probably|maybe|assumed|estimated|approx\w*|about|around|at (?:least|most)|planned|scheduled|pending|due|soon|after|was|below|above|before|until|up to|min|max|bis|unter|über|vor|formerly|previously|upgrad\w*|circa|etwa|ungefähr|mindestens|höchstens|vermutlich|wahrscheinlich|eventuell|geplant\w*|unklar|vorher|früher|(?:or|and) (?:later|newer|higher|above|up|earlier|older|lower|below|prior)|(?:older|newer|lower|higher|earlier|later|less|greater|prior) (?:than|to))\b|\b(?:ca|mind|vermutl|evtl|ab)\.? ?v?\d|\d\.\d\S*(?: ?[,;/&] ?| - | (?:to|and|or) )v?\d+\.\d/i;

/** A package of RHEL, Debian or Ubuntu: fixes are carried back without the upstream number changing. */
const DISTRIBUTION_BUILD =
  /(?:\((?:centos|red hat|rhel|fedora|almalinux|rocky|suse|amazon|debian)\b|-debian\b|[.+_](?:el|fc|amzn|azl|module)[\d+_]|ubuntu|[+~](?:deb|rhel|esm)\d|-\d+-(?:generic|lowlatency|aws|azure|gcp|kvm|oem|(?:cloud-)?(?:amd|arm)64|default)\b|-pve\b)/i;

/** A bound that is a distribution's build itself counts its fixes. */
function hidesBackports(version: string, { lower, upper }: Interval, scheme: VersionScheme): boolean {
  if (!DISTRIBUTION_BUILD.test(version) || ['deb', 'rpm', 'apk', 'alpm'].includes(scheme.id)) return false;
  return ![lower, upper].some((bound) => bound !== undefined && DISTRIBUTION_BUILD.test(bound.version));
}

function backported(version: string): RangeVerdict {
  return {
    kind: 'undecided',
    because: `${version} is a distribution's own build, which may carry the fix under the old number`,
  };
}

function intervalVerdict(version: string, interval: Interval, scheme: VersionScheme): RangeVerdict {
  const below = interval.lower === undefined ? false : isBeyond(version, interval.lower, -1, scheme);
  if (below === true) return { kind: 'outside' };
  const above = interval.upper === undefined ? false : isBeyond(version, interval.upper, 1, scheme);
  if (above === true)
    return isStart(version, interval.lower, scheme) && holdsNothing(interval, scheme)
      ? endsWhereItBegins(interval)
      : { kind: 'outside' };
  if ((below === false && above === false) || isNamed(version, interval)) return { kind: 'inside' };
  const bound = below === undefined ? interval.lower : interval.upper;
  return { kind: 'undecided', because: `${version} cannot be ordered against ${bound?.version ?? 'the bound'}` };
}

/** The publisher names this very version as affected, however the other bound is counted. */
function isNamed(version: string, { lower, upper }: Interval): boolean {
  return [lower, upper].some((bound) => bound?.inclusive === true && bound.version.trim() === version);
}

function isStart(version: string, lower: Bound | undefined, scheme: VersionScheme): boolean {
  return lower?.inclusive === true && orderToBound(version, lower.version, scheme) === 0;
}

/** "5.1.x before 5.1.3" is not one of them: it begins with 5.1.0. */
function holdsNothing({ lower, upper }: Interval, scheme: VersionScheme): boolean {
  const order = lower && upper && orderToBound(lower.version, upper.version, scheme);
  return order === 0 || order === 1;
}

/** "From 7.3 up to but not 7.3.0" holds nothing, which its publisher cannot have meant. */
function endsWhereItBegins(interval: Interval): RangeVerdict {
  return { kind: 'undecided', because: `the range "${describeInterval(interval)}" ends where it begins` };
}

/** Whether the version lies outside a bound on the given side. */
function isBeyond(version: string, bound: Bound, side: Order, scheme: VersionScheme): boolean | undefined {
  const order = orderToBound(version, bound.version, scheme);
  if (order === undefined) return undefined;
  return order === side || (order === 0 && !bound.inclusive);
}

function describeInterval(interval: Interval): string {
  const { lower, upper } = interval;
  if (lower === undefined) return upper === undefined ? 'every version' : describeUpper(upper);
  if (upper === undefined)
    return `${lower.version} and later`
      .replace(/^/, lower.inclusive ? '' : 'after ')
      .replace(/^(after .*) and later$/, '$1');
  if (lower.version === upper.version) return lower.version;
  const from = lower.inclusive ? lower.version : `after ${lower.version}`;
  return upper.inclusive ? `${from} to ${upper.version}` : `${from} up to but not ${upper.version}`;
}

function describeUpper(upper: Bound): string {
  return upper.inclusive ? `up to ${upper.version}` : `before ${upper.version}`;
}
