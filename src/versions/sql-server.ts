import { compareNumbers, signOf, type VersionScheme } from './types.ts';

/**
 * Microsoft SQL Server, by name (2019 CU25) or by build (15.0.4345.5). A name and a build of one release are not ordered:
 * which build an update has is not part of its name. Of "2019 (RTM-CU27) - 15.0.4375.4 (X64)", as the server prints it, the build counts.
 */
export const sqlServer: VersionScheme = {
  id: 'sql-server',
  orders:
    'SQL Server: 2016 SP2 < 2016 SP2 CU17 < 2016 SP3 < 2017 = 2017 RTM < 2019 CU8 < 2019 CU25; 2019 CU8 < 16.0.1000.6',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined) return undefined;
    if (left.major !== right.major) return signOf(left.major - right.major);
    return left.isBuild === right.isBuild ? compareNumbers(left.numbers, right.numbers) : undefined;
  },
};

interface Parsed {
  /** 10, 10.5 (2008 R2), 11 and so on. */
  readonly major: number;
  readonly isBuild: boolean;
  /** The build's further numbers; or service pack and cumulative update. */
  readonly numbers: readonly string[];
}

function parse(version: string): Parsed | undefined {
  const text = version
    .trim()
    .toLowerCase()
    .replace(/^(?:microsoft )?sql server /, '')
    .replace(/^20\d\d(?: r2)?(?: \([^()]*\)| sp\d| cu\d+| rtm| gdr){0,3}(?: -)? (?=\d{1,2}\.\d+\.\d)/, '')
    .replace(/ \(x(?:64|86)\)$/, '');
  const build = /^(\d{1,2})\.(0+|50)\.(\d+)(?:\.(\d+))?$/.exec(text);
  if (build?.[1] !== undefined) {
    return {
      major: Number(build[1]) + (build[2] === '50' ? 0.5 : 0),
      isBuild: true,
      numbers: [build[3] ?? '0', build[4] ?? '0'],
    };
  }
  const named =
    /^(20\d\d)( r2)?(?: (?:rtm|ga))?(?: (?:sp|service pack) ?(\d))?(?: (?:rtm[- ])?(?:cu|cumulative update) ?(\d+))?$/.exec(
      text,
    );
  const major = MAJORS.get(`${named?.[1] ?? ''}${named?.[2] ?? ''}`);
  if (major === undefined) return undefined;
  return { major, isBuild: false, numbers: [named?.[3] ?? '0', named?.[4] ?? '0'] };
}

const MAJORS: ReadonlyMap<string, number> = new Map([
  ['2005', 9],
  ['2008', 10],
  ['2008 r2', 10.5],
  ['2012', 11],
  ['2014', 12],
  ['2016', 13],
  ['2017', 14],
  ['2019', 15],
  ['2022', 16],
]);
