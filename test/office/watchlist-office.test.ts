import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { watchlistYaml } from '../../src/office/export-watchlist.ts';
import { createWatchlistOffice } from '../../src/office/watchlist-office.ts';
import type { Store } from '../../src/ports/store.ts';
import type { WatchlistEntry, WatchlistOffice } from '../../src/ports/watchlist-office.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { startPipeline } from '../helpers/pipeline.ts';

const DANA = { id: 'slack:U0DANA001', name: 'dana' };
const RAVI = { id: 'slack:U0RAVI001', name: 'ravi' };
const ENTRY: WatchlistEntry = { from: 'P3', products: [{ product: 'ScreenConnect' }] };

describe('watchlists', () => {
  let database: OpenDatabase;
  let store: Store;
  let office: WatchlistOffice;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await emptyTables(database.pool);
    office = createWatchlistOffice((await startPipeline(store)).deps);
  });

  const save = (seen: number, entry: Partial<WatchlistEntry>, actor = DANA) =>
    office.save({ name: 'imaging', seen, entry: { ...ENTRY, ...entry }, actor });
  const words = async () => (await office.lists())[0]?.keywords;
  const refusal = (because: string) => ({ kind: 'refused', because: expect.stringContaining(because) });

  it('is made, and says what was made', async () => {
    expect(await save(0, { keywords: ['PACS'] })).toMatchObject({
      kind: 'changed',
      number: 1,
      changes: ['made the list'],
      added: [{ product: 'ScreenConnect' }],
      list: { name: 'imaging', version: 1, keywords: ['PACS'] },
    });
  });

  it('tells of a product that may never match, with the nearest name, and takes that one instead', async () => {
    const typed = { product: 'Screenconect', version: '19.2' };
    const nearest = { vendor: 'ConnectWise', product: 'ScreenConnect' };
    expect(await save(0, { products: [typed] })).toMatchObject({ added: [typed] });
    expect(await office.warnings([typed, nearest])).toMatchObject([{ watched: typed, nearest: [nearest] }]);
    await office.add('imaging', { ...nearest, version: '19.2' }, DANA, typed);
    expect((await office.lists())[0]?.products).toEqual([{ ...nearest, version: '19.2' }]);
  });

  it('is not overwritten by who saw an older version: they get both changes to look at', async () => {
    await save(0, {});
    await save(1, { keywords: ['PACS'], from: 'P1' }, RAVI);
    expect(await save(1, { keywords: ['DICOM'], from: 'P2', sites: ['Main campus'] })).toEqual({
      kind: 'overtaken',
      version: 2,
      by: 'ravi',
      at: expect.any(String),
      changes: ['added the keyword "PACS"', 'set the priority from P3 to P1'],
      content: expect.objectContaining({ keywords: ['PACS', 'DICOM'], from: 'P1', sites: ['Main campus'] }),
      lost: ['the priority'],
    });
    expect(await words()).toEqual(['PACS']);
  });

  it('keeps a list of words that was not asked for', async () => {
    await save(0, { keywords: ['PACS'] });
    await save(1, { sites: ['Main campus'] });
    expect(await words()).toEqual(['PACS']);
  });

  it('that was taken away meanwhile is not made again unseen', async () => {
    await save(0, {});
    await office.delete('imaging', RAVI);
    expect(await save(1, { keywords: ['DICOM'] })).toMatchObject({
      kind: 'overtaken',
      version: 0,
      by: 'ravi',
      changes: ['took the list away'],
      content: { keywords: ['DICOM'] },
    });
    expect(await office.lists()).toEqual([]);
  });

  it('made anew under its old name is not taken for the old one', async () => {
    await save(0, {});
    await office.delete('imaging', RAVI);
    await save(0, { keywords: ['PACS'] }, RAVI);
    expect(await save(1, { keywords: ['DICOM'] })).toMatchObject({ kind: 'overtaken', version: 3 });
  });

  it('is found in any case, and a slip gets the nearest name', async () => {
    await save(0, {});
    expect(await office.find('Imaging')).toMatchObject({ kind: 'found' });
    expect(await office.add('imagin', { product: 'X' }, DANA)).toEqual(refusal('Did you mean "imaging"?'));
  });

  it('loses a product by its name with or without vendor, and every version where none is named', async () => {
    const products = [
      { vendor: 'Example', product: 'Relay Desk', version: '19.2' },
      { vendor: 'Example', product: 'Relay Desk', version: '20.1' },
      { product: 'Example Pump' },
    ];
    await save(0, { products });
    await office.remove('imaging', { product: 'relay desk', version: '19.2' }, DANA);
    expect((await office.lists())[0]?.products).toEqual(products.slice(1));
    await office.remove('imaging', { product: 'Example Relay Desk' }, DANA);
    expect((await office.lists())[0]?.products).toEqual(products.slice(2));
    expect(await office.remove('imaging', { product: 'Example Pmp' }, DANA)).toEqual(
      refusal('"imaging" does not watch for Example Pmp. Did you mean "Example Pump"?'),
    );
  });

  it('takes a product once', async () => {
    await save(0, {});
    expect(await office.add('imaging', { product: 'screenconnect' }, DANA)).toEqual(refusal('already'));
  });

  describe('undo', () => {
    it.each<[string, () => Promise<unknown>, unknown]>([
      ['brings back what stood before', () => save(1, { keywords: ['PACS'] }), [{ version: 3, keywords: [] }]],
      ['brings back a list that was taken away', () => office.delete('imaging', DANA), [{ version: 3, keywords: [] }]],
    ])('%s', async (_, change, left) => {
      await save(0, {});
      await change();
      expect(await office.undo('imaging', DANA)).toMatchObject({ kind: 'changed' });
      expect(await office.lists()).toMatchObject(left as object[]);
    });

    it('takes a list away that was made, and a second one brings it back', async () => {
      await save(0, { keywords: ['PACS'] });
      expect(await office.undo('imaging', DANA)).toMatchObject({ changes: ['took the list away'] });
      expect(await office.lists()).toEqual([]);
      await office.undo('imaging', DANA);
      expect(await words()).toEqual(['PACS']);
    });

    it('is refused after somebody else changed the list, and names them', async () => {
      await save(0, {});
      await save(1, { keywords: ['PACS'] }, RAVI);
      expect(await office.undo('imaging', DANA)).toEqual(refusal('The last change: ravi added the keyword "PACS"'));
      expect(await office.undo('imaging', DANA, 1)).toEqual(refusal('was changed after that'));
      expect(await words()).toEqual(['PACS']);
    });

    it('takes back nothing that others did', async () => {
      await save(0, {}, RAVI);
      expect(await office.undo('imaging', DANA)).toEqual(refusal('You changed nothing of "imaging"'));
      expect(await office.undo('unheard', DANA)).toEqual(refusal('No watchlist "unheard" was ever changed'));
    });
  });

  it('has every change in the audit with what stood before and after', async () => {
    await save(0, {});
    await save(1, { keywords: ['PACS'] }, RAVI);
    await office.delete('imaging', DANA);
    const entries = await store.auditEntries({ subject: 'imaging' });
    const versions = entries.map(({ actor, before, after }) => [actor.name, before, after].map(shortly));
    expect(versions).toEqual([
      ['dana', 2, undefined],
      ['ravi', 1, 2],
      ['dana', undefined, 1],
    ]);
  });

  it('is exported as a person would write it', () => {
    const list = { name: 'imaging', version: 3, from: 'P2', suppliers: [], sites: [], exclusions: [] } as const;
    const products = [{ vendor: 'Example', product: 'Relay Desk', version: '19.2' }];
    expect(watchlistYaml({ ...list, products, vendors: [], keywords: ['DICOM'], channel: 'C0IMAGING' })).toBe(
      'name: imaging\nversion: 3\nfrom: P2\nchannel: C0IMAGING\nproducts:\n  - vendor: Example\n    product: Relay Desk\n    version: "19.2"\nkeywords:\n  - DICOM\n',
    );
  });
});

/** A state by its version. */
function shortly(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'version' in value ? value.version : value;
}
