import type pg from 'pg';

/**
 * Counts anew what is in those of our tables that changed by a tenth and more, or were never counted. A server does so by itself;
 * without it a database takes every table for small, and answers by reading all of the largest.
 */
export async function analyseChanged(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(`
    select s.relname as name from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.schemaname = 'wardwatch' and (c.reltuples < 0 or s.n_mod_since_analyze > 50 + 0.1 * c.reltuples)`);
  for (const { name } of rows) await pool.query(`analyze wardwatch."${name}"`);
}
