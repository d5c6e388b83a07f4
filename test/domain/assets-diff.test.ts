import { expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import { diffAssets } from '../../src/domain/assets-diff.ts';

const gateway: Asset = {
  id: 'A-1',
  product: 'ScreenConnect',
  version: '19.2',
  managed: false,
  observables: [],
  tags: ['x'],
};
const firewall: Asset = { id: 'A-2', product: 'FortiOS', version: '7.2.6', observables: [], tags: [] };

it('tells what an import adds and changes, field by field', () => {
  const updated: Asset = { id: 'A-1', product: 'ScreenConnect', version: '23.9.8', observables: [], tags: ['x', 'y'] };
  expect(diffAssets([gateway, firewall], [updated, firewall, { ...firewall, id: 'A-3' }])).toEqual({
    added: [{ ...firewall, id: 'A-3' }],
    changed: [{ before: gateway, after: updated, fields: ['managed', 'tags', 'version'] }],
    unchanged: 1,
    removed: [],
  });
});

it('removes nothing: an asset that the file does not name stays as it is', () => {
  expect(diffAssets([gateway, firewall], [])).toEqual({ added: [], changed: [], unchanged: 0, removed: [] });
});

it('does not care in which order fields stand', () => {
  const stored: Asset = { ...gateway, compensating: { control: 'rule', verifiedOn: '2023-09-01' } };
  const incoming: Asset = { compensating: { verifiedOn: '2023-09-01', control: 'rule' }, ...gateway };
  expect(diffAssets([stored], [incoming]).unchanged).toBe(1);
});

it('a sync takes away what the import does not name', () => {
  expect(diffAssets([gateway, firewall], [gateway], true).removed).toEqual([firewall]);
  expect(diffAssets([gateway, firewall], [gateway]).removed).toEqual([]);
});
