import { describe, expect, it } from 'vitest';
import { watchlistsFor } from '../../src/alerts/watching.ts';
import { EMPTY_WATCHLIST, type Watchlist, watchedAssets } from '../../src/domain/watch.ts';
import {
  aCase,
  aCaseAsset,
  aCaseMember,
  anAdvisory,
  anAffectedProduct,
  anAsset,
  aTriageDecision,
} from '../helpers/builders.ts';

const CASE = aCase({
  title: 'Relay servers abused',
  members: [
    aCaseMember(
      anAdvisory({ title: 'A DICOM gateway leaks', affected: [anAffectedProduct({ vendor: 'Example Ltd' })] }),
    ),
  ],
  assets: [aCaseAsset({ asset: anAsset({ site: 'Main campus', supplier: 'Example Imaging' }) })],
  triage: aTriageDecision({ priority: 'P3' }),
});

function aList(changes: Partial<Watchlist>): Watchlist {
  return { ...EMPTY_WATCHLIST, name: 'imaging', version: 1, ...changes };
}

const takes = (changes: Partial<Watchlist>, one = CASE, today = '2024-01-22') =>
  watchlistsFor(one, [aList(changes)], today).length > 0;

describe('a watchlist takes a case', () => {
  it.each<[string, Partial<Watchlist>]>([
    ['by a vendor', { vendors: ['example'] }],
    ['by a supplier', { suppliers: ['imaging'] }],
    ['by a site', { sites: ['main'] }],
    ['by a word in the title of the case', { keywords: ['relay'] }],
    ['by a word in the title of an advisory', { keywords: ['nothing', 'dicom'] }],
    ['on its last day', { keywords: ['dicom'], expiresOn: '2024-01-22' }],
  ])('%s', (_, changes) => {
    expect(takes(changes)).toBe(true);
  });

  it('when it watches for a product that the case concerns', () => {
    const [watched] = watchedAssets(
      aList({ products: [{ vendor: 'Example', product: 'Relay Desk', version: '19.2' }] }),
    );
    const concerned = aCase({ ...CASE, assets: watched ? [aCaseAsset({ asset: watched })] : [] });
    expect(takes({}, concerned)).toBe(true);
    expect(takes({ name: 'another' }, concerned)).toBe(false);
  });
});

describe('a watchlist leaves a case alone', () => {
  it.each<[string, Partial<Watchlist>]>([
    ['of which nothing fits', { vendors: ['other'], keywords: ['pump'] }],
    ['that an exclusion names', { keywords: ['dicom'], exclusions: ['gateway'] }],
    ['that is not urgent enough', { keywords: ['dicom'], from: 'P2' }],
    ['after it expired', { keywords: ['dicom'], expiresOn: '2024-01-21' }],
    ['when it is empty', {}],
  ])('%s', (_, changes) => {
    expect(takes(changes)).toBe(false);
  });
});
