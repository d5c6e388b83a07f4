import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt } from '../src/app-sources.ts';
import { loadSettings } from '../src/config/settings.ts';
import { aSource } from './conformance/source.ts';
import { type ScriptedServer, startScriptedServer } from './helpers/scripted-server.ts';

const FEED = '<rss version="2.0"><channel><item><title>A</title><guid>1</guid></item></channel></rss>';
const named = (href: string) =>
  `<html><head><link rel="alternate" type="application/rss+xml" href="${href}"></head></html>`;

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.stop());
const look = (path: string) =>
  lookAt({ ...aSource({ kind: 'feed' }), url: `${server.origin}${path}` }, loadSettings(undefined, {}));

describe('an address that is looked at', () => {
  it('leads to the feed that its page names', async () => {
    server.script('/news', { body: named('/rss.xml') });
    server.script('/rss.xml', { body: FEED });
    expect(await look('/news')).toMatchObject({ kind: 'feed', url: `${server.origin}/rss.xml` });
  });

  it.each([
    [
      'is behind a challenge',
      { body: '<html><head><script src="/altcha.min.js"></script></head></html>' },
      /challenge/,
    ],
    ['is not there', { status: 404 }, /cannot be a source: The server answered 404: there is nothing at this address/],
    ['names itself as its feed', { body: named('/odd') }, /It names itself as its feed, and is none\.$/],
  ])('and %s is refused with its reason', async (_, answer, because) => {
    server.script('/odd', answer);
    await expect(look('/odd')).rejects.toMatchObject({
      code: 'DOCUMENT_UNREADABLE',
      message: expect.stringMatching(because),
    });
  });
});
