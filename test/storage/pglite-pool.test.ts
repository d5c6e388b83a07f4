import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { createPglitePool } from '../../src/storage/pglite-pool.ts';
import { freshEmbedded } from '../helpers/embedded.ts';

describe('the embedded database behaves like a pool of connections', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await freshEmbedded();
    await database.pool.query('create schema if not exists bullmq');
    await database.pool.query('create table public.notes (id int primary key, words text)');
  });
  afterAll(() => database.close());

  const count = async () => (await database.pool.query('select count(*)::int as n from public.notes')).rows[0].n;

  it.each([
    'begin',
    'BEGIN ISOLATION LEVEL SERIALIZABLE',
    'start transaction',
    'start transaction isolation level serializable read write',
    '-- a comment first\nbegin',
    '/* and another */ begin',
  ])('keeps other clients out of a transaction opened by "%s"', async (opening) => {
    const mine = await database.pool.connect();
    await mine.query(opening);
    await mine.query("insert into public.notes values (1, 'mine')");
    const others = database.pool.query("insert into public.notes values (2, 'theirs')");
    await mine.query('rollback');
    mine.release();
    await others;
    expect(await count()).toBe(1);
    await database.pool.query('delete from public.notes');
  });

  it('says what a statement did, and to how many rows', async () => {
    const did: unknown[] = [];
    for (const statement of [
      "insert into public.notes values (1, 'one'), (2, 'two')",
      "update public.notes set words = 'three' where id > 1",
      'select * from public.notes where id > 7',
      'delete from public.notes',
    ]) {
      const { command, rowCount } = await database.pool.query(statement);
      did.push([command, rowCount]);
    }
    expect(did).toEqual([
      ['INSERT', 2],
      ['UPDATE', 1],
      ['SELECT', 0],
      ['DELETE', 2],
    ]);
  });

  it('keeps a transaction over "rollback to savepoint"', async () => {
    const mine = await database.pool.connect();
    await mine.query('begin');
    await mine.query('savepoint s');
    await mine.query("insert into public.notes values (1, 'undone')");
    await mine.query('rollback to savepoint s');
    const others = database.pool.query("insert into public.notes values (2, 'theirs')");
    await mine.query("insert into public.notes values (3, 'mine')");
    await mine.query('rollback');
    mine.release();
    await others;
    const { rows } = await database.pool.query('select id from public.notes');
    expect(rows).toEqual([{ id: 2 }]);
    await database.pool.query('delete from public.notes');
  });

  it('lets others have their turn in a long row of queries', async () => {
    let others = 0;
    const waiting = setInterval(() => {
      others += 1;
    }, 1);
    for (let query = 0; query < 200; query += 1) await count();
    clearInterval(waiting);
    expect(others).toBeGreaterThan(0);
  });

  it('frees the session when a commit fails', async () => {
    const mine = await database.pool.connect();
    await mine.query('begin');
    await expect(mine.query('insert into public.nowhere values (1)')).rejects.toMatchObject({ code: '42P01' });
    await mine.query('commit');
    mine.release();
    expect(await count()).toBe(0);
  });

  it('rolls back what a client leaves open when it is given back', async () => {
    const mine = await database.pool.connect();
    await mine.query('begin');
    await mine.query("insert into public.notes values (1, 'left open')");
    mine.release();
    expect(await count()).toBe(0);
  });

  it('gives notifications at commit, and none after a rollback', async () => {
    const listener = await database.pool.connect();
    const heard: (string | undefined)[] = [];
    const two = new Promise<void>((resolve) => {
      listener.on('notification', ({ payload }) => {
        if (heard.push(payload) === 2) resolve();
      });
    });
    await listener.query('listen news');
    const speaker = await database.pool.connect();
    await speaker.query('begin');
    await speaker.query("select pg_notify('news', 'rolled back')");
    await speaker.query('rollback');
    await speaker.query('begin');
    await speaker.query("select pg_notify('news', 'committed')");
    await speaker.query('commit');
    await speaker.query("select pg_notify('news', 'alone')");
    await two;
    speaker.release();
    listener.release();
    expect(heard).toEqual(['committed', 'alone']);
  });

  it('reads values as a server does', async () => {
    const { rows } = await database.pool.query(
      "select 9007199254740993::bigint as big, '\\x0102'::bytea as bytes, '{\"a\":1}'::jsonb as json, array['x','y'] as list",
    );
    expect(rows).toEqual([{ big: '9007199254740993', bytes: Buffer.from([1, 2]), json: { a: 1 }, list: ['x', 'y'] }]);
  });

  it('begins no write while it must not, and still ends transactions and reads our tables', async () => {
    const db = await PGlite.create();
    let full = false;
    const pool = createPglitePool(db, () => {
      if (full) throw new Error('the disk is full');
    });
    await pool.query('create schema wardwatch; create table wardwatch.notes (id int)');
    const client = await pool.connect();
    await client.query('begin');
    await client.query('insert into wardwatch.notes values (1)');
    full = true;
    await expect(client.query('insert into wardwatch.notes values (2)')).rejects.toThrow('the disk is full');
    await client.query('commit');
    client.release();
    await expect(pool.query('begin')).rejects.toThrow('the disk is full');
    expect((await pool.query('select id from "wardwatch"."notes"')).rows).toEqual([{ id: 1 }]);
    await pool.end();
    await db.close();
  });
});
