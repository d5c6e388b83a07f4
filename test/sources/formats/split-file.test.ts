import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readItem } from '../../../src/sources/formats/read-item.ts';
import { itemsOf } from '../../../src/sources/formats/split-file.ts';

const bytes = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

const CSAF = JSON.stringify({ document: { csaf_version: '2.0', tracking: { id: 'EX-2099-1' }, title: 'A flaw' } });
const KEV = JSON.stringify({
  catalogVersion: '2099.01.01',
  vulnerabilities: [
    { cveID: 'CVE-2099-0001', product: 'Gateway ' },
    { cveID: 'CVE-2099-0002', product: 'Pump' },
    { product: 'Nothing' },
  ],
});
const CVE_RECORD = JSON.stringify({
  dataType: 'CVE_RECORD',
  dataVersion: '5.1',
  cveMetadata: { cveId: 'CVE-2099-0003' },
});
const NVD = JSON.stringify({
  format: 'NVD_CVE',
  vulnerabilities: [{ cve: { id: 'CVE-2099-0004', vulnStatus: 'Analyzed', descriptions: [] } }],
});
const OSV = JSON.stringify({ id: 'EX-2099-5', modified: '2099-01-01T00:00:00Z', affected: [] });
const STIX = JSON.stringify({
  type: 'bundle',
  objects: [
    { type: 'report', id: 'report--1', name: 'One' },
    { type: 'report', id: 'report--2', name: 'Two' },
  ],
});
const RSS = `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
  <item><title>One</title><guid>g1</guid><link>https://example.com/1</link></item>
  <item><title>Two</title><link>https://example.com/2</link></item>
  <item><title>Three</title></item></channel></rss>`;

const READ: readonly (readonly [what: string, name: string, content: string | Uint8Array, items: readonly string[]])[] =
  [
    ['a CSAF document, by its own id', 'any-name.json', CSAF, ['csaf EX-2099-1']],
    ['a CVE record', 'any.json', CVE_RECORD, ['cve CVE-2099-0003']],
    ['an answer of the NVD, a record each', 'any.json', NVD, ['nvd CVE-2099-0004']],
    ['an empty answer of the NVD', 'none.json', '{"format":"NVD_CVE","vulnerabilities":[]}', []],
    ['an OSV document', 'any.json', OSV, ['osv EX-2099-5']],
    ['a STIX bundle, a report each', 'any.json', STIX, ['stix report--1', 'stix report--2']],
    ['a MISP event', 'any.json', '{"Event":{"uuid":"u-1","info":"Attacks"}}', ['misp u-1']],
    ['a CVRF document', 'any.xml', '<cvrf:cvrfdoc xmlns:cvrf="x"/>', ['cvrf any.xml']],
    ['a KEV catalogue, an entry each', 'kev.json', KEV, ['kev-entry CVE-2099-0001', 'kev-entry CVE-2099-0002']],
    [
      'a feed, an entry each by guid, link or title',
      'feed.xml',
      RSS,
      ['html g1', 'html https://example.com/2', 'html title:926f52d1c1e19c0c'],
    ],
    ['a web page', 'alert.html', '<!doctype html><html><body>Words</body></html>', ['html alert.html']],
    ['a page whatever its name is', 'alert.txt', '<html><body>Words</body></html>', ['html alert.txt']],
    ['a PDF whatever its name is', 'alert', '%PDF-1.7 …', ['pdf alert']],
    ['a table of indicators', 'iocs.csv', 'type,ioc\nip,203.0.113.7\n', ['csv iocs.csv']],
    ['a table of flaws without a name to go by', 'flaws', 'cve,a,b,c\n1,2,3,4\n5,6,7,8\n', ['csv flaws']],
    ['Markdown', 'CVE-2099-0001.md', '# A flaw', ['markdown CVE-2099-0001.md']],
    ['plain text', 'mail.txt', 'Dear all, there is a flaw.', ['text mail.txt']],
    ['plain text without a name to go by', 'mail', 'Dear all, there is a flaw.', ['text mail']],
    ['UTF-16, as UTF-8', 'mail.txt', Uint8Array.from([0xff, 0xfe, 0x48, 0, 0x69, 0]), ['text mail.txt']],
  ];

const REFUSED: readonly (readonly [name: string, content: string | Uint8Array, because: RegExp])[] = [
  ['empty.pdf', '', /^The file is empty\.$/],
  [
    'any.json',
    '{"a":1}',
    /^JSON of no known kind \(expected CSAF 2\.x, a CVE record, an answer of the NVD, OSV, STIX 2\.1, a MISP event, a KEV catalogue or a JSON Feed\)\.$/,
  ],
  ['cve.json', '{"dataType":"CVE_RECORD"}', /it looks like a CVE record of another version/],
  ['stix.json', '{"type":"bundle"}', /^A STIX bundle without a report, a flaw or an indicator\.$/],
  ['csaf.json', CSAF.slice(0, -5), /^JSON that is not valid; it may be cut off\.$/],
  ['feed.gz', gzipSync(RSS), /^A gzip archive; unpack it/],
  ['report.docx', Uint8Array.from([0x50, 0x4b, 3, 4]), /^A zip archive or Office document/],
  ['iocs.xlsx', Uint8Array.from([0x50, 0x4b, 3, 4]), /^An Excel workbook\. Save it as CSV/],
  [
    'kev.csv',
    `cve\n${Array.from({ length: 101 }, (_, at) => `CVE-2099-${1000 + at}\n`).join('')}`,
    /^A catalogue of 101 flaws, and no alert\./,
  ],
  ['assets.csv', 'id,hostname\na,b\n', /^A table .*wardwatch assets import/],
  [
    'table',
    'a,b,c,d\n1,2,3,4\n5,6,7,8\n',
    /^A table of comma-separated values that names neither flaws nor indicators/,
  ],
  ['list.opml', '<opml version="2.0"><body/></opml>', /^An XML document of kind <opml>/],
  ['odd.xml', '<oddity xmlns="x"/>', /XML document of kind <oddity>/],
  ['feed.xml', '<rss version="2.0"><channel></channel></rss>', /^A feed without entries\.$/],
  ['feed.xml', RSS.slice(0, -20), /^The feed is cut off: <\/rss> is missing\.$/],
  ['x.sha512', 'abc  x.json', /^A checksum or signature/],
  ['x.bin', Uint8Array.from(Array.from({ length: 300 }, (_, at) => (at * 7) % 256)), /^Bytes that are no text/],
];

describe('a file is known by its content:', () => {
  it.each(READ)('%s', (_what, name, content, items) => {
    expect(itemsOf(name, bytes(content)).items.map(({ format, guid }) => `${format} ${guid}`)).toEqual(items);
  });

  it('text is handed on as UTF-8', () => {
    const [item] = itemsOf('mail.txt', Uint8Array.from([0xff, 0xfe, 0x48, 0, 0x69, 0])).items;
    expect(new TextDecoder().decode(item?.bytes)).toBe('Hi');
  });

  it.each([
    ['a page', 'a.html', '<html><meta charset="iso-8859-1"><p>Pumpe für alle</p></html>'],
    [
      'a CVRF document',
      'a.xml',
      '<?xml version="1.0" encoding="iso-8859-1"?><cvrfdoc><DocumentTitle>Pumpe für alle</DocumentTitle><DocumentTracking><Identification><ID>EX-1</ID></Identification></DocumentTracking></cvrfdoc>',
    ],
  ])('%s that declares another charset is read in it, once', async (_what, name, content) => {
    const [item] = itemsOf(name, Buffer.from(content, 'latin1')).items;
    if (item === undefined) throw new Error('nothing was found in it');
    const tools = { pdfText: () => Promise.reject(new Error('no PDF is expected')) };
    expect((await readItem(item, tools)).text).toContain('Pumpe für alle');
  });

  it('one bad entry of a catalogue is refused by itself', () => {
    expect(itemsOf('kev.json', bytes(KEV)).refused).toEqual([
      { what: 'kev.json, entry 3', because: 'The entry lacks a CVE id or a product.' },
    ]);
  });
});

describe('a file is refused with a sentence:', () => {
  it.each(REFUSED)('%s', (name, content, because) => {
    const { items, refused } = itemsOf(name, bytes(content));
    expect([items, refused.length, refused[0]?.what]).toEqual([[], 1, name]);
    expect(refused[0]?.because).toMatch(because);
  });
});
