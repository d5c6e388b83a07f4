import { describe, expect, it } from 'vitest';
import type { SourceConfig } from '../../src/ports/source.ts';
import { adapterFor } from '../../src/sources/registry.ts';
import { aSource } from '../conformance/source.ts';
import { type ExpectedExchange, httpDouble } from '../helpers/http-double.ts';

const HOST = 'https://vendor.example.com';
const PAGE: ExpectedExchange = { url: `${HOST}/a`, body: '<html><body>All words of a.</body></html>' };
const FEED: ExpectedExchange = {
  url: `${HOST}/feed.xml`,
  body: `<rss version="2.0"><channel><item><title>Flaw a</title><link>${HOST}/a</link></item></channel></rss>`,
};
const LIST: ExpectedExchange = { url: `${HOST}/list`, body: '<html><body><a href="/a">Alert a</a></body></html>' };

const feed = aSource({ kind: 'feed', url: FEED.url, followLinks: true });
const listing = aSource({ kind: 'listing', url: LIST.url, selectors: { entry: 'a' } });

async function requestsOf(source: SourceConfig, ...expected: readonly ExpectedExchange[]) {
  const http = httpDouble(...expected);
  await adapterFor(source.kind).poll({
    source,
    cursor: undefined,
    http,
    now: '2030-01-01T00:00:00.000Z',
    pause: async () => {},
  });
  http.assertAllUsed();
  return http.requests;
}

describe('robots.txt is heeded', () => {
  const heeded = async (source: SourceConfig, ...expected: readonly ExpectedExchange[]) =>
    (await requestsOf(source, ...expected)).map(({ url, heedRobots = false }) => [url, heedRobots]);

  it('for a listing and the documents that it leads to', async () => {
    expect(await heeded(listing, LIST, PAGE)).toEqual([
      [LIST.url, true],
      [PAGE.url, true],
    ]);
  });

  it('for the pages that a feed leads to, but not for the feed, which is made for machines', async () => {
    expect(await heeded(feed, FEED, PAGE)).toEqual([
      [FEED.url, false],
      [PAGE.url, true],
    ]);
  });

  it('for neither where the source says why not', async () => {
    const robots = { ignore: 'leave by mail of 2030-01-01' };
    expect([
      ...(await heeded({ ...listing, robots }, LIST, PAGE)),
      ...(await heeded({ ...feed, robots }, FEED, PAGE)),
    ]).toEqual([LIST, PAGE, FEED, PAGE].map(({ url }) => [url, false]));
  });
});

it('a private authority and the largest size hold for every request of the source', async () => {
  const limits = { caFile: 'config/ca.pem', maxBodyBytes: 50_000_000 };
  const requests = await requestsOf({ ...listing, ...limits }, LIST, PAGE);
  expect(requests.map(({ caFile, maxBodyBytes }) => ({ caFile, maxBodyBytes }))).toEqual([limits, limits]);
});
