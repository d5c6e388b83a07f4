import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import { assetBag } from '../../src/matching/asset-bag.ts';
import { assetsById } from '../../src/matching/assets-by-id.ts';
import { anAsset } from '../helpers/builders.ts';

const IDS = ['', 'a', 'aa', 'b', 'c', 'd', 'é'];

/** What is done in turn: ids come in any order, are taken out and come again. */
const turns = fc.array(fc.record({ id: fc.constantFrom(...IDS), isRemoval: fc.boolean() }), { maxLength: 40 });

describe('assets by their ids', () => {
  it('are found as a map finds them, in whatever order they come and go', () => {
    fc.assert(
      fc.property(turns, (done) => {
        const assets = assetsById();
        const expected = new Map<string, Asset>();
        done.forEach(({ id, isRemoval }, turn) => {
          const asset = anAsset({ id, version: `${turn}` });
          if (isRemoval) [assets.delete(id), expected.delete(id)];
          else [assets.set(asset), expected.set(id, asset)];
          expect(IDS.map((one) => assets.get(one))).toEqual(IDS.map((one) => expected.get(one)));
          expect(assets.size).toEqual(expected.size);
        });
      }),
    );
  });
});

describe('a bag of assets', () => {
  it('holds what was put in and not taken out, in the order in which it came', () => {
    const [first, second, third] = [anAsset({ id: 'c' }), anAsset({ id: 'a' }), anAsset({ id: 'b' })];
    const bag = assetBag();
    bag.add(first);
    bag.add(second);
    expect([...bag]).toEqual([first, second]);
    bag.delete(first);
    bag.delete(third);
    bag.add(third);
    expect([...bag]).toEqual([second, third]);
    expect(bag.size).toEqual(2);
  });
});
