import { getDomain } from 'tldts';
import type { IndicatorType } from '../domain/indicator.ts';

/** The host that an indicator leads to, without its port; the value itself for addresses and names. */
export function hostOf(type: IndicatorType, value: string): string {
  if (type === 'email') return value.slice(value.lastIndexOf('@') + 1);
  if (type !== 'url') return value;
  return /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@]*@)?(\[[^\]]+\]|[^/?#:]+)/i.exec(value)?.[1] ?? value;
}

/** Says whether a host is a domain or lies below it, label by label. */
export function isBelow(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** The domains of a publisher: the registered one of its link (Public Suffix List), and its name where it is a host name itself. */
export function ownHosts(link: string | undefined, name: string): readonly string[] {
  const linked = link === undefined ? undefined : hostOf('url', link).toLowerCase();
  const named = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(name) ? name.toLowerCase() : undefined;
  return [linked, named].flatMap((host) =>
    host === undefined ? [] : [getDomain(host, { allowPrivateDomains: true }) ?? host],
  );
}
