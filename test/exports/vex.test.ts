import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import type { Case } from '../../src/domain/case.ts';
import { VEX_JUSTIFICATIONS, type VexStatement } from '../../src/domain/handling.ts';
import { EXPORTERS } from '../../src/exports/registry.ts';
import { uuidv5 } from '../../src/uuidv5.ts';
import { aCase, aCaseAsset, anAsset, DANA } from '../helpers/builders.ts';
import { hostileText } from '../helpers/hostile-text.ts';
import { fileOf, NOW } from './export-case.ts';

const CVE = 'CVE-2024-1709';
const AT = '2024-02-20T08:00:00.000Z';
const PURL = 'pkg:generic/example-gateway@1.0';
const CPE = 'cpe:2.3:a:example:gateway:1.0:*:*:*:*:*:*:*';

const EVERY_GATEWAY = { kind: 'product', product: 'Example Gateway' } as const;
const ONE_GATEWAY = { kind: 'asset', assetId: 'gw-01' } as const;

function aStatement(changes: Partial<VexStatement> = {}): VexStatement {
  return {
    about: EVERY_GATEWAY,
    justification: 'vulnerable_code_not_present',
    cves: [CVE],
    by: DANA,
    at: AT,
    ...changes,
  };
}

function caseWith(statements: readonly VexStatement[], assets: readonly Asset[] = [anAsset({ purl: PURL })]): Case {
  return aCase({
    assets: assets.map((asset) => aCaseAsset({ asset })),
    handling: { version: 1, statements },
  });
}

function documentOf(one: Case) {
  return JSON.parse(fileOf(one, 'vex').content);
}

function productsOf(about: VexStatement['about'], ...assets: readonly Asset[]): unknown {
  return documentOf(caseWith([aStatement({ about })], assets)).statements[0].products;
}

describe('what was declared not affected, as OpenVEX', () => {
  it('says of each flaw what was declared, why, by whom and when', () => {
    const statement = aStatement({ cves: [CVE, 'CVE-2024-1708'], note: 'Built without the setup wizard.' });
    const file = fileOf(caseWith([statement]), 'vex');
    expect(file).toMatchObject({ caseId: 'C-1', name: 'C-1.openvex.json', tlp: 'CLEAR' });
    const same = {
      timestamp: AT,
      products: [{ '@id': PURL, identifiers: { purl: PURL } }],
      status: 'not_affected',
      status_notes: 'Declared by dana.fox.',
      justification: 'vulnerable_code_not_present',
      impact_statement: 'Built without the setup wizard.',
    };
    expect(JSON.parse(file.content)).toEqual({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      '@id': expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
      author: 'Example Clinics',
      timestamp: NOW,
      version: 1,
      tooling: 'wardwatch',
      statements: [
        { vulnerability: { name: CVE }, ...same },
        { vulnerability: { name: 'CVE-2024-1708' }, ...same },
      ],
    });
  });

  describe('names a product', () => {
    it('by package URL and CPE name of every asset that runs it, each once', () => {
      const assets = [
        anAsset({ id: 'gw-01', purl: PURL, cpe: CPE }),
        anAsset({ id: 'gw-02', purl: PURL, cpe: CPE }),
        anAsset({ id: 'gw-03', cpe: 'cpe:/a:example:gateway:2.0' }),
        anAsset({ id: 'db-01', product: 'Example Database', purl: 'pkg:generic/example-database' }),
      ];
      expect(productsOf(EVERY_GATEWAY, ...assets)).toEqual([
        { '@id': PURL, identifiers: { purl: PURL, cpe23: CPE } },
        { identifiers: { cpe22: 'cpe:/a:example:gateway:2.0' } },
      ]);
    });

    it.each([
      { about: 'no asset knows its names', assets: [anAsset(), anAsset({ id: 'gw-02' })] },
      { about: 'its names cannot be read', assets: [anAsset({ purl: 'pkg:a b', cpe: 'gateway' })] },
      { about: 'no asset runs it any more', assets: [] },
    ])('by an IRI of our own where $about', ({ assets }) => {
      expect(productsOf(EVERY_GATEWAY, ...assets)).toEqual([
        { '@id': expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}#product\/Example%20Gateway$/) },
      ]);
    });

    it('an asset by an IRI of its own, so that its package elsewhere is not spoken of', () => {
      const known = { '@id': PURL, identifiers: { purl: PURL } };
      expect(productsOf(ONE_GATEWAY, anAsset({ purl: PURL }), anAsset({ id: 'gw-02', purl: PURL }))).toEqual([
        { '@id': expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}#asset\/gw-01$/), subcomponents: [known] },
      ]);
    });
  });

  it('names the case where it has no CVE id', () => {
    const { statements } = documentOf({ ...caseWith([aStatement({ cves: [] })]), title: 'A wave of phishing' });
    expect(statements[0].vulnerability).toEqual({ name: 'C-1', description: 'A wave of phishing' });
  });

  it('is no document where nothing was declared', () => {
    expect(EXPORTERS.vex.export(aCase(), { now: NOW, uuidv5 })).toEqual({
      kind: 'nothing',
      because: 'Nothing of C-1 was declared not affected, so there is no VEX statement to export.',
    });
  });

  it('is another document when it is made again', () => {
    const one = caseWith([aStatement()]);
    const again = JSON.parse(fileOf(one, 'vex', { now: '2024-03-01T00:00:00.000Z' }).content);
    expect(again['@id']).not.toBe(documentOf(one)['@id']);
  });

  it('keeps what OpenVEX requires, whatever people write', () => {
    const subject = fc.oneof(
      hostileText.map((assetId) => ({ kind: 'asset' as const, assetId })),
      hostileText.map((product) => ({ kind: 'product' as const, product })),
      fc.constantFrom(EVERY_GATEWAY, ONE_GATEWAY),
    );
    const statement = fc
      .record({
        about: subject,
        justification: fc.constantFrom(...VEX_JUSTIFICATIONS),
        cves: fc.uniqueArray(fc.constantFrom(CVE, 'CVE-2024-1708')),
        note: hostileText,
        name: hostileText,
      })
      .map(({ name, ...rest }) => aStatement({ ...rest, by: { id: 'slack:U0', name } }));
    const statements = fc.uniqueArray(statement, {
      minLength: 1,
      maxLength: 4,
      selector: (one) => JSON.stringify(one.about),
    });
    const asset = fc.record({ purl: fc.oneof(hostileText, fc.constant(PURL)), cpe: hostileText });
    fc.assert(
      fc.property(statements, asset, (made, names) => {
        const document = documentOf(caseWith(made, [anAsset(names)]));
        expect(document).toMatchObject({ '@context': expect.any(String), author: expect.any(String), version: 1 });
        expect(document.statements).toHaveLength(made.reduce((sum, { cves }) => sum + Math.max(cves.length, 1), 0));
        for (const each of document.statements) {
          expect(each.vulnerability.name).toMatch(/^(?:CVE-|C-1$)/);
          expect(each.status).toBe('not_affected');
          expect(VEX_JUSTIFICATIONS).toContain(each.justification);
          for (const iri of each.products.map((product: { '@id'?: string }) => product['@id'])) {
            expect(iri).toMatch(/^(?:pkg:|urn:uuid:)[^\s<>"{}|\\^`]+$/);
          }
        }
      }),
    );
  });
});
