import { candidates } from './candidates.ts';
import type { IndicatorKind } from './types.ts';

const SHAPE =
  /\d(?<!(?:[\w.@-]|(?<![a-z])\d[:,])\d)\d{0,2}\.(?:\d{1,3}\.){2}\d{1,3}(?![\w-]|\.\d|\.[a-z0-9-]+\.[a-z]|\/\d)|\d(?<=[[(]v?\d)\d{0,2}\.(?:\d{1,3}\.){2}\d{1,3}(?=[\])])/gi;

/** Words before four numbers that say: this is a version. */
const VERSION_BEFORE =
  /(?:\bv(?:er(?:sion)?s?)?\.?|version(?: of|:)|\brelease|\bbuild|\bfirmware|\bprior to|\bbefore|\bearlier than|\bthrough|\bup to|\bupdate[ds]?(?: to)?|\bupgrade[ds]?(?: to)?|[<>=]=?|\bChrome\/|\bFirefox\/|\bSafari\/)\s*$/i;

/** Object identifiers of four numbers: attributes and extensions of certificates (X.520, X.509), and the internet's arc. */
const OBJECT_ID = /^(?:2\.5\.(?:4|29)\.\d+|1\.3\.6\.1)$/;

/** IPv4 addresses (RFC 791), not the four numbers of a version or an object identifier. */
export const ipv4: IndicatorKind = {
  id: 'ipv4',
  find: (text) =>
    candidates(text, SHAPE, canonicalIpv4).filter(
      ({ value, start }) => !OBJECT_ID.test(value) && !VERSION_BEFORE.test(text.slice(Math.max(0, start - 24), start)),
    ),
  canonical: canonicalIpv4,
  defang: (value) => value.replaceAll('.', '[.]'),
};

/** Four numbers from 0 to 255 without leading zeros; `undefined` for anything else. */
export function canonicalIpv4(written: string): string | undefined {
  const parts = written.split('.');
  if (parts.length !== 4) return undefined;
  return parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255) ? written : undefined;
}
