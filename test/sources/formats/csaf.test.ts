import { describe, expect, it } from 'vitest';
import type { RawAdvisory } from '../../../src/domain/raw-advisory.ts';
import { readItem } from '../../../src/sources/formats/read-item.ts';

const branch = (category: string, name: string, ...inner: object[]) => ({ category, name, branches: inner });
const leaf = (category: string, name: string, id: string, helper = {}) => ({
  category,
  name,
  product: { name: `whole name of ${id}`, product_id: id, product_identification_helper: helper },
});
const csafOf = (productTree: object, vulnerabilities: readonly object[], head: object = {}) => ({
  document: {
    csaf_version: '2.0',
    title: 'A flaw',
    tracking: { id: 'EX-2099-1', initial_release_date: '2024-02-19T10:00:00Z' },
    publisher: { name: 'Example PSIRT' },
    ...head,
  },
  product_tree: productTree,
  vulnerabilities,
});
const read = (document: object): Promise<RawAdvisory> =>
  readItem(
    { guid: 'file.json', format: 'csaf', bytes: new TextEncoder().encode(JSON.stringify(document)) },
    { pdfText: () => Promise.reject(new Error('no PDF here')) },
  );
const statementsOf = ({ facts }: RawAdvisory) =>
  facts?.affected.map(({ vendor, product, status, versions, cves, fixedVersion }) => ({
    of: `${vendor ?? '?'} / ${product}`,
    status,
    versions: typeof versions === 'string' ? versions : versions.map((range) => range.quote.text),
    cves: cves.join(' '),
    ...(fixedVersion === undefined ? {} : { fixedVersion }),
  }));

const PUMP = {
  branches: [
    branch(
      'vendor',
      'Example',
      branch('product_name', 'Pump', leaf('product_version_range', '<2.0', 'P1'), leaf('product_version', '2.0', 'P2')),
    ),
  ],
};

describe('a CSAF document', () => {
  it('gives the model numbers of a product that name one model each', async () => {
    const helper = { model_numbers: ['WD-8015', 'WD-90*'] };
    const tree = { branches: [branch('vendor', 'Example', leaf('product_name', 'Bedside unit', 'B1', helper))] };
    const { facts } = await read(csafOf(tree, [{ cve: 'CVE-2099-0001', product_status: { known_affected: ['B1'] } }]));
    expect(facts?.affected.map(({ models }) => models)).toEqual([['WD-8015']]);
  });

  it('gives article numbers as model numbers, and the device identifiers among them', async () => {
    const helper = { model_numbers: ['00812345678901', '12345670'], skus: ['WD-90-A', '00812345678909'] };
    const tree = { branches: [branch('vendor', 'Example', leaf('product_name', 'Bedside unit', 'B1', helper))] };
    const { facts } = await read(csafOf(tree, [{ cve: 'CVE-2099-0001', product_status: { known_affected: ['B1'] } }]));
    expect(facts?.affected.map(({ models, udis }) => ({ models, udis }))).toEqual([
      { models: ['00812345678901', '12345670', 'WD-90-A', '00812345678909'], udis: ['00812345678901'] },
    ]);
  });

  it('says who, what, when, and in which words', async () => {
    const document = csafOf(PUMP, [{ cve: 'CVE-2099-0001', product_status: { known_affected: ['P1'] } }], {
      distribution: { tlp: { label: 'WHITE' } },
      references: [{ category: 'self', url: 'https://example.com/EX-2099-1.html' }],
    });
    const advisory = await read(document);
    expect(advisory).toMatchObject({
      publisherId: 'EX-2099-1',
      title: 'A flaw',
      link: 'https://example.com/EX-2099-1.html',
      publishedAt: '2024-02-19T10:00:00.000Z',
      publisherName: 'Example PSIRT',
      textKind: 'json',
      facts: { aliases: ['CVE-2099-0001'], tlp: 'CLEAR', withdrawn: false, exploited: false, gaps: [] },
    });
    expect(JSON.parse(advisory.text)).toEqual(document);
  });

  it('gives every product with its status, range and quote', async () => {
    const advisory = await read(
      csafOf(PUMP, [{ cve: 'CVE-2099-0001', product_status: { known_affected: ['P1'], fixed: ['P2'] } }]),
    );
    expect(statementsOf(advisory)).toEqual([
      { of: 'Example / Pump', status: 'affected', versions: ['<2.0'], cves: 'CVE-2099-0001' },
      { of: 'Example / Pump', status: 'fixed', versions: ['2.0'], cves: 'CVE-2099-0001' },
    ]);
    const quotes =
      advisory.facts?.affected.flatMap(({ quote, versions }) => [
        quote,
        ...(typeof versions === 'string' ? [] : versions.map((range) => range.quote)),
      ]) ?? [];
    expect(quotes.map(({ text }) => text)).toEqual(['Pump', '<2.0', 'Pump', '2.0']);
    for (const quote of quotes) expect(advisory.text.slice(quote.start, quote.end)).toBe(quote.text);
  });

  it('says the same of several flaws once', async () => {
    const flaws = ['CVE-2099-0002', 'CVE-2099-0001'].map((cve) => ({
      cve,
      product_status: { known_affected: ['P1'] },
    }));
    expect(statementsOf(await read(csafOf(PUMP, flaws)))).toEqual([
      { of: 'Example / Pump', status: 'affected', versions: ['<2.0'], cves: 'CVE-2099-0001 CVE-2099-0002' },
    ]);
  });

  it('keeps versions apart that have different flaws', async () => {
    const flaws = [
      { cve: 'CVE-2099-0001', product_status: { known_affected: ['P1', 'P2'] } },
      { cve: 'CVE-2099-0002', product_status: { known_affected: ['P1'] } },
    ];
    expect(statementsOf(await read(csafOf(PUMP, flaws)))?.map(({ versions, cves }) => [versions, cves])).toEqual([
      [['<2.0'], 'CVE-2099-0001 CVE-2099-0002'],
      [['2.0'], 'CVE-2099-0001'],
    ]);
  });

  it('reads a version that repeats the name of its product', async () => {
    const tree = {
      branches: [
        branch('vendor', 'Example PSIRT', branch('product_name', 'ExOS', leaf('product_version', 'ExOS 6.4.0', 'X'))),
      ],
    };
    const advisory = await read(csafOf(tree, [{ product_status: { known_affected: ['X'] } }]));
    expect(advisory.facts?.affected[0]?.versions).toMatchObject([
      { intervals: [{ lower: { version: '6.4.0' }, upper: { version: '6.4.0' } }] },
    ]);
    expect(advisory.facts?.affected[0]?.vendor).toBe('Example');
  });

  it('leaves versions unstated that cannot be read, and says so', async () => {
    const tree = {
      branches: [
        branch(
          'vendor',
          'Example',
          branch('product_name', 'Pump', leaf('product_version_range', 'distributed before spring', 'X')),
        ),
      ],
    };
    const advisory = await read(csafOf(tree, [{ product_status: { known_affected: ['X'] } }]));
    expect(statementsOf(advisory)).toEqual([
      { of: 'Example / Pump', status: 'affected', versions: 'unstated', cves: '' },
    ]);
    expect(advisory.facts?.gaps).toMatchObject([
      {
        about: 'versions',
        because: 'The versions of Pump are given as "distributed before spring", which could not be read as a range.',
        quote: { text: 'distributed before spring' },
      },
    ]);
  });

  it('names a model that stands where the version belongs by its own name too', async () => {
    const tree = {
      branches: [
        branch(
          'vendor',
          'Example',
          branch('product_name', 'Handheld devices', leaf('product_version', 'Example Meter II', 'X')),
        ),
      ],
    };
    const advisory = await read(csafOf(tree, [{ product_status: { known_affected: ['X'] } }]));
    expect(statementsOf(advisory)?.map(({ of, versions }) => [of, versions])).toEqual([
      ['Example / Handheld devices', 'unstated'],
      ['Example / Example Meter II', 'unstated'],
    ]);
  });

  it('that gives no product a status says so, and names none', async () => {
    const advisory = await read(csafOf(PUMP, [{ cve: 'CVE-2099-0001' }]));
    expect(advisory.facts?.affected).toEqual([]);
    expect(advisory.facts?.gaps).toMatchObject([
      { about: 'products', because: expect.stringMatching(/^The document gives no product a status/) },
    ]);
  });

  it('reads a name where an id belongs and the tree knows none', async () => {
    const advisory = await read(
      csafOf({}, [{ product_status: { known_affected: ['ExOS >=7.6.0|<=7.6.3', 'ExMail'] } }]),
    );
    expect(statementsOf(advisory)?.map(({ of, versions }) => [of, versions])).toEqual([
      ['? / ExOS', [expect.any(String)]],
      ['? / ExMail', 'unstated'],
    ]);
  });
});

describe('a part of a whole in a CSAF document', () => {
  const tree = {
    branches: [
      branch(
        'vendor',
        'Example',
        leaf('product_name', 'Example Linux 9', 'OS'),
        leaf('product_version', 'tls-0:3.1.el9.x86_64', 'TLS', { purl: 'pkg:rpm/example/tls@3.1.el9?arch=x86_64' }),
      ),
    ],
    relationships: [
      {
        category: 'default_component_of',
        product_reference: 'TLS',
        relates_to_product_reference: 'OS',
        full_product_name: { name: 'tls as a component of Example Linux 9', product_id: 'OS:TLS' },
      },
    ],
  };

  it('that is affected makes the whole affected, in versions that nobody states', async () => {
    expect(
      statementsOf(await read(csafOf(tree, [{ product_status: { known_affected: ['OS:TLS'] } }])))?.map(
        ({ of, status }) => [of, status],
      ),
    ).toEqual([
      ['Example / tls', 'affected'],
      ['Example / Example Linux 9', 'affected'],
    ]);
  });

  it('that has a fix says that the whole was affected before it', async () => {
    expect(
      statementsOf(await read(csafOf(tree, [{ product_status: { fixed: ['OS:TLS'] } }])))?.map(({ of, status }) => [
        of,
        status,
      ]),
    ).toEqual([
      ['Example / tls', 'fixed'],
      ['Example / Example Linux 9', 'affected'],
    ]);
  });

  it('that is not affected says nothing of the whole, nor of the part elsewhere', async () => {
    expect(
      statementsOf(await read(csafOf(tree, [{ product_status: { known_not_affected: ['OS:TLS'] } }])))?.map(
        ({ of, status }) => [of, status],
      ),
    ).toEqual([['Example / tls as a component of Example Linux 9', 'not-affected']]);
  });
});

describe('of a flaw in a CSAF document are read', () => {
  it('scores, remedies with the version that fixes, and what is done about it', async () => {
    const flaw = {
      cve: 'CVE-2099-0001',
      product_status: { known_affected: ['P1'] },
      scores: [
        {
          cvss_v3: { version: '3.1', baseScore: 9.8, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
          products: ['P1'],
        },
      ],
      remediations: [
        { category: 'vendor_fix', details: 'Update to V2.0 or later version', product_ids: ['P1'] },
        { category: 'workaround', details: 'Close port 1234.', product_ids: ['P1'] },
        { category: 'no_fix_planned', details: 'There will be none for Pump One.' },
      ],
    };
    const { facts, text } = await read(csafOf(PUMP, [flaw]));
    expect(facts?.cvss).toEqual([
      { version: '3.1', score: 9.8, vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', cve: 'CVE-2099-0001' },
    ]);
    expect(facts?.affected[0]?.fixedVersion).toBe('V2.0');
    expect(facts?.mitigations.map(({ kind, quote }) => [kind, text.slice(quote.start, quote.end)])).toEqual([
      ['patch', 'Update to V2.0 or later version'],
      ['mitigate', 'Close port 1234.'],
      ['none-available', 'There will be none for Pump One.'],
    ]);
  });

  it('says for which products each piece of advice is, unless it is for all', async () => {
    const tree = {
      ...{
        branches: [
          branch('vendor', 'Example', leaf('product_name', 'Pump', 'P'), leaf('product_name', 'Monitor', 'M')),
        ],
      },
      product_groups: [{ group_id: 'G', product_ids: ['P', 'M'] }],
    };
    const remediations = [
      { category: 'vendor_fix', details: 'Update the\npump.', product_ids: ['P'] },
      { category: 'workaround', details: 'Close port 1234.', group_ids: ['G'] },
      { category: 'mitigation', details: 'Lock the room.', product_ids: ['M'] },
      { category: 'mitigation', details: 'Lock the room.' },
    ];
    const flaw = { product_status: { known_affected: ['P', 'M'] }, remediations };
    const { facts } = await read(csafOf(tree, [flaw]));
    expect(facts?.mitigations.map(({ text, products }) => [text, products])).toEqual([
      ['Update the pump.', ['Example Pump']],
      ['Close port 1234.', ['Example Pump', 'Example Monitor']],
      ['Lock the room.', undefined],
    ]);
  });

  it.each([
    ['Exploited:Yes; Latest Software Release:Exploitation Detected', true],
    ['Active exploitation in the wild was observed.', true],
    ['Exploited:No; Publicly Disclosed:No', false],
    ['No known public exploitation of this flaw has been observed.', false],
    ['The vendor is not aware of exploitation in the wild.', false],
  ])('whether it is exploited: %s', async (details, exploited) => {
    const flaw = { product_status: { known_affected: ['P1'] }, threats: [{ category: 'exploit_status', details }] };
    expect((await read(csafOf(PUMP, [flaw]))).facts?.exploited).toBe(exploited);
  });

  it.each([
    [{ title: '[Withdrawn] A flaw' }, true],
    [{ category: 'csaf_withdrawn' }, true],
    [{ category: 'csaf_superseded' }, true],
    [{ title: 'WITHDRAWN: A flaw' }, true],
    [{ title: 'Rejected packets crash Pump' }, false],
    [{ title: 'A flaw' }, false],
  ])('whether it is withdrawn: %j', async (head, withdrawn) => {
    expect((await read(csafOf(PUMP, [], head))).facts?.withdrawn).toBe(withdrawn);
  });
});

describe('what is no CSAF document', () => {
  const of = (text: string) =>
    readItem(
      { guid: 'file.json', format: 'csaf', bytes: new TextEncoder().encode(text) },
      { pdfText: () => Promise.reject(new Error('no PDF here')) },
    );

  it.each([
    ['other JSON', '{"a":1}', 'NOT_AN_ADVISORY'],
    ['a list', '[]', 'NOT_AN_ADVISORY'],
    ['cut off', '{"document":', 'DOCUMENT_UNREADABLE'],
    ['nested without end', '['.repeat(200_000) + ']'.repeat(200_000), 'NOT_AN_ADVISORY'],
    [
      'nested without end inside',
      `{"document":{"csaf_version":"2.0","tracking":{"id":"x"}},"x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      'DOCUMENT_UNREADABLE',
    ],
  ])('is refused: %s', async (_what, text, code) => {
    await expect(of(text)).rejects.toMatchObject({ code });
  });

  it('with keys that mean something to JavaScript is read like any other', async () => {
    const { title } = await of(
      '{"__proto__":{"x":1},"document":{"csaf_version":"2.0","title":"A flaw","tracking":{"id":"x"},"constructor":"y"}}',
    );
    expect(title).toBe('A flaw');
  });
});
