import type pg from 'pg';
import { expect, it } from 'vitest';
import { openInMemory } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';

it('brings a database up to date once, and finds it so from then on', async () => {
  const { pool, close } = await openInMemory();
  await openStore(pool);
  const ran = await migrationsOf(pool);
  await openStore(pool);
  expect(await migrationsOf(pool)).toEqual(ran);
  expect(ran.length).toBeGreaterThan(0);
  await close();
});

it('makes every table of a database that has none', async () => {
  const { pool, close } = await openInMemory();
  const ran = await openStore(pool).then(() => migrationsOf(pool));
  await pool.query('drop schema wardwatch cascade');
  await openStore(pool);
  expect(await migrationsOf(pool)).toEqual(ran);
  await close();
});

it('refuses a database that a newer version used', async () => {
  const { pool, close } = await openInMemory();
  await openStore(pool);
  await pool.query(`insert into wardwatch.kysely_migration (name, timestamp) values ('9999-later', '2030')`);
  await expect(openStore(pool)).rejects.toMatchObject({ code: 'DATABASE_NEWER' });
  await close();
});

async function migrationsOf(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>('select name from wardwatch.kysely_migration order by name');
  return rows.map(({ name }) => name);
}
