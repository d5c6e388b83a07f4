import ipaddr from 'ipaddr.js';

/** Ranges (ipaddr.js names) that a source marked `internal` may use beside public addresses. Link-local, where clouds keep their metadata, is not one of them. */
const INTERNAL_RANGES: ReadonlySet<string> = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']);

/** Where clouds tell their machines secrets, outside link-local: Azure, Alibaba, AWS and Google by IPv6. Never a source. */
const METADATA: ReadonlySet<string> = new Set(['168.63.129.16', '100.100.100.200', 'fd00:ec2::254', 'fd20:ce::254']);

/** The part of IPv6 that is given out as public addresses (IANA); what ipaddr.js does not know beside it is none. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether a connection to this literal address is allowed: public unicast always, private and loopback with `internal`.
 * Addresses that carry another one within them (mapped, NAT64, 6to4, Teredo) count as what they carry, or not at all.
 */
export function mayConnect(address: string, internal: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const read = ipaddr.process(address);
  if (METADATA.has(read.toString())) return false;
  const range = read.range();
  if (range === 'unicast') return !(read instanceof ipaddr.IPv6) || read.match(GLOBAL_IPV6);
  return internal && INTERNAL_RANGES.has(range);
}
