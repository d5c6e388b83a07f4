import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WardwatchError } from '../../src/errors.ts';
import type { Cursor, PollContext, PollOutcome, SourceConfig } from '../../src/ports/source.ts';
import { adapterFor } from '../../src/sources/registry.ts';
import { aSource } from '../conformance/source.ts';
import { type ExpectedExchange, httpDouble } from '../helpers/http-double.ts';

const HOST = 'https://vendor.example.com';
const NOW = '2030-01-01T00:00:00.000Z';
const html = (words: string) => `<html><body>${words}</body></html>`;

/** Polls once against a server that is asked exactly what is expected. */
async function pollOnce(
  source: SourceConfig,
  cursor: Cursor | undefined,
  expected: readonly ExpectedExchange[],
  more: Pick<PollContext, 'acceptSmaller'> = {},
) {
  const http = httpDouble(...expected);
  const outcome = await adapterFor(source.kind).poll({
    ...{ source, cursor, http, now: NOW, pause: async () => {}, ...more },
  });
  http.assertAllUsed();
  return { outcome, requests: http.requests };
}
const news = (outcome: PollOutcome) => {
  if (outcome.kind !== 'changed') throw new Error(`expected news, got ${JSON.stringify(outcome)}`);
  return {
    guids: [...outcome.items, ...(outcome.backlog ?? [])].map(({ guid }) => guid),
    refused: outcome.refused,
    cursor: outcome.cursor,
    items: outcome.items,
  };
};

describe('asking only for what changed', () => {
  const source = aSource({ kind: 'feed', url: `${HOST}/feed.xml`, userAgent: 'wardwatch for Example Hospital' });
  const feed = (title: string) =>
    `<rss version="2.0"><channel><item><title>${title}</title><guid>1</guid></item></channel></rss>`;
  const first = {
    url: `${HOST}/feed.xml`,
    headers: { etag: '"a"', 'last-modified': 'Mon, 01 Jan 2029 00:00:00 GMT' },
    body: feed('A'),
  };

  it('sends what the server gave to know its version by, and the agent that the source wants', async () => {
    const { cursor } = news((await pollOnce(source, undefined, [first])).outcome);
    const { outcome, requests } = await pollOnce(source, cursor, [{ url: `${HOST}/feed.xml`, status: 304 }]);
    expect(outcome).toEqual({ kind: 'unchanged' });
    expect(requests[0]).toMatchObject({
      headers: { 'if-none-match': '"a"', 'if-modified-since': 'Mon, 01 Jan 2029 00:00:00 GMT' },
      userAgent: 'wardwatch for Example Hospital',
      internal: true,
    });
  });

  it('knows the same words under a new version', async () => {
    const { cursor } = news((await pollOnce(source, undefined, [first])).outcome);
    expect((await pollOnce(source, cursor, [{ ...first, headers: { etag: '"b"' } }])).outcome).toEqual({
      kind: 'unchanged',
    });
  });

  it('knows the same entries in a feed that was written anew, and asks then for what is newer than that', async () => {
    const { cursor } = news((await pollOnce(source, undefined, [first])).outcome);
    const rewritten = feed('A').replace('<channel>', '<channel><lastBuildDate>now</lastBuildDate>');
    const second = await pollOnce(source, cursor, [{ ...first, headers: { etag: '"b"' }, body: rewritten }]);
    expect(second.outcome).toMatchObject({ kind: 'unchanged', cursor: { validators: { etag: '"b"' } } });
    const moved = second.outcome.kind === 'unchanged' ? second.outcome.cursor : undefined;
    const { outcome, requests } = await pollOnce(source, moved, [{ url: `${HOST}/feed.xml`, status: 304 }]);
    expect([outcome, requests[0]?.headers?.['if-none-match']]).toEqual([{ kind: 'unchanged' }, '"b"']);
  });

  it('knows the same entries in a feed whose guids change at every poll', async () => {
    const numbers = Array.from({ length: 20 }, (_, at) => at);
    const items = (poll: number) =>
      numbers.map((at) => `<item><title>${at}</title><link>/${at}</link><guid>${poll}-${at}</guid></item>`).join('');
    const at = (poll: number) => ({
      ...first,
      body: `<rss version="2.0"><channel><link>${HOST}/news/</link>${items(poll)}</channel></rss>`,
    });
    const { cursor, guids } = news((await pollOnce(source, undefined, [at(1)])).outcome);
    expect(guids).toEqual(numbers.map((number) => `1-${number}`));
    expect((await pollOnce(source, cursor, [at(2)])).outcome).toMatchObject({ kind: 'unchanged' });
    expect((await pollOnce(source, cursor, [at(3)])).outcome).toMatchObject({ kind: 'unchanged' });
  });

  it('knows the entries that an older version remembered by their guids alone', async () => {
    const { cursor } = news((await pollOnce(source, undefined, [first])).outcome);
    const { names: _, ...older } = cursor;
    const rewritten = feed('A').replace('<channel>', '<channel><lastBuildDate>now</lastBuildDate>');
    const { outcome } = await pollOnce(source, older, [{ ...first, body: rewritten }]);
    expect(outcome).toMatchObject({ kind: 'unchanged' });
  });

  it('reads a JSON Feed too', async () => {
    const body = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      home_page_url: `${HOST}/`,
      items: [{ id: '7', url: '/7', title: 'A <b>flaw</b>', content_html: '<p>Words</p><html>' }],
    });
    const { items } = news((await pollOnce(source, undefined, [{ ...first, body }])).outcome);
    expect(items).toMatchObject([{ guid: '7', title: 'A flaw', link: `${HOST}/7`, format: 'html' }]);
  });

  it('takes an emptied feed for a fault, not for news', async () => {
    const { cursor } = news((await pollOnce(source, undefined, [first])).outcome);
    const empty = { ...first, body: '<rss version="2.0"><channel><title>News</title></channel></rss>' };
    expect((await pollOnce(source, cursor, [empty])).outcome).toEqual({
      kind: 'refused',
      status: 200,
      because: 'The feed holds no entries; what was read before is kept.',
    });
  });

  it('tells a fault of the network in its own words', async () => {
    const fault = new WardwatchError(
      'HTTP_TIMEOUT',
      'https://vendor.example.com/feed.xml did not answer completely within 60 s.',
    );
    expect((await pollOnce(source, undefined, [{ url: `${HOST}/feed.xml`, fault }])).outcome).toEqual({
      kind: 'refused',
      because: fault.message,
      cause: 'unreachable',
    });
  });
});

describe('a feed whose entries are read from their pages', () => {
  const source = aSource({ kind: 'feed', url: `${HOST}/feed.xml`, followLinks: true });
  const entry = (id: string, words = 'Short.') =>
    `<item><title>Flaw ${id}</title><link>${HOST}/${id}</link><description>${words}</description></item>`;
  const feed = (...entries: readonly string[]): ExpectedExchange => ({
    url: `${HOST}/feed.xml`,
    body: `<rss version="2.0"><channel>${entries.join('')}</channel></rss>`,
  });
  const page = (id: string, more: Partial<ExpectedExchange> = {}): ExpectedExchange => ({
    url: `${HOST}/${id}`,
    body: html(`All words of ${id}.`),
    ...more,
  });
  const words = (outcome: PollOutcome) => news(outcome).items.map(({ bytes }) => new TextDecoder().decode(bytes));

  it('hands on the words of the page', async () => {
    const { outcome } = await pollOnce(source, undefined, [feed(entry('a')), page('a')]);
    expect(words(outcome)).toEqual([html('All words of a.')]);
  });

  it("hands on a new entry by the feed's own words when its page cannot be had, and tries the page again", async () => {
    const before = await pollOnce(source, undefined, [feed(entry('a')), page('a', { status: 500 })]);
    expect([words(before.outcome), news(before.outcome).refused]).toEqual([
      ['Short.'],
      [{ what: `${HOST}/a`, because: 'The server answered 500: it has trouble of its own.' }],
    ]);
    const after = await pollOnce(source, news(before.outcome).cursor, [feed(entry('a')), page('a')]);
    expect(after.outcome).toMatchObject({ items: [], backlog: [{ guid: `${HOST}/a` }], refused: [] });
  });

  it('leaves an entry as it was read before when its page cannot be had, and tries again', async () => {
    const read = news((await pollOnce(source, undefined, [feed(entry('a')), page('a')])).outcome);
    const failed = await pollOnce(source, read.cursor, [feed(entry('a', 'Edited.')), page('a', { status: 500 })]);
    expect([news(failed.outcome).guids, news(failed.outcome).refused.length]).toEqual([[], 1]);
    const after = await pollOnce(source, news(failed.outcome).cursor, [feed(entry('a', 'Edited.')), page('a')]);
    expect(news(after.outcome).guids).toEqual([`${HOST}/a`]);
  });

  it('takes a CSAF document that an entry links to', async () => {
    const body = JSON.stringify({ document: { csaf_version: '2.0', title: 'A flaw', tracking: { id: 'SA-1' } } });
    const download = page('a', { body, headers: { 'content-type': 'application/download' } });
    const { outcome } = await pollOnce(source, undefined, [feed(entry('a')), download]);
    expect(outcome).toMatchObject({ kind: 'changed', items: [{ format: 'csaf', title: 'Flaw a' }], refused: [] });
    expect(words(outcome)).toEqual([body]);
  });

  it('asks for forty pages a poll, and for the rest at the next, which is no news where it was there at first', async () => {
    const ids = Array.from({ length: 45 }, (_, at) => `n${at}`);
    const all = feed(...ids.map((id) => entry(id)));
    const first = await pollOnce(source, undefined, [all, ...ids.slice(0, 40).map((id) => page(id))]);
    const edited = feed(...ids.map((id) => entry(id, id === 'n41' ? 'Edited.' : 'Short.')), entry('new'));
    const rest = [...ids.slice(40), 'new'].map((id) => page(id, id === 'n44' ? { status: 500 } : {}));
    const second = await pollOnce(source, news(first.outcome).cursor, [edited, ...rest]);
    expect(news(first.outcome).guids).toEqual(ids.slice(0, 40).map((id) => `${HOST}/${id}`));
    expect(second.outcome).toMatchObject({
      items: [{ guid: `${HOST}/n41` }, { guid: `${HOST}/new` }],
      backlog: ['n40', 'n42', 'n43', 'n44'].map((id) => ({ guid: `${HOST}/${id}` })),
      refused: [{ what: `${HOST}/n44` }],
    });
    const third = await pollOnce(source, news(second.outcome).cursor, [edited, page('n44')]);
    expect(third.outcome).toMatchObject({ items: [], backlog: [{ guid: `${HOST}/n44` }], refused: [] });
  });

  it('takes more than forty entries that are new at once for news, poll by poll', async () => {
    const ids = Array.from({ length: 45 }, (_, at) => `n${at}`);
    const { cursor } = news((await pollOnce(source, undefined, [feed(entry('a')), page('a')])).outcome);
    const all = feed(entry('a'), ...ids.map((id) => entry(id)));
    const second = await pollOnce(source, cursor, [all, ...ids.slice(0, 40).map((id) => page(id))]);
    const third = await pollOnce(source, news(second.outcome).cursor, [all, ...ids.slice(40).map((id) => page(id))]);
    expect([second, third].map(({ outcome }) => news(outcome).items.length)).toEqual([40, 5]);
  });
});

describe('a catalogue that wants a token', () => {
  it('is asked with it', async () => {
    const url = `${HOST}/catalogue`;
    const http = httpDouble({
      url,
      body: JSON.stringify({ data: [{ cve: ['CVE-2029-0001'], date_added: '2029-01-02' }] }),
    });
    const source = aSource({ kind: 'kev', url, secretEnv: 'CATALOGUE_TOKEN' });
    const context = { source, cursor: undefined, http, now: '2030-01-01T00:00:00.000Z', pause: async () => {} };
    expect((await adapterFor('kev').poll({ ...context, secret: 't0ken' })).kind).toBe('changed');
    expect(http.requests.map(({ headers }) => headers?.authorization)).toEqual(['Bearer t0ken']);
  });
});

describe('a listing', () => {
  const source = aSource({
    kind: 'listing',
    url: `${HOST}/list`,
    selectors: { entry: 'tr', title: '.name', date: '.date', content: '#words' },
  });
  const row = (id: string) =>
    `<tr><td class="name">Alert ${id}</td><td class="date">Published January 22, 2024</td><td><a href="/${id}">PDF</a></td></tr>`;
  const list = (...ids: readonly string[]): ExpectedExchange => ({
    url: `${HOST}/list`,
    headers: { etag: ids.join() },
    body: html(`<table>${ids.map(row).join('')}</table>`),
  });
  const page = (id: string, more: Partial<ExpectedExchange> = {}): ExpectedExchange => ({
    url: `${HOST}/${id}`,
    body: html(`<div>Menu</div><div id="words">Words of ${id}.</div>`),
    ...more,
  });

  it('hands on each linked page by its address, with title and date of the list and the chosen part of the page', async () => {
    const { items, refused } = news((await pollOnce(source, undefined, [list('a'), page('a')])).outcome);
    expect(refused).toEqual([]);
    expect(items.map(({ bytes, ...item }) => ({ ...item, words: new TextDecoder().decode(bytes) }))).toEqual([
      {
        guid: `${HOST}/a`,
        link: `${HOST}/a`,
        title: 'Alert a',
        publishedAt: '2024-01-22T00:00:00.000Z',
        format: 'html',
        words: '<title></title><div>Words of a.</div>',
      },
    ]);
  });

  describe('of several pages', () => {
    const paged = aSource({ ...source, selectors: { entry: 'tr', title: '.name', content: '#words', next: 'a.next' } });
    const part = (number: number, next: boolean, ...ids: readonly string[]): ExpectedExchange => ({
      url: number === 1 ? `${HOST}/list` : `${HOST}/list?page=${number}`,
      body: html(
        `<table>${ids.map(row).join('')}</table>${next ? `<a class="next" href="/list?page=${number + 1}">Next</a>` : ''}`,
      ),
    });

    it('is read to its end at the first look', async () => {
      const { outcome } = await pollOnce(paged, undefined, [
        part(1, true, 'a'),
        part(2, true, 'b'),
        part(3, false, 'c'),
        page('a'),
        page('b'),
        page('c'),
      ]);
      expect(news(outcome).guids).toEqual([`${HOST}/a`, `${HOST}/b`, `${HOST}/c`]);
    });

    it('is read afterwards only as far as it holds what was never read', async () => {
      const first = await pollOnce(paged, undefined, [part(1, true, 'a'), part(2, false, 'b'), page('a'), page('b')]);
      const { outcome } = await pollOnce(paged, news(first.outcome).cursor, [
        part(1, true, 'c'),
        part(2, true, 'a'),
        page('c'),
        page('a'),
      ]);
      expect(news(outcome).guids).toEqual([`${HOST}/c`]);
    });

    it('is gone on with where one of its pages failed, and what was there before is no news', async () => {
      const first = await pollOnce(paged, undefined, [
        part(1, true, 'a'),
        { ...part(2, false, 'b'), status: 500 },
        page('a'),
      ]);
      expect(news(first.outcome).refused).toEqual([
        { what: `${HOST}/list?page=2`, because: 'The server answered 500: it has trouble of its own.' },
      ]);
      const second = await pollOnce(paged, news(first.outcome).cursor, [
        part(1, true, 'a'),
        part(2, false, 'b'),
        page('b'),
        page('a'),
      ]);
      expect(second.outcome).toMatchObject({ items: [], backlog: [{ guid: `${HOST}/b` }], refused: [] });
    });
  });

  it('hands on a linked PDF as it is', async () => {
    const pdf = page('a', { body: '%PDF-1.7 …', headers: { 'content-type': 'application/octet-stream' } });
    expect(
      news((await pollOnce(source, undefined, [list('a'), pdf])).outcome).items.map(({ format }) => format),
    ).toEqual(['pdf']);
  });

  it.each([
    [
      'has gone',
      { status: 404 },
      'The server answered 404: there is nothing at this address; the publisher may have moved it.',
    ],
    [
      'is a bot challenge',
      { body: '<title>Just a moment...</title>' },
      'The server answered a bot challenge page in place of the document.',
    ],
    [
      'has another layout',
      { body: html('<p>Words</p>') },
      'The page has no words at the selector "#words"; its layout may have changed.',
    ],
    ['is empty', { body: '' }, 'The page holds no words; it may be built by JavaScript in a browser.'],
    [
      'is a picture',
      { body: 'x', headers: { 'content-type': 'image/png' } },
      'It is of the type image/png; a page, a PDF or CSAF was expected.',
    ],
  ])('tells of one document that %s, and hands on the others', async (_what, answer, because) => {
    const outcome = news((await pollOnce(source, undefined, [list('a', 'b'), page('a', answer), page('b')])).outcome);
    expect([outcome.guids, outcome.refused]).toEqual([[`${HOST}/b`], [{ what: `Alert a (${HOST}/a)`, because }]]);
  });

  it('sees a document that is replaced in place while the list stays the same', async () => {
    const { cursor } = news(
      (await pollOnce(source, undefined, [list('a', 'b'), page('a', { headers: { etag: '"1"' } }), page('b')])).outcome,
    );
    const { outcome, requests } = await pollOnce(source, cursor, [
      { url: `${HOST}/list`, status: 304 },
      page('a', { status: 304 }),
      page('b', { body: html('<div id="words">Other words.</div>') }),
    ]);
    expect(news(outcome).guids).toEqual([`${HOST}/b`]);
    expect(requests[1]?.headers?.['if-none-match']).toBe('"1"');
  });

  it('asks for forty documents a poll, new ones first, until each had its turn', async () => {
    const ids = Array.from({ length: 45 }, (_, at) => `n${at}`);
    const first = news(
      (await pollOnce(source, undefined, [list(...ids), ...ids.slice(0, 40).map((id) => page(id))])).outcome,
    );
    const turn = [...ids.slice(40), ...ids.slice(0, 35)];
    const second = news(
      (await pollOnce(source, first.cursor, [{ url: `${HOST}/list`, status: 304 }, ...turn.map((id) => page(id))]))
        .outcome,
    );
    expect(second.guids).toEqual(ids.slice(40).map((id) => `${HOST}/${id}`));
  });

  it('stops asking when the server wants a rest, and goes on from there', async () => {
    const rest = page('a', { status: 429, headers: { 'retry-after': '60' } });
    const first = news((await pollOnce(source, undefined, [list('a', 'b'), rest])).outcome);
    expect([first.guids, first.refused.length]).toEqual([[], 1]);
    expect(
      news((await pollOnce(source, first.cursor, [{ url: `${HOST}/list`, status: 304 }, page('b'), page('a')])).outcome)
        .guids,
    ).toEqual([`${HOST}/a`, `${HOST}/b`]);
  });

  it('is refused when no entry stands where entries are looked for', async () => {
    expect(
      (await pollOnce(source, undefined, [{ url: `${HOST}/list`, body: html('<p>We have moved.</p>') }])).outcome,
    ).toMatchObject({
      kind: 'refused',
      because: 'No entry with a link stands at the selector "tr": the page has changed, or is built by JavaScript.',
    });
  });
});

describe('a KEV catalogue', () => {
  const source = aSource({ kind: 'kev', url: `${HOST}/kev.json` });
  const entry = (at: number, more: object = {}) => ({ cveID: `CVE-2099-${1000 + at}`, product: 'Gateway', ...more });
  const catalogue = (entries: readonly object[], count = entries.length): ExpectedExchange => ({
    url: `${HOST}/kev.json`,
    body: JSON.stringify({ catalogVersion: '1', count, vulnerabilities: entries }),
  });
  const ten = Array.from({ length: 10 }, (_, at) => entry(at));

  it('hands on new and edited entries only', async () => {
    const { cursor } = news((await pollOnce(source, undefined, [catalogue(ten)])).outcome);
    const edited = ten.map((each, at) => (at === 3 ? { ...each, knownRansomwareCampaignUse: 'Known' } : each));
    expect(news((await pollOnce(source, cursor, [catalogue([...edited, entry(10)])])).outcome).guids).toEqual([
      'CVE-2099-1003',
      'CVE-2099-1010',
    ]);
  });

  it.each([
    [
      'lost more than a fifth of its entries',
      catalogue(ten.slice(0, 7)),
      'The KEV catalogue shrank from 10 to 7 entries; what was read before is kept.',
    ],
    [
      'holds fewer than it says',
      catalogue(ten.slice(0, 9), 10),
      'The KEV catalogue says that it holds 10 entries, but holds 9.',
    ],
    ['is empty', catalogue([]), 'The KEV catalogue holds no entries; what was read before is kept.'],
    [
      'is cut off',
      { ...catalogue(ten), body: '{"catalogVersion":"1","vulnerabilities":[{"cveID":' },
      'The KEV catalogue is cut off: its JSON is not valid.',
    ],
  ])('is refused whole when it %s', async (_what, answer, because) => {
    const { cursor } = news((await pollOnce(source, undefined, [catalogue(ten)])).outcome);
    expect((await pollOnce(source, cursor, [answer])).outcome).toMatchObject({ kind: 'refused', status: 200, because });
  });

  it('may lose a few', async () => {
    const { cursor } = news((await pollOnce(source, undefined, [catalogue(ten)])).outcome);
    expect((await pollOnce(source, cursor, [catalogue(ten.slice(0, 9))])).outcome).toEqual({ kind: 'unchanged' });
  });

  it('may lose many where a person said that it is right so', async () => {
    const seven = [catalogue([...ten.slice(0, 6), entry(10)])];
    const { cursor } = news((await pollOnce(source, undefined, [catalogue(ten)])).outcome);
    expect(news((await pollOnce(source, cursor, seven, { acceptSmaller: true })).outcome).guids).toEqual([
      'CVE-2099-1010',
    ]);
  });
});

describe('a drop folder', () => {
  let folder: string;
  const nowSeconds = Date.parse(NOW) / 1000;
  const write = async (name: string, content: string, secondsAgo = 60) => {
    const file = path.join(folder, name);
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, content);
    await fs.utimes(file, nowSeconds - secondsAgo, nowSeconds - secondsAgo);
  };
  const poll = async (cursor?: Cursor) => (await pollOnce(aSource({ kind: 'drop', path: folder }), cursor, [])).outcome;

  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'wardwatch-drop-'));
  });
  afterEach(() => fs.rm(folder, { recursive: true, force: true }));

  it('hands on files of its folders, but not hidden ones nor those in hidden folders', async () => {
    for (const name of ['alert.txt', 'hc3/alert.txt', '.hidden.txt', '.done/old.txt'])
      await write(name, `The words of ${name}`);
    expect(news(await poll()).guids).toEqual(['alert.txt', 'hc3/alert.txt']);
  });

  it('waits for a file that is still written, and reads it at the next poll', async () => {
    await write('settled.txt', 'Words.');
    await write('fresh.txt', 'Wor', 1);
    await write('empty.pdf', '', 60);
    const first = news(await poll());
    expect([first.guids, first.refused]).toEqual([['settled.txt'], []]);
    await write('fresh.txt', 'Words.', 60);
    expect(news(await poll(first.cursor)).guids).toEqual(['fresh.txt']);
  });

  it('tells once of a file that stays empty, or is nothing that it can read', async () => {
    await write('empty.pdf', '', 3_600);
    await write('data.json', '{}');
    const first = news(await poll());
    expect(first.refused).toEqual([
      {
        what: 'data.json',
        because:
          'JSON of no known kind (expected CSAF 2.x, a CVE record, an answer of the NVD, OSV, STIX 2.1, a MISP event, a KEV catalogue or a JSON Feed).',
      },
      { what: 'empty.pdf', because: 'The file is empty.' },
    ]);
    expect(await poll(first.cursor)).toEqual({ kind: 'unchanged' });
  });

  it('forgets a file that was taken away, so that it is read when it comes back', async () => {
    await write('a.txt', 'Words of a.');
    await write('b.txt', 'Words of b.');
    const first = news(await poll());
    await fs.rm(path.join(folder, 'a.txt'));
    await write('b.txt', 'Other words of b.', 30);
    const second = news(await poll(first.cursor));
    await write('a.txt', 'Words of a.');
    expect([second.guids, news(await poll(second.cursor)).guids]).toEqual([['b.txt'], ['a.txt']]);
  });

  it('that is not there is told with the fix', async () => {
    await fs.rm(folder, { recursive: true });
    expect(await poll()).toMatchObject({
      kind: 'refused',
      because: expect.stringMatching(/cannot be read.*Create it, or correct the path of test-drop\.$/),
    });
  });
});
