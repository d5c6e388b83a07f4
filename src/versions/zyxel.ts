import { compareDigits, compareNumbers, signOf, type VersionScheme } from './types.ts';

/**
 * Zyxel firmware: a release and, in brackets, the model's code with its own count; `b` is a beta of the `C` that follows.
 * "5.36 Patch 2" is how firewalls (ZLD) are counted. Two models' codes are not ordered.
 */
export const zyxel: VersionScheme = {
  id: 'zyxel',
  orders:
    'Zyxel: 5.21(AAZF.9)C0 < 5.21(AAZF.16)b2 < 5.21(AAZF.16)C0 < 5.30(AAZF.0)C0; ZLD V5.36 < 5.36 Patch 2 = V5.36(ABUH.2) < 5.37',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined) return undefined;
    if (left.model !== '' && right.model !== '' && left.model !== right.model) return undefined;
    const byRelease = compareNumbers(left.release, right.release);
    if (byRelease !== 0) return byRelease;
    if (left.model !== right.model && !left.isPatch && !right.isPatch) return undefined;
    return (
      compareDigits(left.count, right.count) ||
      signOf(left.stage - right.stage) ||
      compareDigits(left.number, right.number)
    );
  },
};

interface Parsed {
  readonly release: readonly string[];
  /** Empty where no code is given. */
  readonly model: string;
  /** Within the model, or the number of the patch. */
  readonly count: string;
  /** Whether it is given as a patch, which every firewall counts alike: 5.36 Patch 2 is its V5.36(ABUH.2). */
  readonly isPatch: boolean;
  /** -1: a beta. 0: released. */
  readonly stage: number;
  readonly number: string;
}

function parse(version: string): Parsed | undefined {
  const match = /^(?:zld ?)?v?(\d+(?:\.\d+)+)(?: ?\(([a-z]{2,5})\.(\d+)\)(?:([bc])(\d+))?| patch ?(\d+))?$/i.exec(
    version.trim(),
  );
  if (match?.[1] === undefined) return undefined;
  const [, release, model = '', count, stage, number = '0', patch] = match;
  return {
    release: release.split('.'),
    model: model.toLowerCase(),
    count: count ?? patch ?? '0',
    isPatch: patch !== undefined,
    stage: stage?.toLowerCase() === 'b' ? -1 : 0,
    number,
  };
}
