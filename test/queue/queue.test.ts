import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { WardwatchError } from '../../src/errors.ts';
import { openQueue } from '../../src/queue/bullmq.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { queueConformance } from '../conformance/queue.ts';
import { freshEmbedded, quietLog } from '../helpers/embedded.ts';
import { MemoryQueue } from '../helpers/memory-queue.ts';
import { freshDatabase } from '../helpers/servers.ts';

const redisUrl = inject('redisUrl');
const postgresUrl = inject('postgresUrl');

queueConformance('the queue in memory', async () => new MemoryQueue());

describe('on the embedded database', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await freshEmbedded();
  });
  afterAll(() => database.close());
  queueConformance('BullMQ', () => openQueue({ kind: 'postgres', pool: database.pool, exclusive: true }, quietLog()));

  it('forgets jobs of an earlier process, since the store is the record', async () => {
    const before = await openQueue({ kind: 'postgres', pool: database.pool, exclusive: true }, quietLog());
    await before.add('ingest', [{ fromId: 1, toId: 1 }]);
    await before.close();
    const after = await openQueue({ kind: 'postgres', pool: database.pool, exclusive: true }, quietLog());
    const seen: number[] = [];
    const second = new Promise<void>((resolve) => {
      void after.work({
        ingest: async ({ fromId }) => {
          seen.push(fromId);
          resolve();
        },
      });
    });
    await after.add('ingest', [{ fromId: 2, toId: 2 }]);
    await second;
    await after.close();
    expect(seen).toEqual([2]);
  });

  it('keeps one scheduler a source, and drops the schedulers of sources that are gone', async () => {
    const queue = await openQueue({ kind: 'postgres', pool: database.pool, exclusive: true }, quietLog());
    const everyMs = 3_600_000;
    await queue.repeat([
      { name: 'poll', payload: { sourceId: 'old' }, everyMs },
      { name: 'poll', payload: { sourceId: 'kept' }, everyMs },
    ]);
    await queue.repeat([{ name: 'poll', payload: { sourceId: 'kept' }, everyMs }]);
    await queue.repeat([{ name: 'poll', payload: { sourceId: 'kept' }, everyMs }]);
    const { rows } = await database.pool.query('select * from bullmq.scheduler');
    await queue.close();
    expect(rows.map((row) => row.id ?? row.key ?? row.scheduler_id)).toEqual(['kept']);
  });
});

describe.skipIf(postgresUrl === '')('on a PostgreSQL server', () => {
  let server: { url: string; drop(): Promise<void> };
  let database: OpenDatabase;
  beforeAll(async () => {
    server = await freshDatabase(postgresUrl);
    database = await openDatabase({ url: server.url, folder: '', now: '' });
  });
  afterAll(async () => {
    await database?.close();
    await server?.drop();
  });
  // `exclusive` empties it between tests; production never says so of a server.
  queueConformance('BullMQ', () => openQueue({ kind: 'postgres', pool: database.pool, exclusive: true }, quietLog()));
});

describe.skipIf(redisUrl === '')('on Redis', () => {
  queueConformance('BullMQ', async () => {
    const redis = new Redis(redisUrl);
    await redis.flushall();
    redis.disconnect();
    return openQueue({ kind: 'redis', url: redisUrl }, quietLog());
  });

  it('refuses a Redis that may throw jobs away, and says how to mend it', async () => {
    const redis = new Redis(redisUrl);
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    try {
      await expect(openQueue({ kind: 'redis', url: redisUrl }, quietLog())).rejects.toMatchObject({
        code: 'QUEUE_UNSAFE',
        message: expect.stringContaining('noeviction'),
      });
    } finally {
      await redis.config('SET', 'maxmemory-policy', 'noeviction');
      redis.disconnect();
    }
  });
});

describe('a Redis that is away', () => {
  it('is said in a sentence that carries no password, and may be tried again', async () => {
    const opening = openQueue({ kind: 'redis', url: 'redis://:hunter2@127.0.0.1:1' }, quietLog());
    const error = await opening.catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(WardwatchError);
    expect(error).toMatchObject({ code: 'QUEUE_AWAY', retry: 'later' });
    expect(String(error)).not.toContain('hunter2');
  });
});
