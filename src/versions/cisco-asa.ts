import { compareNumbers, type VersionScheme } from './types.ts';

/** Cisco ASA and Firepower Threat Defense: 9.8(4)10 and 9.8.4.10 are one version. */
export const ciscoAsa: VersionScheme = {
  id: 'cisco-asa',
  orders: 'Cisco ASA: 9.8(4) < 9.8(4)10 = 9.8.4.10 < 9.8(4)44 < 9.12(4)',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    return left === undefined || right === undefined ? undefined : compareNumbers(left, right);
  },
};

function parse(version: string): readonly string[] | undefined {
  const text = version
    .trim()
    .replace(/^(?:cisco )?(?:asa|ftd)(?: software)?,? (?:version )?/i, '')
    .replace(/^(\d+\.\d+)\((\d+(?:\.\d+)*)\)(\d*)$/, (_, release, maintenance, interim) =>
      [release, maintenance, ...(interim === '' ? [] : [interim])].join('.'),
    )
    .replace(/-\d+$/, '');
  return /^\d+(?:\.\d+)*$/.test(text) ? text.split('.') : undefined;
}
