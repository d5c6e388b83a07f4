import {
  createPostgresBackend,
  type JobsOptions,
  type PostgresConnectionOptions,
  Queue,
  runMigrations,
  Worker,
  withBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import type pg from 'pg';
import { messageOf, WardwatchError } from '../errors.ts';
import type { Log } from '../ports/log.ts';
import type { JobHandlers, JobName, JobPayloads, JobQueue, RepeatedJob } from '../ports/queue.ts';
import { JOB_NAMES, JOBS } from './jobs.ts';

/** An add that takes longer means that the queue is away; the sweeper adds the job again. */
const ADD_PATIENCE_MS = 5_000;
const CLOSE_PATIENCE_MS = 25_000;
const SAME_WORDS_AFTER_MS = 60_000;
/** A worker that was killed is noticed after at most 20 s. */
const WORKER_TIMES = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 2 };

export type QueueBackend =
  | { readonly kind: 'redis'; readonly url: string }
  /** `exclusive`: no other process uses the database (embedded), so jobs left by an earlier process can be thrown away. */
  | { readonly kind: 'postgres'; readonly pool: pg.Pool; readonly exclusive: boolean };

/** Opens BullMQ on Redis or PostgreSQL. Throws QUEUE_AWAY (retry later) or QUEUE_UNSAFE. */
export async function openQueue(backend: QueueBackend, fullLog: Log): Promise<JobQueue> {
  const log = withoutEchoes(fullLog);
  const parts = backend.kind === 'redis' ? await redisParts(backend.url, log) : await postgresParts(backend.pool);
  const queues = new Map(JOB_NAMES.map((name) => [name, parts.queue(name)]));
  const workers: Worker[] = [];
  for (const [name, queue] of queues) {
    queue.on('error', (error) => log.warn('queue trouble', { queue: name, because: messageOf(error) }));
    await queue.waitUntilReady();
    if (backend.kind === 'postgres' && backend.exclusive) await queue.obliterate({ force: true });
  }
  const queueOf = (name: JobName) => queues.get(name) as Queue;
  return {
    add: (name, payloads, delayMs) => patiently(addJobs(queueOf(name), name, payloads, delayMs), name, log),
    repeat: (jobs) => patiently(repeatJobs(queueOf('poll'), jobs), 'poll', log),
    work: async (handlers) => {
      for (const name of JOB_NAMES) {
        if (!handlers[name]) continue;
        const worker = parts.worker(name, (data) => handle(handlers, name, data), JOBS[name].concurrency);
        worker.on('error', (error) => log.warn('worker trouble', { worker: name, because: messageOf(error) }));
        worker.on('failed', (job, error) => {
          log.warn('job failed', { job: name, attempt: job?.attemptsMade ?? 0, because: messageOf(error) });
        });
        await worker.waitUntilReady();
        workers.push(worker);
      }
    },
    close: async () => {
      await Promise.all(workers.map((worker) => closeInTime(worker)));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await parts.close();
    },
  };
}

/** A server that is away is said by every queue and worker, again and again: the same words once a minute are enough. */
function withoutEchoes(log: Log): Log {
  const saidAtMs = new Map<string, number>();
  return {
    info: (message, facts) => log.info(message, facts),
    warn: (message, facts) => {
      const words = `${message} ${facts?.because ?? ''}`;
      const now = performance.now();
      if (now - (saidAtMs.get(words) ?? Number.NEGATIVE_INFINITY) < SAME_WORDS_AFTER_MS) return;
      saidAtMs.set(words, now);
      log.warn(message, facts);
    },
  };
}

interface Parts {
  queue(name: JobName): Queue;
  worker(name: JobName, run: (data: unknown) => Promise<void>, concurrency: number): Worker;
  close(): Promise<void>;
}

async function postgresParts(pool: pg.Pool): Promise<Parts> {
  // BullMQ's own words for a pool leave out the callback forms of pg's.
  const connection = pool as unknown as PostgresConnectionOptions;
  const client = await pool.connect();
  try {
    await runMigrations(client, 'bullmq');
  } finally {
    client.release();
  }
  const backed = withBackend(createPostgresBackend);
  return {
    queue: (name) => new backed.Queue(name, { connection }) as unknown as Queue,
    worker: (name, run, concurrency) =>
      new backed.Worker(name, (job) => run(job.data), {
        connection,
        concurrency,
        ...WORKER_TIMES,
      }) as unknown as Worker,
    close: async () => {},
  };
}

async function redisParts(url: string, log: Log): Promise<Parts> {
  await checkRedis(url);
  const connection = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 200, 1_000),
  });
  let away = false;
  connection.on('error', (error) => {
    if (!away) log.warn('Redis is away; wardwatch goes on when it is back', { because: messageOf(error) });
    away = true;
  });
  connection.on('ready', () => {
    if (away) log.info('Redis is back');
    away = false;
  });
  return {
    queue: (name) => new Queue(name, { connection }),
    worker: (name, run, concurrency) =>
      new Worker(name, (job) => run(job.data), { connection, concurrency, ...WORKER_TIMES }),
    close: async () => connection.disconnect(),
  };
}

/** A Redis that may throw jobs away under memory pressure would lose them in silence. */
async function checkRedis(url: string): Promise<void> {
  const probe = new Redis(url, { lazyConnect: true, connectTimeout: 5_000, retryStrategy: () => null });
  probe.on('error', () => undefined);
  try {
    await probe.connect();
    const [, policy] = (await probe.config('GET', 'maxmemory-policy').catch(() => [])) as string[];
    if (policy !== undefined && policy !== 'noeviction') {
      throw new WardwatchError(
        'QUEUE_UNSAFE',
        `Redis has maxmemory-policy "${policy}", which may throw jobs away. Set it to "noeviction" (CONFIG SET maxmemory-policy noeviction, and in redis.conf).`,
      );
    }
  } catch (cause) {
    if (cause instanceof WardwatchError) throw cause;
    throw new WardwatchError(
      'QUEUE_AWAY',
      `Redis in REDIS_URL does not answer: ${messageOf(cause).replaceAll(url, 'REDIS_URL')}. Check the address, the password and that the server runs, or unset REDIS_URL to use the database as queue.`,
      { cause, retry: 'later' },
    );
  } finally {
    probe.disconnect();
  }
}

async function addJobs<N extends JobName>(
  queue: Queue,
  name: N,
  payloads: readonly JobPayloads[N][],
  delayMs = 0,
): Promise<void> {
  const jobs = payloads.map((payload) => ({
    name,
    data: payload,
    opts: {
      ...optionsOf(name),
      delay: delayMs,
      deduplication: { id: onceAt(JOBS[name].once(payload), delayMs), keepLastIfActive: true },
    },
  }));
  if (jobs.length > 0) await queue.addBulk(jobs);
}

/** A job that waits for a later time does not stand for one that is wanted sooner: they are told apart by the second. */
function onceAt(once: string, delayMs: number): string {
  return delayMs === 0 ? once : `${once}@${Math.ceil((Date.now() + delayMs) / 1_000)}`;
}

async function repeatJobs(queue: Queue, jobs: readonly RepeatedJob[]): Promise<void> {
  const wanted = new Set(jobs.map((job) => JOBS.poll.once(job.payload)));
  for (const scheduler of await queue.getJobSchedulers()) {
    if (!wanted.has(scheduler.key)) await queue.removeJobScheduler(scheduler.key);
  }
  for (const job of jobs) {
    const template = { name: job.name, data: job.payload, opts: optionsOf(job.name) };
    await queue.upsertJobScheduler(JOBS.poll.once(job.payload), { every: job.everyMs }, template);
  }
}

function optionsOf(name: JobName): JobsOptions {
  const { attempts, backoffMs } = JOBS[name];
  return {
    attempts,
    ...(backoffMs > 0 && { backoff: { type: 'exponential', delay: backoffMs } }),
    removeOnComplete: { count: 50 },
    removeOnFail: { count: 200 },
  };
}

async function handle(handlers: JobHandlers, name: JobName, data: unknown): Promise<void> {
  const payload = JOBS[name].payload.parse(data);
  await (handlers[name] as ((payload: unknown) => Promise<void>) | undefined)?.(payload);
}

async function patiently(added: Promise<void>, name: JobName, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<'away'>((resolve) => {
    timer = setTimeout(() => resolve('away'), ADD_PATIENCE_MS);
  });
  try {
    const outcome = await Promise.race([added, tooLong]);
    if (outcome === 'away') log.warn('queue does not answer; the sweeper adds the job later', { job: name });
  } catch (error) {
    log.warn('job not added; the sweeper adds it later', { job: name, because: messageOf(error) });
  } finally {
    clearTimeout(timer);
    added.catch(() => undefined);
  }
}

async function closeInTime(worker: Worker): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      void worker.close(true).finally(resolve);
    }, CLOSE_PATIENCE_MS);
  });
  await Promise.race([worker.close(), tooLong]);
  clearTimeout(timer);
}
