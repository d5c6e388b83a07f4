import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import { createNamesOffice } from '../../src/office/names-office.ts';
import { changeAssets } from '../../src/pipeline/change-assets.ts';
import type { NamesDecided } from '../../src/ports/names-office.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { anAsset, DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { aDocument, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const NOW = '2024-01-22T12:00:00.000Z';
const DESK = aDocument(
  'desk',
  'Example Relay Desk',
  'Example Relay Desk before 8.5.4 is affected by CVE-2023-99903. Attackers are exploiting it. Update to 8.5.4.',
);
const CONFLUENCE = aDocument(
  'conf',
  'Atlassian Confluence',
  'Atlassian Confluence before 8.5.4 is affected by CVE-2023-99901.',
);
const relay = (id: string, version: string): Asset =>
  anAsset({ id, vendor: 'Example', product: 'Relay Desk', version, exposure: 'open' });
const ferry: Asset = anAsset({ id: 'F-1', vendor: 'Ward Works', product: 'Ferry', version: '8.1.0' });

describe('deciding on names', () => {
  let database: OpenDatabase;
  let store: Store;
  let pipeline: TestPipeline;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  }, 240_000);
  afterAll(() => database.close());

  beforeEach(async () => {
    await emptyTables(database.pool);
    pipeline = await startPipeline(store, { now: NOW });
    await changeAssets(pipeline.deps, { save: [relay('R-1', '8.1.0'), relay('R-2', '8.2.0'), ferry] }, DANA);
    for (const items of [[], [DESK, CONFLUENCE]]) {
      pipeline.offer('researcher', items);
      await pipeline.poll('researcher');
    }
  });

  const office = () => createNamesOffice(pipeline.deps);
  const namesOf = async (assetId: string, written = 'Example Relay Desk') => {
    const found = await office().find(assetId, written);
    if (found.kind === 'refused') throw new Error(found.because);
    return found.names;
  };
  const idOf = (decided: NamesDecided) => (decided.kind === 'decided' ? decided.record.id : 0);
  const outcome = async (decided: NamesDecided) =>
    decided.kind === 'refused' ? decided.because : { ...decided.reach, effect: await decided.effect() };
  const matchedAssets = async () => (await store.matchesOf('researcher:desk')).map(({ assetId }) => assetId);

  it('"not ours" says how many assets and cases it changes, and holds for what comes later', async () => {
    expect(await matchedAssets()).toEqual(['R-1', 'R-2']);
    const names = await namesOf('R-1');
    expect(await office().reach(names)).toEqual({ assetIds: ['R-1', 'R-2'], advisories: 1, caseIds: ['C-1'] });
    expect(await outcome(await office().decide(names, 'different', 'ours is a furniture catalogue', DANA))).toEqual({
      assetIds: ['R-1', 'R-2'],
      advisories: 1,
      caseIds: ['C-1'],
      effect: '1 case no longer affected (C-1).',
    });
    expect(await matchedAssets()).toEqual([]);

    await changeAssets(pipeline.deps, { save: [relay('R-3', '7.0.0')] }, DANA);
    pipeline.offer('researcher', [
      aDocument('again', 'Relay Desk again', 'Example Relay Desk before 9.0 is affected.'),
    ]);
    await pipeline.poll('researcher');
    expect(await store.matchesOf('researcher:again')).toEqual([]);
    expect(await matchedAssets()).toEqual([]);
  });

  it('"the same" matches what no word joins, and only what names it is matched again', async () => {
    const names = await namesOf('F-1');
    const decided = await office().decide(names, 'same', 'we bought it under its old name', DANA);
    expect(await store.nextRematch(10)).toEqual(['researcher:desk']);
    expect(await outcome(decided)).toEqual({
      assetIds: ['F-1'],
      advisories: 1,
      caseIds: [],
      effect: '1 case now affected (C-1).',
    });
    expect(await matchedAssets()).toEqual(['F-1', 'R-1', 'R-2']);

    await changeAssets(pipeline.deps, { save: [{ ...ferry, version: '8.2.0' }] }, DANA);
    await pipeline.settle();
    expect(await matchedAssets()).toEqual(['F-1', 'R-1', 'R-2']);
  });

  it('can be forgotten and taken back, and every change stands in the audit', async () => {
    const names = await namesOf('R-1');
    const decided = await office().decide(names, 'different', 'not ours', DANA);
    await outcome(decided);
    await outcome(await office().forget(idOf(decided), DANA));
    expect(await matchedAssets()).toEqual(['R-1', 'R-2']);
    await outcome(await office().undo(idOf(decided), DANA));
    expect(await matchedAssets()).toEqual([]);
    expect(await office().records()).toMatchObject([{ version: 3, decision: { ...names, verdict: 'different' } }]);
    const audit = await store.auditEntries({ subject: '"Example Relay Desk" and "Example Relay Desk"' });
    expect(audit.map(({ action, actor }) => `${action} by ${actor.name}`)).toEqual([
      'names.undo by dana.fox',
      'names.forget by dana.fox',
      'names.decide by dana.fox',
    ]);
    expect(await store.auditBreak()).toBeUndefined();
  });

  it('takes a first decision back for 24 hours', async () => {
    const decided = await office().decide(await namesOf('R-1'), 'different', 'not ours', DANA);
    await outcome(decided);
    pipeline.setNow('2024-01-24T12:00:00.000Z');
    expect(await office().undo(idOf(decided), DANA)).toEqual({
      kind: 'refused',
      because: `Decision ${idOf(decided)} was changed at 2024-01-22 12:00 UTC; a change can be undone for 24 hours. Decide anew, or forget it.`,
    });
    pipeline.setNow('2024-01-22T13:00:00.000Z');
    await outcome(await office().undo(idOf(decided), DANA));
    expect(await matchedAssets()).toEqual(['R-1', 'R-2']);
  });

  it('is refused in plain words where it makes no sense', async () => {
    const names = await namesOf('R-1');
    const refusals = [
      await office().decide(names, 'different', ' ', DANA),
      await office().decide({ ...names, advisory: { product: 'Multiple products' } }, 'different', 'no', DANA),
      await office().find('R-9', 'Example Relay Desk'),
      await office().find('R-1', 'Nobody names this'),
      await office().forget(9_999, DANA),
    ];
    expect(refusals.map((one) => ('because' in one ? one.because : one.kind))).toEqual([
      'Say why, so that whoever looks at it later can judge it.',
      '"Multiple products" names no product of its own, so a decision on it would hide whatever it means next time. Declare the asset not affected in this case instead.',
      'No asset is called "R-9". "wardwatch assets find" looks for words.',
      'No stored advisory names a product "Nobody names this". Write it as the advisory does; "wardwatch show" says how.',
      'There is no decision 9999 on names; "wardwatch names list" lists them.',
    ]);
    await outcome(await office().decide(names, 'different', 'not ours', DANA));
    expect(await outcome(await office().decide(names, 'different', 'really', DANA))).toBe(
      'dana.fox decided so already, 2024-01-22 12:00 UTC: different, "not ours".',
    );
  });

  it('shows which names meet in a case', async () => {
    expect(await office().ofCase('C-1')).toMatchObject([
      { verdict: 'same', reach: { assetIds: ['R-1', 'R-2'] }, names: await namesOf('R-1') },
    ]);
    expect(await office().ofCase('C-99')).toEqual([]);
  });
});
