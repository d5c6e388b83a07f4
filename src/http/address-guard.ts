import { promises as dns } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { WardwatchError } from '../errors.ts';
import { mayConnect } from './public-address.ts';

/** Every address of a name, as the system knows them. Rejects where there is none. */
export type NameLookup = (name: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** The system's own lookup. */
export const systemLookup: NameLookup = (name) => dns.lookup(name, { all: true });

export interface GuardOptions {
  /** Private and loopback addresses pass. */
  readonly internal: boolean;
  readonly lookup: NameLookup;
  readonly connectTimeoutMs: number;
  /** Certificates (PEM) that are trusted in place of the public ones. */
  readonly ca?: string;
}

/**
 * A connector for undici that opens no socket to an address that is not public. A host written as an address is checked
 * before connecting; a name is looked up once, every answer is checked, and the very answers that were checked are connected
 * to; the address reached is checked once more. So neither odd spellings nor a name that changes its answer gets through.
 * Certificates are always checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says.
 */
export function guardedConnector({ internal, lookup, connectTimeoutMs, ca }: GuardOptions): buildConnector.connector {
  const connect = buildConnector({
    lookup: guardedLookup(internal, lookup),
    timeout: connectTimeoutMs,
    rejectUnauthorized: true,
    ...(ca !== undefined && { ca }),
  });
  return (options, callback) => {
    const host = withoutBrackets(options.hostname);
    if (isIP(host) !== 0 && !mayConnect(host, internal)) {
      callback(blocked(host, host), null);
      return;
    }
    connect(options, (error, socket) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      const reached = socket.remoteAddress;
      if (reached === undefined || mayConnect(reached, internal)) {
        callback(null, socket);
        return;
      }
      socket.destroy();
      callback(blocked(host, reached), null);
    });
  };
}

/**
 * The check for a host that a proxy will look up: what can be seen from here must be public. A name that is not known here
 * passes, since many networks know names only at their proxy. Throws WardwatchError HTTP_BLOCKED.
 */
export async function refuseHostBehindProxy(hostname: string, lookup: NameLookup): Promise<void> {
  const host = withoutBrackets(hostname);
  const addresses = isIP(host) === 0 ? await lookup(host).catch(() => []) : [{ address: host }];
  const forbidden = addresses.find(({ address }) => !mayConnect(address, false));
  if (forbidden !== undefined) throw blocked(host, forbidden.address);
}

function guardedLookup(internal: boolean, lookup: NameLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname).then(
      (addresses) => {
        const forbidden = addresses.find(({ address }) => !mayConnect(address, internal));
        const [first] = addresses;
        if (forbidden !== undefined) callback(blocked(hostname, forbidden.address), '');
        else if (first === undefined) callback(new Error(`${hostname} has no address`), '');
        else if (options.all === true) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

function blocked(host: string, address: string): WardwatchError {
  const where = host === address ? host : `${host} (${address})`;
  return new WardwatchError(
    'HTTP_BLOCKED',
    `${where} is not a public address. If this source stands in your own network, say so: \`internal: true\` in its description, or --internal where you add it.`,
  );
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}
