import { Kysely, PostgresDialect } from 'kysely';
import { expect, it } from 'vitest';
import type { Match } from '../../../src/domain/match.ts';
import { up } from '../../../src/storage/migrations/0046-match-slices.ts';
import { openStore } from '../../../src/storage/postgres-store.ts';
import { aMatch, anAdvisory } from '../../helpers/builders.ts';
import { freshEmbedded } from '../../helpers/embedded.ts';

const AT = '2024-01-01T00:00:00.000Z';

it('leaves what each advisory says of each asset, and by what it is asked for', async () => {
  const database = await freshEmbedded();
  const store = await openStore(database.pool);
  const byAge: Match['evidence'] = [{ kind: 'age', lastUpdatedAt: '2019-06-01', because: 'It is old.' }];
  const matches: Match[] = [
    aMatch({ advisoryId: 'src:a', assetId: 'x-1', verdict: { kind: 'affected', because: 'it is inside' } }),
    aMatch({ advisoryId: 'src:a', assetId: 'x-2', verdict: { kind: 'not-affected', because: 'out' }, evidence: byAge }),
    aMatch({ advisoryId: 'src:a', assetId: 'x-3', verdict: { kind: 'affected', because: 'it is inside' } }),
    aMatch({ advisoryId: 'src:b', assetId: 'x-1', verdict: { kind: 'undecided', because: 'no version' } }),
  ];
  for (const id of ['src:a', 'src:b', 'src:c']) {
    const item = { guid: id, format: 'text' as const, bytes: new Uint8Array() };
    const itemId = await store.saveItem('src', item, id, AT);
    await store.saveAdvisory(itemId ?? 0, anAdvisory({ id }), 'words');
  }
  const { pool } = database;
  await pool.query('drop table wardwatch.matches cascade');
  await pool.query(
    `create table wardwatch.matches (advisory_id text not null references wardwatch.advisories, asset_id text not null,
       body jsonb not null, primary key (advisory_id, asset_id))`,
  );
  await pool.query('create index matches_asset on wardwatch.matches (asset_id)');
  for (const one of matches.toReversed()) {
    const row = [one.advisoryId, one.assetId, JSON.stringify(one)];
    await pool.query('insert into wardwatch.matches values ($1, $2, $3)', row);
  }
  await up(new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }));

  expect(await store.matchesOf('src:a')).toEqual(matches.slice(0, 3));
  expect(await store.matchesOf('src:b')).toEqual(matches.slice(3));
  expect(await store.matchesOf('src:c')).toEqual([]);
  const { rows } = await pool.query(
    'select advisory_id, by_product, asset_ids, affected_ids from wardwatch.matches order by advisory_id, slice',
  );
  const products = aMatch().evidence.some((one) => one.kind === 'product');
  expect(rows).toEqual([
    { advisory_id: 'src:a', by_product: products, asset_ids: ['x-1', 'x-3'], affected_ids: ['x-1', 'x-3'] },
    { advisory_id: 'src:a', by_product: false, asset_ids: ['x-2'], affected_ids: [] },
    { advisory_id: 'src:b', by_product: products, asset_ids: ['x-1'], affected_ids: [] },
  ]);
  await database.close();
});
