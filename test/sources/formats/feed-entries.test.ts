import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFeed, readFeedFile } from '../../../src/sources/formats/feed-entries.ts';
import { feedItems } from '../../../src/sources/formats/feed-item.ts';
import type { Feed, FeedEntry } from '../../../src/sources/formats/feed-shape.ts';

const rss = (items: string, root = 'rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"') =>
  `<?xml version="1.0"?><${root}><channel><title>News</title>${items}</channel></rss>`;
const atom = (entries: string) => `<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>${entries}</feed>`;

const DIALECTS: readonly (readonly [what: string, text: string, entries: readonly FeedEntry[]])[] = [
  [
    'RSS 2.0',
    rss(
      '<item><title>A &amp; B</title><guid isPermaLink="false">7</guid><link>https://example.com/7</link><pubDate>Mon, 22 Jan 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;Short&lt;/p&gt;</description></item>',
    ),
    [
      {
        title: 'A & B',
        id: '7',
        link: 'https://example.com/7',
        date: 'Mon, 22 Jan 2024 10:00:00 GMT',
        body: '<p>Short</p>',
      },
    ],
  ],
  [
    'RSS with a full body beside the short one',
    rss(
      '<item><title>A</title><link>https://example.com/7</link><description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded></item>',
    ),
    [{ title: 'A', link: 'https://example.com/7', body: '<p>Long</p>' }],
  ],
  [
    'RSS 0.91',
    rss('<item><title>A</title><link>https://example.com/7</link></item>', 'rss version="0.91"'),
    [{ title: 'A', link: 'https://example.com/7' }],
  ],
  ['RSS that names no version', rss('<item><title>A</title><guid>7</guid></item>', 'rss'), [{ title: 'A', id: '7' }]],
  [
    'RDF',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title></channel><item rdf:about="https://example.com/7"><title>A</title><link>https://example.com/7</link><dc:date>2024-01-22</dc:date><description>Words</description></item></rdf:RDF>',
    [{ title: 'A', id: 'https://example.com/7', link: 'https://example.com/7', date: '2024-01-22', body: 'Words' }],
  ],
  [
    'Atom',
    atom(
      '<entry><title>A</title><id>urn:7</id><link rel="self" href="https://example.com/self"/><link href="https://example.com/7"/><updated>2024-01-23</updated><published>2024-01-22</published><summary>Short</summary><content type="html">&lt;p&gt;Long&lt;/p&gt;</content></entry>',
    ),
    [
      {
        title: 'A',
        id: 'urn:7',
        link: 'https://example.com/7',
        date: '2024-01-22',
        updated: '2024-01-23',
        body: '<p>Long</p>',
      },
    ],
  ],
  [
    'Atom with XHTML, its words in order',
    atom(
      '<entry><title>A</title><id>urn:7</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">One <b>two</b> three</div></content></entry>',
    ),
    [{ title: 'A', id: 'urn:7', body: '<div xmlns="http://www.w3.org/1999/xhtml">One <b>two</b> three</div>' }],
  ],
  [
    'what is not well formed',
    rss(
      '<item><title>A & B</title><link>https://example.com/7?a=1&b=2</link><description>1 < 2<br></description></item>',
    ),
    [{ title: 'A & B', link: 'https://example.com/7?a=1&b=2', body: '1 < 2' }],
  ],
  [
    'Atom 0.3 with its words in base64',
    '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>A</title><id>urn:7</id><modified>2024-01-23</modified><content type="text/html" mode="base64">PHA+V29yZHM8L3A+</content></entry></feed>',
    [{ title: 'A', id: 'urn:7', date: '2024-01-23', updated: '2024-01-23', body: '<p>Words</p>' }],
  ],
  [
    'CDF',
    '<CHANNEL HREF="https://example.com/"><TITLE>News</TITLE><ITEM HREF="/7" LASTMOD="2024-01-22"><TITLE>A</TITLE><ABSTRACT>Words</ABSTRACT></ITEM></CHANNEL>',
    [{ title: 'A', link: '/7', date: '2024-01-22', updated: '2024-01-22', body: 'Words' }],
  ],
  [
    'JSON Feed 1.1',
    '{"version":"https://jsonfeed.org/version/1.1","title":"News","home_page_url":"https://example.com/","items":[{"id":"7","url":"/7","title":"A","content_text":"1 < 2\\nand so on","date_published":"2024-01-22T10:00:00Z","date_modified":"2024-01-23T10:00:00Z"}]}',
    [
      {
        id: '7',
        link: '/7',
        title: 'A',
        date: '2024-01-22T10:00:00Z',
        updated: '2024-01-23T10:00:00Z',
        body: '1 &lt; 2<br>and so on',
      },
    ],
  ],
  [
    'JSON Feed 1.0 with a number for an id',
    '{"version":"https://jsonfeed.org/version/1","items":[{"id":7,"external_url":"https://example.com/7","content_html":"<p>Words</p>"}]}',
    [{ id: '7', link: 'https://example.com/7', body: '<p>Words</p>' }],
  ],
  [
    'links that begin at an address of their own',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.com/news/"><entry xml:base="2024/"><title>A</title><id>urn:7</id><link href="7.html"/></entry></feed>',
    [{ title: 'A', id: 'urn:7', link: '7.html', base: 'https://example.com/news/2024/' }],
  ],
  [
    'how often an entry was revised',
    rss('<item Revision="1.1000000000"><title>A</title><guid isPermaLink="false">CVE-2099-0001</guid></item>'),
    [{ title: 'A', id: 'CVE-2099-0001', revision: '1.1000000000' }],
  ],
  [
    'an entry that has its link by Atom only',
    rss(
      '<item><title>A</title><atom:link xmlns:atom="http://www.w3.org/2005/Atom" href="https://example.com/7"/></item>',
    ),
    [{ title: 'A', link: 'https://example.com/7' }],
  ],
];

describe('a feed is read:', () => {
  it.each(DIALECTS)('%s', async (_what, text, entries) => {
    expect((await readFeed(text)).entries).toEqual(entries);
  });

  it.each(DIALECTS)('%s, the same by either reader, so that an entry keeps its name', async (_what, text) => {
    const named = (feed: Feed) =>
      feedItems(feed).items.map(({ guid, link, title, publishedAt }) => ({ guid, link, title, publishedAt }));
    expect(named(readFeedFile(text))).toEqual(named(await readFeed(text)));
  });

  it('in linear time, entities of a document type never expanded', async () => {
    const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`).join('');
    const text = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">${laughs}<!ENTITY i "<rss><item><title>False</title></item></rss>"><!ENTITY x SYSTEM "file:///etc/passwd">]>${rss('<item><title>&a9;&x;</title><guid>7</guid></item>').slice(21)}`;
    expect((await readFeed(text)).entries).toEqual([{ title: '&a9;&x;', id: '7' }]);
  });
});

describe('what is no whole feed is refused:', () => {
  it.each([
    [
      'an HTML page',
      '<!doctype html><html><body>Sorry</body></html>',
      'An HTML page stands where a feed (RSS, RDF, Atom or JSON Feed) was expected.',
    ],
    [
      'other XML',
      '<opml version="2.0"></opml>',
      'An XML document of kind <opml> stands where a feed (RSS, RDF, Atom or JSON Feed) was expected.',
    ],
    ['JSON', '{"version":"5.1"}', 'A JSON document stands where a feed (RSS, RDF, Atom or JSON Feed) was expected.'],
    ['nothing', '', 'Nothing stands where a feed (RSS, RDF, Atom or JSON Feed) was expected.'],
    ['words', 'Service unavailable', 'Plain text stands where a feed (RSS, RDF, Atom or JSON Feed) was expected.'],
  ])('%s', async (_what, text, message) => {
    await expect(readFeed(text)).rejects.toMatchObject({ code: 'DOCUMENT_UNREADABLE', message });
  });

  it('one that is cut off, wherever', async () => {
    const whole = rss('<item><title>A</title><guid>7</guid><description><![CDATA[<p>Words</p>]]></description></item>');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - '</rss>'.length }), async (length) => {
        await expect(readFeed(whole.slice(0, length))).rejects.toMatchObject({ code: 'DOCUMENT_UNREADABLE' });
      }),
    );
  });
});

describe('entries as items', () => {
  const guidsOf = (entries: readonly FeedEntry[]) => feedItems({ entries }).items.map(({ guid }) => guid);

  it('have completed links, dates as instants, and no date where it lies in the future', () => {
    const entries = [
      { id: '1', title: 'A', link: '/a', date: 'Mon, 22 Jan 2024 10:00:00 GMT' },
      { id: '2', title: 'B', date: '2099-01-01' },
      { id: '3', title: 'C', date: 'soon' },
    ];
    const { items } = feedItems(
      { entries },
      { url: 'https://vendor.example.com/feed.xml', now: '2024-02-01T00:00:00.000Z' },
    );
    const empty = { format: 'html', bytes: new Uint8Array() };
    expect(items).toEqual([
      {
        guid: '1',
        title: 'A',
        link: 'https://vendor.example.com/a',
        publishedAt: '2024-01-22T10:00:00.000Z',
        ...empty,
      },
      { guid: '2', title: 'B', dateNotRead: '2099-01-01', ...empty },
      { guid: '3', title: 'C', dateNotRead: 'soon', ...empty },
    ]);
  });

  it('are all there when dates are equal or missing', () => {
    const entries = Array.from({ length: 5 }, (_, at) => ({ id: `${at}`, ...(at > 2 ? {} : { date: '2024-01-22' }) }));
    expect(guidsOf(entries)).toEqual(['0', '1', '2', '3', '4']);
  });

  it('are both there when two documents carry one guid, and once when one stands there twice', () => {
    const one = { id: '7', title: 'A', link: 'https://example.com/a' };
    const guids = guidsOf([one, { ...one, link: 'https://example.com/b' }, one]);
    expect(guids).toEqual(['7', expect.stringMatching(/^7#[0-9a-f]{16}$/)]);
  });

  it('begin their links at xml:base, else at the site, else at the feed', () => {
    const entry = { id: '7', title: 'A', link: '7.html' };
    const linkOf = (link: string | undefined, base: string | undefined) =>
      feedItems(
        { ...(link !== undefined && { link }), entries: [{ ...entry, ...(base !== undefined && { base }) }] },
        { url: 'https://feeds.example.com/news.xml' },
      ).items[0]?.link;
    expect([
      linkOf('https://example.com/news/', 'https://other.example.com/2024/'),
      linkOf('https://example.com/news/', undefined),
      linkOf(undefined, undefined),
    ]).toEqual([
      'https://other.example.com/2024/7.html',
      'https://example.com/news/7.html',
      'https://feeds.example.com/7.html',
    ]);
  });

  it('are the newest revision of each document, by the count of revisions or the day of the change', () => {
    const counted = { id: 'CVE-2099-0001', title: 'A' };
    const dated = { id: 'urn:7', title: 'B', link: 'https://example.com/7' };
    const { items } = feedItems({
      entries: [
        { ...counted, revision: '1.0000000000', body: 'Old' },
        { ...counted, title: 'A, revised', revision: '1.1000000000', body: 'New' },
        { ...dated, updated: '2024-01-23', body: 'New' },
        { ...dated, updated: '2024-01-22', body: 'Old' },
      ],
    });
    expect(items.map(({ guid, title, bytes }) => [guid, title, new TextDecoder().decode(bytes)])).toEqual([
      ['CVE-2099-0001', 'A, revised', 'New'],
      ['urn:7', 'B', 'New'],
    ]);
  });

  it('carry no markup in their titles', () => {
    expect(feedItems({ entries: [{ id: '1', title: 'A &lt;b&gt;flaw&lt;/b&gt; <i>in</i> B' }] }).items[0]?.title).toBe(
      'A <b>flaw</b> in B',
    );
  });
});
