import { describe, expect, it } from 'vitest';
import { joinCase } from '../../src/cases/join.ts';
import type { Advisory } from '../../src/domain/advisory.ts';
import { anAdvisory, anAffectedProduct, anIndicator, aQuote, aSupplierMention } from '../helpers/builders.ts';
import { bulletin, kevEntry, researcher, sectorAlert, vendorStatement } from './founding-story.ts';

const campaignCase = { id: 'C-1', advisories: [researcher] };
const flawCase = { id: 'C-2', advisories: [bulletin] };

describe('joinCase: the founding story and its sequel', () => {
  it('takes the vendor into the case of the researcher by the words of the campaign', () => {
    expect(joinCase(vendorStatement, [campaignCase])).toEqual({
      caseId: 'C-1',
      because:
        'Both are about ConnectWise ScreenConnect and tell of the same attacks (clinic, pharmaceutical), 4 days apart.',
    });
  });

  it('takes the sector alert in by the indicator, which it shows defanged', () => {
    expect(joinCase(sectorAlert, [{ id: 'C-1', advisories: [researcher, vendorStatement] }])).toEqual({
      caseId: 'C-1',
      because: 'Both are about ConnectWise ScreenConnect and name the indicator rs[.]tdsclinical[.]com, 69 days apart.',
    });
  });

  it('opens a new case for the bulletin: the same product is not the same story', () => {
    expect(joinCase(bulletin, [{ id: 'C-1', advisories: [researcher, vendorStatement, sectorAlert] }])).toBeUndefined();
  });

  it('takes the KEV entry into the case of the bulletin', () => {
    expect(joinCase(kevEntry, [campaignCase, flawCase])).toEqual({
      caseId: 'C-2',
      because: 'Both are about CVE-2024-1709 in ConnectWise ScreenConnect.',
    });
  });
});

const product = (name: string, vendor?: string) => [
  anAffectedProduct({ product: name, ...(vendor !== undefined && { vendor }) }),
];
const first = anAdvisory({ id: 'a:1', affected: product('Gateway'), aliases: ['CVE-2024-1111'] });
const threat = anAdvisory({
  id: 'a:1',
  kind: 'threat',
  affected: product('Gateway'),
  publishedAt: '2024-01-10T00:00:00.000Z',
});
const sha256 = anIndicator({ type: 'sha256', value: 'a'.repeat(64) });

describe('joinCase: what binds, and what does not', () => {
  const rows: readonly [string, Advisory, Partial<Advisory>, boolean][] = [
    ['a CVE in one product', first, { affected: product('Gateway'), aliases: ['CVE-2024-1111'] }, true],
    [
      'a CVE under the vendor’s legal name',
      first,
      { affected: product('Example Vendor Gateway', 'Example Vendor, Inc.'), aliases: ['CVE-2024-1111'] },
      true,
    ],
    ['a CVE of a text without a product', first, { aliases: ['CVE-2024-1111'] }, true],
    [
      'a CVE two years later',
      first,
      { affected: product('Gateway'), aliases: ['CVE-2024-1111'], publishedAt: '2026-01-10T00:00:00.000Z' },
      true,
    ],
    ['a library’s CVE in another product', first, { affected: product('Scanner'), aliases: ['CVE-2024-1111'] }, false],
    [
      'a product name of another vendor',
      first,
      { affected: product('Gateway', 'Other Vendor'), aliases: ['CVE-2024-1111'] },
      false,
    ],
    ['another CVE in the same product', first, { affected: product('Gateway'), aliases: ['CVE-2024-2222'] }, false],
    ['a report number', { ...threat, aliases: ['HC3-2024-17'] }, { aliases: ['HC3-2024-17'] }, true],
    [
      'the title, word for word',
      { ...threat, title: 'Attackers abuse Gateway in clinics' },
      { title: 'Attackers abuse gateway in clinics.' },
      true,
    ],
    [
      'the title, word for word, of the same source: it is a series',
      { ...threat, id: 'b:1', sourceId: 'b', title: 'Monthly bulletin for the health sector' },
      { title: 'Monthly bulletin for the health sector' },
      false,
    ],
    ['a short title', { ...threat, title: 'Security update' }, { title: 'Security update' }, false],
    ['the product alone', threat, { affected: product('Gateway') }, false],
    [
      'a hash and the product',
      { ...threat, indicators: [sha256] },
      { affected: product('Gateway'), indicators: [sha256] },
      true,
    ],
    [
      'a hash and another product',
      { ...threat, indicators: [sha256] },
      { affected: product('Scanner'), indicators: [sha256] },
      false,
    ],
    [
      'a hash, 91 days later',
      { ...threat, indicators: [sha256] },
      { affected: product('Gateway'), indicators: [sha256], publishedAt: '2024-04-10T00:00:00.000Z' },
      false,
    ],
    [
      'a hash, 90 days later',
      { ...threat, indicators: [sha256] },
      { affected: product('Gateway'), indicators: [sha256], publishedAt: '2024-04-09T00:00:00.000Z' },
      true,
    ],
    [
      'a service that many use',
      { ...threat, indicators: [anIndicator({ legitimate: 'shared-service' })] },
      { affected: product('Gateway'), indicators: [anIndicator({ legitimate: 'shared-service' })] },
      false,
    ],
    [
      'a host, which one of them names only within an address',
      { ...threat, indicators: [anIndicator({ type: 'url', value: 'https://c2.example.test/gate' })] },
      { affected: product('Gateway'), indicators: [anIndicator({ type: 'domain', value: 'c2.example.test' })] },
      true,
    ],
    [
      'a supplier that is the way in',
      { ...threat, suppliers: [aSupplierMention()] },
      { affected: product('Gateway'), suppliers: [aSupplierMention({ role: 'named' })] },
      true,
    ],
    [
      'a supplier that is only named',
      { ...threat, suppliers: [aSupplierMention({ role: 'named' })] },
      { affected: product('Gateway'), suppliers: [aSupplierMention({ role: 'named' })] },
      false,
    ],
    [
      'the vendor as supplier',
      { ...threat, suppliers: [aSupplierMention({ name: 'Example Vendor' })] },
      { affected: product('Gateway'), suppliers: [aSupplierMention({ name: 'Example Vendor' })] },
      false,
    ],
    [
      'an actor and the product',
      { ...threat, actors: [{ name: 'Example Spider', quote: aQuote() }] },
      { affected: product('Gateway'), actors: [{ name: 'Example Spider', quote: aQuote() }] },
      true,
    ],
    [
      'an actor and two CVEs',
      { ...first, actors: [{ name: 'Example Spider', quote: aQuote() }] },
      {
        affected: product('Gateway'),
        aliases: ['CVE-2024-2222'],
        actors: [{ name: 'Example Spider', quote: aQuote() }],
      },
      false,
    ],
    [
      'generic words of a campaign',
      { ...threat, campaign: [aQuote('Attackers exploited servers with malware.')] },
      { affected: product('Gateway'), campaign: [aQuote('Attackers exploited servers with malware.')] },
      false,
    ],
    [
      'telling words, but one names a CVE',
      { ...threat, campaign: [aQuote('A dialysis laboratory was entered.')] },
      {
        affected: product('Gateway'),
        aliases: ['CVE-2024-3333'],
        campaign: [aQuote('The dialysis laboratory was entered.')],
      },
      false,
    ],
    [
      'a domain, and the product said in short',
      { ...threat, affected: product('WardLink Relay'), indicators: [anIndicator()] },
      { affected: product('WardLink Remote Relay Server'), indicators: [anIndicator()] },
      true,
    ],
    [
      'a domain, and a near name of the product',
      { ...threat, affected: product('WardLink Relay'), indicators: [anIndicator()] },
      { affected: product('WardLink Monitor'), indicators: [anIndicator()] },
      false,
    ],
    [
      'a CVE, and a longer name made of common words',
      { ...first, affected: product('Endpoint Manager') },
      { affected: product('Endpoint Manager Mobile'), aliases: ['CVE-2024-1111'] },
      false,
    ],
    [
      'the supplier under another spelling, 30 days later, through another product',
      { ...threat, suppliers: [aSupplierMention({ name: 'Harbor & Vale Clinical Systems, LLC' })] },
      {
        affected: product('Scanner'),
        suppliers: [aSupplierMention({ name: 'Harbor and Vale' })],
        publishedAt: '2024-02-09T00:00:00.000Z',
      },
      true,
    ],
    [
      'a near name of the supplier',
      { ...threat, suppliers: [aSupplierMention({ name: 'Harbor & Vale Clinical Systems' })] },
      { affected: product('Gateway'), suppliers: [aSupplierMention({ name: 'Harborvale Marine Supplies' })] },
      false,
    ],
    [
      'another story of the same product, 30 days later',
      { ...threat, campaign: [aQuote('A dialysis laboratory was entered.')] },
      {
        affected: product('Gateway'),
        campaign: [aQuote('Schools lost timetables to a wiper.')],
        publishedAt: '2024-02-09T00:00:00.000Z',
      },
      false,
    ],
  ];

  it.each(rows)('%s', (_, known, changes, joins) => {
    const advisory = anAdvisory({ id: 'b:2', kind: 'threat', ...changes });
    expect(joinCase(advisory, [{ id: 'C-7', advisories: [known] }])?.caseId).toBe(joins ? 'C-7' : undefined);
  });

  it('keeps a new revision in its case', () => {
    const revised = anAdvisory({ id: 'a:1', revision: 2 });
    expect(joinCase(revised, [{ id: 'C-7', advisories: [first] }])?.because).toBe(
      'It is a new revision of an advisory of this case.',
    );
  });

  it('takes the firmest link, whatever the order of the cases', () => {
    const byHash = { id: 'C-3', advisories: [{ ...threat, indicators: [sha256] }] };
    const byCve = { id: 'C-4', advisories: [{ ...first, id: 'c:3' }] };
    const advisory = anAdvisory({
      id: 'b:2',
      affected: product('Gateway'),
      aliases: ['CVE-2024-1111'],
      indicators: [sha256],
    });
    expect(joinCase(advisory, [byHash, byCve])?.caseId).toBe('C-4');
    expect(joinCase(advisory, [byCve, byHash])?.caseId).toBe('C-4');
  });

  it('takes the case that heard something last, and of equals the lower number', () => {
    const advisory = anAdvisory({ id: 'b:2', aliases: ['CVE-2024-1111'] });
    const later = { ...first, id: 'd:4', publishedAt: '2024-01-11T00:00:00.000Z' };
    expect(
      joinCase(advisory, [
        { id: 'C-2', advisories: [first] },
        { id: 'C-10', advisories: [later] },
      ])?.caseId,
    ).toBe('C-10');
    expect(
      joinCase(advisory, [
        { id: 'C-10', advisories: [first] },
        { id: 'C-2', advisories: [first] },
      ])?.caseId,
    ).toBe('C-2');
  });

  it('keeps a document without a date in its story, and the story open behind it', () => {
    const told = { affected: [anAffectedProduct()], suppliers: [aSupplierMention()] };
    const first = anAdvisory({ id: 'a:1', publishedAt: '2025-03-01T00:00:00.000Z', ...told });
    const { publishedAt: _none, ...undated } = anAdvisory({
      id: 'b:1',
      fetchedAt: '2026-11-23T00:00:00.000Z',
      ...told,
    });
    const third = anAdvisory({ id: 'c:1', publishedAt: '2025-04-01T00:00:00.000Z', ...told });
    expect(joinCase(undated, [{ id: 'C-1', advisories: [first] }])?.caseId).toBe('C-1');
    expect(joinCase(third, [{ id: 'C-1', advisories: [first, undated] }])?.caseId).toBe('C-1');
  });
});
