import { expect, it } from 'vitest';
import { analyseChanged } from '../../src/storage/analyse.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { freshEmbedded } from '../helpers/embedded.ts';

it('counts a table anew once it changed by a tenth', async () => {
  const { pool, close } = await freshEmbedded();
  await openStore(pool);
  const counted: number[] = [];
  for (const [from, to] of [
    [1, 500],
    [501, 510],
    [511, 700],
  ]) {
    await pool.query(
      "insert into wardwatch.assets (id, body, updated_at) select n, '{}', now() from generate_series($1::int, $2::int) n",
      [from, to],
    );
    await pool.query('select pg_stat_force_next_flush()');
    await analyseChanged(pool);
    const { rows } = await pool.query("select reltuples from pg_class where oid = 'wardwatch.assets'::regclass");
    counted.push(rows[0].reltuples);
  }
  expect(counted).toEqual([500, 500, 700]);
  await close();
});
