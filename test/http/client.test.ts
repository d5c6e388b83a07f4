import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WardwatchError } from '../../src/errors.ts';
import { createHttpClient } from '../../src/http/client.ts';
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '../helpers/scripted-server.ts';

const WORDS = 'An advisory. '.repeat(50);

let server: ScriptedServer;
const client = createHttpClient({ userAgent: 'wardwatch-test', maxBodyBytes: 100_000 });
const get = (path: string, more: object = {}) =>
  client.request({ url: `${server.origin}${path}`, internal: true, ...more });
const faultOf = async (asked: Promise<unknown>) => {
  const fault = await asked.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(fault instanceof WardwatchError)) throw new Error(`expected a WardwatchError, got ${String(fault)}`);
  return { code: fault.code, message: fault.message.replaceAll(server.origin, 'ORIGIN'), retry: fault.retry };
};

beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.stop());

describe('the HTTP client answers', () => {
  it('with status, lower-case headers, body and the address that answered', async () => {
    server.script('/a', { headers: { ETag: '"1"' }, body: WORDS });
    const { status, headers, body, url } = await get('/a');
    expect({ status, etag: headers.etag, body: text(body), url }).toEqual({
      status: 200,
      etag: '"1"',
      body: WORDS,
      url: `${server.origin}/a`,
    });
  });

  it('with any status, refusals included', async () => {
    server.script('/a', { status: 403, body: 'no' });
    expect((await get('/a')).status).toBe(403);
  });

  it('and names itself, or as the request wants it', async () => {
    server.script('/a', { body: '' });
    await get('/a');
    await get('/a', { userAgent: 'another' });
    expect(server.requests.map(({ headers }) => headers['user-agent'])).toEqual(['wardwatch-test', 'another']);
  });

  it('sends a POST with its body', async () => {
    server.script('/a', { body: 'done' });
    await get('/a', { method: 'POST', body: '{"page":0}', headers: { 'content-type': 'application/json' } });
    expect(server.requests.map(({ method, body }) => [method, body])).toEqual([['POST', '{"page":0}']]);
  });
});

describe('a body is decoded', () => {
  it.each([
    ['gzip', gzipSync(WORDS)],
    ['x-gzip', gzipSync(WORDS)],
    ['br', brotliCompressSync(WORDS)],
    ['deflate', deflateSync(WORDS)],
    ['deflate', deflateRawSync(WORDS)],
    ['deflate, gzip', gzipSync(deflateSync(WORDS))],
    ['identity', Buffer.from(WORDS)],
  ])('from %s', async (encoding, body) => {
    server.script('/a', { headers: { 'content-encoding': encoding }, body });
    expect(text((await get('/a')).body)).toBe(WORDS);
  });

  it('and a cut-off one is refused', async () => {
    server.script('/a', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(WORDS).subarray(0, 30) });
    expect(await faultOf(get('/a'))).toEqual({
      code: 'HTTP_FAILED',
      message: 'The compressed answer is broken or cut off.',
      retry: 'later',
    });
  });

  it('and an unknown encoding is refused by its name', async () => {
    server.script('/a', { headers: { 'content-encoding': 'zstd' }, body: 'x' });
    expect((await faultOf(get('/a'))).message).toBe(
      'The answer is encoded as "zstd"; gzip, deflate or br was expected.',
    );
  });
});

describe('too much is not read', () => {
  it('when a small answer unpacks to a large one', async () => {
    server.script('/bomb', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(50_000_000)) });
    expect(await faultOf(get('/bomb'))).toEqual({
      code: 'HTTP_TOO_LARGE',
      message: 'The answer is larger than 100000 bytes once decoded, so it was not read further.',
      retry: 'never',
    });
  });

  it('when a server never stops sending', async () => {
    const chunk = Buffer.alloc(20_000);
    server.script('/endless', {
      respond: (response) => {
        const more = () => {
          while (!response.destroyed && response.write(chunk));
          response.once('drain', more);
        };
        more();
      },
    });
    expect((await faultOf(get('/endless'))).code).toBe('HTTP_TOO_LARGE');
  });

  it('when a server says that it sends little and sends on', async () => {
    server.script('/a', { respond: raw('content-length: 5', 'x'.repeat(200_000)) });
    expect(text((await get('/a')).body)).toBe('xxxxx');
  });

  it('when a server says that it sends more than it does', async () => {
    server.script('/a', { respond: raw('content-length: 50000', WORDS) });
    expect(await faultOf(get('/a'))).toEqual({
      code: 'HTTP_FAILED',
      message: 'ORIGIN/a could not be read: it hung up before the end.',
      retry: 'later',
    });
  });

  it('when the headers alone are large', async () => {
    server.script('/a', { respond: raw(`x-filler: ${'x'.repeat(70_000)}`, '') });
    expect(await faultOf(get('/a'))).toEqual({
      code: 'HTTP_FAILED',
      message: 'ORIGIN/a could not be read: its headers are larger than 64 kB.',
      retry: 'later',
    });
  });

  it('and the size may be set for one request', async () => {
    server.script('/a', { body: WORDS });
    expect((await faultOf(get('/a', { maxBodyBytes: 10 }))).code).toBe('HTTP_TOO_LARGE');
  });
});

describe('a server that is too slow is left', () => {
  it.each([
    ['that never answers', () => undefined],
    ['that sends its headers and then nothing', (response: { flushHeaders(): void }) => response.flushHeaders()],
    [
      'that sends a byte at a time',
      (response: { write(text: string): boolean; destroyed: boolean }) => {
        const timer = setInterval(() => (response.destroyed ? clearInterval(timer) : response.write('x')), 20);
      },
    ],
  ])('%s', async (_name, respond) => {
    server.script('/slow', { respond });
    expect(await faultOf(get('/slow', { deadlineMs: 200 }))).toEqual({
      code: 'HTTP_TIMEOUT',
      message: 'ORIGIN/slow did not answer completely within 0.2 s.',
      retry: 'later',
    });
  });
});

describe('a server that sends no headers', () => {
  it('is left before the time for everything is over', async () => {
    const impatient = createHttpClient({ headersTimeoutMs: 100 });
    server.script('/silent', { respond: () => undefined });
    expect(await faultOf(impatient.request({ url: `${server.origin}/silent`, internal: true }))).toEqual({
      code: 'HTTP_TIMEOUT',
      message: 'ORIGIN/silent did not answer completely within 0.1 s.',
      retry: 'later',
    });
  });
});

describe('a redirect', () => {
  it.each([
    ['for good', [301], '/1'],
    ['for good, twice', [308, 301], '/2'],
    ['for now', [302], undefined],
    ['for good and then for now', [301, 307], '/1'],
    ['for now and then for good', [303, 301], undefined],
  ])('%s is told as what it is', async (_what, statuses, movedTo) => {
    for (const [hop, status] of statuses.entries())
      server.script(`/${hop}`, { status, headers: { location: `/${hop + 1}` } });
    server.script(`/${statuses.length}`, { body: 'here' });
    const answer = await get('/0');
    expect([text(answer.body), answer.movedTo]).toEqual(['here', movedTo && `${server.origin}${movedTo}`]);
  });

  it('is followed, relative ones too', async () => {
    server.script('/a', { status: 301, headers: { location: '/b?x=1' } });
    server.script('/b?x=1', { body: 'here' });
    const { url, body } = await get('/a');
    expect([url, text(body)]).toEqual([`${server.origin}/b?x=1`, 'here']);
  });

  it('after which a POST is asked as GET, as browsers do (RFC 9110, 15.4.3)', async () => {
    server.script('/a', { status: 302, headers: { location: '/b' } });
    server.script('/b', { body: 'here' });
    await get('/a', { method: 'POST', body: 'x' });
    expect(server.requests.map(({ method, body }) => [method, body])).toEqual([
      ['POST', 'x'],
      ['GET', ''],
    ]);
  });

  it('to another host carries no secret', async () => {
    const other = await startScriptedServer();
    other.script('/b', { body: 'here' });
    server.script('/a', { status: 302, headers: { location: `${other.origin}/b` } });
    await get('/a', { headers: { authorization: 'secret', apiKey: 'secret', accept: 'text/html' } });
    expect(other.requests.map(({ headers }) => [headers.authorization, headers.apikey, headers.accept])).toEqual([
      [undefined, undefined, 'text/html'],
    ]);
    await other.stop();
  });

  it('to another host is refused where it would carry on what was posted', async () => {
    const other = await startScriptedServer();
    server.script('/a', { status: 307, headers: { location: `${other.origin}/b` } });
    const { code } = await faultOf(get('/a', { method: 'POST', body: 'client_secret=made-up' }));
    expect([code, other.requests]).toEqual(['HTTP_BLOCKED', []]);
    await other.stop();
  });

  it('is followed five times and not six', async () => {
    for (let hop = 0; hop < 6; hop += 1)
      server.script(`/${hop}`, { status: 302, headers: { location: `/${hop + 1}` } });
    server.script('/6', { body: 'here' });
    expect(text((await get('/1')).body)).toBe('here');
    expect(await faultOf(get('/0'))).toEqual({
      code: 'HTTP_FAILED',
      message: 'ORIGIN/0 was redirected more than 5 times.',
      retry: 'later',
    });
  });

  it.each([['file:///etc/passwd'], ['gopher://example.com/'], ['ftp://example.com/']])(
    'to %s is refused',
    async (location) => {
      server.script('/a', { status: 302, headers: { location } });
      expect((await faultOf(get('/a'))).code).toBe('HTTP_BLOCKED');
    },
  );

  it('to a metadata address is refused, for internal sources too', async () => {
    server.script('/a', { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data/' } });
    expect((await faultOf(get('/a'))).code).toBe('HTTP_BLOCKED');
  });
});

describe('a fault', () => {
  it('of the network is told without the query, which may hold a token', async () => {
    await server.stop();
    const fault = await faultOf(get('/a?token=secret'));
    expect([fault.code, fault.retry]).toEqual(['HTTP_FAILED', 'later']);
    expect(fault.message).toMatch(/^ORIGIN\/a could not be read: .*ECONNREFUSED/);
    server = await startScriptedServer();
  });
});

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Answers with words of its own, whatever HTTP says of them, and hangs up. */
function raw(header: string, body: string): NonNullable<ScriptedAnswer['respond']> {
  return ({ socket }) => void socket?.end(`HTTP/1.1 200 OK\r\n${header}\r\nconnection: close\r\n\r\n${body}`);
}
