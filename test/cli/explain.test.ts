import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildAssetIndex } from '../../src/matching/asset-index.ts';
import { matchAdvisory } from '../../src/matching/match.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import {
  aCase,
  aCaseAsset,
  aCaseMember,
  anAdvisory,
  anAffectedProduct,
  anAsset,
  aRangeBefore,
  DANA,
} from '../helpers/builders.ts';
import { jsonLines, wardwatch } from '../helpers/program.ts';
import { LEXICON } from '../matching/lexicon.ts';

const NOW = '2024-01-22T12:00:00.000Z';
const DESK = anAsset({ id: 'R-1', vendor: 'Example', product: 'Relay Desk', version: '8.1.0' });

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'wardwatch-explain-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

it('an asset is explained: what touches it, what is withheld, and near names that are others', async () => {
  const database = await openDatabase({ folder: join(cwd, 'data'), now: NOW });
  const store = await openStore(database.pool);
  await store.changeInventory({ save: [DESK] }, DANA, NOW);
  const named = (id: string, product: string) =>
    anAdvisory({
      id: `example:${id}`,
      title: `About ${product}`,
      affected: [anAffectedProduct({ vendor: 'Example', product, versions: [aRangeBefore('8.5')] })],
    });
  const advisory = named('1', 'Relay Desk');
  for (const each of [advisory, named('2', 'Relay Desk Mobile'), named('3', 'Relay Chair')]) {
    const item = { guid: each.id, format: 'text' as const, bytes: new Uint8Array() };
    const itemId = await store.saveItem('example', item, each.id, NOW);
    await store.saveAdvisory(itemId ?? 0, each, 'words');
  }
  const matches = matchAdvisory(advisory, buildAssetIndex([DESK], LEXICON));
  const one = aCase({ members: [aCaseMember(advisory)], assets: [aCaseAsset({ asset: DESK, matches })] });
  await store.decide(async (desk) => {
    await desk.saveMatches([{ advisoryId: advisory.id, matches }]);
    await desk.saveCase({ ...one, id: await desk.nextCaseId() }, NOW);
  });
  await store.rematchByHand(DANA, NOW, 'ward-triage/1');
  await database.close();

  const explained = jsonLines((await wardwatch(['assets', 'explain', 'R-1', '--json'], { cwd })).out);
  expect(explained.slice(0, -1).map(({ advisory: id, outcome, caseId }) => [id, outcome, caseId])).toEqual([
    ['example:1', 'affected', 'C-1'],
    ['example:2', 'named', undefined],
  ]);
  expect(explained.at(-1)).toEqual({
    asset: 'R-1',
    nearNames: [{ name: 'Example Relay Chair', because: expect.stringContaining('desk is not chair') }],
    notShown: 0,
  });

  const shown = await wardwatch(['show', 'C-1', '--asset', 'R-1'], { cwd });
  expect(shown.code).toBe(0);
  expect(shown.out).toContain('What is stored is being matched again, 0 of 1 done: this answer may still change.');
  for (const words of ['versions: 8.1.0 is inside "before 8.5"', 'How its priority came about', 'X2-ACTIVE-REPORTED'])
    expect(shown.out).toContain(words);
}, 240_000);
