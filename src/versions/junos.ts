import { compareNumbers, type VersionScheme } from './types.ts';

/**
 * Junos OS of Juniper Networks: a release, its R number and its service release. Junos Evolved and the X branches of one
 * product line (15.1X49-D110) count for themselves, so that they are not ordered against others.
 */
export const junos: VersionScheme = {
  id: 'junos',
  orders: 'Junos: 20.4R3 < 20.4R3-S8 < 20.4R3-S10 < 21.2R1; 21.4R3-S5-EVO < 22.1R1-EVO; 15.1X49-D15 < 15.1X49-D110',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined || left.branch !== right.branch) return undefined;
    return compareNumbers(left.numbers, right.numbers);
  },
};

interface Parsed {
  /** Empty for the main releases, else what counts for itself. */
  readonly branch: string;
  readonly numbers: readonly string[];
}

function parse(version: string): Parsed | undefined {
  const text = version.trim().replace(/^junos(?: os)?(?: evolved)? /i, '');
  const main = /^(\d+)\.(\d+)(?:r(\d+)(?:\.(\d+))?)?(?:-s(\d+)(?:\.(\d+))?)?(-evo)?$/i.exec(text);
  if (main !== null) {
    const [, year, quarter, release = '0', build = '0', service = '0', spin = '0', evolved] = main;
    return {
      branch: evolved === undefined ? '' : 'evo',
      numbers: [year, quarter, release, service, build, spin].map((part) => part ?? '0'),
    };
  }
  const branch = /^(\d+\.\d+x\d+)(?:-d(\d+)(?:\.(\d+))?)?$/i.exec(text);
  if (branch?.[1] === undefined) return undefined;
  return { branch: branch[1].toLowerCase(), numbers: [branch[2] ?? '0', branch[3] ?? '0'] };
}
