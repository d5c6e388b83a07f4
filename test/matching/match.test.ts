import { describe, expect, it } from 'vitest';
import type { Advisory, AffectedProduct } from '../../src/domain/advisory.ts';
import type { Asset } from '../../src/domain/asset.ts';
import type { Indicator } from '../../src/domain/indicator.ts';
import { organisationAsset } from '../../src/domain/organisation.ts';
import { buildAssetIndex } from '../../src/matching/asset-index.ts';
import { matchAdvisory } from '../../src/matching/match.ts';
import {
  anAdvisory,
  anAffectedProduct,
  anAsset,
  anIndicator,
  aQuote,
  aRangeBefore,
  aSupplierMention,
} from '../helpers/builders.ts';
import { LEXICON } from './lexicon.ts';

const gateway = (changes: Partial<Asset> = {}) => anAsset({ vendor: 'Example Vendor', version: '1.0', ...changes });
const about = (...affected: readonly Partial<AffectedProduct>[]) =>
  anAdvisory({ affected: affected.map(anAffectedProduct) });
const match = (advisory: Advisory, ...assets: readonly Asset[]) =>
  matchAdvisory(advisory, buildAssetIndex(assets, LEXICON));
const verdictOf = (advisory: Advisory, asset: Asset) => match(advisory, asset)[0]?.verdict;

describe('a product and its version', () => {
  it('inside the range is affected, with the names, the range and the words of the document', () => {
    const [only, ...others] = match(about({ versions: [aRangeBefore('2.0')] }), gateway());
    expect(others).toEqual([]);
    expect(only).toEqual({
      advisoryId: 'example:advisory-1',
      revision: 1,
      assetId: 'gw-01',
      matchers: ['product'],
      strength: 'exact',
      verdict: {
        kind: 'affected',
        because: 'Example Gateway 1.0 on gw-01 is among the affected versions (before 2.0)',
      },
      evidence: [
        {
          kind: 'product',
          assetName: 'Example Gateway',
          advisoryName: 'Example Gateway',
          because: '"Example Gateway" and "Example Gateway" share every word that tells products apart',
          quote: aQuote(),
        },
        {
          kind: 'version',
          assetVersion: '1.0',
          range: 'before 2.0',
          verdict: { kind: 'inside' },
          quote: aRangeBefore('2.0').quote,
        },
      ],
    });
  });

  it('outside is not affected, and is returned so that silence can be explained', () => {
    expect(match(about({ versions: [aRangeBefore('2.0')] }), gateway({ version: '2.0' }))[0]).toMatchObject({
      strength: 'exact',
      verdict: {
        kind: 'not-affected',
        because: 'Example Gateway 2.0 on gw-01 is not among the affected versions (before 2.0)',
      },
    });
  });

  it('inside any of several statements is affected', () => {
    const advisory = about({ versions: [aRangeBefore('1.0')] }, { versions: [aRangeBefore('3.0')] });
    expect(verdictOf(advisory, gateway({ version: '2.0' }))?.kind).toBe('affected');
  });

  it('every version is affected, known or not', () => {
    const { version: _unknown, ...bare } = gateway();
    expect(verdictOf(about({ versions: 'all' }), bare)).toEqual({
      kind: 'affected',
      because: 'Example Gateway on gw-01 is affected: every version is',
    });
  });

  it('another product of the vendor is not matched', () => {
    expect(match(about({ versions: 'all' }), gateway({ product: 'Example Portal' }))).toEqual([]);
  });
});

describe('what is not known is never called safe', () => {
  const before2 = about({ versions: [aRangeBefore('2.0')] });
  const { version: _unknown, ...unversioned } = gateway({ hostname: 'gw-01.example.test' });

  it.each<[string, Advisory, Asset, string]>([
    ['no version', before2, unversioned, 'Which version runs on gw-01.example.test?'],
    [
      'a version in other counting',
      before2,
      gateway({ version: '20240219' }),
      "Which version, in the publisher's own counting, runs on gw-01? The inventory says 20240219.",
    ],
    [
      'outside, but confirmed over a year before',
      before2,
      gateway({ version: '2.0', versionConfirmedAt: '2023-01-09' }),
      'Does gw-01 still run 2.0?',
    ],
    [
      'inside, but confirmed over a year before',
      before2,
      gateway({ versionConfirmedAt: '2023-01-09' }),
      'Does gw-01 still run 1.0?',
    ],
    ['no version in the advisory', about({}), gateway(), 'Is 1.0 on gw-01 among the versions that are meant?'],
    [
      'still under investigation',
      about({ status: 'under-investigation', versions: [aRangeBefore('2.0')] }),
      gateway(),
      "Which version, in the publisher's own counting, runs on gw-01? The inventory says 1.0.",
    ],
  ])('%s is undecided, with a question', (_name, advisory, asset, question) => {
    expect(match(advisory, asset)[0]).toMatchObject({
      strength: 'version-unknown',
      verdict: { kind: 'undecided', because: expect.stringMatching(/\w/), question },
    });
  });

  it.each([
    ['the publisher is still investigating', {}],
    [
      'the record does not say whether this version is affected',
      { openBecause: 'the record does not say whether this version is affected' },
    ],
  ])('left open because %s', (because, more) => {
    const open = about({ status: 'under-investigation', versions: 'unstated', ...more });
    expect(verdictOf(open, gateway())).toMatchObject({ because: `Example Gateway 1.0 on gw-01: ${because}` });
  });

  it('a version confirmed within the year decides', () => {
    expect(verdictOf(before2, gateway({ version: '2.0', versionConfirmedAt: '2023-01-10' }))?.kind).toBe(
      'not-affected',
    );
  });

  it.each(['version', 'versionConfirmedAt', 'vendor'] as const)(
    'taking away the %s never makes it not affected',
    (field) => {
      const asset = gateway({ versionConfirmedAt: '2020-01-01', version: '1.x' });
      const { [field]: _gone, ...rest } = asset;
      expect(verdictOf(before2, asset)?.kind).not.toBe('not-affected');
      expect(verdictOf(before2, rest)?.kind).not.toBe('not-affected');
    },
  );
});

describe("the document's own status", () => {
  const exactly = (version: string): AffectedProduct['versions'] => [
    {
      scheme: 'generic',
      intervals: [{ lower: { version, inclusive: true }, upper: { version, inclusive: true } }],
      quote: aQuote(),
    },
  ];

  it('a version listed as fixed wins over a range that holds it', () => {
    const advisory = about({ versions: [aRangeBefore('3.0')] }, { status: 'fixed', versions: exactly('1.0') });
    expect(verdictOf(advisory, gateway())).toEqual({
      kind: 'not-affected',
      because: 'the advisory lists Example Gateway 1.0 on gw-01 as fixed (1.0)',
    });
  });

  it('a version fixed for one flaw stays affected by another', () => {
    const advisory = about(
      { versions: [aRangeBefore('3.0')], cves: ['CVE-2024-0001', 'CVE-2024-0002'] },
      { status: 'fixed', versions: exactly('1.0'), cves: ['CVE-2024-0001'] },
    );
    expect(verdictOf(advisory, gateway())?.kind).toBe('affected');
  });

  it('a version fixed for one flaw does not clear a statement about the whole advisory', () => {
    const advisory = about(
      { versions: [aRangeBefore('3.0')] },
      { status: 'fixed', versions: exactly('1.0'), cves: ['CVE-2024-0001'] },
    );
    expect(verdictOf(advisory, gateway())?.kind).toBe('affected');
  });

  it('a product listed as not affected without a version does not clear one that is affected', () => {
    const advisory = about({ versions: [aRangeBefore('3.0')] }, { status: 'not-affected', versions: 'unstated' });
    expect(verdictOf(advisory, gateway())?.kind).toBe('affected');
  });
});

describe('a supplier that is the way in', () => {
  const wayIn = aSupplierMention({ name: 'Outcomes', writtenAs: 'Transaction Data Systems' });
  const story = anAdvisory({
    suppliers: [wayIn],
    affected: [anAffectedProduct({ vendor: 'ConnectWise', product: 'ScreenConnect' })],
  });
  const server = anAsset({
    id: 'sc-01',
    product: 'ConnectWise Control Server',
    version: '19.x',
    supplier: 'Transaction Data Systems, Inc.',
  });
  const pharmacy = anAsset({ id: 'ph-07', product: 'Rx30', supplier: 'Outcomes' });
  const other = anAsset({ id: 'ph-08', product: 'Label Printer', supplier: 'Example Supplier' });

  it('touches every asset of that supplier under any name, and merges with the product', () => {
    expect(
      match(story, server, pharmacy, other).map(({ assetId, matchers, verdict }) => [assetId, matchers, verdict.kind]),
    ).toEqual([
      ['ph-07', ['supplier'], 'undecided'],
      ['sc-01', ['product', 'supplier'], 'undecided'],
    ]);
  });

  it('says under which name it was found', () => {
    expect(match(story, server)[0]?.evidence.find((each) => each.kind === 'supplier')).toMatchObject({
      assetSupplier: 'Transaction Data Systems, Inc.',
      namedAs: 'Transaction Data Systems',
      because: 'its supplier Transaction Data Systems, Inc., which is Outcomes today, is named as the way in',
    });
  });

  it('that is merely named touches nothing', () => {
    expect(match(anAdvisory({ suppliers: [{ ...wayIn, role: 'named' }] }), pharmacy)).toEqual([]);
  });

  it('is not cleared by a version that is outside', () => {
    const advisory = anAdvisory({
      suppliers: [wayIn],
      affected: [
        anAffectedProduct({ vendor: 'ConnectWise', product: 'ScreenConnect', versions: [aRangeBefore('23.9.8')] }),
      ],
    });
    expect(match(advisory, { ...server, version: '23.9.8' })[0]).toMatchObject({
      strength: 'version-unknown',
      verdict: { kind: 'undecided', because: expect.stringContaining('although ConnectWise Control Server 23.9.8') },
    });
  });
});

describe('an indicator seen', () => {
  it.each<[string, Asset['observables'], Parameters<typeof anIndicator>[0]]>([
    ['the same domain', ['relay.example.test'], {}],
    ["a host below the asset's domain", ['example.test'], {}],
    ['the host of an address', ['relay.example.test'], { type: 'url', value: 'https://relay.example.test:8041/a' }],
    ["an address in the asset's range", ['192.0.2.0/24'], { type: 'ipv4', value: '192.0.2.77' }],
    ["a range that holds the asset's address", ['198.51.100.9'], { type: 'cidr', value: '198.51.100.0/25' }],
    [
      'a hash in other case',
      ['ABCDEF00ABCDEF00ABCDEF00ABCDEF00'],
      { type: 'md5', value: 'abcdef00abcdef00abcdef00abcdef00' },
    ],
  ])('%s touches the asset, undecided', (_name, observables, indicator) => {
    expect(match(anAdvisory({ indicators: [anIndicator(indicator)] }), anAsset({ observables }))[0]).toMatchObject({
      matchers: ['indicator-seen'],
      verdict: { kind: 'undecided', question: expect.any(String) },
    });
  });

  it.each<[string, Asset['observables']]>([
    ['a domain beside it', ['other.example.test']],
    ['a domain that only ends alike', ['ample.test']],
    ['nothing', []],
  ])('%s does not', (_name, observables) => {
    expect(match(anAdvisory({ indicators: [anIndicator()] }), anAsset({ observables }))).toEqual([]);
  });

  it('says nothing when it was set aside', () => {
    expect(match(anAdvisory({ setAside: [anIndicator()] }), anAsset({ observables: ['relay.example.test'] }))).toEqual(
      [],
    );
  });
});

describe("what is the organisation's own", () => {
  const own = organisationAsset('Larkspur Pharmacies', ['pharm.example.com', '192.0.2.0/24', 'a'.repeat(64)]);
  const named = (type: Indicator['type'], value: string) =>
    own && match(anAdvisory({ indicators: [anIndicator({ type, value })] }), own, gateway());

  it.each([
    ['domain', 'pharm.example.com', 'pharm[.]example[.]com'],
    ['domain', 'rs.pharm.example.com', 'rs[.]pharm[.]example[.]com'],
    ['url', 'https://pharm.example.com/a', 'hxxps://pharm[.]example[.]com/a'],
    ['ipv4', '192.0.2.77', '192[.]0[.]2[.]77'],
    ['sha256', 'a'.repeat(64), 'a'.repeat(64)],
  ] as const)('as %s %s, named as an indicator, is a match of its own', (type, value, shown) => {
    expect(named(type, value)).toMatchObject([
      {
        assetId: 'organisation',
        matchers: ['indicator-seen'],
        verdict: {
          kind: 'undecided',
          because: `${shown} is your organisation's own, and this advisory names it as an indicator`,
          question: `Does ${shown} still belong to you, and what happened on it?`,
        },
      },
    ]);
  });

  it.each([
    ['a domain beside it', 'domain', 'other.example.com'],
    ['a domain above it', 'domain', 'example.com'],
    ['an address outside', 'ipv4', '192.0.3.1'],
  ] as const)('is not %s', (_, type, value) => {
    expect(named(type, value)).toEqual([]);
  });

  it('is nothing where nothing is said of it', () => {
    expect(organisationAsset('Larkspur Pharmacies', [])).toBeUndefined();
  });
});

describe('what only adds to a match', () => {
  const windows = { platforms: [{ name: 'Windows Server 2019', quote: aQuote('on Windows Server 2019') }] };
  const host = anAsset({ id: 'srv-01', vendor: 'Microsoft', product: 'Win Srv 2019', lastUpdatedAt: '2019-06-01' });

  it('the platform named as the place is no match of its own', () => {
    expect(match(anAdvisory(windows), host)).toEqual([]);
  });

  it('platform and age are evidence on an asset that is matched', () => {
    const advisory = anAdvisory({ ...windows, indicators: [anIndicator()] });
    const [only] = match(advisory, { ...host, observables: ['relay.example.test'] });
    expect(only?.evidence.map((each) => each.kind)).toEqual(['indicator-seen', 'platform', 'age']);
    expect(only?.evidence[2]).toMatchObject({
      because: 'it was last updated on 2019-06-01, over 4 years before the advisory',
    });
  });

  it('an update within the year is not held against it', () => {
    const advisory = about({ versions: 'all' });
    expect(
      match(advisory, gateway({ lastUpdatedAt: '2023-06-01' }))[0]?.evidence.map((each) => each.kind),
    ).not.toContain('age');
  });
});

describe('a vendor without a product', () => {
  it('touches every asset of that vendor, as the weakest link', () => {
    const advisory = about({ vendor: 'Example Vendor, Inc.', product: 'Multiple products' });
    const matches = match(advisory, gateway(), anAsset({ id: 'x-2', vendor: 'Other', product: 'Other Thing' }));
    expect(matches.map(({ assetId, strength, verdict }) => [assetId, strength, verdict.kind])).toEqual([
      ['gw-01', 'vendor', 'undecided'],
    ]);
  });
});

it('a package address decides without names', () => {
  const advisory = about({
    vendor: 'Someone',
    product: 'some-library',
    purl: 'pkg:npm/some-library',
    versions: [aRangeBefore('2.0')],
  });
  const asset = anAsset({ product: 'Ward App', version: '1.0', purl: 'pkg:npm/some-library@1.0' });
  expect(match(advisory, asset)[0]?.verdict.kind).toBe('affected');
});

it('what is said by a package address and what is said by a name is weighed together, in whichever order', () => {
  const byCode = { product: 'some-library', purl: 'pkg:npm/some-library', versions: [aRangeBefore('1.0')] as const };
  const byName = { product: 'Ward App', versions: [aRangeBefore('2.0')] as const };
  const asset = gateway({ product: 'Ward App', version: '1.5', purl: 'pkg:npm/some-library@1.5' });
  const other = gateway({ id: 'gw-02', product: 'Ward App', version: '1.5' });
  for (const advisory of [about(byCode, byName), about(byName, byCode)]) {
    expect(match(advisory, asset, other).map(({ assetId, verdict }) => [assetId, verdict.kind])).toEqual([
      ['gw-01', 'affected'],
      ['gw-02', 'affected'],
    ]);
  }
});

describe('a model number', () => {
  const advisory = about({ vendor: 'Example Vendor', product: 'Bedside unit', models: ['WD-8015'], versions: 'all' });
  const pump = (changes: Partial<Asset>) => anAsset({ product: 'Infusion Pump', model: 'wd 8015', ...changes });

  it('decides without names, and says so', () => {
    expect(verdictOf(advisory, pump({ vendor: 'Example Vendor, Inc.' }))?.kind).toBe('affected');
    expect(match(advisory, pump({}))[0]?.evidence[0]).toMatchObject({
      because: 'the inventory and the advisory give the same model number, wd 8015',
    });
  });

  it('of another maker is another device', () => {
    expect(match(advisory, pump({ vendor: 'Other Medical' }))).toEqual([]);
  });
});

describe('a device identifier', () => {
  const advisory = about({
    ...{ vendor: 'Example Vendor', product: 'Bedside unit', udis: ['00812345678901'], versions: [aRangeBefore('2.0')] },
  });
  const pump = (changes: Partial<Asset>) => anAsset({ product: 'Infusion Pump', udi: '00812345678901', ...changes });

  it('decides without names, whoever the inventory takes for the maker, and says so', () => {
    expect(match(advisory, pump({ vendor: 'Other Medical', version: '1.9' }))).toMatchObject([
      {
        verdict: { kind: 'affected' },
        evidence: [
          { because: 'the inventory and the advisory give the same device identifier (UDI-DI), 00812345678901' },
          { kind: 'version' },
        ],
      },
    ]);
  });

  it.each([
    ['with lot and serial number behind it', '(01)00812345678901(17)301231(21)SN-7', 1],
    ['as it is scanned', '0100812345678901172512311010A', 1],
    ['of twelve digits', '8 12345 67890 1', 1],
    ['of another device', '04900000000016', 0],
    ['that was mistyped', '00812345678902', 0],
    ['that somebody else issued', '+H123ABC01234567890D', 0],
  ])('%s', (_, udi, matches) => {
    expect(match(advisory, pump({ udi }))).toHaveLength(matches);
  });
});

it('answers in the order of asset ids, whatever the order of the inventory', () => {
  const assets = ['c', 'a', 'b'].map((id) => gateway({ id }));
  expect(match(about({ versions: 'all' }), ...assets).map(({ assetId }) => assetId)).toEqual(['a', 'b', 'c']);
});
