import ipaddr from 'ipaddr.js';
import type { Lexicon } from '../domain/lexicon.ts';

/** Which list names a host or an address: what many texts name, or what takes over the traffic of attackers. */
export type Warning = 'well-known' | 'sinkhole';

/** The lists that warn of a host or an address that is no indicator by itself. */
export type WarningLists = Pick<Lexicon, 'wellKnownHosts' | 'wellKnownRanges' | 'sinkholes'>;

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = readonly [Address, number];

/** The lists as they are searched. */
interface Shelves {
  readonly suffixes: ReadonlyMap<string, Warning>;
  readonly ranges: readonly { readonly range: Range; readonly warning: Warning }[];
}

const BUILT = new WeakMap<object, Shelves>();

/** Looks a host, an address or a range up in the lists: by suffix for names, by range for addresses. `undefined` where none names it. */
export function warningOf(host: string, lists: WarningLists): Warning | undefined {
  const shelves = BUILT.get(lists) ?? build(lists);
  BUILT.set(lists, shelves);
  const address = addressOf(host);
  if (address === undefined) return warningBySuffix(host, shelves.suffixes);
  return shelves.ranges.find(({ range }) => isWithin(address, range))?.warning;
}

function build({ wellKnownHosts, wellKnownRanges, sinkholes }: WarningLists): Shelves {
  const suffixes = new Map<string, Warning>(wellKnownHosts.map((host) => [host, 'well-known']));
  const ranges: { range: Range; warning: Warning }[] = [];
  for (const each of sinkholes) {
    if (each.includes('/')) ranges.push({ range: ipaddr.parseCIDR(each), warning: 'sinkhole' });
    else suffixes.set(each, 'sinkhole');
  }
  for (const each of wellKnownRanges) ranges.push({ range: ipaddr.parseCIDR(each), warning: 'well-known' });
  return { suffixes, ranges };
}

function warningBySuffix(host: string, suffixes: Shelves['suffixes']): Warning | undefined {
  for (let from = 0; from >= 0; from = host.indexOf('.', from + 1)) {
    const warning = suffixes.get(host.slice(from === 0 ? 0 : from + 1));
    if (warning !== undefined) return warning;
  }
  return undefined;
}

function addressOf(host: string): Address | undefined {
  const plain = host.replace(/^\[|\]$/g, '').replace(/\/\d+$/, '');
  return /^[\d.]+$|:/.test(plain) && ipaddr.isValid(plain) ? ipaddr.parse(plain) : undefined;
}

function isWithin(address: Address, [base, bits]: Range): boolean {
  return base.kind() === address.kind() && address.match([base, bits] as [ipaddr.IPv4, number]);
}
