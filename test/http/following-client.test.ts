import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../src/http/client.ts';
import { followingClient } from '../../src/http/following-client.ts';
import { pacedClient } from '../../src/http/paced-client.ts';
import { robotsClient } from '../../src/http/robots-client.ts';
import type { HttpClient, HttpRequest } from '../../src/ports/http.ts';
import { type ScriptedServer, startScriptedServer } from '../helpers/scripted-server.ts';

let first: ScriptedServer;
let second: ScriptedServer;
let waitedMs: number[];
let http: HttpClient;
beforeEach(async () => {
  [first, second] = [await startScriptedServer(), await startScriptedServer()];
  waitedMs = [];
  const pace = { atOnce: 1, gapMs: 1_000, nowMs: () => 0, pause: async (ms: number) => void waitedMs.push(ms) };
  http = followingClient(robotsClient(pacedClient(createHttpClient(), pace), () => 0));
  second.script('/news', { body: 'here' });
});
afterEach(() => Promise.all([first.stop(), second.stop()]));

const leads = (status: number, location: string) =>
  first.script('/news', { status, headers: { location }, body: 'gone' });
const ask = (more: Partial<HttpRequest> = {}) =>
  http.request({ url: `${first.origin}/news`, internal: true, ...more }).then(
    ({ status, body, url, movedTo, leadsTo }) => ({
      ...{ status, body: new TextDecoder().decode(body), leadsTo, movedTo: shown(movedTo), url: shown(url) },
    }),
    (fault: Error) => shown(fault.message),
  );
const shown = (words: string | undefined) =>
  words?.replaceAll(first.origin, 'FIRST').replaceAll(second.origin, 'SECOND');

describe('a server that leads to another host', () => {
  it('is followed there', async () => {
    leads(302, `${second.origin}/news`);
    expect(await ask()).toEqual({ status: 200, body: 'here', url: 'SECOND/news' });
  });

  it('and says that it moved for good is heard, as far as every step of the way is for good', async () => {
    leads(301, `${second.origin}/news`);
    expect(await ask()).toMatchObject({ movedTo: 'SECOND/news' });
    second.script('/news', { status: 308, headers: { location: '/newer' } });
    second.script('/newer', { body: 'here' });
    expect(await ask()).toMatchObject({ movedTo: 'SECOND/newer' });
    leads(302, `${second.origin}/news`);
    expect((await ask()) as object).not.toHaveProperty('movedTo', expect.any(String));
  });

  it('is followed only where the robots.txt of that host lets robots in', async () => {
    leads(302, `${second.origin}/news`);
    second.script('/robots.txt', { body: 'User-agent: *\nDisallow: /news' });
    expect(await ask({ heedRobots: true })).toContain('SECOND/robots.txt asks robots not to read /news (line 2).');
    expect(second.requests.map(({ path }) => path)).toEqual(['/robots.txt']);
  });

  it('is followed at the pace of that host', async () => {
    leads(302, `${second.origin}/news`);
    await http.request({ url: `${second.origin}/news`, internal: true });
    await ask();
    expect(waitedMs).toEqual([1_000]);
  });

  it('takes no token of the first host along, and no body where the answer is to be fetched', async () => {
    leads(302, `${second.origin}/news`);
    await ask({ method: 'POST', body: 'question', headers: { authorization: 'Bearer made-up', 'x-kind': 'news' } });
    const [seen] = second.requests;
    expect(seen).toMatchObject({ method: 'GET', body: '', headers: { 'x-kind': 'news' } });
    expect(seen?.headers).not.toHaveProperty('authorization');
  });

  it('and back again, for ever, is given up', async () => {
    leads(302, `${second.origin}/news`);
    second.script('/news', { status: 302, headers: { location: `${first.origin}/news` } });
    expect(await ask()).toBe('FIRST/news led to more than 5 hosts, one after the other.');
  });
});
