import { describe, expect, it } from 'vitest';
import { proposeSource } from '../../src/sources/propose.ts';

const SITE = 'https://vendor.example.com';

/** What is proposed for an address of the vendor's that answers with these words. */
const proposal = (path: string, body: string, contentType = 'text/html') =>
  proposeSource({
    url: `${SITE}${path}`,
    status: 200,
    headers: { 'content-type': contentType },
    body: new TextEncoder().encode(body),
  });
const rss = (description: string) =>
  `<rss version="2.0"><channel><title>Vendor news</title><item><title>A</title><guid>1</guid><description>${description}</description></item></channel></rss>`;
const csaf = { csaf_version: '2.0', title: 'A flaw', tracking: { id: 'SA-1' } };

describe('what is proposed for an address', () => {
  it('a feed, by its title', async () => {
    expect(await proposal('/feed', rss('All words. '.repeat(50)), 'application/rss+xml')).toEqual({
      kind: 'feed',
      url: `${SITE}/feed`,
      title: 'Vendor news',
      because: 'A feed of 1 entry.',
    });
  });

  it('a feed whose entries are cut short, with their pages', async () => {
    expect(await proposal('/feed', rss('Read more.'))).toMatchObject({ kind: 'feed', followLinks: true });
  });

  it('a JSON Feed', async () => {
    const items = [{ id: '1', content_text: 'Words' }];
    const body = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Vendor', items });
    expect(await proposal('/feed.json', body)).toMatchObject({ kind: 'feed', url: `${SITE}/feed.json` });
  });

  it('the feed that a page names', async () => {
    const page = '<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>';
    expect(await proposal('/news', page)).toEqual({ feedUrl: `${SITE}/rss.xml` });
  });

  it('a page of PDFs', async () => {
    const links = ['a', 'b', 'c'].map((name) => `<a href="/files/${name}.pdf">${name}</a>`).join('');
    expect(await proposal('/bulletins', `<title>Bulletins</title><main>${links}</main>`)).toEqual({
      kind: 'listing',
      url: `${SITE}/bulletins`,
      title: 'Bulletins',
      selectors: { entry: 'main a[href$=".pdf"]' },
      because: 'A page with 3 links of one shape (a[href$=".pdf"]).',
    });
  });

  it('a page of links to pages of one folder, and not those of its menu', async () => {
    const links = ['a', 'b', 'c', 'd'].map((name) => `<a href="/advisories/${name}">${name}</a>`).join('');
    const menu = '<a href="/about/">About</a><a href="/products/pump">Pump</a><a href="https://other.example.org/x/y">';
    expect(await proposal('/security', `<body>${menu}${links}</body>`)).toMatchObject({
      kind: 'listing',
      selectors: { entry: 'a[href*="/advisories/"]' },
    });
  });

  it.each([
    ['in a folder below', ['news/a', 'news/b', 'news/c', 'about/a'], 'a[href^="news/"]'],
    ['beside it', ['a.html', 'b.html', 'c.html', 'style.css'], 'a[href$=".html"]'],
  ])('a page of links that are not written out, to pages %s', async (_, hrefs, entry) => {
    const body = `<body>${hrefs.map((href) => `<a href="${href}">A</a>`).join('')}</body>`;
    expect(await proposal('/security/', body)).toMatchObject({ kind: 'listing', selectors: { entry } });
  });

  it('the list of CSAF documents that a page leads to', async () => {
    const page = '<body><a href="2024/">2024/</a><a href="changes.csv">changes.csv</a></body>';
    expect(await proposal('/csaf/', page)).toEqual({ feedUrl: `${SITE}/csaf/changes.csv` });
  });

  it('CSAF, by the name of its publisher', async () => {
    const body = JSON.stringify({ distributions: [], publisher: { name: 'Vendor' } });
    expect(await proposal('/provider-metadata.json', body)).toMatchObject({ kind: 'csaf', title: 'Vendor' });
  });

  it.each([
    ['one document', '/sa-1.json', JSON.stringify({ document: csaf }), 'One CSAF document.'],
    ['a ROLIE feed', '/rolie.json', '{"feed":{"entry":[]}}', 'A list of CSAF documents.'],
    ['provider metadata', '/provider-metadata.json', '{"distributions":[]}', 'A list of CSAF documents.'],
    ['an aggregator', '/aggregator.json', '{"csaf_providers":[]}', 'A list of CSAF documents.'],
    ['changes.csv', '/csaf/changes.csv', '"2024/sa-1.json","2024-01-01"', 'A list of CSAF documents in a directory.'],
    ['index.txt', '/csaf/index.txt', '2024/sa-1.json', 'A list of CSAF documents in a directory.'],
  ])('CSAF: %s', async (_, path, body, because) => {
    expect(await proposal(path, body)).toEqual({ kind: 'csaf', url: `${SITE}${path}`, because });
  });

  it('a catalogue of exploited flaws', async () => {
    const entry = { cveID: 'CVE-2099-0001', product: 'Gateway', vendorProject: 'Example' };
    const body = JSON.stringify({ catalogVersion: '1', vulnerabilities: [entry] });
    expect(await proposal('/kev.json', body)).toMatchObject({ kind: 'kev' });
  });

  it.each([
    ['a page that JavaScript builds', '<html><body><div id="root"></div><script src="/app.js"></script></body></html>'],
    ['a page with two links', '<a href="/docs/a">a</a><a href="/docs/b">b</a>'],
  ])('nothing for %s', async (_, body) => {
    expect(await proposal('/security', body)).toEqual({
      refused: 'A page without a feed and without a list of documents; it may be built by JavaScript in a browser.',
    });
  });

  it.each([
    ['words', 'Hello.', 'Neither a feed, nor a page, nor JSON.'],
    ['nothing', '', 'Neither a feed, nor a page, nor JSON.'],
    ['a feed that is cut off', rss('All words.').slice(0, 60), 'The feed is cut off: </rss> is missing.'],
    [
      'a feed without entries',
      '<rss version="2.0"><channel><title>Vendor news</title></channel></rss>',
      'A feed without entries, so that nobody can see how to read it; look again when it has some.',
    ],
    [
      'one PDF',
      '%PDF-1.7 …',
      'One PDF document. Give the page that lists such documents, or read this one alone: "wardwatch ingest FILE".',
    ],
  ])('nothing for %s', async (_, body, refused) => {
    expect(await proposal('/security', body, 'application/octet-stream')).toEqual({ refused });
  });

  it('nothing for other JSON', async () => {
    expect(await proposal('/api', '{"hello":1}')).toMatchObject({ refused: expect.stringMatching(/^JSON of no kind/) });
    expect(await proposal('/api', '{"hello":')).toEqual({ refused: 'JSON that is not valid; it may be cut off.' });
  });
});
