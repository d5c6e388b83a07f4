import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../src/http/client.ts';
import { userAgentOf } from '../../src/http/polite-client.ts';
import { robotsClient } from '../../src/http/robots-client.ts';
import type { HttpClient } from '../../src/ports/http.ts';
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '../helpers/scripted-server.ts';

let server: ScriptedServer;
let nowMs: number;
let http: HttpClient;
beforeEach(async () => {
  server = await startScriptedServer();
  nowMs = 0;
  http = robotsClient(createHttpClient(), () => nowMs);
  for (const path of ['/news', '/private/a.pdf']) server.script(path, { body: 'here' });
});
afterEach(() => server.stop());

const robots = (...answers: readonly (string | ScriptedAnswer)[]) =>
  server.script('/robots.txt', ...answers.map((each) => (typeof each === 'string' ? { body: each } : each)));
const ask = (path: string, more: object = {}) =>
  http.request({ url: `${server.origin}${path}`, internal: true, heedRobots: true, ...more }).then(
    ({ status }) => status,
    (fault: Error) => fault.message.replaceAll(server.origin, 'ORIGIN'),
  );
const asked = () => server.requests.map(({ path }) => path);

const NO =
  "asks robots not to read /private/a.pdf (line 2). Ask the publisher for a feed or for leave; with leave, say so in the source's `robots: { ignore: … }`.";

describe('a page', () => {
  it.each([
    ['everybody', 'User-agent: *\nDisallow: /private/'],
    ['wardwatch', 'User-agent: WardWatch\nDisallow: /private\n\nUser-agent: *\nAllow: /'],
    ['by a pattern', 'User-agent: *\nDisallow: /*.pdf$'],
  ])('is not asked for where robots.txt keeps it from %s', async (_whom, words) => {
    robots(words);
    expect([await ask('/private/a.pdf'), await ask('/news')]).toEqual([`ORIGIN/robots.txt ${NO}`, 200]);
    expect(asked()).toEqual(['/robots.txt', '/news']);
  });

  it.each([
    ['says nothing of it', 'User-agent: *\nDisallow: /other/'],
    ['lets wardwatch in and no others', 'User-agent: *\nDisallow: /\n\nUser-agent: wardwatch\nAllow: /'],
    ['keeps another robot out', 'User-agent: other\nDisallow: /'],
    ['is empty', ''],
    ['is a page that is answered for everything', '<!doctype html><title>Welcome</title>'],
    ['is not there', { status: 404 }],
    ['is refused', { status: 403 }],
    ['is gone', { status: 410 }],
    ['has moved', { status: 301, headers: { location: '/elsewhere' } }],
  ])('is asked for where robots.txt %s', async (_what, answer) => {
    robots(answer);
    server.script('/elsewhere', { body: 'User-agent: *\nDisallow: /other' });
    expect(await ask('/private/a.pdf')).toBe(200);
  });

  it.each([
    ['answers 503', { status: 503 }, 'it answered 503'],
    ['answers 429', { status: 429 }, 'it answered 429'],
    [
      'does not answer',
      { respond: (response) => response.destroy() },
      'ORIGIN/robots.txt could not be read: it hung up',
    ],
  ] as readonly (readonly [string, ScriptedAnswer, string])[])(
    'waits where robots.txt %s',
    async (_what, answer, why) => {
      robots(answer, 'User-agent: *\nDisallow: /private');
      expect(await ask('/news')).toBe(
        `ORIGIN/robots.txt cannot be had (${why}), so nobody knows whether /news may be read. It is tried again later.`,
      );
      expect(await ask('/private/a.pdf')).toContain('cannot be had');
      nowMs += 600_000;
      expect([await ask('/news'), await ask('/private/a.pdf')]).toEqual([200, `ORIGIN/robots.txt ${NO}`]);
      expect(asked()).toEqual(['/robots.txt', '/robots.txt', '/news']);
    },
  );
});

describe('robots.txt', () => {
  it('is known for a day, and what it said holds on while it cannot be had', async () => {
    robots('User-agent: *\nDisallow: /private', { status: 503 }, 'User-agent: *\nAllow: /');
    const outcomes = [];
    for (const passes of [0, 86_399_999, 1, 600_000]) {
      nowMs += passes;
      outcomes.push(await ask('/private/a.pdf'));
    }
    expect(outcomes).toEqual([`ORIGIN/robots.txt ${NO}`, `ORIGIN/robots.txt ${NO}`, `ORIGIN/robots.txt ${NO}`, 200]);
    expect(asked()).toEqual(['/robots.txt', '/robots.txt', '/robots.txt', '/private/a.pdf']);
  });

  it('is asked for once, however many pages are wanted at a time', async () => {
    robots('');
    await Promise.all([ask('/news'), ask('/private/a.pdf')]);
    expect(asked().filter((path) => path === '/robots.txt')).toHaveLength(1);
  });

  it('is asked for by the name that the source wants, and obeyed by our own', async () => {
    robots('User-agent: wardwatch\nDisallow: /private');
    expect(await ask('/private/a.pdf', { userAgent: 'another' })).toBe(`ORIGIN/robots.txt ${NO}`);
    expect(server.requests[0]?.headers['user-agent']).toBe('another');
  });

  it('is not asked for a document that is made for machines', async () => {
    robots('User-agent: *\nDisallow: /');
    expect(await ask('/news', { heedRobots: false })).toBe(200);
    expect(asked()).toEqual(['/news']);
  });
});

it('the contact stands in the user agent, as crawlers write it', () => {
  expect(userAgentOf('security@example.com')).toBe('wardwatch/0.1 (+security@example.com)');
});
