import ipaddr from 'ipaddr.js';
import type { Lexicon } from '../domain/lexicon.ts';
import { isBelow } from './hosts.ts';

/** Which list names a host or an address: what many texts name, or what takes over the traffic of attackers. */
export type Warning = 'well-known' | 'sinkhole';

/** Looks a host, an address or a range up in the warning lists: by suffix for names, by range for addresses. `undefined` where none names it. */
export function warningOf(
  host: string,
  lists: Pick<Lexicon, 'wellKnownHosts' | 'wellKnownRanges' | 'sinkholes'>,
): Warning | undefined {
  const address = addressOf(host);
  const isOn = (list: readonly string[]) =>
    address === undefined
      ? list.some((suffix) => isBelow(host, suffix))
      : list.some((range) => isWithin(address, range));
  if (isOn(lists.sinkholes)) return 'sinkhole';
  return isOn(address === undefined ? lists.wellKnownHosts : lists.wellKnownRanges) ? 'well-known' : undefined;
}

function addressOf(host: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const plain = host.replace(/^\[|\]$/g, '').replace(/\/\d+$/, '');
  return /^[\d.]+$|:/.test(plain) && ipaddr.isValid(plain) ? ipaddr.parse(plain) : undefined;
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, range: string): boolean {
  if (!ipaddr.isValidCIDR(range)) return false;
  const [base, bits] = ipaddr.parseCIDR(range);
  return base.kind() === address.kind() && address.match([base, bits] as [ipaddr.IPv4, number]);
}
