import ipaddr from 'ipaddr.js';
import type { Asset } from '../domain/asset.ts';
import type { Indicator } from '../domain/indicator.ts';
import { type KeyIndex, keyIndex } from './keys.ts';

/** What was seen on or around assets, found by an advisory's indicators. */
export interface ObservableIndex {
  add(asset: Asset): void;
  remove(asset: Asset): void;
  /** Assets on which the indicator was seen: the same value, a host below an asset's domain, an address within a range. */
  seenOn(indicator: Indicator): ReadonlySet<Asset>;
}

/** An index without assets. */
export function observableIndex(): ObservableIndex {
  const byValue: KeyIndex<Asset> = keyIndex();
  const ranges = new Map<string, Set<Asset>>();
  const addresses = new Map<string, Set<Asset>>();
  return {
    add(asset) {
      byValue.add(valuesOf(asset), asset);
      for (const value of valuesOf(asset)) into(kindOf(value, ranges, addresses), value, asset);
    },
    remove(asset) {
      byValue.remove(valuesOf(asset), asset);
      for (const value of valuesOf(asset)) outOf(kindOf(value, ranges, addresses), value, asset);
    },
    seenOn(indicator) {
      const found = new Set(byValue.find(namesOf(indicator)));
      const address = addressOf(indicator);
      if (address !== undefined) addContaining(address, ranges, found);
      if (indicator.type === 'cidr') addContained(indicator.value, addresses, found);
      return found;
    },
  };
}

type Shelf = Map<string, Set<Asset>>;

function valuesOf(asset: Asset): readonly string[] {
  const own = [asset.ip, asset.hostname?.includes('.') ? asset.hostname : undefined, ...asset.observables];
  return own.flatMap((value) => (value === undefined || value.trim() === '' ? [] : [canonical(value)]));
}

function canonical(value: string): string {
  const text = value.trim().toLowerCase().replace(/\.$/, '');
  if (!/[:/]|\d$/.test(text) || PLAIN_IPV4.test(text)) return text;
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : text;
}

/** An address as inventories write it, without a need to parse it; leading zeros are left to the parser. */
const PLAIN_IPV4 = /^(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(?:\.(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])){3}$/;

/** Ranges and addresses are kept apart from names, because they are searched by value as well. */
function kindOf(value: string, ranges: Shelf, addresses: Shelf): Shelf | undefined {
  if (PLAIN_IPV4.test(value)) return addresses;
  if (!/[:/]|\d$/.test(value)) return undefined;
  if (ipaddr.isValidCIDR(value)) return ranges;
  return ipaddr.isValid(value) ? addresses : undefined;
}

function into(shelf: Shelf | undefined, value: string, asset: Asset): void {
  if (shelf === undefined) return;
  const assets = shelf.get(value);
  if (assets === undefined) shelf.set(value, new Set([asset]));
  else assets.add(asset);
}

function outOf(shelf: Shelf | undefined, value: string, asset: Asset): void {
  const assets = shelf?.get(value);
  assets?.delete(asset);
  if (assets?.size === 0) shelf?.delete(value);
}

/** The indicator's own value, and the domains above its host: an asset's domain is touched by every host below it. */
function namesOf(indicator: Indicator): readonly string[] {
  const names = [canonical(indicator.value)];
  const host = hostOf(indicator);
  if (host === undefined) return names;
  const labels = host.split('.');
  for (let at = 0; at < labels.length - 1; at += 1) names.push(labels.slice(at).join('.'));
  return names;
}

function hostOf(indicator: Indicator): string | undefined {
  if (indicator.type === 'domain') return canonical(indicator.value);
  if (indicator.type === 'email') return canonical(indicator.value.slice(indicator.value.lastIndexOf('@') + 1));
  if (indicator.type !== 'url') return undefined;
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^/?#:]+)/i.exec(indicator.value)?.[1];
  return host === undefined ? undefined : canonical(host.replace(/^\[|\]$/g, ''));
}

function addressOf(indicator: Indicator): string | undefined {
  const text = indicator.type === 'url' ? hostOf(indicator) : canonical(indicator.value);
  return text !== undefined && ipaddr.isValid(text) ? text : undefined;
}

function addContaining(address: string, ranges: Shelf, found: Set<Asset>): void {
  const parsed = ipaddr.process(address);
  for (const [range, assets] of ranges) {
    if (contains(range, parsed)) for (const asset of assets) found.add(asset);
  }
}

function addContained(range: string, addresses: Shelf, found: Set<Asset>): void {
  if (!ipaddr.isValidCIDR(range)) return;
  for (const [address, assets] of addresses) {
    if (contains(range, ipaddr.process(address))) for (const asset of assets) found.add(asset);
  }
}

function contains(range: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const [base, bits] = ipaddr.parseCIDR(range);
  return base.kind() === address.kind() && address.match([base, bits] as [ipaddr.IPv4, number]);
}
