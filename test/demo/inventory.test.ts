import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readAssets } from '../helpers/read-assets.ts';

const file = await readFile(new URL('../../config/demo/inventory.csv', import.meta.url));

it('holds sixty assets and one row that names none', async () => {
  const { assets, refused, notes } = await readAssets(file);
  expect(assets).toHaveLength(60);
  expect(refused).toEqual([
    { line: 62, because: 'It has no id.', row: expect.stringContaining('Blood pressure kiosk') },
  ]);
  expect(notes).toEqual([{ because: expect.stringMatching(/^Columns left out: "Warranty"\./) }]);
});

it('holds the server that the story is about, as somebody wrote it down', async () => {
  expect((await readAssets(file)).assets.find((asset) => asset.id === 'LP-001')).toEqual({
    id: 'LP-001',
    hostname: 'lp-hq-rmt01',
    ip: '192.0.2.45',
    vendor: 'ConnectWise, LLC',
    product: 'ConnectWise Control (ScreenConnect server)',
    version: 'v19.2.24707',
    versionConfirmedAt: '2023-09-28',
    lastUpdatedAt: '2019-01-01',
    managed: false,
    supplier: 'Transaction Data Systems',
    owner: 'Pharmacy IT',
    site: 'Headquarters',
    clinicalUse: 'Remote support of the pharmacy systems',
    exposure: 'open',
    mission: 'mef support crippled',
    phi: true,
    observables: [],
    tags: ['Windows Server 2019', 'remote support'],
  });
});

it('uses documentation and private addresses only', async () => {
  for (const { ip } of (await readAssets(file)).assets) {
    expect(ip ?? '10.').toMatch(/^(?:10\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.)/);
  }
});
