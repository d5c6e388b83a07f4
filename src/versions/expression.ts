import type { Bound, Interval } from '../domain/advisory.ts';
import { type Comparator, readComparators } from './comparators.ts';
import { generic } from './generic.ts';
import { versionScheme } from './registry.ts';
import type { VersionScheme } from './types.ts';

/**
 * Reads what publishers write where a version range belongs: `<V1.0 SP2`, `vers:all/*`, `>=1|<2`, `6.00 | 6.10`,
 * `2.3.6 and below`, `All versions < V15.1`. `undefined` means that it could not be read (a model, a serial number, a
 * date in words, a condition): never guess what it might include. CISA's `vers:all/<V3.1.4` and `vers:all/>=V2.0<V2.1`
 * (not allowed by the VERS specification, yet common) are read as they are meant.
 */
export function parseRangeExpression(expression: string, scheme: string): readonly Interval[] | 'all' | undefined {
  if (expression.length > LONGEST_EXPRESSION) return undefined;
  const text = plainExpression(expression);
  if (EVERY_VERSION.test(text)) return 'all';
  const known = versionScheme(scheme) ?? generic;
  const own = known.readRange?.(text) ?? readPlain(text, known);
  if (own !== undefined) return own;
  const intervals: Interval[] = [];
  for (const alternative of text.split('||')) {
    const comparators = readComparators(alternative);
    if (comparators === undefined || comparators.length === 0) return undefined;
    if (!comparators.every((each) => isOrderable(each, known.compare))) return undefined;
    intervals.push(...pairUp(comparators));
  }
  return intervals;
}

const LONGEST_EXPRESSION = 2_000;

const EVERY_VERSION =
  /^(?:\*|any|all|all (?:known |supported |available )?(?:versions?|releases?|firmware versions?)|(?:versions?|firmware):? (?:all|any)|any version|>= ?0|vers:all\/\*)$/i;

/** One spelling for signs and blanks; the wrapping of a `vers:` address taken off. */
function plainExpression(expression: string): string {
  const text = expression
    .replaceAll('≤', '<=')
    .replaceAll('≥', '>=')
    .replaceAll(/[‐‑‒–—]/g, '-')
    .replaceAll(/[“”"]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const plain = text.replace(
    /^(?:all )?(?:known )?(?:firmware |software )?(?:versions?|releases?)(?: of .{1,60})?[:,]? (?=[<>=])/i,
    '',
  );
  const body = /^vers:[a-z0-9.+-]+\/(.*)$/i.exec(plain)?.[1];
  if (body === undefined) return plain;
  return body === '*' ? 'vers:all/*' : decoded(body);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A bound that its own scheme cannot read (`<Build_on_request`) would leave every version undecided: the range is unread then. */
function isOrderable(comparator: Comparator, compare: (a: string, b: string) => unknown): boolean {
  const plain = comparator.version.replace(/(?:\.?[x*])+$/i, '');
  return plain !== '' && compare(plain, plain) === 0;
}

/** Ecosystems whose own rules say what a version is, whatever it looks like (`=_`, `<1:2+git-1`); the rest is read as words. */
const PACKAGES: ReadonlySet<string> = new Set(['rpm', 'deb', 'apk', 'alpm', 'gentoo', 'gem', 'composer', 'maven']);

/** Comparators and nothing else, each with a version that the ecosystem orders. */
function readPlain(text: string, { id, compare }: VersionScheme): readonly Interval[] | undefined {
  if (!PACKAGES.has(id)) return undefined;
  const intervals: Interval[] = [];
  for (const alternative of text.split('||')) {
    const comparators: Comparator[] = [];
    for (const part of alternative.split(',')) {
      const match = /^(<=|>=|<|>|=) ?([^\s<>=|]+)$/.exec(part.trim());
      const [, sign, version] = match ?? [];
      if (sign === undefined || version === undefined || compare(version, version) !== 0) return undefined;
      const side = sign.startsWith('<') ? 'upper' : sign.startsWith('>') ? 'lower' : 'exact';
      comparators.push({ side, version, inclusive: sign.endsWith('=') });
    }
    intervals.push(...pairUp(comparators));
  }
  return intervals;
}

/** A lower bound and the upper bound beside it are one interval; anything else stands alone. */
function pairUp(comparators: readonly Comparator[]): readonly Interval[] {
  const intervals: Interval[] = [];
  let open: Bound | undefined;
  for (const { side, version, inclusive } of comparators) {
    const bound: Bound = { version, inclusive };
    if (side === 'lower') {
      if (open !== undefined) intervals.push({ lower: open });
      open = bound;
    } else if (side === 'upper') {
      intervals.push(open === undefined ? { upper: bound } : { lower: open, upper: bound });
      open = undefined;
    } else {
      intervals.push({ lower: bound, upper: bound });
    }
  }
  if (open !== undefined) intervals.push({ lower: open });
  return intervals;
}
