import { compareDigits, compareNumbers, compareText, type VersionScheme } from './types.ts';

/**
 * Cisco IOS, IOS XE and NX-OS: release, maintenance number, train and rebuild. Trains (M, E, S) run side by side, so that
 * two of them are not ordered.
 */
export const ciscoIos: VersionScheme = {
  id: 'cisco-ios',
  orders:
    'Cisco IOS: 15.2(7)E < 15.2(7)E3 < 15.2(7)E3k < 15.2(7)E10 < 15.2(8)E; 17.3.4 < 17.3.4a; 7.0(3)I7(9) < 7.0(3)I7(10)',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined) return undefined;
    const byRelease = compareNumbers(left.release, right.release) || compareText(left.letter, right.letter);
    if (left.train !== right.train) return left.train === '' || right.train === '' ? byRelease || undefined : undefined;
    return (
      byRelease ||
      compareDigits(left.rebuild, right.rebuild) ||
      compareText(left.rebuildLetter, right.rebuildLetter) ||
      compareDigits(left.build, right.build)
    );
  },
};

interface Parsed {
  readonly release: readonly string[];
  readonly letter: string;
  /** In small letters; empty for dotted versions and for NX-OS since 9. */
  readonly train: string;
  readonly rebuild: string;
  readonly rebuildLetter: string;
  readonly build: string;
}

function parse(version: string): Parsed | undefined {
  const text = version
    .trim()
    .toLowerCase()
    .replace(/^(?:cisco )?(?:ios[ -]?xe|ios|nx-?os)(?: software)?,? (?:version )?/, '');
  const match =
    /^v?(\d+)\.(\d+)\((\d+)([a-z]?)\)(?:([a-z]+)(\d*)([a-z]?)(?:\((\d+)[a-z]?\))?)?$/.exec(text) ??
    /^v?(\d+)\.(\d+)(?:\.(\d+)([a-z]?))?(?:\.?([a-z]{1,3}))?$/.exec(text);
  if (match === null) return undefined;
  const [, major = '0', minor = '0', maintenance = '0', letter = '', train = '', rebuild, rebuildLetter = '', build] =
    match;
  return {
    release: [major, minor, maintenance],
    letter,
    train,
    rebuild: rebuild || '0',
    rebuildLetter,
    build: build ?? '0',
  };
}
