import ipaddr from 'ipaddr.js';
import { matchesOf } from './matches.ts';
import type { Candidate, IndicatorKind } from './types.ts';

/** Two colons with at most one group between them: what every address begins with, but for a group before them. */
const COLONS = /:[0-9a-f]{0,4}:/gi;
const GROUP_BEFORE = /(?<![\w:])[0-9a-f]{0,4}$/i;
const SHAPE = /(?:[0-9a-f]{0,4}:){2,8}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4})(?![\w:]|\.\d)/iy;

/** IPv6 addresses (RFC 4291), written for good as RFC 5952 asks. A zone (`%eth0`) is of one machine only and falls away. */
export const ipv6: IndicatorKind = {
  id: 'ipv6',
  find: findAddresses,
  canonical: canonicalIpv6,
  defang: (value) => value.replaceAll(':', '[:]'),
};

function findAddresses(text: string): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const { index } of matchesOf(text, COLONS)) {
    const group = GROUP_BEFORE.exec(text.slice(Math.max(0, index - 5), index))?.[0];
    if (group === undefined) continue;
    const start = index - group.length;
    SHAPE.lastIndex = start;
    const written = SHAPE.exec(text)?.[0];
    const value = written === undefined ? undefined : canonicalIpv6(written);
    if (written !== undefined && value !== undefined) found.push({ value, start, end: start + written.length });
  }
  return found;
}

/** The RFC 5952 form; `undefined` for a bare `::` and for what is no address. */
export function canonicalIpv6(written: string): string | undefined {
  const [address = ''] = written.split('%', 1);
  if (address === '::' || !HAS_GROUPS.test(address) || !ipaddr.isValid(address)) return undefined;
  return ipaddr.parse(address).toString();
}

/** All groups, or two colons in place of some. */
const HAS_GROUPS = /::|(?::[^:]*){6}/;
