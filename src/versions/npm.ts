import type { Interval } from '../domain/advisory.ts';
import { semver } from './semver.ts';
import type { VersionScheme } from './types.ts';

/** npm packages: Semantic Versioning, with npm's own ranges (`^1.2`, `~1.2.3`, `1.x`, `1.0.0 - 2.0.0`; npm/node-semver). */
export const npm: VersionScheme = {
  id: 'npm',
  orders: 'npm packages: Semantic Versioning, with ranges such as ^1.2 and ~1.2.3',
  compare: semver.compare,
  readRange(expression) {
    const intervals: Interval[] = [];
    for (const alternative of expression.split('||')) {
      const interval = readAlternative(alternative.trim());
      if (interval === undefined) return undefined;
      intervals.push(interval);
    }
    return intervals;
  },
};

function readAlternative(text: string): Interval | undefined {
  const hyphen = /^(\S+) - (\S+)$/.exec(text);
  if (hyphen?.[1] !== undefined && hyphen[2] !== undefined) {
    const from = family(hyphen[1]);
    const to = family(hyphen[2]);
    return from === undefined || to === undefined ? undefined : { ...lowerOf(from), ...upperOf(to) };
  }
  let interval: Interval = {};
  const parts = text.replaceAll(/([<>=~^]+)\s+/g, '$1').split(/[\s,]+/);
  for (const part of parts.filter((each) => each !== '')) {
    const read = readPart(part);
    if (read === undefined) return undefined;
    interval = { ...interval, ...read };
  }
  return interval;
}

/** The versions that a partial version stands for: from the first, and up to but not the second. */
interface Family {
  readonly first: string;
  readonly next: string | undefined;
  readonly exact: boolean;
}

function family(version: string): Family | undefined {
  if (/^v?[x*]?$/i.test(version)) return { first: '0.0.0', next: undefined, exact: false };
  const match = /^[v=]*(\d+)(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?(-[\w.-]+)?(?:\+[\w.-]+)?$/i.exec(version);
  if (match?.[1] === undefined) return undefined;
  const [major, minor, patch] = [match[1], numberOf(match[2]), minorGiven(match[2]) ? numberOf(match[3]) : undefined];
  if (minor === undefined) return { first: `${major}.0.0`, next: `${Number(major) + 1}.0.0-0`, exact: false };
  if (patch === undefined)
    return { first: `${major}.${minor}.0`, next: `${major}.${Number(minor) + 1}.0-0`, exact: false };
  return { first: `${major}.${minor}.${patch}${match[4] ?? ''}`, next: undefined, exact: true };
}

function numberOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d+$/.test(text) ? text : undefined;
}

function minorGiven(text: string | undefined): boolean {
  return numberOf(text) !== undefined;
}

function lowerOf({ first }: Family): Interval {
  return { lower: { version: first, inclusive: true } };
}

function upperOf({ first, next, exact }: Family): Interval {
  if (exact) return { upper: { version: first, inclusive: true } };
  return next === undefined ? {} : { upper: { version: next, inclusive: false } };
}

function readPart(part: string): Interval | undefined {
  const match = /^(\^|~>?|<=|>=|<|>|=)?(.*)$/.exec(part);
  const named = family(match?.[2] ?? '');
  if (named === undefined) return undefined;
  const sign = match?.[1] ?? '=';
  if (sign === '^') return { ...lowerOf(named), ...below(caretEnd(match?.[2] ?? '', named)) };
  if (sign.startsWith('~')) return { ...lowerOf(named), ...below(tildeEnd(match?.[2] ?? '', named)) };
  if (sign === '<') return { upper: { version: named.exact ? named.first : `${named.first}-0`, inclusive: false } };
  if (sign === '<=') return upperOf(named);
  if (sign === '>=') return lowerOf(named);
  if (sign === '>') {
    return named.exact || named.next === undefined
      ? { lower: { version: named.first, inclusive: false } }
      : { lower: { version: named.next.replace(/-0$/, ''), inclusive: true } };
  }
  return { ...lowerOf(named), ...upperOf(named) };
}

function below(version: string | undefined): Interval {
  return version === undefined ? {} : { upper: { version, inclusive: false } };
}

/** The caret keeps the leftmost number that is not zero. */
function caretEnd(text: string, { first, next }: Family): string | undefined {
  const [major, minor, patch] = first.split(/[.-]/).map(Number);
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  if (major > 0) return `${major + 1}.0.0-0`;
  const given = text
    .replace(/^v/, '')
    .split('.')
    .filter((each) => /^\d/.test(each)).length;
  if (given < 2) return next;
  if (minor > 0 || given === 2) return `0.${minor + 1}.0-0`;
  return `0.0.${patch + 1}-0`;
}

/** The tilde keeps the second number when it is given, else the first. */
function tildeEnd(_text: string, { first, next, exact }: Family): string | undefined {
  if (!exact) return next;
  const [major, minor] = first.split('.').map(Number);
  return major === undefined || minor === undefined ? undefined : `${major}.${minor + 1}.0-0`;
}
