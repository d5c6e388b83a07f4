import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AffectedProduct } from '../../src/domain/advisory.ts';
import type { Asset } from '../../src/domain/asset.ts';
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

const aVersion = fc
  .tuple(
    fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 4 }),
    fc.constantFrom('', 'a', ' SP1', ' Update 3', '-rc1', '-62.el8', ' (not confirmed)', '.x', ' build 7'),
  )
  .map(([numbers, after]) => `${numbers.join('.')}${after}`);

const aName = fc.constantFrom(
  'FortiGate-100F',
  'FortiOS',
  'WardRouter 4331',
  'WardDesk',
  'Ward Flow',
  'Endpoint Manager',
);

const aStatement: fc.Arbitrary<AffectedProduct> = fc
  .record({ product: aName, from: aVersion, below: aVersion, status: fc.constantFrom('affected', 'fixed') })
  .map(({ product, from, below, status }) =>
    anAffectedProduct({
      vendor: 'Example',
      product,
      status: status === 'fixed' ? 'fixed' : 'affected',
      versions: [
        {
          scheme: 'generic',
          intervals: [{ lower: { version: from, inclusive: true }, upper: { version: below, inclusive: false } }],
          quote: aQuote(`${from} ${below}`),
        },
      ],
    }),
  );

function verdictOf(asset: Asset, statements: readonly AffectedProduct[]): string {
  const [only] = matchAdvisory(anAdvisory({ affected: statements }), buildAssetIndex([asset], LEXICON));
  return only?.verdict.kind ?? 'no match';
}

it('taking away what is known of an asset never calls it safe', () => {
  const aKnown = fc.record({ product: aName, version: aVersion });
  fc.assert(
    fc.property(aKnown, fc.array(aStatement, { minLength: 1, maxLength: 3 }), ({ product, version }, statements) => {
      const whole = anAsset({ vendor: 'Example', product, version });
      const { vendor: _vendor, ...withoutVendor } = whole;
      const { version: _version, ...withoutVersion } = whole;
      const before = verdictOf(whole, statements);
      if (before === 'not-affected') return;
      expect(verdictOf(withoutVersion, statements)).not.toBe('not-affected');
      expect(verdictOf(withoutVendor, statements)).not.toBe('not-affected');
      expect(verdictOf({ ...whole, versionConfirmedAt: '2001-01-01' }, statements)).not.toBe('not-affected');
    }),
  );
});

it('one statement more that something is affected, or a wider range, never clears an asset', () => {
  fc.assert(
    fc.property(aName, aVersion, aStatement, aStatement, (product, version, one, more) => {
      const asset = anAsset({ vendor: 'Example', product, version });
      const affected = { ...one, status: 'affected' as const };
      if (verdictOf(asset, [affected]) === 'affected')
        expect(verdictOf(asset, [affected, { ...more, status: 'affected' }])).toBe('affected');
      if (verdictOf(asset, [affected]) !== 'affected') return;
      expect(verdictOf(asset, [{ ...affected, versions: 'all' }])).toBe('affected');
      expect(verdictOf(asset, [{ ...affected, versions: 'unstated' }])).toBe('undecided');
    }),
  );
});

it('what is said of a part of something larger does not clear that part from elsewhere', () => {
  const part = anAffectedProduct({
    vendor: 'Debian',
    product: 'wardhttpd',
    status: 'not-affected',
    versions: 'unstated',
    inFull: ['wardhttpd as a component of Debian 12'],
  });
  const { vendor: _vendor, ...own } = anAsset({ product: 'wardhttpd', version: '2.4' });
  expect(verdictOf(own, [part])).toBe('undecided');
  expect(verdictOf({ ...own, vendor: 'Debian' }, [part])).toBe('not-affected');
  expect(verdictOf({ ...own, vendor: 'Example' }, [part])).not.toBe('not-affected');
});

it('an asset is matched beside others as it is alone', () => {
  fc.assert(
    fc.property(fc.array(anyAsset, { maxLength: 12 }), anyAdvisory, (given, advisory) => {
      const assets = given.map((asset, at) => ({ ...asset, id: `a-${String(at).padStart(2, '0')}` }));
      const alone = assets.flatMap((asset) => matchAdvisory(advisory, buildAssetIndex([asset], LEXICON)));
      expect(matchAdvisory(advisory, buildAssetIndex(assets, LEXICON))).toEqual(alone);
    }),
    { numRuns: 200 },
  );
});

const CPE = 'cpe:2.3:a:example:warddesk:1.0:*:*:*:*:*:*:*';
const PURL = 'pkg:deb/debian/warddesk@1.0';
const UDI = '(01)09506000134352';

const fewVersions = fc.constantFrom('1.0', '1.2', '2.0', '2.0 (not confirmed)', '');
const anyCodes = fc.record({ cpe: fc.constant(CPE), purl: fc.constant(PURL) }, { requiredKeys: [] });

/** Assets of few names, versions and days, so that many have one in common. */
const anyAsset: fc.Arbitrary<Asset> = fc
  .tuple(
    fc.record({
      product: fc.constantFrom('WardDesk', 'Ward Desk', 'WardDesk (64-bit)', 'Example WardDesk', 'FortiOS'),
    }),
    fc.record(
      {
        vendor: fc.constantFrom('Example', 'Example Inc', 'Debian'),
        version: fewVersions,
        versionConfirmedAt: fc.constantFrom('2022-01-01', '2024-01-01', '2024-01-02'),
        lastUpdatedAt: fc.constantFrom('2021-06-01', '2023-12-01'),
        hostname: fc.constantFrom('ward-1.example.test', 'ward-2.example.test'),
        supplier: fc.constantFrom('Example Supplier', 'Example Imaging'),
        model: fc.constantFrom('WM-4500', 'WM-4600'),
        udi: fc.constant(UDI),
      },
      { requiredKeys: [] },
    ),
    anyCodes,
    fc.subarray(['c2.example.org', '192.0.2.0/24']),
  )
  .map(([name, known, codes, observables]) => anAsset({ ...name, ...known, ...codes, observables }));

/** Statements that speak of the same products by name, by code, as a part of something larger, and of no product. */
const anyStatement: fc.Arbitrary<AffectedProduct> = fc
  .tuple(
    fc.record({
      vendor: fc.constantFrom('Example', 'Debian'),
      product: fc.constantFrom('WardDesk', 'Ward Desk', 'Multiple products', 'wardhttpd as a component of Debian 12'),
      status: fc.constantFrom('affected', 'fixed', 'not-affected', 'under-investigation'),
      versions: fc.oneof(
        fc.constantFrom('all', 'unstated'),
        fewVersions.map((at) => [aRangeBefore(at)] as const),
      ),
      cves: fc.subarray(['CVE-2024-10001', 'CVE-2024-10002']),
    }),
    anyCodes,
    fc.record({ models: fc.constant(['WM4500']), udis: fc.constant([UDI]) }, { requiredKeys: [] }),
  )
  .map(([said, codes, device]) => anAffectedProduct({ ...said, ...codes, ...device }));

const anyAdvisory = fc
  .record({
    affected: fc.array(anyStatement, { maxLength: 5 }),
    suppliers: fc.subarray([aSupplierMention()]),
    indicators: fc.subarray([
      anIndicator({ value: 'c2.example.org' }),
      anIndicator({ type: 'ipv4', value: '192.0.2.9' }),
    ]),
  })
  .map(anAdvisory);
