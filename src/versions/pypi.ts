import { compareDigits, compareNumbers, compareText, type Order, signOf, type VersionScheme } from './types.ts';

/** Python packages (PEP 440: epoch, release, pre, post and dev release, local version). */
export const pypi: VersionScheme = {
  id: 'pypi',
  orders: 'Python packages: 1.0.dev1 < 1.0a1 < 1.0rc1 < 1.0 < 1.0.post1 < 1!0.1',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined) return undefined;
    return (
      compareDigits(left.epoch, right.epoch) ||
      compareNumbers(left.release, right.release) ||
      signOf(left.stage - right.stage) ||
      compareDigits(left.stageNumber, right.stageNumber) ||
      compareDigits(left.post, right.post) ||
      compareDev(left.dev, right.dev) ||
      compareLocal(left.local, right.local)
    );
  },
};

interface Parsed {
  readonly epoch: string;
  readonly release: readonly string[];
  /** -4: a development release of the final one. -3 alpha, -2 beta, -1 candidate, 0 final. */
  readonly stage: number;
  readonly stageNumber: string;
  /** One more than the number, so that 0 is "none". */
  readonly post: string;
  readonly dev: string | undefined;
  readonly local: readonly string[];
}

const PATTERN =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\d*))?((?:-(\d+))|(?:[-_.]?(?:post|rev|r)[-_.]?(\d*)))?([-_.]?dev[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;

function parse(version: string): Parsed | undefined {
  const match = PATTERN.exec(version.trim().toLowerCase());
  if (match?.[2] === undefined) return undefined;
  const hasPost = match[5] !== undefined;
  const dev = match[8] === undefined ? undefined : match[9] || '0';
  const stage = STAGES.get(match[3] ?? '') ?? (dev !== undefined && !hasPost ? -4 : 0);
  return {
    epoch: match[1] ?? '0',
    release: match[2].split('.'),
    stage,
    stageNumber: match[4] || '0',
    post: hasPost ? String(BigInt(match[6] || match[7] || '0') + 1n) : '0',
    dev,
    local: match[10]?.split(/[-_.]/) ?? [],
  };
}

const STAGES: ReadonlyMap<string, number> = new Map([
  ['a', -3],
  ['alpha', -3],
  ['b', -2],
  ['beta', -2],
  ['c', -1],
  ['rc', -1],
  ['pre', -1],
  ['preview', -1],
]);

function compareDev(a: string | undefined, b: string | undefined): Order {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  return compareDigits(a, b);
}

function compareLocal(a: readonly string[], b: readonly string[]): Order {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [x, y] = [a[at], b[at]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    const [isNumberX, isNumberY] = [/^\d/.test(x), /^\d/.test(y)];
    const order = isNumberX !== isNumberY ? (isNumberX ? 1 : -1) : isNumberX ? compareDigits(x, y) : compareText(x, y);
    if (order !== 0) return order;
  }
  return 0;
}
