import { describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../src/storage/open-database.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { storeConformance } from '../conformance/store.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { freshDatabase } from '../helpers/servers.ts';

const postgresUrl = inject('postgresUrl');

storeConformance('the embedded database', async () => {
  const database = await freshEmbedded();
  return { store: await openStore(database.pool), close: database.close };
});

describe.skipIf(postgresUrl === '')('on a server', () => {
  storeConformance('PostgreSQL', async () => {
    const server = await freshDatabase(postgresUrl);
    const database = await openDatabase({ url: server.url, folder: '', now: '' });
    return {
      store: await openStore(database.pool),
      close: async () => {
        await database.close();
        await server.drop();
      },
    };
  });

  it('may be brought up to date by several processes at once', async () => {
    const server = await freshDatabase(postgresUrl);
    const databases = await Promise.all([1, 2, 3].map(() => openDatabase({ url: server.url, folder: '', now: '' })));
    const stores = await Promise.all(databases.map((database) => openStore(database.pool)));
    expect(await Promise.all(stores.map((store) => store.inventoryVersion()))).toEqual([0, 0, 0]);
    await Promise.all(databases.map((database) => database.close()));
    await server.drop();
  });
});

describe('a server that is away', () => {
  it('is said without its password, and may be tried again', async () => {
    const opening = openDatabase({ url: 'postgres://ward:hunter2@127.0.0.1:1/ward', folder: '', now: '' });
    const error = await opening.catch((fault: unknown) => fault);
    expect(error).toMatchObject({ code: 'DATABASE_AWAY', retry: 'later' });
    expect(String(error)).toContain('127.0.0.1:1');
    expect(String(error)).not.toContain('hunter2');
  });
});
