import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../src/http/client.ts';
import { aCertificate } from '../helpers/certificates.ts';
import { type ScriptedServer, startScriptedServer } from '../helpers/scripted-server.ts';

const authority = aCertificate({ subject: 'Example Hospital CA', isAuthority: true });
const other = aCertificate({ subject: 'Example Clinic CA', isAuthority: true });
const HERE = ['127.0.0.1', 'feed.test'];
const client = createHttpClient({ lookup: async () => [{ address: '127.0.0.1', family: 4 }] });

let folder: string;
const fileOf = (name: string, text: string) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardwatch-tls-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let server: ScriptedServer;
afterEach(() => server.stop());

const start = async (tls: { readonly cert: string; readonly key: string }) => {
  server = await startScriptedServer(tls);
  server.script('/', { body: 'here' });
};
const ask = async (caFile?: string, url = `${server.origin}/`) =>
  client.request({ url, internal: true, ...(caFile !== undefined && { caFile }) }).then(
    ({ body }) => new TextDecoder().decode(body),
    (fault: Error) => fault.message.replaceAll(new URL(server.origin).port, 'PORT').replaceAll(folder, 'FOLDER'),
  );

describe('a server is not asked', () => {
  const EXPIRED = { subject: 'Feed', hosts: HERE, until: '2021-01-01T00:00:00Z' };
  const nobody =
    'nobody whom this machine trusts vouches for its certificate. If it is of your own network, name the certificate of your authority in `caFile`.';

  it.each([
    ['signed itself', aCertificate({ subject: 'Feed', hosts: HERE }), undefined, nobody],
    ['is of a private authority', aCertificate({ subject: 'Feed', hosts: HERE, by: authority }), undefined, nobody],
    ['is of another authority', aCertificate({ subject: 'Feed', hosts: HERE, by: other }), authority, nobody],
    [
      'expired',
      aCertificate({ ...EXPIRED, by: authority }),
      authority,
      'its certificate has expired. The publisher has to renew it.',
    ],
    [
      'is not valid yet',
      aCertificate({ subject: 'Feed', hosts: HERE, by: authority, from: '2089-01-01T00:00:00Z' }),
      authority,
      "its certificate is not valid yet. Is this machine's clock right?",
    ],
    [
      'is for another host',
      aCertificate({ subject: 'Feed', hosts: ['other.test'], by: authority }),
      authority,
      'its certificate is that of another host.',
    ],
    [
      'names its host only as its subject',
      aCertificate({ subject: '127.0.0.1', by: authority }),
      authority,
      'its certificate is that of another host.',
    ],
  ])('whose certificate %s', async (_what, certificate, trusted, because) => {
    await start(certificate);
    const caFile = trusted && fileOf('ca.pem', trusted.cert);
    expect(await ask(caFile)).toBe(`https://127.0.0.1:PORT/ could not be read: ${because}`);
    expect(server.requests).toEqual([]);
  });

  it('without a certificate though the environment says that none is needed', async () => {
    await start(aCertificate({ subject: 'Feed', hosts: HERE }));
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect(await ask()).toContain(nobody);
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
    expect(server.requests).toEqual([]);
  });

  it('without TLS where TLS was asked for', async () => {
    server = await startScriptedServer();
    server.script('/', { body: 'here' });
    expect(await ask(undefined, server.origin.replace('http', 'https'))).toContain('could not be read');
    expect(server.requests).toEqual([]);
  });

  it('without TLS where a server with TLS leads there', async () => {
    await start(aCertificate({ subject: 'Feed', hosts: HERE, by: authority }));
    server.script('/', { status: 301, headers: { location: 'http://feed.test/plain?token=1' } });
    expect(await ask(fileOf('ca.pem', authority.cert))).toBe(
      'https://127.0.0.1:PORT/ leads from https to http (http://feed.test/plain), which is refused.',
    );
  });
});

describe('a private authority', () => {
  it.each(['127.0.0.1', 'feed.test'])('lets %s be asked by a source that names it', async (host) => {
    await start(aCertificate({ subject: 'Feed', hosts: HERE, by: authority }));
    const url = `https://${host}:${new URL(server.origin).port}/`;
    expect(await ask(fileOf('ca.pem', authority.cert), url)).toBe('here');
  });

  it('is trusted for the sources that name it and no others', async () => {
    await start(aCertificate({ subject: 'Feed', hosts: HERE, by: authority }));
    expect(await ask(fileOf('ca.pem', authority.cert))).toBe('here');
    expect(await ask()).toContain('nobody whom this machine trusts');
  });

  it('whose file is not there, or holds no certificate, is told', async () => {
    await start(authority);
    expect(await ask(join(folder, 'absent.pem'))).toMatch(
      /^The file of certificates FOLDER\/absent\.pem cannot be read: ENOENT/,
    );
    expect(await ask(fileOf('key.pem', 'no certificate'))).toBe(
      'The file FOLDER/key.pem holds no certificate; PEM was expected, which begins with "-----BEGIN CERTIFICATE-----".',
    );
  });
});
