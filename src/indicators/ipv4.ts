import { matchesOf } from './matches.ts';
import type { Candidate, IndicatorKind } from './types.ts';

/** Dots with numbers between: a search goes from dot to dot. */
const DOTS = /\.(?<=\d\.)\d{1,3}\.\d{1,3}\.\d/g;
const SHAPE =
  /\d(?<!(?:[\w.@-]|(?<![a-z])\d[:,])\d)\d{0,2}\.(?:\d{1,3}\.){2}\d{1,3}(?![\w-]|\.\d|\.[a-z0-9-]+\.[a-z]|\/\d)|\d(?<=[[(]v?\d)\d{0,2}\.(?:\d{1,3}\.){2}\d{1,3}(?=[\])])/iy;

/** Words before four numbers that say: this is a version. */
const VERSION_BEFORE =
  /(?:\bv(?:er(?:sion)?s?)?\.?|version(?: of|:)|\brelease|\bbuild|\bfirmware|\bprior to|\bbefore|\bearlier than|\bthrough|\bup to|\bupdate[ds]?(?: to)?|\bupgrade[ds]?(?: to)?|[<>=]=?|\bChrome\/|\bFirefox\/|\bSafari\/)\s*$/i;

/** Object identifiers of four numbers: attributes and extensions of certificates (X.520, X.509), and the internet's arc. */
const OBJECT_ID = /^(?:2\.5\.(?:4|29)\.\d+|1\.3\.6\.1)$/;

/** IPv4 addresses (RFC 791), not the four numbers of a version or an object identifier. */
export const ipv4: IndicatorKind = {
  id: 'ipv4',
  find: (text) =>
    findNumbers(text).filter(
      ({ value, start }) => !OBJECT_ID.test(value) && !VERSION_BEFORE.test(text.slice(Math.max(0, start - 24), start)),
    ),
  canonical: canonicalIpv4,
  defang: (value) => value.replaceAll('.', '[.]'),
};

function findNumbers(text: string): readonly Candidate[] {
  return matchesOf(text, DOTS).flatMap(({ index }) => {
    const first = /\d{1,3}$/.exec(text.slice(Math.max(0, index - 3), index))?.[0] ?? '';
    const start = index - first.length;
    SHAPE.lastIndex = start;
    const value = canonicalIpv4(SHAPE.exec(text)?.[0] ?? '');
    return value === undefined ? [] : [{ value, start, end: start + value.length }];
  });
}

/** Four numbers from 0 to 255 without leading zeros; `undefined` for anything else. */
export function canonicalIpv4(written: string): string | undefined {
  return FOUR_NUMBERS.test(written) ? written : undefined;
}

const NUMBER = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const FOUR_NUMBERS = new RegExp(`^(?:${NUMBER}\\.){3}${NUMBER}$`);
