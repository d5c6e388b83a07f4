import { expect, it } from 'vitest';
import type { Advisory } from '../../src/domain/advisory.ts';
import type { Asset } from '../../src/domain/asset.ts';
import { buildAssetIndex } from '../../src/matching/asset-index.ts';
import { explainAsset } from '../../src/matching/explain-asset.ts';
import { schemesOf } from '../../src/matching/why-scheme.ts';
import {
  anAdvisory,
  anAffectedProduct,
  anAsset,
  anIndicator,
  aRangeBefore,
  aSupplierMention,
} from '../helpers/builders.ts';
import { LEXICON } from './lexicon.ts';

const GATE = anAsset({ id: 'fw-01', vendor: 'Fortinet', product: 'FortiOS', lastUpdatedAt: '2023-06-01' });
const fortios = anAffectedProduct({
  vendor: 'Fortinet',
  product: 'FortiOS',
  versions: [{ ...aRangeBefore('7.4.5'), scheme: 'fortios' }],
});

const explained = (advisory: Partial<Advisory>, asset: Partial<Asset> = {}) => {
  const own = { ...GATE, ...asset };
  const { outcome, steps } = explainAsset(anAdvisory(advisory), own, buildAssetIndex([own], LEXICON));
  return [outcome, ...steps.map(({ about, said }) => `${about}: ${said}`)];
};

it('says names, order of versions and why, range, age and verdict', () => {
  expect(explained({ affected: [fortios] }, { version: '7.4.3' })).toEqual([
    'affected',
    'names: FortiOS is FortiOS: taken for one product',
    expect.stringMatching(
      /^versions: versions of Fortinet FortiOS are compared as "fortios" \(.+\), inferred from the name of the product$/,
    ),
    'versions: 7.4.3 is inside "before 7.4.5"',
    'verdict: affected: FortiOS 7.4.3 on fw-01 is among the affected versions (before 7.4.5)',
  ]);
});

it('says what a person has to find out', () => {
  expect(explained({ affected: [fortios] }, {}).slice(-2)).toEqual([
    expect.stringMatching(/^verdict: undecided: /),
    'to find out: Which version runs on fw-01?',
  ]);
});

it('says which status the document itself gives the product', () => {
  const fixed = anAffectedProduct({ ...fortios, status: 'fixed', cves: ['CVE-2023-99901'] });
  expect(explained({ affected: [fixed] }, { version: '7.4.3' })).toContain(
    'status: the document lists Fortinet FortiOS (before 7.4.5) as fixed for CVE-2023-99901',
  );
});

it('says why suppliers and indicators lead nowhere', () => {
  const advisory = { affected: [fortios], suppliers: [aSupplierMention()], indicators: [anIndicator()] };
  const said = explained(advisory, { version: '7.4.3', supplier: 'Another Supplier' });
  expect(said).toContain('supplier: its supplier Another Supplier is not named as the way in');
  expect(said).toContain(
    'indicators: the advisory gives indicators, and the inventory names nothing that was seen on it',
  );
  expect(explained(advisory, { observables: ['ward.example.net'] })).toContain(
    'indicators: none of the indicators was seen on it',
  );
});

it('says why a near name is not taken for it, and what nobody decided yet', () => {
  const named = (product: string) => ({ affected: [anAffectedProduct({ vendor: 'Example', product })] });
  const desk = { vendor: 'Example', product: 'Relay Desk' };
  expect(explained(named('Relay Desk Mobile'), desk)).toEqual([
    'named',
    'names: "Relay Desk" and "Relay Desk Mobile" differ by "mobile", which may be another product: left open until a person decides',
    'verdict: the advisory does not touch it',
  ]);
  expect(explained(named('Relay Chair'), desk)[1]).toContain('not taken for one product');
  expect(explained(named('Quayside'), desk)[0]).toBe('none');
});

it('says that its maker mends its version no more', () => {
  const own = { ...GATE, version: '6.0.14' };
  const cycle = { product: 'FortiOS', codes: [], cycle: '6.0', label: '6.0', endsOn: '2022-09-29', hasEnded: true };
  const index = buildAssetIndex([own], LEXICON, [], [{ ...cycle, toldBy: 'lifecycles.example' }]);
  const { steps } = explainAsset(anAdvisory({ affected: [fortios] }), own, index);
  expect(steps.filter(({ about }) => about === 'end of life').map(({ said }) => said)).toEqual([
    'its version 6.0 has been without updates from its maker since 2022-09-29 (lifecycles.example)',
  ]);
});

it.each([
  ['Cisco', 'IOS Software', 'cisco-ios', 'inferred from vendor and product'],
  ['Zyxel', 'VPN series', 'zyxel', 'inferred from the vendor'],
  ['Example', 'PAN-OS', 'panos', 'inferred from the name of the product'],
  ['Example', 'Gate', 'generic', 'since neither the name nor the shape of the versions says more'],
  ['Example', 'Gate', 'deb', 'as the document says'],
])('says where the order of versions of %s %s comes from', (vendor, product, scheme, why) => {
  const versions = [{ ...aRangeBefore('7.4'), scheme }] as const;
  const [said] = schemesOf([anAffectedProduct({ vendor, product, versions })]);
  expect(said).toMatch(new RegExp(`are compared as "${scheme}" \\(.+\\), ${why}$`));
});
