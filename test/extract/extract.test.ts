import { describe, expect, it } from 'vitest';
import type { AffectedProduct } from '../../src/domain/advisory.ts';
import type { StructuredFacts } from '../../src/domain/raw-advisory.ts';
import { aDocument, read } from './builders.ts';
import { lexicon } from './lexicon.ts';

const quote = { documentId: 'doc-1', start: 0, end: 1, text: '{' };
const structured: AffectedProduct = {
  vendor: 'Fortinet',
  product: 'FortiOS',
  status: 'affected',
  versions: [{ scheme: 'generic', intervals: [{ upper: { version: '7.4.3', inclusive: false } }], quote }],
  cves: [],
  quote,
};
const facts: StructuredFacts = {
  affected: [structured],
  aliases: ['CVE-2024-0001'],
  cvss: [],
  kev: [],
  mitigations: [],
  exploited: false,
  withdrawn: false,
  gaps: [],
};

describe('identity', () => {
  it('is the source and the publisher id', () => {
    expect(read(aDocument('A text.', { publisherId: 'VU-7' })).id).toBe('src:VU-7');
  });

  it('says that no date could be read', () => {
    const { publishedAt: _gone, ...undated } = aDocument('A text.');
    expect(read(undated).gaps.map((gap) => gap.about)).toEqual(['dates']);
  });

  it('counts the characters that could not be read, and shows the first', () => {
    const text = 'A flaw.\nExample Ger\ufffdt, caf\ufffd.\nMore.';
    expect(read(text).gaps.filter(({ about }) => about === 'document')).toEqual([
      {
        about: 'document',
        because:
          '2 characters of the text could not be read, since it is not encoded as it says; names, versions and indicators beside "\ufffd" may be wrong.',
        quote: { documentId: 'doc-1', start: 8, end: 28, text: 'Example Ger\ufffdt, caf\ufffd.' },
      },
    ]);
  });

  it('says which date of its source is none, and counts from the day it was first seen', () => {
    const { publishedAt: _gone, ...undated } = aDocument('A text.');
    const context = { firstSeenAt: '2024-01-02T00:00:00.000Z', dateNotRead: 'Tue, 31 Feb 2024' };
    expect(read(undated, {}, lexicon, context).gaps.map(({ because }) => because)).toEqual([
      'The document is dated "Tue, 31 Feb 2024", which is no day that has come; the day it was fetched (2024-01-02) stands in.',
    ]);
    expect(read(aDocument('A text.'), {}, lexicon, context).gaps.map(({ because }) => because)).toEqual([
      'Its source dates it "Tue, 31 Feb 2024", which is no day that has come; the date in the document itself stands in.',
    ]);
  });

  it('takes itself back where its title says so', () => {
    expect(read(aDocument('A text.', { title: '[WITHDRAWN] A flaw' })).withdrawn).toBe(true);
  });

  it('takes the label of the text over that of the source', () => {
    expect(read('TLP:AMBER\nA text.').tlp).toBe('AMBER');
    expect(read('A text.', { tlp: 'GREEN' }).tlp).toBe('GREEN');
  });
});

describe('what it is of', () => {
  const vendor = { publisher: { name: 'Fortinet PSIRT', kind: 'vendor' } } as const;
  const silent = { ...facts, aliases: [] };

  it.each([
    ['a CVE', aDocument('CVE-2024-0001 was found.'), {}],
    ['a score', aDocument('A flaw (CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, 9.8) was found.'), {}],
    ['a weakness', aDocument('A heap overflow (CWE-122) was found.'), {}],
    ['the versions that have it, by their maker', aDocument('{}', { textKind: 'json', facts: silent }), vendor],
  ])('is a flaw with %s', (_what, document, source) => {
    expect(read(document, source).kind).toBe('vulnerability');
  });

  it.each([
    ['a story of attacks', aDocument('Attackers came in through FortiOS.'), {}],
    ['versions that another tells of', aDocument('{}', { textKind: 'json', facts: silent }), {}],
    [
      "a maker's word that nothing is affected",
      aDocument('{}', {
        textKind: 'json',
        facts: { ...silent, affected: [{ ...structured, status: 'not-affected' as const }] },
      }),
      vendor,
    ],
  ])('is a threat with %s', (_what, document, source) => {
    expect(read(document, source).kind).toBe('threat');
  });
});

describe('a document of data', () => {
  const text = '{"notes": "See hxxp://evil[.]example[.]com, T1190, CVE-2024-0002. FortiOS before 7.4.9."}';
  const advisory = read(aDocument(text, { textKind: 'json', facts }));

  it('gives its products by its structure, and ids from its text', () => {
    expect(advisory.affected).toEqual([structured]);
    expect(advisory.aliases).toEqual(['CVE-2024-0001', 'CVE-2024-0002']);
    expect(advisory.techniques.map((each) => each.id)).toEqual(['T1190']);
  });

  it('gives no indicators', () => {
    expect([advisory.indicators, advisory.setAside]).toEqual([[], []]);
  });

  it('is exploited where its structure says so', () => {
    expect(read(aDocument('{}', { textKind: 'json', facts: { ...facts, exploited: true } })).exploitation.status).toBe(
      'active',
    );
  });
});

describe('prose with structure beside it', () => {
  it('keeps both readings of one product, and says that they differ', () => {
    const advisory = read(aDocument('FortiOS before 7.4.9 is affected.', { facts }));
    expect(advisory.affected).toHaveLength(2);
    expect(advisory.gaps.map((gap) => gap.about)).toEqual(['versions']);
  });
});

describe('campaigns', () => {
  it.each([
    ['Attackers abused a server of the supplier to enter two hospitals.', 1],
    ['The intruders came in at night.', 1],
    ['An attacker could abuse the server.', 0],
    ['The flaw allows remote attackers to run code.', 0],
  ])('%s', (text, count) => {
    expect(read(text).campaign).toHaveLength(count);
  });

  it('are not believed from a source that is not trusted', () => {
    const advisory = read('Attackers abused a server to enter two hospitals.', { trusted: false });
    expect(advisory.campaign).toEqual([]);
    expect(advisory.gaps.map((gap) => gap.about)).toEqual(['severity']);
  });
});

describe('sectors', () => {
  it('are named by what the text says, not by who publishes', () => {
    expect(read('Attackers target hospitals.').sectors).toHaveLength(1);
    expect(
      read('Written by the Example Hospital CERT.', { publisher: { name: 'Example Hospital CERT', kind: 'other' } })
        .sectors,
    ).toEqual([]);
  });
});

it('reads a hostile document to its end', () => {
  const texts = [
    'a '.repeat(50_000),
    'A '.repeat(50_000),
    '1.'.repeat(50_000),
    'before 1.0 '.repeat(10_000),
    '('.repeat(50_000),
    'no exploit '.repeat(10_000),
    'Through A '.repeat(10_000),
    'x_'.repeat(50_000),
  ];
  for (const text of texts) expect(read(text).id).toBe('src:doc-1');
});
