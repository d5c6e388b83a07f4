import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import { diffAssets } from '../../src/domain/assets-diff.ts';
import { assetsToCsv } from '../../src/inventory/export-csv.ts';
import { readAssets } from '../helpers/read-assets.ts';

describe('an export', () => {
  it('has every column in a fixed order', () => {
    const asset: Asset = {
      id: 'A-1',
      product: 'FortiOS',
      managed: false,
      observables: ['a.example', 'b.example'],
      tags: [],
    };
    expect(assetsToCsv([asset])).toBe(
      'id,hostname,ip,vendor,product,version,version_confirmed_at,last_updated_at,managed,supplier,owner,site,clinical_use,exposure,safety,mission,phi,compensating,observables,cpe,purl,udi,model,serial,tags\r\n' +
        'A-1,,,,FortiOS,,,,no,,,,,,,,,,a.example; b.example,,,,,,\r\n',
    );
  });

  it.each(['=HYPERLINK("http://x.invalid")', '+1', '-1', '@A1', "'=1", '\t=1'])(
    'never lets a spreadsheet run %j',
    (product) => {
      const cell = assetsToCsv([{ id: '1', product, observables: [], tags: [] }])
        .split('\r\n')[1]
        ?.slice('1,,,,'.length);
      expect(cell).toMatch(/^"?'/);
    },
  );

  it('changes nothing when it is imported again, as CSV or as JSON lines, whatever the words are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(assets, { selector: (asset) => asset.id, minLength: 1, maxLength: 5 }),
        async (stored) => {
          const asJsonLines = stored.map((asset) => `${JSON.stringify(asset)}\n`).join('');
          for (const text of [assetsToCsv(stored), asJsonLines]) {
            const again = await readAssets(new TextEncoder().encode(text));
            expect(again.refused).toEqual([]);
            expect(again.notes).toEqual([]);
            expect(diffAssets(stored, again.assets)).toEqual({
              added: [],
              changed: [],
              unchanged: stored.length,
              removed: [],
            });
          }
        },
      ),
    );
  });
});

/** Words as an inventory holds them: with delimiters, quotes and formula signs, without blanks at the edges. */
const words = fc
  .stringMatching(/^[=+@'-]{0,2}[A-Za-z0-9äß"',;|=+@ -]{1,12}[a-z]$/)
  .map((text) => text.trim())
  .filter((text) => !['na', 'nil', 'none', 'null', 'unk', 'tbd', 'unknown', '-na', '"na'].includes(text));
const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((n) => new Date(Date.UTC(1990, 0, 1 + n)).toISOString().slice(0, 10));
const member = fc.stringMatching(/^[a-z0-9][a-z0-9.:/,-]{0,8}[a-z0-9]$/);

const assets: fc.Arbitrary<Asset> = fc
  .record(
    {
      id: words,
      product: words,
      observables: fc.uniqueArray(member, { maxLength: 3 }),
      tags: fc.uniqueArray(member, { maxLength: 3 }),
      vendor: words,
      version: words,
      versionConfirmedAt: day,
      lastUpdatedAt: day,
      managed: fc.boolean(),
      exposure: fc.constantFrom('open', 'controlled', 'small'),
      safety: fc.constantFrom('negligible', 'marginal', 'critical', 'catastrophic'),
      mission: fc.constantFrom('degraded', 'mef support crippled', 'mef failure', 'mission failure'),
      phi: fc.boolean(),
      compensating: fc.record({ control: fc.constantFrom('IP allow list', 'rule 12, logged'), verifiedOn: day }),
    },
    { requiredKeys: ['id', 'product', 'observables', 'tags'] },
  )
  .map((asset): Asset => asset as Asset);
