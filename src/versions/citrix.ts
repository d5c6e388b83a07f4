import { compareNumbers, type VersionScheme } from './types.ts';

/** Citrix NetScaler ADC and Gateway: release and build, in any of its spellings. */
export const citrix: VersionScheme = {
  id: 'citrix',
  orders: 'NetScaler builds: 13.0-92.19 < 13.1-49.13 = NS13.1: Build 49.13.nc < 14.1-8.50',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined) return undefined;
    return compareNumbers(left, right);
  },
};

function parse(version: string): readonly string[] | undefined {
  const match =
    /^(?:netscaler )?(?:ns|v)? ?(\d+)\.(\d+)(?:[:,.]?[ -]?(?:build )?(\d+)\.(\d+))?(?:\.nc)?(?:[-. ](?:fips|ndcpp))?(?:, date: .*)?$/i.exec(
      version.trim(),
    );
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return [match[1], match[2], match[3] ?? '0', match[4] ?? '0'];
}
