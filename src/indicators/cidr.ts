import ipaddr from 'ipaddr.js';
import { canonicalIpv4 } from './ipv4.ts';
import { canonicalIpv6 } from './ipv6.ts';
import { matchesOf } from './matches.ts';
import type { Candidate, IndicatorKind } from './types.ts';

/** The length of the prefix, which ends a range. */
const LENGTH = /\/\d{1,3}(?![\w/]|\.\d)/g;
/** What stands before it, back to where the address begins. */
const ADDRESS_BEFORE = /(?<![\w.:/-])(?:(?:\d{1,3}\.){3}\d{1,3}|(?=[0-9a-f]{0,4}:)[0-9a-f:.]{2,45})$/i;
/** Characters of the longest address, and the two before it. */
const LONGEST = 47;

/** Address ranges in CIDR notation (RFC 4632, RFC 4291). */
export const cidr: IndicatorKind = {
  id: 'cidr',
  find: findRanges,
  canonical: canonicalCidr,
  defang: (value) => value.replaceAll(/[.:]/g, '[$&]'),
};

function findRanges(text: string): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const match of matchesOf(text, LENGTH)) {
    const address = ADDRESS_BEFORE.exec(text.slice(Math.max(0, match.index - LONGEST), match.index))?.[0];
    const value = address === undefined ? undefined : canonicalCidr(address + match[0]);
    if (address === undefined || value === undefined) continue;
    found.push({ value, start: match.index - address.length, end: match.index + match[0].length });
  }
  return found;
}

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
