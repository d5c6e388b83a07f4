import { lookup as lookupAll } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { WardwatchError } from '../errors.ts';

/** Ranges (ipaddr.js names) that a source marked `internal` may use beside public addresses. Link-local, where clouds keep their metadata, is not one of them. */
const INTERNAL_RANGES: ReadonlySet<string> = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']);

/**
 * A connector for undici that opens no socket to an address that is not public. A host written as an address is checked
 * before connecting, every answer of the name lookup is checked, and the address reached is checked once more, so that
 * neither odd spellings nor a name that changes its answer gets through. `internal` lets private and loopback addresses pass.
 */
export function guardedConnector(internal: boolean, connectTimeoutMs: number): buildConnector.connector {
  const connect = buildConnector({ lookup: guardedLookup(internal), timeout: connectTimeoutMs });
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

/** Whether a connection to this literal address is allowed: public unicast always, private and loopback with `internal`. */
export function mayConnect(address: string, internal: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address).range();
  return range === 'unicast' || (internal && INTERNAL_RANGES.has(range));
}

function guardedLookup(internal: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookupAll(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, '');
        return;
      }
      const forbidden = addresses.find(({ address }) => !mayConnect(address, internal));
      const [first] = addresses;
      if (forbidden !== undefined) callback(blocked(hostname, forbidden.address), '');
      else if (options.all === true) callback(null, addresses);
      else callback(null, first?.address ?? '', first?.family);
    });
  };
}

function blocked(host: string, address: string): WardwatchError {
  const where = host === address ? host : `${host} (${address})`;
  return new WardwatchError(
    'HTTP_BLOCKED',
    `${where} is not a public address. If this source stands in your own network, mark it \`internal: true\`.`,
  );
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}
