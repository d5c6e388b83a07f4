import { describe, expect, it } from 'vitest';
import type { FormatId, RawItem } from '../../../src/ports/source.ts';
import { documentIdOf } from '../../../src/sources/formats/normalised-text.ts';
import { readItem } from '../../../src/sources/formats/read-item.ts';

const item = (format: FormatId, content: string, more: Partial<RawItem> = {}): RawItem => ({
  guid: 'g',
  format,
  bytes: new TextEncoder().encode(content),
  ...more,
});
const read = (given: RawItem) => readItem(given, { pdfText: () => Promise.reject(new Error('no PDF here')) });

const MARKDOWN: readonly (readonly [what: string, source: string, text: string])[] = [
  ['headings', '# CVE-2099-0001\n\n## Affected ##\n\nGateway', 'CVE-2099-0001\nAffected\nGateway'],
  ['underlined headings and rules', 'Title\n=====\n\n---\n\nWords', 'Title\nWords'],
  ['lists and quotes', '* One\n+ Two\n- [x] Three\n> Four', '- One\n- Two\n- Three\nFour'],
  ['tables', '| Product | Fixed |\n|:--|--:|\n| Gateway | 23.9.8 |', 'Product\tFixed\nGateway\t23.9.8'],
  ['emphasis', 'A **bold** and *soft* and __loud__ and _low_ word', 'A bold and soft and loud and low word'],
  [
    'names with underscores and stars as they are',
    'snake_case_name and `C:\\Users\\*\\__x__.exe` and 2*3*4',
    'snake_case_name and C:\\Users\\*\\__x__.exe and 2*3*4',
  ],
  [
    'links and images',
    'See [the note](https://example.com/a_b) ![chart](x.png) <https://example.com>',
    'See the note chart https://example.com',
  ],
  ['escapes and entities', 'versions \\< 2.0 &amp; &lt; 3.0', 'versions < 2.0 & < 3.0'],
  ['code blocks as they are', '```\n# no heading\n**x**\n```', '# no heading\n**x**'],
  ['no front matter', '---\ntitle: x\n---\nWords', 'Words'],
];

describe('Markdown is read as lines:', () => {
  it.each(MARKDOWN)('%s', async (_what, source, text) => {
    expect((await read(item('markdown', source))).text).toBe(text);
  });
});

const MAILS: readonly (readonly [what: string, source: string, text: string])[] = [
  [
    'quoted replies without their marks',
    'Please read.\n\nOn 3 May 2099, Dana wrote:\n> Example Gateway before 4.2.1\n> is affected.\n>\n>> Which versions?\n',
    'Please read.\nOn 3 May 2099, Dana wrote:\nExample Gateway before 4.2.1\nis affected.\nWhich versions?',
  ],
  ['one quoted line below who wrote it', 'Ravi wrote:\n> Update now.', 'Ravi wrote:\nUpdate now.'],
  [
    'a comparison at the beginning of a line',
    'Affected are versions\n> 2.0 of the gateway',
    'Affected are versions\n> 2.0 of the gateway',
  ],
  [
    'no signatures, neither of who writes nor of whom they quote',
    'Update now.\n-- \nDana Example\nExample CERT\n> We saw it.\n> -- \n> Ravi\nThank you.',
    'Update now.\nWe saw it.\nThank you.',
  ],
  [
    'a line of two dashes above a long text',
    `Words\n--\n${'More words\n'.repeat(20)}`,
    `Words\n--\n${'More words\n'.repeat(20)}`.trim(),
  ],
];

describe('the body of a mail is read with', () => {
  it.each(MAILS)('%s', async (_what, source, text) => {
    expect((await read(item('text', source))).text).toBe(text);
  });
});

describe('a document of prose', () => {
  it('is told in one shape', async () => {
    const given = item('text', 'A flaw.\r\n\r\nSee https://example.com/a.\r\n', {
      title: 'Alert 7',
      link: 'https://example.com/7',
      publishedAt: '2024-01-22T00:00:00.000Z',
    });
    const text = 'Alert 7\nA flaw.\nSee https://example.com/a.';
    expect(await read(given)).toEqual({
      publisherId: 'g',
      title: 'Alert 7',
      link: 'https://example.com/7',
      publishedAt: '2024-01-22T00:00:00.000Z',
      documentId: documentIdOf(text),
      text,
      textKind: 'prose',
      links: ['https://example.com/a'],
      gaps: [],
    });
  });

  it.each([
    [
      'a page by its heading',
      item('html', '<title>A flaw in Example Pump | Site</title><h1>A flaw in Example Pump</h1><p>Words</p>'),
      'A flaw in Example Pump',
    ],
    ['text by its first line', item('text', 'A flaw\nin a pump'), 'A flaw'],
    ['Markdown by its heading', item('markdown', '# A flaw\nWords'), 'A flaw'],
    ['a feed entry by the feed', item('html', '<p>Words</p>', { title: 'A flaw' }), 'A flaw'],
  ])('takes its title: %s', async (_what, given, title) => {
    expect((await read(given)).title).toBe(title);
  });

  it('opens with its title, so that it can be quoted, but not twice', async () => {
    expect((await read(item('html', '<p>Words</p>', { title: 'A flaw' }))).text).toBe('A flaw\nWords');
    expect((await read(item('html', '<h1>A  Flaw</h1><p>Words</p>', { title: 'A flaw' }))).text).toBe('A Flaw\nWords');
  });

  it('that has only its title says so', async () => {
    expect((await read(item('html', '', { title: 'A flaw' }))).gaps).toEqual([
      { about: 'document', because: 'Only the title could be read; the entry carries no text.' },
    ]);
  });

  it.each([
    ['a bot challenge', item('html', '<title>Just a moment...</title><p>Checking'), 'NOT_AN_ADVISORY'],
    ['a page without words', item('html', '<script>draw()</script>'), 'DOCUMENT_UNREADABLE'],
    ['a page nested without end', item('html', '<b>'.repeat(5_000)), 'DOCUMENT_UNREADABLE'],
    [
      'a list of files',
      item('text', 'white/2024/icsma-24-001-01.json\nwhite/2024/icsma-24-002-01.json'),
      'NOT_AN_ADVISORY',
    ],
    ['a signature', item('text', '-----BEGIN PGP SIGNATURE-----\nabc'), 'NOT_AN_ADVISORY'],
    ['nothing', item('text', ' \n '), 'DOCUMENT_UNREADABLE'],
  ])('is refused when it is %s', async (_what, given, code) => {
    await expect(read(given)).rejects.toMatchObject({ code });
  });

  it('may speak of bot challenges', async () => {
    const words = 'Attackers show a page titled Just a moment to their victims. '.repeat(40);
    expect((await read(item('html', `<title>Just a moment: a fake challenge</title><p>${words}`))).text).toContain(
      'Attackers',
    );
  });
});

describe('an entry of the KEV catalogue', () => {
  const entry = {
    cveID: 'CVE-2099-0001',
    vendorProject: 'Example ',
    product: 'Gateway ',
    vulnerabilityName: 'Example Gateway Authentication Bypass',
    dateAdded: '2024-02-22',
    shortDescription: 'Example Gateway contains a flaw\nthat lets attackers in.',
    requiredAction: 'Apply updates per vendor instructions.',
    dueDate: '2024-02-29',
    knownRansomwareCampaignUse: 'Known',
    notes: 'https://example.com/a ; https://example.com/b',
    cwes: ['CWE-288'],
  };

  it('is told as lines, with its facts and quotes', async () => {
    const advisory = await read(item('kev-entry', JSON.stringify(entry)));
    expect(advisory).toMatchObject({
      publisherId: 'CVE-2099-0001',
      title: 'CVE-2099-0001: Example Gateway Authentication Bypass',
      publishedAt: '2024-02-22T00:00:00.000Z',
      textKind: 'prose',
      links: ['https://example.com/a', 'https://example.com/b'],
      facts: {
        affected: [
          { vendor: 'Example', product: 'Gateway', status: 'affected', versions: 'unstated', cves: ['CVE-2099-0001'] },
        ],
        aliases: ['CVE-2099-0001'],
        kev: [
          {
            cve: 'CVE-2099-0001',
            dateAdded: '2024-02-22',
            dueDate: '2024-02-29',
            ransomware: true,
            forensicTriage: false,
          },
        ],
        mitigations: [{ kind: 'patch', text: 'Apply updates per vendor instructions.' }],
        exploited: true,
      },
    });
    expect(advisory.text.split('\n')).toEqual([
      'CVE-2099-0001: Example Gateway Authentication Bypass',
      'Vendor: Example',
      'Product: Gateway',
      'Description: Example Gateway contains a flaw that lets attackers in.',
      'Required action: Apply updates per vendor instructions.',
      'Added to the catalogue of known exploited vulnerabilities: 2024-02-22',
      'Due date: 2024-02-29',
      'Known use in ransomware campaigns: Known',
      'Notes: https://example.com/a ; https://example.com/b',
      'Weaknesses: CWE-288',
    ]);
    for (const { quote } of [...(advisory.facts?.affected ?? []), ...(advisory.facts?.mitigations ?? [])]) {
      expect(advisory.text.slice(quote.start, quote.end)).toBe(quote.text);
    }
  });

  it('may want forensic triage', async () => {
    const advisory = await read(
      item('kev-entry', JSON.stringify({ ...entry, forensicTriage: 'Yes', knownRansomwareCampaignUse: 'Unknown' })),
    );
    expect(advisory.facts?.kev[0]).toMatchObject({ ransomware: false, forensicTriage: true });
  });

  it('without what the schema requires is refused by name', async () => {
    await expect(read(item('kev-entry', '{"cveID":"CVE-2099-0001","product":"x"}'))).rejects.toMatchObject({
      code: 'DOCUMENT_UNREADABLE',
      message: 'The catalogue entry g lacks vendorProject, dateAdded, dueDate.',
    });
  });
});
