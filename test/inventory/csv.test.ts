import { describe, expect, it } from 'vitest';
import { messageOf, WardwatchError } from '../../src/errors.ts';
import type { AssetsCsv } from '../../src/ports/inventory-file.ts';
import { readAssets } from '../helpers/read-assets.ts';

describe('what an inventory file may look like', () => {
  const looks: readonly (readonly [title: string, file: string | Uint8Array])[] = [
    ['commas', 'id,vendor,product\nA-1,Fortinet,FortiOS\n'],
    ['semicolons', 'id;vendor;product\nA-1;Fortinet;FortiOS\n'],
    ['tabs', 'id\tvendor\tproduct\nA-1\tFortinet\tFortiOS\n'],
    ['Windows line ends and no last one', 'id,vendor,product\r\nA-1,Fortinet,FortiOS'],
    ['a byte order mark', '\ufeffid,vendor,product\nA-1,Fortinet,FortiOS\n'],
    ['UTF-16, as spreadsheets call Unicode text', utf16('id\tvendor\tproduct\nA-1\tFortinet\tFortiOS\n')],
    ['quoted headings in other words', '"Asset Tag","Manufacturer","Software Name"\nA-1,Fortinet,FortiOS\n'],
    ['shouted headings with underscores', 'ASSET_ID,MANUFACTURER,PRODUCT_NAME\nA-1,Fortinet,FortiOS\n'],
    [
      'a title and an empty row above the headings',
      'Inventory as of October,,\n,,\nid,vendor,product\nA-1,Fortinet,FortiOS\n',
    ],
    ['empty rows between', 'id,vendor,product\n\n,,\nA-1,Fortinet,FortiOS\n\n'],
    ['blanks and invisible characters around cells', 'id,vendor,product\n A-1\u00a0,\u200bFortinet ,"  FortiOS "\n'],
    ['rows that end early', 'id,vendor,product,site,owner\nA-1,Fortinet,FortiOS\n'],
  ];
  it.each(looks)('reads %s', async (_title, file) => {
    const read = await readAssets(typeof file === 'string' ? bytes(file) : file);
    expect(read.assets).toEqual([{ id: 'A-1', vendor: 'Fortinet', product: 'FortiOS', observables: [], tags: [] }]);
    expect(read.refused).toEqual([]);
  });

  it('reads Windows-1252 where a file is not UTF-8', async () => {
    const file = new Uint8Array([...bytes('id,vendor,product\nA-1,Dr'), 0xe4, ...bytes('ger,Infinity\n')]);
    expect((await readAssets(file)).assets[0]?.vendor).toBe('Dräger');
  });

  it('reads every column', async () => {
    const file = [
      'id,hostname,ip,vendor,product,version,version_confirmed_at,last_updated_at,managed,supplier,owner,site,clinical_use,exposure,safety,mission,phi,compensating,observables,cpe,purl,udi,model,serial,tags',
      'A-1,gw-1,192.0.2.7,ConnectWise,ScreenConnect,19.2,2023-03-01,3/15/2019,N,Acme,IT,Store 1,dispensing,Internet-facing,marginal,MEF failure,Y,IP allow list (verified 2023-09-01),relay.example.com; 192.0.2.7,cpe:2.3:a:x:y,pkg:npm/x,0812,M1,S1,"a; b"',
    ].join('\n');
    expect((await read(file)).assets).toEqual([
      {
        id: 'A-1',
        hostname: 'gw-1',
        ip: '192.0.2.7',
        vendor: 'ConnectWise',
        product: 'ScreenConnect',
        version: '19.2',
        versionConfirmedAt: '2023-03-01',
        lastUpdatedAt: '2019-03-15',
        managed: false,
        supplier: 'Acme',
        owner: 'IT',
        site: 'Store 1',
        clinicalUse: 'dispensing',
        exposure: 'open',
        safety: 'marginal',
        mission: 'mef failure',
        phi: true,
        compensating: { control: 'IP allow list', verifiedOn: '2023-09-01' },
        observables: ['relay.example.com', '192.0.2.7'],
        cpe: 'cpe:2.3:a:x:y',
        purl: 'pkg:npm/x',
        udi: '0812',
        model: 'M1',
        serial: 'S1',
        tags: ['a', 'b'],
      },
    ]);
  });
});

describe('what is left out is said', () => {
  it('notes columns that it does not know, and a second column for the same field', async () => {
    const { notes } = await read('id,product,host,hostname,Warranty,Cost Center\nA-1,FortiOS,a,b,2025,77\n');
    expect(notes.map((note) => note.because)).toEqual([
      expect.stringMatching(/^Columns left out: "Warranty", "Cost Center", "host"\. Known columns: id, hostname, /),
    ]);
  });

  it('leaves a field unknown where its cell cannot be read, and says so', async () => {
    const file = 'id,product,last_updated_at,exposure,managed\nA-1,FortiOS,last spring,behind the counter,perhaps\n';
    const { assets, notes } = await read(file);
    expect(assets).toEqual([{ id: 'A-1', product: 'FortiOS', observables: [], tags: [] }]);
    expect(notes).toEqual([
      { line: 2, because: expect.stringContaining('The last_updated_at of "A-1" is "last spring"') },
      { line: 2, because: expect.stringContaining('The managed of "A-1" is "perhaps"') },
      { line: 2, because: expect.stringContaining('The exposure of "A-1" is "behind the counter"') },
    ]);
  });

  const badRows: readonly (readonly [title: string, file: string, line: number, because: RegExp])[] = [
    ['a row without an id', 'id,product\n,FortiOS\nA-9,ok\n', 2, /has no id/],
    ['a row whose product is unknown', 'id,product\nA-9,ok\nA-1,unknown\n', 3, /"A-1" has no product/],
    [
      'a row with a cell too many',
      'id,vendor,product\nA-1,Acme, Inc,FortiOS\nA-9,x,ok\n',
      2,
      /4 cells where the headings have 3/,
    ],
    [
      'a row after a cell of many lines, by its own line',
      'id,product,owner\nA-9,ok,"IT\nnight shift"\n,x,\n',
      4,
      /has no id/,
    ],
    [
      'a quotation mark that swallows the next row',
      'id,product,site\nA-9,ok,\nA-1,"FortiOS,\nA-2,x"\n',
      3,
      /product runs over several lines/,
    ],
    [
      'a quotation mark that is never closed',
      'id,product\nA-9,ok\nA-1,"FortiOS\nA-2,x\n',
      3,
      /quotation mark without its partner/,
    ],
  ];
  it.each(badRows)('refuses %s, and keeps the others', async (_title, file, line, because) => {
    const { assets, refused } = await read(file);
    expect(assets.map((asset) => asset.id)).toEqual(['A-9']);
    expect(refused).toEqual([expect.objectContaining({ line, because: expect.stringMatching(because) })]);
  });

  it('takes the last row of an id that comes twice and lists the earlier one', async () => {
    const { assets, refused } = await read('id,product\nA-1,FortiOS\nA-2,x\nA-1,FortiProxy\n');
    expect(assets.map((asset) => [asset.id, asset.product])).toEqual([
      ['A-1', 'FortiProxy'],
      ['A-2', 'x'],
    ]);
    expect(refused).toEqual([{ line: 2, because: expect.stringContaining('comes again on line 4') }]);
  });

  it('only notes a row that comes twice with the same words', async () => {
    const { refused, notes } = await read('id,product\nA-1,FortiOS\nA-1,FortiOS\n');
    expect(refused).toEqual([]);
    expect(notes).toEqual([{ line: 3, because: expect.stringContaining('stands on line 2 too') }]);
  });
});

describe('a file that cannot be taken as a whole', () => {
  const files: readonly (readonly [title: string, file: string, message: RegExp])[] = [
    ['nothing', '  \n', /empty/],
    ['a spreadsheet', 'PK\u0003\u0004xxxx', /spreadsheet/],
    ['a PDF', '%PDF-1.7\n%xxxx', /a PDF/],
    ['a page of a web site', '<!doctype html><title>Log in</title>', /HTML/],
    ['not text', 'id,product\u0000\u0001', /not a text file/],
    ['one column', 'product\nFortiOS\n', /columns "id" and "product"/],
    ['JSON without a product', '[{"id": 1}]', /No record has fields that are called "id" and "product"/],
    ['headings without a product', 'id,hostname\n1,a\n', /columns "id" and "product"/],
    ['headings without an id', 'hostname,product\na,FortiOS\n', /columns "id" and "product"/],
    ['no headings at all', 'A-1,Fortinet,FortiOS\nA-2,Fortinet,FortiOS\n', /columns "id" and "product"/],
  ];
  it.each(files)('is %s', (_title, file, message) => expectUnreadable(file, message));

  const patient = [
    'MRN',
    'patient',
    'Patient Name',
    'patient_last_name',
    'PatientMRN',
    'DOB',
    'Date of Birth',
    'SSN',
    'pt_dob',
    'Rx Number',
  ];
  it.each(patient)('has a column "%s", and no cell of it is repeated', async (heading) => {
    await expectUnreadable(`id,product,${heading}\n1,FortiOS,SECRET-77\n`, /looks like patient data/);
    const thrown = await read(`id,product,${heading}\n1,FortiOS,SECRET-77\n`).catch(messageOf);
    expect(thrown).not.toContain('SECRET-77');
  });

  const harmless = ['Patient Safety', 'Patient data', 'patient facing', 'Patient monitor type', 'Patients per day'];
  it.each(harmless)('is not refused for a column "%s"', async (heading) => {
    expect((await read(`id,product,${heading}\n1,FortiOS,\n`)).assets).toHaveLength(1);
  });
});

function read(file: string): Promise<AssetsCsv> {
  return readAssets(bytes(file));
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function utf16(text: string): Uint8Array {
  const codes = [0xfeff, ...Array.from(text, (character) => character.charCodeAt(0))];
  return new Uint8Array(codes.flatMap((code) => [code & 0xff, code >> 8]));
}

async function expectUnreadable(file: string, message: RegExp): Promise<void> {
  const thrown = await read(file).catch((fault: unknown) => fault);
  expect(thrown).toBeInstanceOf(WardwatchError);
  expect(thrown).toMatchObject({ code: 'INVENTORY_UNREADABLE', message: expect.stringMatching(message) });
}
