import ipaddr from 'ipaddr.js';
import type { Asset } from '../domain/asset.ts';
import type { Indicator } from '../domain/indicator.ts';
import { addressIndex, ipv4RangeOf, PLAIN_IPV4 } from './addresses.ts';
import { ipv4Index, ipv4Of } from './ipv4-index.ts';
import { keyIndex } from './keys.ts';

/** What was seen on or around assets, found by an advisory's indicators. */
export interface ObservableIndex {
  add(asset: Asset): void;
  remove(asset: Asset): void;
  /** Assets on which the indicator was seen: the same value, a host below an asset's domain, an address within a range. */
  seenOn(indicator: Indicator): ReadonlySet<Asset>;
}

/** An index without assets. */
export function observableIndex(): ObservableIndex {
  const byIpv4 = ipv4Index<Asset>();
  /** What is no plain IPv4 address. */
  const byValue = keyIndex<Asset>();
  const addresses = addressIndex();
  const seenAt = (ipv4: number | undefined) => (ipv4 === undefined ? [] : byIpv4.at(ipv4));
  return {
    add(asset) {
      for (const value of valuesOf(asset)) {
        const ipv4 = ipv4Of(value);
        if (ipv4 !== undefined) byIpv4.add(ipv4, asset);
        else {
          byValue.add([value], asset);
          addresses.add(value);
        }
      }
    },
    remove(asset) {
      for (const value of valuesOf(asset)) {
        const ipv4 = ipv4Of(value);
        if (ipv4 !== undefined) byIpv4.remove(ipv4, asset);
        else {
          byValue.remove([value], asset);
          if (byValue.find([value]).size === 0) addresses.remove(value);
        }
      }
    },
    seenOn(indicator) {
      const address = addressOf(indicator);
      const around = address === undefined ? [] : addresses.rangesAround(address);
      const within = indicator.type === 'cidr' ? addresses.addressesIn(indicator.value) : [];
      const names = namesOf(indicator);
      const range = indicator.type === 'cidr' ? ipv4RangeOf(indicator.value) : undefined;
      return new Set([
        ...byValue.find([...names, ...around, ...within]),
        ...names.flatMap((name) => [...seenAt(ipv4Of(name))]),
        ...(range === undefined ? [] : byIpv4.within(range.address, range.bits)),
      ]);
    },
  };
}

function valuesOf({ ip, hostname, observables }: Asset): readonly string[] {
  const values: string[] = [];
  if (ip !== undefined) values.push(canonical(ip));
  if (hostname?.includes('.')) values.push(canonical(hostname));
  for (const value of observables) values.push(canonical(value));
  return values.includes('') ? values.filter((value) => value !== '') : values;
}

function canonical(value: string): string {
  if (PLAIN_NAME.test(value) || PLAIN_IPV4.test(value)) return value;
  const text = value.trim().toLowerCase().replace(/\.$/, '');
  // A range is no address, and to find that out by parsing takes long.
  if (!/:|\d$/.test(text) || text.includes('/') || PLAIN_IPV4.test(text)) return text;
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : text;
}

/** A name in the letters in which it is compared, as most are. */
const PLAIN_NAME = /^[a-z][a-z0-9.-]*[a-z]$/;

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
