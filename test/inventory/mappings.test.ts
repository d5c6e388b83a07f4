import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inventoryMappings, mappingsFor } from '../../src/config/inventory-mappings.ts';
import type { Asset } from '../../src/domain/asset.ts';
import { messageOf } from '../../src/errors.ts';
import { fileOfBytes } from '../../src/inventory/open-file.ts';
import { inventoryReader } from '../../src/inventory/read-inventory.ts';
import { piecesOf } from '../helpers/read-assets.ts';

const LISTS = { observables: [], tags: [] };

describe('an export of another system is known by its headings', () => {
  const exports: readonly (readonly [title: string, mapping: string, file: string, asset: Partial<Asset>])[] = [
    [
      'servers of ServiceNow',
      'servicenow-computers',
      'sys_id,name,sys_class_name,os,os_version,ip_address,location,serial_number,last_discovered\n' +
        'c0ffee01,srv-1,Server,Windows Server 2019,10.0.17763,192.0.2.7,Main campus,S-1,2024-01-22 05:00:00\n',
      {
        id: 'c0ffee01',
        hostname: 'srv-1',
        ip: '192.0.2.7',
        product: 'Windows Server 2019',
        version: '10.0.17763',
        versionConfirmedAt: '2024-01-22',
        site: 'Main campus',
        serial: 'S-1',
      },
    ],
    [
      'configuration items of ServiceNow as its Table API answers',
      'servicenow-devices',
      JSON.stringify({
        result: [
          {
            sys_id: 'c0ffee02',
            name: 'pump-7',
            sys_class_name: 'cmdb_ci',
            manufacturer: { display_value: 'Example Corp', link: 'https://cmdb.example.com/1' },
            model_id: { link: 'https://cmdb.example.com/2', value: 'c0ffee99' },
            support_group: 'Clinical engineering',
          },
        ],
      }),
      { id: 'c0ffee02', hostname: 'pump-7', vendor: 'Example Corp', product: 'pump-7', owner: 'Clinical engineering' },
    ],
    [
      'software of ServiceNow',
      'servicenow-software',
      'sys_id;display_name;publisher;version;installed_on\nc0ffee03;Relay Desk;Example Corp;3.2;srv-1\n',
      { id: 'c0ffee03', hostname: 'srv-1', vendor: 'Example Corp', product: 'Relay Desk', version: '3.2' },
    ],
    [
      'devices of Intune',
      'intune-devices',
      'Device ID,Device name,OS,OS version,Last check-in,Model,Serial number,Primary user UPN\n' +
        'd-1,LAP-1,Windows,10.0.19045.3996,2024-01-22 05:00:00.0000000,Book 3,S-2,dana@example.com\n',
      {
        ...{ id: 'd-1', hostname: 'LAP-1', product: 'Windows', version: '10.0.19045.3996' },
        ...{ versionConfirmedAt: '2024-01-22', managed: true, model: 'Book 3', serial: 'S-2' },
      },
    ],
    [
      'apps of Intune by device',
      'intune-apps',
      'ApplicationKey,ApplicationName,ApplicationPublisher,ApplicationVersion,DeviceId,DeviceName,OSVersion\n' +
        'k-1,Relay Desk,Example Corp,3.2,d-1,LAP-1,10.0\n',
      {
        ...{ id: 'd-1/k-1', hostname: 'LAP-1', vendor: 'Example Corp', product: 'Relay Desk', version: '3.2' },
        managed: true,
      },
    ],
    [
      'devices of Intune from Graph',
      'intune-graph-devices',
      JSON.stringify({
        value: [
          {
            ...{ id: 'd-1', deviceName: 'LAP-1', operatingSystem: 'Windows', osVersion: '10.0.19045.3996' },
            lastSyncDateTime: '2024-01-22T05:00:00Z',
          },
        ],
      }),
      {
        ...{ id: 'd-1', hostname: 'LAP-1', product: 'Windows', version: '10.0.19045.3996' },
        ...{ versionConfirmedAt: '2024-01-22', managed: true },
      },
    ],
    [
      'apps of Intune from Graph',
      'intune-graph-apps',
      JSON.stringify({
        value: [{ id: 'a-1', displayName: 'Relay Desk', version: '3.2', deviceCount: 4, publisher: 'Example Corp' }],
      }),
      { id: 'a-1', vendor: 'Example Corp', product: 'Relay Desk', version: '3.2', managed: true },
    ],
  ];
  it.each(exports)('%s', async (_title, mapping, file, asset) => {
    const pieces = await piecesOf(file);
    expect(pieces[0]).toMatchObject({ kind: 'note', because: expect.stringContaining(`(mapping ${mapping})`) });
    expect(pieces.flatMap((piece) => (piece.kind === 'asset' ? piece.asset : []))).toEqual([{ ...asset, ...LISTS }]);
  });

  it('and each that ships is tried here', () => {
    expect(exports.map(([, mapping]) => mapping).sort()).toEqual(
      inventoryMappings(undefined)
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('leaves out what the mapping leaves out, and says how many', async () => {
    const file =
      'sys_id,name,sys_class_name,manufacturer,install_status\n1,a,x,Example,Retired\n2,b,x,Example,Installed\n3,c,x,Example,retired\n';
    const pieces = await piecesOf(file);
    expect(pieces.flatMap((piece) => (piece.kind === 'asset' ? piece.asset.id : []))).toEqual(['2']);
    expect(pieces.slice(-2)).toEqual([
      { kind: 'note', because: '1 row was left out whose install_status is Retired.' },
      { kind: 'note', because: '1 row was left out whose install_status is retired.' },
    ]);
  });

  it('but not where the file has the own columns, or another mapping is named', async () => {
    const own = await piecesOf('id,product,sys_id,sys_class_name,name,manufacturer\nA-1,x,1,y,z,Example\n');
    expect(own.find(({ kind }) => kind === 'asset')).toMatchObject({ asset: { id: 'A-1', product: 'x' } });
    const named = piecesOf('id,product\nA-1,x\n', { mapping: 'intune-devices' });
    await expect(named).rejects.toMatchObject({
      message: expect.stringContaining('Device ID, Device name, OS version'),
    });
    const slip = piecesOf('id,product\nA-1,x\n', { mapping: 'intune-device' });
    await expect(slip).rejects.toMatchObject({ message: expect.stringContaining('Did you mean "intune-devices"?') });
  });
});

describe('a mapping of one’s own', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wardwatch-mappings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('reads what it says, days in its order', async () => {
    writeFileSync(
      join(folder, 'own.yaml'),
      'mappings:\n  - id: wards\n    title: Ward list\n    headings: [No, Thing]\n    days: day-first\n    checked: by hand\n' +
        '    columns: { id: ["{Ward}-{No}"], product: [Thing], last_updated_at: [Patched] }\n    constants: { site: North }\n',
    );
    const read = inventoryReader(inventoryMappings(folder));
    const file = fileOfBytes('a', new TextEncoder().encode('No,Ward,Thing,Patched\n7,W1,Desk,3/4/2024\n'));
    const assets: Asset[] = [];
    for await (const piece of read(file)) if (piece.kind === 'asset') assets.push(piece.asset);
    expect(assets).toEqual([{ id: 'W1-7', product: 'Desk', lastUpdatedAt: '2024-04-03', site: 'North', ...LISTS }]);
  });

  it('with mistakes is answered with all of them', () => {
    writeFileSync(
      join(folder, 'own.yaml'),
      'mappings:\n  - id: My wards\n    title: Ward list\n    headings: []\n    columns: { produkt: [Thing] }\n    checked: by hand\n',
    );
    const message = faultOf(() => inventoryMappings(folder));
    expect(message).toMatch(/line 2, mappings\[0\]\.id: must be lower-case letters/);
    expect(message).toMatch(/line 4, mappings\[0\]\.headings: must not be empty/);
    expect(message).toMatch(/line 5, mappings\[0\]\.columns/);
  });

  it('that the settings name must be there', () => {
    const watch = [{ folder: 'x', pattern: '*', sync: false, mapping: 'intune-device' }];
    expect(faultOf(() => mappingsFor({ watch, pull: [] }))).toBe(
      'inventory.watch[0].mapping: no mapping is called "intune-device"; did you mean "intune-devices"?',
    );
  });
});

function faultOf(work: () => unknown): string {
  try {
    work();
    return 'no fault';
  } catch (fault) {
    return messageOf(fault);
  }
}
