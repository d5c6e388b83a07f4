import { compareDigits, compareNumbers, type VersionScheme } from './types.ts';

/** FortiOS and what is counted with it: "v7.2.4,build1396 (GA)" is 7.2.4. Builds are compared where both name one. */
export const fortios: VersionScheme = {
  id: 'fortios',
  orders: 'FortiOS: 6.4.14 < 7.0.9 < 7.0.13 = v7.0.13 (GA) < 7.2.4,build1396 < 7.2.4,build1400',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined) return undefined;
    return compareNumbers(left.release, right.release) || compareDigits(left.build, right.build);
  },
};

function parse(version: string): { readonly release: readonly string[]; readonly build: string } | undefined {
  const match =
    /^(?:forti[a-z]+ )?v?(\d+(?:\.\d+){0,3})(?:[ ,-]*build ?(\d+)[\d,]*)?(?: ?\((?:ga|interim|mature|feature)[.\w]*\))?$/i.exec(
      version.trim(),
    );
  if (match?.[1] === undefined) return undefined;
  return { release: match[1].split('.'), build: match[2] ?? '0' };
}
