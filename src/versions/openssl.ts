import { compareDigits, compareNumbers, compareText, type Order, signOf, type VersionScheme } from './types.ts';

/** OpenSSL: letters after the number are fixes (z is followed by za); -alpha, -beta and -pre come before the release. */
export const openssl: VersionScheme = {
  id: 'openssl',
  orders: 'OpenSSL: 1.0.2 < 1.0.2a < 1.0.2z < 1.0.2za < 1.1.1-pre8 < 1.1.1 < 3.0.0-alpha17 < 3.0.0-beta2 < 3.0.0',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined) return undefined;
    return (
      compareNumbers(left.release, right.release) ||
      compareFixes(left.fix, right.fix) ||
      signOf(left.stage - right.stage) ||
      compareDigits(left.number, right.number)
    );
  },
};

interface Parsed {
  readonly release: readonly string[];
  readonly fix: string;
  /** Place in STAGES; the release comes after all of them. */
  readonly stage: number;
  readonly number: string;
}

/** `openssl version` prints the day behind the version, and the library's version behind that. */
const DAY_OF_RELEASE = / +\d{1,2} [a-z]{3} \d{4}(?: \(library: [^()]*\))?$/;

const STAGES = ['dev', 'alpha', 'beta', 'pre'];

function parse(version: string): Parsed | undefined {
  const match = /^(?:openssl )?v?(\d+(?:\.\d+){0,2})([a-z]{0,4})(?:-(dev|alpha|beta|pre) ?(\d*))?(?:-fips)?$/i.exec(
    version.trim().toLowerCase().replace(DAY_OF_RELEASE, ''),
  );
  if (match?.[1] === undefined) return undefined;
  return {
    release: match[1].split('.'),
    fix: match[2] ?? '',
    stage: match[3] === undefined ? STAGES.length : STAGES.indexOf(match[3]),
    number: match[4] || '0',
  };
}

/** Letters after z get a second one, so that the longer is the later; within one length by the alphabet. */
function compareFixes(a: string, b: string): Order {
  return signOf(a.length - b.length) || compareText(a, b);
}
