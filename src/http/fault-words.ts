import { messageOf, WardwatchError } from '../errors.ts';

/** What is told of a request that failed: where it went, and the limits that it had. */
export interface FaultPlace {
  readonly url: URL;
  readonly deadlineMs: number;
  readonly headersTimeoutMs: number;
  readonly connectTimeoutMs: number;
}

/** The fault of a request in words for a person. Certificates are a fault that waiting does not mend. */
export function faultOf(error: unknown, place: FaultPlace): WardwatchError {
  if (error instanceof WardwatchError) return error;
  const where = shown(place.url);
  const limitMs = limitOf(error, place);
  if (limitMs !== undefined) {
    const because = `${where} did not answer completely within ${limitMs / 1000} s.`;
    return new WardwatchError('HTTP_TIMEOUT', because, { retry: 'later', cause: error });
  }
  const words = KNOWN_FAULTS.get(codeOf(error));
  const because = `${where} could not be read: ${words ?? proxyWords(messageOf(error)) ?? `${messageOf(error)}.`}`;
  return new WardwatchError('HTTP_FAILED', because, { retry: 'later', cause: error });
}

/** The address without its query and user part, which may hold a token. */
export function shown(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

function limitOf(error: unknown, place: FaultPlace): number | undefined {
  if (!(error instanceof Error)) return undefined;
  switch (error.name) {
    case 'HeadersTimeoutError':
      return place.headersTimeoutMs;
    case 'ConnectTimeoutError':
      return place.connectTimeoutMs;
    case 'TimeoutError':
    case 'BodyTimeoutError':
      return place.deadlineMs;
    default:
      return undefined;
  }
}

const UNKNOWN_ISSUER =
  'nobody whom this machine trusts vouches for its certificate. If it is of your own network, name the certificate of your authority in `caFile`.';

/** OpenSSL's and undici's codes of what happens to sources, and what they mean. */
const KNOWN_FAULTS: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', 'its certificate has expired. The publisher has to renew it.'],
  ['CERT_NOT_YET_VALID', "its certificate is not valid yet. Is this machine's clock right?"],
  ['CERT_REVOKED', 'its certificate was revoked.'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is that of another host.'],
  ['UND_ERR_PRX_TLS', 'the certificate of the proxy is that of another host.'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', UNKNOWN_ISSUER],
  ['SELF_SIGNED_CERT_IN_CHAIN', UNKNOWN_ISSUER],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', UNKNOWN_ISSUER],
  ['UNABLE_TO_GET_ISSUER_CERT', UNKNOWN_ISSUER],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNKNOWN_ISSUER],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'it hung up before the end.'],
  ['UND_ERR_SOCKET', 'it hung up.'],
  ['UND_ERR_HEADERS_OVERFLOW', 'its headers are larger than 64 kB.'],
  ['HPE_HEADER_OVERFLOW', 'its headers are larger than 64 kB.'],
]);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function proxyWords(message: string): string | undefined {
  const status =
    /^Proxy response \((\d{3})\)/.exec(message)?.[1] ?? /^Proxy Authentication Required \((407)\)/.exec(message)?.[1];
  if (status === undefined) return undefined;
  return status === '407' ? 'the proxy wants a login (407).' : `the proxy refused it with ${status}.`;
}
