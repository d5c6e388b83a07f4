import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AffectedProduct } from '../../src/domain/advisory.ts';
import type { Asset } from '../../src/domain/asset.ts';
import { buildAssetIndex } from '../../src/matching/asset-index.ts';
import { matchAdvisory } from '../../src/matching/match.ts';
import { anAdvisory, anAffectedProduct, anAsset, aQuote } from '../helpers/builders.ts';
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
});
