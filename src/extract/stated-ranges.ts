import type { Interval } from '../domain/advisory.ts';
import type { ProductIdentity } from './product-identity.ts';
import type { Statement } from './prose-products.ts';

/** What a text says of one product. */
export interface Group {
  readonly identity: ProductIdentity;
  readonly affected: Statement[];
  readonly fixes: Statement[];
}

/** Ranges, and the statement that they were read from. */
export interface Stated {
  readonly intervals: readonly Interval[];
  readonly quoteOf: Statement;
}

/** What the text says is affected; where it only says what fixes it, everything before the fix. */
export function statedRanges(group: Group): readonly Stated[] {
  const affected = withoutFixes(group);
  if (affected.length > 0) {
    const fix = firstFixed(group);
    const fixes = fixesOf(group);
    return affected.map((statement) => ({
      intervals:
        statement.shape === 'open' && fix !== undefined
          ? statement.intervals.map((each) => closedBy(each, fix))
          : statement.intervals.map((each) => upToFix(each, fixes)),
      quoteOf: statement,
    }));
  }
  return group.fixes.map((statement) => ({
    intervals: statement.intervals.flatMap((each) => {
      const version = fixOf(each);
      return version === undefined ? [] : [{ upper: { version, inclusive: isPast(each) } }];
    }),
    quoteOf: statement,
  }));
}

/**
 * A version named by itself ("ScreenConnect 23.9.8 security fix") is not affected where the text calls it the fix, or gives ranges
 * elsewhere.
 */
function withoutFixes(group: Group): readonly Statement[] {
  const fixes = new Set([
    ...group.fixes.flatMap((fix) => fix.intervals.flatMap(versionsOf)),
    ...group.affected.flatMap(firstOutside),
  ]);
  const hasRanges = group.affected.some(isBounded);
  const isOfFixes = ({ intervals }: Statement) =>
    intervals.every((each) => versionsOf(each).every((version) => fixes.has(version)));
  const isFix = (statement: Statement) =>
    (statement.shape === 'open' && isOfFixes(statement)) ||
    (statement.shape === 'exact' &&
      ((hasRanges && !statement.announced) || (group.affected.length > 1 && isOfFixes(statement))));
  return group.affected.filter((statement) => !isFix(statement));
}

/** "From 9.23.0; fixed in 10.6.0": one range. */
function closedBy(interval: Interval, fix: string): Interval {
  return interval.upper === undefined ? { ...interval, upper: { version: fix, inclusive: false } } : interval;
}

/** "Example Desk V14.1: update to V14.1.0.14": a branch is affected up to its fix. */
function upToFix(interval: Interval, fixes: readonly string[]): Interval {
  const { lower, upper } = interval;
  if (lower === undefined || lower.version !== upper?.version) return interval;
  const fix = fixes.find((each) => isWithinBranch(each, lower.version));
  return fix === undefined ? interval : { lower, upper: { version: fix, inclusive: false } };
}

function isWithinBranch(version: string, branch: string): boolean {
  const [plain, stem] = [version, branch].map((each) => each.toLowerCase().replace(/^v(?=\d)/, ''));
  return plain?.startsWith(`${stem}.`) === true;
}

/** The versions that the text calls the fix of a product. */
export function fixesOf(group: Group): readonly string[] {
  return group.fixes.flatMap(({ intervals }) => intervals.flatMap((each) => (isPast(each) ? [] : (fixOf(each) ?? []))));
}

/** The version that the first statement of a fix names; `undefined` where none does. */
export function firstFixed(group: Group): string | undefined {
  const interval = group.fixes[0]?.intervals[0];
  return interval === undefined || isPast(interval) ? undefined : fixOf(interval);
}

/** "Upgrade to any version after 9.0.1": the fix is some later one. */
function isPast({ lower, upper }: Interval): boolean {
  return upper === undefined && lower?.inclusive === false;
}

/** The version that fixes: where a step is told ("from 2.6 to 2.6.40"), the one it leads to. */
function fixOf(interval: Interval): string | undefined {
  return interval.upper?.version ?? interval.lower?.version;
}

/** The versions that an affected range stops before. */
function firstOutside(statement: Statement): readonly string[] {
  return statement.intervals.flatMap(({ upper }) => (upper?.inclusive === false ? [upper.version] : []));
}

/** Only ranges speak of an operating system as affected; "Windows Server 2019" alone names the place. */
export function isBounded(statement: Statement): boolean {
  return statement.shape === 'bounded';
}

/** The versions at the ends of a range. */
export function versionsOf(interval: Interval): readonly string[] {
  return [interval.lower?.version, interval.upper?.version].filter((each) => each !== undefined);
}
