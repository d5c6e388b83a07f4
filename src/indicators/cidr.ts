import ipaddr from 'ipaddr.js';
import { candidates } from './candidates.ts';
import { canonicalIpv4 } from './ipv4.ts';
import { canonicalIpv6 } from './ipv6.ts';
import type { IndicatorKind } from './types.ts';

const SHAPE = /(?<![\w.:/-])(?:(?:\d{1,3}\.){3}\d{1,3}|(?=[0-9a-f]{0,4}:)[0-9a-f:.]{2,45})\/\d{1,3}(?![\w/]|\.\d)/gi;

/** The end of a range. */
const MAY_HOLD_ONE = /\.\d{1,3}\/\d|:[0-9a-f]{0,4}\/\d/i;

/** Address ranges in CIDR notation (RFC 4632, RFC 4291). */
export const cidr: IndicatorKind = {
  id: 'cidr',
  find: (text) => (MAY_HOLD_ONE.test(text) ? candidates(text, SHAPE, canonicalCidr) : []),
  canonical: canonicalCidr,
  defang: (value) => value.replaceAll(/[.:]/g, '[$&]'),
};

function canonicalCidr(written: string): string | undefined {
  const slash = written.lastIndexOf('/');
  const length = Number(written.slice(slash + 1));
  const base = written.slice(0, slash);
  const asIpv4 = canonicalIpv4(base);
  if (asIpv4 !== undefined) return length <= 32 ? `${asIpv4}/${length}` : undefined;
  const asIpv6 = canonicalIpv6(base);
  if (asIpv6 === undefined || length > 128 || !isRange(asIpv6, length)) return undefined;
  return `${asIpv6}/${length}`;
}

/** `2001:db8::1/64` names one address and its network's length, not a range: bits after the prefix are set. */
function isRange(address: string, length: number): boolean {
  const bytes = ipaddr.parse(address).toByteArray();
  return bytes.every((byte, index) => {
    const kept = Math.min(Math.max(length - index * 8, 0), 8);
    return (byte & (0xff >> kept)) === 0;
  });
}
