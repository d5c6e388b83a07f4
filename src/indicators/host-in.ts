import type { Indicator } from '../domain/indicator.ts';
import { canonicalIpv4 } from './ipv4.ts';

/** The host that an address leads to, as an indicator of its own type; `undefined` where the indicator holds none. An indicator that is a host itself holds none. */
export function hostIn({
  type,
  value,
}: Pick<Indicator, 'type' | 'value'>): Pick<Indicator, 'type' | 'value'> | undefined {
  if (type !== 'url') return undefined;
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@]*@)?(\[[^\]]+\]|[^/?#:]+)/i.exec(value)?.[1]?.toLowerCase();
  if (host === undefined) return undefined;
  if (host.startsWith('[')) return { type: 'ipv6', value: host.slice(1, -1) };
  return { type: canonicalIpv4(host) === undefined ? 'domain' : 'ipv4', value: host };
}
