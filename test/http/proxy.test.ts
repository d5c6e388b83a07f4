import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NameLookup } from '../../src/http/address-guard.ts';
import { createHttpClient } from '../../src/http/client.ts';
import type { ProxySettings } from '../../src/http/ways-out.ts';
import { aCertificate } from '../helpers/certificates.ts';
import { startProxy, type TestProxy } from '../helpers/proxy.ts';
import { type ScriptedServer, startScriptedServer } from '../helpers/scripted-server.ts';

const authority = aCertificate({ subject: 'Example Hospital CA', isAuthority: true });
/** As in networks that know the names of the world only at their proxy. */
const knowsNothing: NameLookup = async () => Promise.reject(new Error('not known here'));

let server: ScriptedServer;
let proxy: TestProxy;
let folder: string;
let caFile: string;
beforeEach(async () => {
  server = await startScriptedServer(aCertificate({ subject: 'Feed', hosts: ['feed.example.com'], by: authority }));
  server.script('/news', { body: 'here' });
  proxy = await startProxy(server.origin);
  folder = mkdtempSync(join(tmpdir(), 'wardwatch-proxy-'));
  caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, authority.cert);
});
afterEach(async () => {
  await proxy.stop();
  await server.stop();
  rmSync(folder, { recursive: true });
});

const outcomeOf = (url: string, settings: ProxySettings, more: { lookup?: NameLookup; internal?: boolean } = {}) =>
  createHttpClient({ proxy: settings, lookup: more.lookup ?? knowsNothing })
    .request({ url, caFile, internal: more.internal ?? false })
    .then(
      ({ body }) => new TextDecoder().decode(body),
      (fault: Error) => fault.message,
    );

describe('by a proxy', () => {
  it('https is asked through a tunnel, and the certificate of the server is checked as ever', async () => {
    expect(await outcomeOf('https://feed.example.com/news', { https: proxy.url })).toBe('here');
    expect(await outcomeOf('https://other.example.com/news', { https: proxy.url })).toBe(
      'https://other.example.com/news could not be read: its certificate is that of another host.',
    );
    expect(proxy.asked).toEqual(['CONNECT feed.example.com:443', 'CONNECT other.example.com:443']);
    expect(server.requests.map(({ path }) => path)).toEqual(['/news']);
  });

  it('http is asked as proxies are asked', async () => {
    const plain = await startScriptedServer();
    plain.script('/news', { body: 'plain' });
    const before = await startProxy(plain.origin);
    expect(await outcomeOf('http://feed.example.com/news', { http: before.url })).toBe('plain');
    expect(before.asked).toEqual(['GET http://feed.example.com/news']);
    await before.stop();
    await plain.stop();
  });

  it('that wants a login it is given, and without one that is said', async () => {
    const locked = await startProxy(server.origin, 'ward:s3cret');
    const withLogin = locked.url.replace('http://', 'http://ward:s3cret@');
    expect(await outcomeOf('https://feed.example.com/news', { https: withLogin })).toBe('here');
    expect(await outcomeOf('https://feed.example.com/news', { https: locked.url })).toBe(
      'https://feed.example.com/news could not be read: the proxy wants a login (407).',
    );
    await locked.stop();
  });

  it('that is away, its login is not told', async () => {
    await proxy.stop();
    const gone = proxy.url.replace('http://', 'http://ward:s3cret@');
    const words = await outcomeOf('https://feed.example.com/news', { https: gone });
    expect(words).toContain('ECONNREFUSED');
    expect(words).not.toContain('s3cret');
    proxy = await startProxy(server.origin);
  });
});

describe('a proxy is not asked for', () => {
  const answering =
    (...addresses: readonly string[]): NameLookup =>
    async () =>
      addresses.map((address) => ({ address, family: 4 }));

  it.each(['http://127.0.0.1/', 'https://169.254.169.254/', 'https://[::ffff:a9fe:a9fe]/', 'http://2130706433/'])(
    '%s, an address that is not public',
    async (url) => {
      expect(await outcomeOf(url, { http: proxy.url })).toContain('is not a public address.');
      expect(proxy.asked).toEqual([]);
    },
  );

  it('a name that is known here for an address that is not public', async () => {
    const lookup = answering('93.184.216.34', '10.1.2.3');
    expect(await outcomeOf('https://inside.example.com/', { https: proxy.url }, { lookup })).toContain(
      'inside.example.com (10.1.2.3) is not a public address.',
    );
    expect(proxy.asked).toEqual([]);
  });

  it('an address that is not public, when a server leads there', async () => {
    server.script('/news', { status: 302, headers: { location: 'https://10.1.2.3/secret' } });
    expect(await outcomeOf('https://feed.example.com/news', { https: proxy.url })).toContain(
      '10.1.2.3 is not a public address.',
    );
    expect(proxy.asked).toEqual(['CONNECT feed.example.com:443']);
  });

  it('what the settings except, which stays guarded', async () => {
    const settings = { https: proxy.url, except: 'example.org, .example.com' };
    const lookup = answering('127.0.0.1');
    expect(await outcomeOf('https://feed.example.com/', settings, { lookup })).toContain('is not a public address.');
    expect(await outcomeOf('https://feed.example.com/', settings)).toContain('not known here');
    expect(proxy.asked).toEqual([]);
  });

  it('what is `internal`', async () => {
    const url = `https://feed.example.com:${new URL(server.origin).port}/news`;
    const lookup = answering('127.0.0.1');
    expect(await outcomeOf(url, { https: proxy.url }, { lookup, internal: true })).toBe('here');
    expect(proxy.asked).toEqual([]);
  });
});
