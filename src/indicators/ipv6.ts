import ipaddr from 'ipaddr.js';
import { candidates } from './candidates.ts';
import type { IndicatorKind } from './types.ts';

const SHAPE = /(?<![\w:])(?:[0-9a-f]{0,4}:){2,8}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4})(?![\w:]|\.\d)/gi;

/** Two colons together or many of them: what every text with an address has, and hardly one without. */
const MAY_HOLD_ONE = /::|:[0-9a-f]{1,4}:[0-9a-f]{1,4}:/i;

/** IPv6 addresses (RFC 4291), written for good as RFC 5952 asks. A zone (`%eth0`) is of one machine only and falls away. */
export const ipv6: IndicatorKind = {
  id: 'ipv6',
  find: (text) => (MAY_HOLD_ONE.test(text) ? candidates(text, SHAPE, canonicalIpv6) : []),
  canonical: canonicalIpv6,
  defang: (value) => value.replaceAll(':', '[:]'),
};

/** The RFC 5952 form; `undefined` for a bare `::` and for what is no address. */
export function canonicalIpv6(written: string): string | undefined {
  const address = written.replace(/%.*$/, '');
  if (address === '::' || !address.includes(':') || !ipaddr.isValid(address)) return undefined;
  return ipaddr.parse(address).toString();
}
