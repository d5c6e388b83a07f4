import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { certificatesIn } from '../certificates.ts';
import type { HttpRequest } from '../ports/http.ts';
import { guardedConnector, type NameLookup } from './address-guard.ts';

/** The proxies that stand between this network and the others, as HTTPS_PROXY, HTTP_PROXY and NO_PROXY name them. */
export interface ProxySettings {
  /** For https addresses. */
  readonly https?: string;
  /** For http addresses, and for https ones where `https` is absent. */
  readonly http?: string;
  /** Hosts that are asked without a proxy, apart by commas; a host stands for those below it too. */
  readonly except?: string;
}

export interface WaysOutOptions {
  readonly lookup: NameLookup;
  readonly proxy?: ProxySettings;
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
}

/**
 * Gives the connections that a request goes by: apart for internal ones, and for each private authority. Internal requests
 * never go by a proxy. Gives HTTP_FAILED for a file of certificates that cannot be read.
 */
export function createWaysOut(
  options: WaysOutOptions,
): (request: Pick<HttpRequest, 'internal' | 'caFile'>) => Dispatcher {
  const known = new Map<string, Dispatcher>();
  return ({ internal = false, caFile }) => {
    const key = `${internal} ${caFile ?? ''}`;
    const way = known.get(key) ?? wayOut(options, internal, caFile === undefined ? undefined : certificatesIn(caFile));
    known.set(key, way);
    return way;
  };
}

function wayOut(
  { lookup, proxy, connectTimeoutMs, headersTimeoutMs }: WaysOutOptions,
  internal: boolean,
  ca: string | undefined,
): Dispatcher {
  const trust = { rejectUnauthorized: true, ...(ca !== undefined && { ca }) };
  const options = {
    connect: guardedConnector({ internal, lookup, connectTimeoutMs, ...(ca !== undefined && { ca }) }),
    headersTimeout: headersTimeoutMs,
    keepAliveTimeout: 4_000,
    maxHeaderSize: 64 * 1024,
  };
  if (internal || proxy === undefined) return new Agent(options);
  return new EnvHttpProxyAgent({
    ...options,
    // Empty words, so that undici does not look into the environment by itself.
    httpProxy: proxy.http ?? '',
    httpsProxy: proxy.https ?? '',
    noProxy: proxy.except ?? '',
    requestTls: trust,
    proxyTls: { timeout: connectTimeoutMs, rejectUnauthorized: true },
    proxyTunnel: false,
  });
}
