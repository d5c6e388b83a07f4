import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import { WardwatchError } from '../../src/errors.ts';
import { INVENTORY_FORMATS } from '../../src/inventory/formats/registry.ts';
import type { HowToRead } from '../../src/ports/inventory-file.ts';
import { piecesOf } from '../helpers/read-assets.ts';

const CYCLONEDX = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:00000000-0000-4000-8000-000000000001',
  metadata: {
    timestamp: '2024-01-22T12:00:00Z',
    component: { type: 'device', name: 'Relay Desk', version: '3.2', supplier: { name: 'Example Corp' } },
  },
  components: [
    {
      type: 'application',
      name: 'desk-server',
      version: '3.2.1',
      publisher: 'Example Corp',
      cpe: 'cpe:2.3:a:example:desk-server:3.2.1:*:*:*:*:*:*:*',
      components: [
        { type: 'library', group: '@example', name: 'wire', version: '1.0.0', purl: 'pkg:npm/%40example/wire@1.0.0' },
        { type: 'library', name: 'zlib', version: '1.2', purl: 'pkg:generic/zlib@1.2?os=any' },
      ],
    },
    { type: 'library', name: 'zlib', version: '1.3', purl: 'pkg:generic/zlib@1.3' },
    { type: 'file', name: 'readme.txt' },
    { type: 'library', name: 'test-kit', version: '1', scope: 'excluded' },
  ],
};

const SPDX_TEXT = `SPDXVersion: SPDX-2.3
DocumentName: relay-desk
Creator: Tool: example
Created: 2024-01-22T12:00:00Z
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-desk

PackageName: Relay Desk
SPDXID: SPDXRef-desk
PackageVersion: 3.2
PackageSupplier: Organization: Example Corp (security@example.com)
PackageComment: <text>PackageName: not this
PackageName: nor this</text>

PackageName: zlib
SPDXID: SPDXRef-zlib
PackageVersion: 1.3
PackageSupplier: NOASSERTION
ExternalRef: PACKAGE-MANAGER purl pkg:generic/zlib@1.3
ExternalRef: SECURITY cpe23Type cpe:2.3:a:zlib:zlib:1.3:*:*:*:*:*:*:*
`;

const SPDX_JSON = {
  spdxVersion: 'SPDX-2.3',
  name: 'relay-desk',
  creationInfo: { created: '2024-01-22T12:00:00Z' },
  documentDescribes: ['SPDXRef-desk'],
  packages: [
    {
      SPDXID: 'SPDXRef-desk',
      name: 'Relay Desk',
      versionInfo: '3.2',
      supplier: 'Organization: Example Corp (security@example.com)',
    },
    {
      SPDXID: 'SPDXRef-zlib',
      name: 'zlib',
      versionInfo: '1.3',
      supplier: 'NOASSERTION',
      externalRefs: [
        { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: 'pkg:generic/zlib@1.3' },
        {
          referenceCategory: 'SECURITY',
          referenceType: 'cpe23Type',
          referenceLocator: 'cpe:2.3:a:zlib:zlib:1.3:*:*:*:*:*:*:*',
        },
      ],
    },
  ],
};

const SPDX3 = {
  '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
  '@graph': [
    { type: 'CreationInfo', '@id': '_:c', created: '2024-01-22T12:00:00Z' },
    { type: 'Organization', spdxId: 'urn:org', name: 'Example Corp' },
    { type: 'SpdxDocument', spdxId: 'urn:doc', name: 'relay-desk', rootElement: ['urn:desk'] },
    {
      type: 'software_Package',
      spdxId: 'urn:desk',
      name: 'Relay Desk',
      software_packageVersion: '3.2',
      suppliedBy: 'urn:org',
    },
    {
      type: 'software_Package',
      spdxId: 'urn:zlib',
      name: 'zlib',
      software_packageVersion: '1.3',
      software_packageUrl: 'pkg:generic/zlib@1.3',
      externalIdentifier: [{ externalIdentifierType: 'cpe23', identifier: 'cpe:2.3:a:zlib:zlib:1.3:*:*:*:*:*:*:*' }],
    },
  ],
};

const WHOLE: Asset = {
  id: 'Example Corp Relay Desk',
  vendor: 'Example Corp',
  product: 'Relay Desk',
  version: '3.2',
  versionConfirmedAt: '2024-01-22',
  observables: [],
  tags: [],
};
const ZLIB: Asset = {
  id: 'Example Corp Relay Desk/pkg:generic/zlib',
  product: 'zlib',
  version: '1.3',
  versionConfirmedAt: '2024-01-22',
  cpe: 'cpe:2.3:a:zlib:zlib:1.3:*:*:*:*:*:*:*',
  purl: 'pkg:generic/zlib@1.3',
  observables: [],
  tags: ['part of Example Corp Relay Desk'],
};

it('every format of the folder is registered, and the other way round', () => {
  const files = readdirSync(new URL('../../src/inventory/formats/', import.meta.url));
  const parts = ['registry.ts', 'types.ts', 'spdx-tag-value.ts'];
  const expected = files.filter((file) => !parts.includes(file)).map((file) => file.replace(/\.ts$/, ''));
  expect(INVENTORY_FORMATS.map(({ id }) => id).sort()).toEqual(expected.sort());
});

describe('a list of parts', () => {
  it.each([
    ['SPDX 2.3 as text', SPDX_TEXT],
    ['SPDX 2.3 as JSON', JSON.stringify(SPDX_JSON, null, 2)],
    ['SPDX 3.0', JSON.stringify(SPDX3)],
  ])('of %s is what it is of, and its parts', async (_title, text) => {
    expect(await assetsIn(text)).toEqual([WHOLE, ZLIB]);
  });

  it('of CycloneDX has components within components, and no files', async () => {
    const assets = await assetsIn(JSON.stringify(CYCLONEDX));
    expect(assets.map(({ id, tags }) => [id, ...tags])).toEqual([
      ['Example Corp Relay Desk'],
      ['Example Corp Relay Desk/desk-server', 'part of Example Corp Relay Desk'],
      ['Example Corp Relay Desk/pkg:npm/%40example/wire', 'part of Example Corp Relay Desk > desk-server'],
      ['Example Corp Relay Desk/pkg:generic/zlib@1.2', 'part of Example Corp Relay Desk > desk-server'],
      ['Example Corp Relay Desk/pkg:generic/zlib@1.3', 'part of Example Corp Relay Desk'],
    ]);
    expect(assets[2]).toMatchObject({ product: '@example/wire', version: '1.0.0' });
    expect(assets[1]).toMatchObject({ vendor: 'Example Corp', cpe: CYCLONEDX.components[0]?.cpe });
  });

  it('keeps its ids when a newer one has other versions and another serial number', async () => {
    const newer = JSON.stringify(CYCLONEDX).replaceAll('1.0.0', '1.0.1').replace('000000000001', '000000000002');
    const idsOf = async (text: string) => (await assetsIn(text)).map(({ id }) => id);
    expect(await idsOf(newer)).toEqual(await idsOf(JSON.stringify(CYCLONEDX)));
  });

  it('goes to the asset that runs it, whose place and exposure its parts share', async () => {
    const host: Asset = {
      id: 'A-14',
      product: 'Desk',
      site: 'Main campus',
      exposure: 'open',
      observables: ['x.example'],
      tags: [],
    };
    const pieces = await piecesOf(JSON.stringify(SPDX_JSON), { host });
    expect(pieces[0]).toEqual({ kind: 'scope', idsBeginWith: 'A-14/' });
    const shared = { site: 'Main campus', exposure: 'open', tags: ['part of A-14'] };
    expect(pieces.flatMap((piece) => (piece.kind === 'asset' ? piece.asset : []))).toEqual([
      { ...WHOLE, ...shared, id: 'A-14/Relay Desk' },
      { ...ZLIB, ...shared, id: 'A-14/pkg:generic/zlib' },
    ]);
  });

  it('that does not say what it is of asks for the asset', async () => {
    const text = JSON.stringify({ bomFormat: 'CycloneDX', components: [{ name: 'zlib' }] });
    await expect(piecesOf(text)).rejects.toMatchObject({ message: expect.stringContaining('--asset ID') });
  });
});

describe('JSON', () => {
  const rows = [
    { id: 'A-1', product: 'FortiOS', managed: true, tags: ['a', 'b'], version_confirmed_at: '2024-01-22' },
    { id: 'A-2', Manufacturer: 'Example', product: 'Relay Desk', managed: null },
  ];
  const expected = [
    {
      id: 'A-1',
      product: 'FortiOS',
      managed: true,
      versionConfirmedAt: '2024-01-22',
      observables: [],
      tags: ['a', 'b'],
    },
    { id: 'A-2', vendor: 'Example', product: 'Relay Desk', observables: [], tags: [] },
  ];
  it.each([
    ['lines', rows.map((row) => JSON.stringify(row)).join('\n')],
    ['lines behind a byte order mark', `\ufeff${rows.map((row) => JSON.stringify(row)).join('\r\n\r\n')}\n`],
    ['a list', JSON.stringify(rows, null, 2)],
    ['a list within an answer', JSON.stringify({ result: rows })],
  ])('as %s', async (_title, text) => expect(await assetsIn(text)).toEqual(expected));

  it('refuses lines and records one by one', async () => {
    const pieces = await piecesOf(
      '{"id":"A-1","product":"x"}\n{"id":"A-2"}\n{"id": \n[1]\n{"id":"A-5","product":"y"}\n',
    );
    expect(pieces.filter(({ kind }) => kind === 'refused')).toEqual([
      { kind: 'refused', line: 2, because: 'It names no id or no product; its fields are id.', row: 'A-2' },
      { kind: 'refused', line: 3, because: 'It is not valid JSON.', row: '{"id": ' },
      { kind: 'refused', line: 4, because: 'It is no JSON object.', row: '[1]' },
    ]);
  });

  it('is refused as a whole for a field that looks like patient data, wherever it comes', async () => {
    const text = '{"id":"A-1","product":"x"}\n{"id":"A-2","product":"x","mrn":"SECRET-77"}\n';
    const fault = await piecesOf(text).catch((thrown: unknown) => thrown);
    expect(fault).toMatchObject({ message: expect.stringContaining('"mrn" looks like patient data') });
    expect(String(fault)).not.toContain('SECRET-77');
  });

  it('is not taken for the whole where more pages follow', async () => {
    const pieces = await piecesOf(JSON.stringify({ '@odata.nextLink': 'https://example.com/2', value: rows }));
    expect(pieces.at(-1)).toMatchObject({ kind: 'refused', because: expect.stringContaining('more pages') });
  });
});

describe('a hostile file', () => {
  const faultsOf = async (content: string | Uint8Array) => {
    const fault = await piecesOf(content).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (fault !== undefined && !(fault instanceof WardwatchError && fault.code === 'INVENTORY_UNREADABLE')) throw fault;
  };

  it('is read or refused, whatever its bytes', () =>
    fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), faultsOf)));

  it('is read or refused, whatever JSON it is', () => fc.assert(fc.asyncProperty(fc.json({ maxDepth: 4 }), faultsOf)));

  it('is read or refused, whatever a list of parts holds', () => {
    const mangled = fc
      .constantFrom<object>(CYCLONEDX, SPDX_JSON, SPDX3)
      .chain((document) => fc.tuple(fc.constant(JSON.stringify(document)), fc.nat(), fc.json({ maxDepth: 2 })))
      .map(([text, seed, value]) => {
        const places = [...text.matchAll(/(?<=:)("[^"]*"|\[|\{)/g)];
        const place = places[seed % places.length];
        const isScalar = place?.[0].startsWith('"') === true;
        return isScalar ? text.slice(0, place.index) + value + text.slice((place?.index ?? 0) + place[0].length) : text;
      });
    return fc.assert(fc.asyncProperty(mangled, faultsOf));
  });

  it('is read where components lie two thousand deep', async () => {
    const depth = 2_000;
    const inside = '{"name":"x","components":['.repeat(depth) + ']}'.repeat(depth);
    await faultsOf(`{"bomFormat":"CycloneDX","serialNumber":"s","components":[${inside}]}`);
  });
});

async function assetsIn(text: string, how?: HowToRead): Promise<Asset[]> {
  return (await piecesOf(text, how)).flatMap((piece) => (piece.kind === 'asset' ? piece.asset : []));
}
