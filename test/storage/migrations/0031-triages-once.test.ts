import { Kysely, PostgresDialect } from 'kysely';
import { expect, it } from 'vitest';
import { WARDWATCH } from '../../../src/domain/actor.ts';
import { up } from '../../../src/storage/migrations/0031-triages-once.ts';
import { openStore } from '../../../src/storage/postgres-store.ts';
import { aCase, aCaseAsset, anAsset, aTriageDecision } from '../../helpers/builders.ts';
import { freshEmbedded } from '../../helpers/embedded.ts';

it('leaves the assets of a case, in their order, with what was decided on each', async () => {
  const database = await freshEmbedded();
  const store = await openStore(database.pool);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: database.pool }) });
  const [urgent, calm] = [aTriageDecision({ priority: 'P1' }), aTriageDecision({ priority: 'P4' })];
  const held = { a: urgent, b: calm, c: urgent };
  const assets = Object.entries(held).map(([id, triage]) => ({ asset: anAsset({ id }), triage }));
  const at = '2024-01-01T00:00:00.000Z';
  await store.changeInventory({ save: assets.map(({ asset }) => asset) }, WARDWATCH, at);
  await store.decide((desk) => desk.saveCase(aCase({ id: 'C-1', members: [], assets: assets.map(aCaseAsset) }), at));
  await store.decide((desk) => desk.saveCase(aCase({ id: 'C-2', members: [], assets: [] }), at));
  const before = await Promise.all(['C-1', 'C-2'].map((id) => store.caseById(id)));

  const asBefore = Object.entries(held).map(([id, triage]) => ({ id, triage }));
  await database.pool.query(
    `update wardwatch.cases set body = body - 'triages' || jsonb_build_object('assets', case number when 1 then $1::jsonb else '[]' end)`,
    [JSON.stringify(asBefore)],
  );
  await up(db);

  expect(await Promise.all(['C-1', 'C-2'].map((id) => store.caseById(id)))).toEqual(before);
  expect(before[0]?.assets.map(({ asset, triage }) => [asset.id, triage.priority])).toEqual([
    ['a', 'P1'],
    ['b', 'P4'],
    ['c', 'P1'],
  ]);
  await database.close();
});
