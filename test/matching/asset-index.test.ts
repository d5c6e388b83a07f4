import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import { type AssetGroup, type AssetIndex, buildAssetIndex } from '../../src/matching/asset-index.ts';
import { identify } from '../../src/matching/identity.ts';
import { matchAdvisory } from '../../src/matching/match.ts';
import { compareIdentities } from '../../src/matching/name-verdict.ts';
import { suppliersAgree } from '../../src/matching/supplier-names.ts';
import { anAdvisory, anAffectedProduct, anAsset, anIndicator, aSupplierMention } from '../helpers/builders.ts';
import { LEXICON } from './lexicon.ts';

/** Every way in which the index finds an asset. */
const EVERYTHING = anAdvisory({
  affected: [anAffectedProduct({ versions: 'all', cpe: 'cpe:2.3:a:example:gateway:*:*:*:*:*:*:*:*' })],
  suppliers: [aSupplierMention()],
  indicators: [anIndicator(), anIndicator({ type: 'ipv4', value: '192.0.2.9' })],
});

const asset = anAsset({
  vendor: 'Example Vendor',
  supplier: 'Example Supplier',
  cpe: 'cpe:2.3:a:example:gateway:1.0:*:*:*:*:*:*:*',
  observables: ['relay.example.test', '192.0.2.0/24'],
});

describe('the asset index', () => {
  it('forgets an asset wholly when it is removed', () => {
    const index = buildAssetIndex([asset], LEXICON);
    expect(matchAdvisory(EVERYTHING, index).map((match) => match.matchers)).toEqual([
      ['product', 'supplier', 'indicator-seen'],
    ]);
    index.remove(asset.id);
    expect([index.size, index.get(asset.id), matchAdvisory(EVERYTHING, index)]).toEqual([0, undefined, []]);
  });

  it('replaces an asset that is added again', () => {
    const index = buildAssetIndex([asset], LEXICON);
    index.add(anAsset({ product: 'Label Printer' }));
    expect([index.size, matchAdvisory(EVERYTHING, index)]).toEqual([1, []]);
  });

  it('removing what it does not hold is no fault', () => {
    const index = buildAssetIndex([asset], LEXICON);
    index.remove('nobody');
    expect(index.size).toBe(1);
  });

  it('gives each asset back as it was given', () => {
    const whole = { ...asset, version: '1.0', site: 'Main', tags: ['windows'], phi: true };
    const index = buildAssetIndex([whole, { ...whole, id: 'gw-02', tags: [], observables: [] }], LEXICON);
    expect([index.get('gw-01'), index.get('gw-02')]).toEqual([
      whole,
      { ...whole, id: 'gw-02', tags: [], observables: [] },
    ]);
  });

  it('holds after any changes what one that is built anew holds', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ asset: anyAsset, isRemoved: fc.boolean() }), { maxLength: 30 }), (changes) => {
        const kept = buildAssetIndex([], LEXICON);
        const left = new Map<string, Asset>();
        for (const { asset: one, isRemoved } of changes) {
          if (isRemoved) kept.remove(one.id);
          else kept.add(one);
          if (isRemoved) left.delete(one.id);
          else left.set(one.id, one);
        }
        expect(answersOf(kept)).toEqual(answersOf(buildAssetIndex(left.values(), LEXICON)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('what the index leaves out', () => {
  const cases = readFileSync(new URL('name-verdict.cases.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('|').map((field) => field.trim()));
  const named = (vendor = '', product = ''): Name => ({ product, ...(vendor !== '' && { vendor }) });

  it('is none of the names that compare as the same, of all that the cases of names hold', () => {
    const rows = cases.map(([vendor, product]) => named(vendor, product));
    const asked = cases.map(([, , vendor, product]) => named(vendor, product));
    expect(missedNames([...rows, ...asked], [...asked, ...rows])).toEqual([]);
  });

  it('is none of any names that compare as the same', () => {
    fc.assert(
      fc.property(fc.array(anyName, { minLength: 2, maxLength: 30 }), (names) => {
        expect(missedNames(names, names)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is none of the suppliers that agree', () => {
    const index = buildAssetIndex([], LEXICON);
    fc.assert(
      fc.property(fc.array(anySupplier, { minLength: 2, maxLength: 20 }), (suppliers) => {
        const assets = suppliers.map((supplier, at) => anAsset({ id: `a-${at}`, supplier }));
        const found = (name: string) => idsOf(buildAssetIndex(assets, LEXICON).assetsOfSupplier(name));
        for (const name of suppliers) {
          const agreeing = assets.filter(({ supplier = '' }) => suppliersAgree(supplier, name, index.lexicon));
          expect(found(name)).toEqual(idsOf(agreeing));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is no address within a range and no range around an address', () => {
    fc.assert(
      fc.property(fc.array(anyAddress, { maxLength: 20 }), anyAddress, (values, asked) => {
        const assets = values.map((value, at) => anAsset({ id: `a-${at}`, observables: [value] }));
        const index = buildAssetIndex(assets, LEXICON);
        const type = asked.includes('/') ? 'cidr' : asked.includes(':') ? 'ipv6' : 'ipv4';
        const touched = assets.filter(({ observables: [value = ''] }) => touches(value, asked));
        expect(idsOf(index.observables.seenOn(anIndicator({ type, value: asked })))).toEqual(idsOf(touched));
      }),
      { numRuns: 500 },
    );
  });
});

interface Name {
  readonly vendor?: string;
  readonly product: string;
}

const VENDORS = [
  undefined,
  'Example',
  'Example Inc',
  'WardLink',
  'ConnectWise',
  'Microsoft',
  'Fortinet',
  'Outcomes',
  'Ward Relay Project',
];
const NAME_WORDS =
  'Ward Relay WardLink Desk Remote Support Monitor WM450 4000 Windows Linux Server Software (WM) (Link) SE Site Edition Monitors Licensing License the 2019 Pro ScreenConnect Screen Connect FortiGate x64 PAS (PAS) Picture Archive Service WR RS'.split(
    ' ',
  );

const anyName: fc.Arbitrary<Name> = fc
  .record({
    vendor: fc.constantFrom(...VENDORS),
    words: fc.array(fc.constantFrom(...NAME_WORDS), { minLength: 1, maxLength: 4 }),
  })
  .map(({ vendor, words }) => ({ product: words.join(' '), ...(vendor !== undefined && { vendor }) }));

const anySupplier = fc
  .array(
    fc.constantFrom(
      'Example',
      'Exmaple',
      'Imaging',
      'Solutions',
      'Solution',
      'Transaction',
      'Data',
      'Systems',
      'Outcomes',
      '(EIS)',
      'formerly',
      'Ltd',
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((words) => words.join(' '));

const anyAddress = fc.oneof(
  fc
    .tuple(fc.constantFrom('192.0.2', '192.0.3', '192.1.2', '198.51.100'), fc.constantFrom(0, 1, 9, 200))
    .map(([net, host]) => `${net}.${host}`),
  fc
    .tuple(
      fc.constantFrom('192.0.2.0', '192.0.2.9', '198.51.100.200'),
      fc.constantFrom(0, 8, 15, 16, 23, 24, 25, 29, 32),
    )
    .map(([base, bits]) => `${base}/${bits}`),
  fc.constantFrom(
    '2001:db8::1',
    '2001:db8:0:1::9',
    '2001:db8:1::1',
    '::ffff:192.0.2.9',
    '2001:db8::/32',
    '2001:db8::/49',
    '2001:db8:1::/48',
    '2001:db8::/127',
    '::/0',
  ),
);

const anyAsset: fc.Arbitrary<Asset> = fc
  .record({
    id: fc.constantFrom('a-1', 'a-2', 'a-3', 'a-4'),
    name: anyName,
    supplier: fc.option(anySupplier, { nil: undefined }),
    owner: fc.constantFrom(undefined, 'Team One', 'team one', 'Team Two'),
    observables: fc.array(anyAddress, { maxLength: 2 }),
    cpe: fc.constantFrom(undefined, 'cpe:2.3:a:example:gateway:1.0:*:*:*:*:*:*:*'),
  })
  .map(({ id, name, supplier, owner, observables, cpe }) => ({
    ...anAsset({ id, ...name, observables }),
    ...(supplier !== undefined && { supplier }),
    ...(owner !== undefined && { owner }),
    ...(cpe !== undefined && { cpe }),
  }));

/** What an index says to questions of every kind. */
function answersOf(index: AssetIndex): unknown {
  const names = NAME_WORDS.map((product) => identify('Example', product, index.lexicon));
  const groups = (
    found: Iterable<{ readonly identity: { readonly product: string }; readonly assets: Iterable<Asset> }>,
  ) => [...found].map(({ identity, assets }) => `${identity.product}: ${idsOf(assets)}`).sort();
  return {
    size: index.size,
    assets: ['a-1', 'a-2', 'a-3', 'a-4'].map((id) => index.get(id)),
    like: names.map((name) => groups(index.groupsLike(name))),
    mayBe: names.map((name) => groups(index.groupsThatMayBe(name))),
    vendors: names.map((name) => groups(index.groupsOfVendor(name))),
    suppliers: ['Example Imaging', 'Outcomes', 'Transaction Data Systems'].map((name) =>
      idsOf(index.assetsOfSupplier(name)),
    ),
    owners: idsOf(index.assetsOfOwners(['team one'])),
    packages: idsOf(index.assetsOfPackage({ cpe: 'cpe:2.3:a:example:gateway:2.0:*:*:*:*:*:*:*' })),
    seen: ['192.0.2.9', '192.0.0.0/16', '192.0.2.0/24', '2001:db8::/32'].map((value) =>
      idsOf(index.observables.seenOn(anIndicator({ type: value.includes('/') ? 'cidr' : 'ipv4', value }))),
    ),
  };
}

function idsOf(assets: Iterable<Asset>): readonly string[] {
  return [...assets].map(({ id }) => id).sort();
}

/** Pairs of names that mean one product, of which the index does not find one by the other. */
function missedNames(rows: readonly Name[], asked: readonly Name[]): readonly string[] {
  const index = buildAssetIndex(
    rows.map((row, at) => anAsset({ id: `a-${at}`, ...row })),
    LEXICON,
  );
  const owns = rows.map((row) => ({ row, own: identify(row.vendor, row.product, index.lexicon) }));
  return asked.flatMap((name) => {
    const identity = identify(name.vendor, name.product, index.lexicon);
    const ids = (groups: Iterable<AssetGroup>) =>
      new Set([...groups].flatMap(({ assets }) => [...assets].map(({ id }) => id)));
    const [like, mayBe] = [ids(index.groupsLike(identity)), ids(index.groupsThatMayBe(identity))];
    return owns.flatMap(({ row, own }, at) => {
      const isFound = like.has(`a-${at}`) && mayBe.has(`a-${at}`);
      const isMissed = compareIdentities(own, identity).verdict === 'same' && !isFound;
      return isMissed ? [`${row.vendor} | ${row.product} is ${name.vendor} | ${name.product}`] : [];
    });
  });
}

/** As an address and a range are compared one by one. */
function touches(value: string, asked: string): boolean {
  const plain = (text: string) => (text.includes('/') ? text : ipaddr.process(text).toString());
  if (plain(value) === plain(asked)) return true;
  if (asked.includes('/') === value.includes('/')) return false;
  const [range, address] = asked.includes('/') ? [asked, value] : [value, asked];
  const [base, bits] = ipaddr.parseCIDR(range);
  const parsed = ipaddr.process(address);
  return base.kind() === parsed.kind() && parsed.match([base, bits] as [ipaddr.IPv4, number]);
}
