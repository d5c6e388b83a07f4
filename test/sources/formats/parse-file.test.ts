import { describe, expect, it } from 'vitest';
import { parseFile } from '../../../src/sources/formats/parse-file.ts';

const rss = (items: string) => `<rss version="2.0"><channel><title>News</title>${items}</channel></rss>`;
const parse = (name: string, content: string | Uint8Array, contentType = '') =>
  parseFile(
    typeof content === 'string' ? new TextEncoder().encode(content) : content,
    { name, now: '2024-02-01T00:00:00.000Z', contentType },
    { pdfText: () => Promise.reject(new Error('No PDF is expected.')) },
  );

describe('a file is told by what it is and what it holds:', () => {
  it('a feed, an entry each, also one that stands there twice', async () => {
    const entry = '<item><title>A</title><guid>7</guid><link>https://example.com/7</link></item>';
    const item = { title: 'A', link: 'https://example.com/7', guid: '7' };
    expect(await parse('feed.xml', rss(entry + entry))).toEqual({ kind: 'rss', ok: true, items: [item, item] });
  });

  it('an entry without a date, with one that is none, and with one that is yet to come', async () => {
    const entries = ['', '<pubDate>Tue, 31 Feb 2024</pubDate>', '<pubDate>2099-01-01</pubDate>'];
    const items = entries.map((date, at) => `<item><title>A</title><guid>${at}</guid>${date}</item>`).join('');
    expect((await parse('feed.xml', rss(items))).items).toEqual([0, 1, 2].map((at) => ({ title: 'A', guid: `${at}` })));
  });

  it('when an entry was published and when it was changed', async () => {
    const text =
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><id>7</id><published>2024-01-22</published><updated>2024-01-23</updated></entry></feed>';
    expect(await parse('feed', text)).toEqual({
      kind: 'atom',
      ok: true,
      items: [
        { title: 'A', guid: '7', publishedAt: '2024-01-22T00:00:00.000Z', updatedAt: '2024-01-23T00:00:00.000Z' },
      ],
    });
  });

  it('a link that nothing completes, as it is written', async () => {
    const text = rss('<item><title>A</title><guid>7</guid><link>/7</link></item>');
    expect((await parse('feed.xml', text)).items).toEqual([{ title: 'A', link: '/7', guid: '7' }]);
  });

  it('a feed whose characters only the server names', async () => {
    const bytes = new Uint8Array(
      [...rss('<item><title>Lücke</title><guid>7</guid></item>')].map((one) => one.charCodeAt(0)),
    );
    expect((await parse('feed.xml', bytes, 'text/xml; charset=iso-8859-1')).items).toEqual([
      { title: 'Lücke', guid: '7' },
    ]);
  });

  it('a feed without entries', async () => {
    expect(await parse('feed.xml', rss(''))).toEqual({
      kind: 'rss',
      ok: true,
      items: [],
      because: 'The feed holds no entries.',
    });
  });

  it('a page', async () => {
    const page = '<!doctype html><title>A flaw in a pump</title><p>Published 22 January 2024</p><p>It stops.</p>';
    expect(await parse('page.html', page)).toEqual({
      kind: 'html',
      ok: true,
      items: [{ title: 'A flaw in a pump', guid: 'page.html', publishedAt: '2024-01-22T00:00:00.000Z' }],
    });
  });

  it('a catalogue, the entries that can be read', async () => {
    const catalogue = {
      catalogVersion: '2099.01.01',
      vulnerabilities: [
        {
          ...{
            cveID: 'CVE-2099-0001',
            vendorProject: 'Example',
            product: 'Gateway',
            vulnerabilityName: 'Gateway flaw',
          },
          ...{ dateAdded: '2024-01-22', dueDate: '2024-02-12' },
        },
        { product: 'Nothing' },
      ],
    };
    expect(await parse('kev.json', JSON.stringify(catalogue))).toEqual({
      kind: 'kev',
      ok: true,
      items: [{ title: 'CVE-2099-0001: Gateway flaw', guid: 'CVE-2099-0001', publishedAt: '2024-01-22T00:00:00.000Z' }],
      because: 'kev.json, entry 2: The entry lacks a CVE id or a product.',
    });
  });

  it('a file of EPSS scores, as one', async () => {
    const text =
      '#model_version:v2025.03.14,score_date:2024-01-22T00:00:00+0000\ncve,epss,percentile\nCVE-2099-0001,0.5,0.9\n';
    expect(await parse('scores.csv', text)).toEqual({
      kind: 'epss',
      ok: true,
      items: [
        {
          title: 'EPSS scores of 1 CVEs, model v2025.03.14',
          guid: 'epss:2024-01-22',
          publishedAt: '2024-01-22T00:00:00.000Z',
        },
      ],
    });
  });
});

describe('a file is refused, and says why:', () => {
  it.each([
    ['a feed that is cut off', rss('<item>').slice(0, -10), 'rss', 'The feed is cut off: </rss> is missing.'],
    ['words that are called XML', 'Service unavailable', 'unknown', 'Plain text, where its name promises XML or JSON.'],
    [
      'half a JSON Feed',
      '{"version":"https://jsonfeed.org/ver',
      'unknown',
      'JSON that is not valid; it may be cut off.',
    ],
    ['nothing', '', 'unknown', 'The file is empty.'],
  ])('%s', async (_what, text, kind, because) => {
    expect(await parse('feed.xml', text)).toEqual({ kind, ok: false, items: [], because });
  });
});
