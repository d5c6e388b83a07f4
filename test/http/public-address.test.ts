import { describe, expect, it } from 'vitest';
import { mayConnect } from '../../src/http/public-address.ts';

const CASES: readonly (readonly [address: string, what: string, outside: boolean, internal: boolean])[] = [
  ['93.184.216.34', 'public', true, true],
  ['2606:2800:220:1:248:1893:25c8:1946', 'public, IPv6', true, true],
  ['127.0.0.1', 'loopback', false, true],
  ['127.255.255.254', 'the end of loopback', false, true],
  ['::1', 'loopback, IPv6', false, true],
  ['::ffff:127.0.0.1', 'loopback mapped into IPv6', false, true],
  ['::ffff:7f00:1', 'the same in hexadecimal', false, true],
  ['10.1.2.3', 'private', false, true],
  ['172.16.0.1', 'private', false, true],
  ['192.168.1.1', 'private', false, true],
  ['fd00::1', 'unique local', false, true],
  ['100.64.0.1', 'carrier-grade NAT', false, true],
  ['169.254.169.254', 'link-local, where clouds keep metadata', false, false],
  ['::ffff:169.254.169.254', 'the same mapped into IPv6', false, false],
  ['fe80::1', 'link-local, IPv6', false, false],
  ['0.0.0.0', 'unspecified', false, false],
  ['::', 'unspecified, IPv6', false, false],
  ['224.0.0.1', 'multicast', false, false],
  ['255.255.255.255', 'broadcast', false, false],
  ['64:ff9b::7f00:1', 'loopback behind NAT64', false, false],
  ['2002:7f00:1::', 'loopback behind 6to4', false, false],
  ['2001:0:7f00:1::', 'Teredo', false, false],
  ['192.0.2.1', 'documentation', false, false],
  ['example.com', 'not an address', false, false],
];

describe('an address is connected to', () => {
  it.each(CASES)('%s (%s): by anybody %s, by internal sources %s', (address, _what, outside, internal) => {
    expect([mayConnect(address, false), mayConnect(address, true)]).toEqual([outside, internal]);
  });
});
