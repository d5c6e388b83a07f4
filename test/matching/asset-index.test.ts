import { describe, expect, it } from 'vitest';
import { buildAssetIndex } from '../../src/matching/asset-index.ts';
import { matchAdvisory } from '../../src/matching/match.ts';
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
});
