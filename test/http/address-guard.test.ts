import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WardwatchError } from '../../src/errors.ts';
import type { NameLookup } from '../../src/http/address-guard.ts';
import { createHttpClient } from '../../src/http/client.ts';
import type { HttpRequest } from '../../src/ports/http.ts';
import { type ScriptedServer, startScriptedServer } from '../helpers/scripted-server.ts';

let server: ScriptedServer;
let port: string;
beforeEach(async () => {
  server = await startScriptedServer();
  server.script('/', { body: 'secret' });
  port = new URL(server.origin).port;
});
afterEach(() => server.stop());

/** The code that a request ends with, and how many connections the server on loopback saw by then. */
async function asked(request: HttpRequest, lookup?: NameLookup): Promise<[code: string, connections: number]> {
  const client = createHttpClient(lookup === undefined ? {} : { lookup });
  const code = await client.request(request).then(
    () => 'answered',
    (fault: unknown) => (fault instanceof WardwatchError ? fault.code : String(fault)),
  );
  return [code, server.connections()];
}

const LOOPBACK = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '0X7F.0x0.0x0.0x1',
  '0x7f.1',
  '0177.0.0.1',
  '0177.1',
  '017700000001',
  '127.0.0.1.',
  '１２７.０.０.１',
  '⑫⑦.0.0.1',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  'localhost',
  'LocalHost',
  'ｌｏｃａｌｈｏｓｔ',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:0:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[::1%25lo]',
  '0.0.0.0',
  '0',
  '[::]',
  'user:password@127.0.0.1',
  'example.com@127.0.0.1',
  'example.com:80@127.0.0.1',
  '127.0.0.1\\@example.com',
];

const NOT_PUBLIC = [
  '10.0.0.1',
  '012.0.0.1',
  '167772161',
  '172.31.255.255',
  '192.168.0.1',
  '3232235521',
  '100.64.0.1',
  '[fd00::1]',
  '[fec0::1]',
  '[64:ff9b::a00:1]',
  '[2002:a00:1::]',
];

/** Link-local and the places where clouds keep the secrets of their machines. */
const NEVER = [
  '169.254.169.254',
  '2852039166',
  '0xA9FEA9FE',
  '0251.0376.0251.0376',
  '169.254.43518',
  '169.254.169.254.',
  '１６９.２５４.１６９.２５４',
  '[::ffff:169.254.169.254]',
  '[::ffff:a9fe:a9fe]',
  '[::a9fe:a9fe]',
  '[64:ff9b::a9fe:a9fe]',
  '[2002:a9fe:a9fe::]',
  '[fe80::1]',
  '[fd00:ec2::254]',
  '[fd20:ce::254]',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '224.0.0.1',
  '255.255.255.255',
  '[ff02::1]',
];

describe('without `internal`, no connection is made to', () => {
  it.each(LOOPBACK)('loopback as %s', async (host) => {
    expect(await asked({ url: `http://${host}:${port}/` })).toEqual(['HTTP_BLOCKED', 0]);
  });

  it.each([...NOT_PUBLIC, ...NEVER])('%s', async (host) => {
    expect(await asked({ url: `http://${host}/` })).toEqual(['HTTP_BLOCKED', 0]);
  });
});

describe('with `internal` too, no connection is made to', () => {
  it.each(NEVER)('%s', async (host) => {
    expect(await asked({ url: `http://${host}/`, internal: true })).toEqual(['HTTP_BLOCKED', 0]);
  });

  it.each(NEVER)('%s, when a server leads there', async (host) => {
    server.script('/', { status: 302, headers: { location: encodeURI(`http://${host}/latest/meta-data/`) } });
    expect(await asked({ url: `${server.origin}/`, internal: true })).toEqual(['HTTP_BLOCKED', 1]);
    expect(server.requests).toHaveLength(1);
  });
});

describe('a name is not asked', () => {
  const PUBLIC = { address: '93.184.216.34', family: 4 };
  const OURS = { address: '127.0.0.1', family: 4 };
  const answering = (...addresses: readonly string[]): NameLookup => {
    return async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };

  it.each([
    [['127.0.0.1']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['10.0.0.1']],
    [['169.254.169.254']],
    [['fd00:ec2::254']],
    [['93.184.216.34', '127.0.0.1']],
    [['127.0.0.1', '93.184.216.34']],
    [['2606:2800:220:1::1', '::1']],
  ])('whose addresses are %j', async (addresses) => {
    const url = `http://feed.test:${port}/`;
    expect(await asked({ url }, answering(...addresses))).toEqual(['HTTP_BLOCKED', 0]);
  });

  it('that has no address', async () => {
    expect(await asked({ url: `http://feed.test:${port}/` }, answering())).toEqual(['HTTP_FAILED', 0]);
  });

  it('again after it was checked, so that it cannot answer something else then', async () => {
    let lookups = 0;
    const rebinding: NameLookup = async () => {
      lookups += 1;
      return [lookups === 1 ? OURS : { address: '169.254.169.254', family: 4 }];
    };
    const client = createHttpClient({ lookup: rebinding });
    await client.request({ url: `http://feed.test:${port}/`, internal: true });
    expect([lookups, server.connections()]).toEqual([1, 1]);
  });

  it('that changes its answer to an address that is forbidden', async () => {
    const answers = [[OURS], [{ address: '169.254.169.254', family: 4 }]];
    const rebinding: NameLookup = async () => answers.shift() ?? [];
    const client = createHttpClient({ lookup: rebinding });
    const ask = () => client.request({ url: `http://feed.test:${port}/`, internal: true });
    server.script('/', { headers: { connection: 'close' }, body: 'first' });
    await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'HTTP_BLOCKED' });
    expect(server.connections()).toBe(1);
  });

  it('by one who is not `internal`, though another may', async () => {
    const client = createHttpClient({ lookup: async () => [OURS] });
    await client.request({ url: `http://feed.test:${port}/`, internal: true });
    await expect(client.request({ url: `http://feed.test:${port}/` })).rejects.toMatchObject({
      code: 'HTTP_BLOCKED',
      message: expect.stringContaining('feed.test (127.0.0.1) is not a public address.'),
    });
    expect([PUBLIC.family, server.connections()]).toEqual([4, 1]);
  });
});

describe('refused before anything is looked up is', () => {
  it.each([
    'file:///etc/passwd',
    'gopher://127.0.0.1:6379/_FLUSHALL',
    'ftp://example.com/',
    'data:text/plain,x',
    'dict://127.0.0.1/',
    'ws://example.com/',
    'not an address',
    '',
    'http://user:password@example.com/',
    'https://token@example.com/',
    'http://example.com:22/',
    'http://example.com:25/',
    'https://example.com:6379/',
    'http://example.com:5432/',
  ])('"%s"', async (url) => {
    let lookups = 0;
    const lookup: NameLookup = async () => {
      lookups += 1;
      return [];
    };
    expect(await asked({ url, internal: true }, lookup)).toEqual(['HTTP_BLOCKED', 0]);
    expect(lookups).toBe(0);
  });

  it.each([
    'file:///etc/passwd',
    'gopher://127.0.0.1:6379/_FLUSHALL',
    'http://user:password@example.com/',
    '//example.com:22/',
  ])('"%s", when a server leads there', async (location) => {
    server.script('/', { status: 301, headers: { location } });
    expect(await asked({ url: `${server.origin}/`, internal: true })).toEqual(['HTTP_BLOCKED', 1]);
  });

  it('an address whose login would stand in the message', async () => {
    const fault = await createHttpClient()
      .request({ url: 'http://user:s3cret@example.com/' })
      .catch((error) => error);
    expect(fault.message).toBe(
      'An address of example.com with a login in it ("user:password@") is refused; take the login out.',
    );
  });
});
