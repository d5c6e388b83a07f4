import { getDomain } from 'tldts';
import type { Indicator } from '../domain/indicator.ts';

/** The sources that are configured, by their addresses: whose links may be followed. */
export type LinkSources = ReadonlyMap<string, { readonly url?: string }>;

/**
 * The link of an advisory, where it may be shown as a link: http or https, on a domain of one of the sources that are
 * configured, and not on a host that is itself an indicator. Undefined otherwise.
 */
export function allowedLink(
  link: string | undefined,
  sources: LinkSources | undefined,
  indicators: readonly Pick<Indicator, 'value'>[],
): string | undefined {
  if (link === undefined || sources === undefined || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  const isKnown = [...sources.values()].some((source) => source.url !== undefined && isSameDomain(source.url, url));
  const isIndicator = indicators.some(
    ({ value }) => isAtOrBelow(url.hostname, value) || value.startsWith(`${url.origin}/`),
  );
  return isKnown && !isIndicator ? link : undefined;
}

function isAtOrBelow(host: string, value: string): boolean {
  return host === value || host.endsWith(`.${value}`);
}

/** One registrable domain (Public Suffix List), or one host where there is none, as on loopback. */
function isSameDomain(address: string, url: URL): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  const domain = getDomain(hostname);
  return domain === null ? hostname === url.hostname : domain === getDomain(url.hostname);
}
