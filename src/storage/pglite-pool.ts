import { EventEmitter } from 'node:events';
import type { PGlite, Results } from '@electric-sql/pglite';
import type pg from 'pg';

/** How long a query waits for another client's transaction that does nothing before it is called a deadlock. */
const SESSION_WAIT_MS = 30_000;

/** Queries that follow each other give way to whatever else waits as often as this. */
const GIVE_WAY_EVERY_MS = 10;

/**
 * Gives PGlite, which has exactly one session, the shape of a `pg.Pool`, so that kysely and BullMQ see plain PostgreSQL.
 *
 * Queries of all clients run one after another. A client that opens a transaction owns the session until that transaction
 * really ends; others wait. So inside a transaction only that transaction may be awaited: a query on the pool would wait
 * for its own caller, and fails once that transaction did nothing for 30 s, with an error that shows where it began.
 *
 * `mayWrite` is asked before every statement that may write, and throws where it must not begin (a full disk, which
 * PostgreSQL in WebAssembly does not survive). The end of a transaction and plain reads of ours are never kept from the database.
 */
export function createPglitePool(db: PGlite, mayWrite: () => void = () => {}): pg.Pool {
  return new PglitePool(db, mayWrite) as unknown as pg.Pool;
}

type Release = () => void;

/** The one session: whoever holds it may talk to the database. */
class Session {
  readonly db: PGlite;
  readonly mayWrite: () => void;
  #tail: Promise<void> = Promise.resolve();
  #heldSince: Error | undefined;
  #movedAtMs = 0;
  #gaveWayAtMs = 0;

  constructor(db: PGlite, mayWrite: () => void) {
    this.db = db;
    this.mayWrite = mayWrite;
  }

  async acquire(): Promise<Release> {
    let release: Release = () => {};
    const before = this.#tail;
    this.#tail = new Promise((resolve) => {
      release = resolve;
    });
    await this.#waitFor(before, release);
    return () => {
      this.#heldSince = undefined;
      release();
    };
  }

  /** Remembers where a transaction began, for the error of whoever waits for it in vain. */
  markTransaction(): void {
    this.#heldSince = new Error('transaction began here');
  }

  /** A statement ended: a long transaction, such as a large import, is no deadlock while it moves. */
  moved(): void {
    this.#movedAtMs = performance.now();
  }

  /**
   * PGlite answers within the turn in which it is asked, so that a thousand queries in a row would be one turn: no click, no answer
   * of a server and no timer would come in between.
   */
  async giveWay(): Promise<void> {
    if (performance.now() - this.#gaveWayAtMs < GIVE_WAY_EVERY_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#gaveWayAtMs = performance.now();
  }

  async #waitFor(before: Promise<void>, giveUp: Release): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      const look = () => {
        const leftMs = this.#movedAtMs + SESSION_WAIT_MS - performance.now();
        if (leftMs > 0) {
          timer = setTimeout(look, leftMs).unref();
          return;
        }
        const error = new Error(
          'Waited 30 s for the embedded database: a transaction awaits a query outside itself, or never ended',
          { cause: this.#heldSince },
        );
        void before.then(giveUp);
        reject(error);
      };
      timer = setTimeout(look, SESSION_WAIT_MS).unref();
    });
    try {
      await Promise.race([before, tooLong]);
    } finally {
      clearTimeout(timer);
    }
  }
}

type QueryConfig = string | { readonly text: string; readonly values?: readonly unknown[] };

class PgliteClient extends EventEmitter {
  readonly #session: Session;
  readonly #onRelease: (client: PgliteClient) => void;
  /** This client's queries, one after another as in `pg`. */
  #queue: Promise<unknown> = Promise.resolve();
  /** Set while this client is inside a transaction. */
  #held: Release | undefined;

  constructor(session: Session, onRelease: (client: PgliteClient) => void) {
    super();
    this.setMaxListeners(0);
    this.#session = session;
    this.#onRelease = onRelease;
  }

  query(config: QueryConfig, values?: readonly unknown[]): Promise<unknown> {
    const text = typeof config === 'string' ? config : config.text;
    const params = values ?? (typeof config === 'string' ? undefined : config.values);
    const run = this.#queue.then(() => this.#run(text, params));
    this.#queue = run.catch(() => undefined);
    return run;
  }

  /** Gives the client back; a transaction left open is rolled back, so that the session is never lost. */
  release(): void {
    this.#queue = this.#queue.then(async () => {
      if (!this.#held) return;
      await this.#run('rollback', undefined).catch(() => undefined);
    });
    this.#onRelease(this);
  }

  async #run(text: string, params: readonly unknown[] | undefined): Promise<unknown> {
    const release = this.#held ?? (await this.#session.acquire());
    const effect = transactionEffect(text);
    let failed = false;
    try {
      await this.#session.giveWay();
      if (effect !== 'end' && !isPlainRead(text)) this.#session.mayWrite();
      return await execute(this.#session.db, text, params);
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      this.#session.moved();
      const open = effect === 'begin' ? !failed : effect === 'end' ? false : this.#held !== undefined;
      if (open && !this.#held) this.#session.markTransaction();
      this.#held = open ? release : undefined;
      if (!open) release();
    }
  }
}

class PglitePool extends EventEmitter {
  readonly #session: Session;
  readonly #clients = new Set<PgliteClient>();
  readonly #unsubscribe: () => void;
  readonly options = { max: 1_000 };

  constructor(db: PGlite, mayWrite: () => void) {
    super();
    this.setMaxListeners(0);
    this.#session = new Session(db, mayWrite);
    this.#unsubscribe = db.onNotification((channel, payload) => {
      for (const client of this.#clients) client.emit('notification', { channel, payload, processId: 0 });
    });
  }

  get totalCount(): number {
    return this.#clients.size;
  }

  async connect(): Promise<PgliteClient> {
    const client = new PgliteClient(this.#session, (released) => this.#clients.delete(released));
    this.#clients.add(client);
    this.emit('connect', client);
    return client;
  }

  async query(config: QueryConfig, values?: readonly unknown[]): Promise<unknown> {
    const client = await this.connect();
    try {
      return await client.query(config, values);
    } finally {
      client.release();
    }
  }

  async end(): Promise<void> {
    this.#unsubscribe();
    const release = await this.#session.acquire();
    release();
  }
}

async function execute(db: PGlite, text: string, params: readonly unknown[] | undefined): Promise<unknown> {
  if (params && params.length > 0) return asPgResult(await db.query(text, [...params]));
  const results = await db.exec(text);
  const last = results.at(-1);
  return last ? asPgResult(last) : { rows: [], rowCount: 0, command: '', oid: 0, fields: [] };
}

function asPgResult(result: Results<unknown>): unknown {
  return {
    rows: result.rows,
    rowCount: result.rowCount ?? result.affectedRows ?? result.rows.length,
    command: result.command ?? '',
    oid: 0,
    fields: result.fields,
  };
}

/** What a statement does to the transaction: opens one, ends it, or neither (savepoints, `and chain`). */
function transactionEffect(text: string): 'begin' | 'end' | 'none' {
  const statement = withoutLeadingComments(text).slice(0, 200).toLowerCase();
  if (/^(begin|start\s+transaction)\b/.test(statement)) return 'begin';
  if (!/^(commit|end|rollback|abort)\b/.test(statement)) return 'none';
  if (/^rollback\s+((work|transaction)\s+)?to\b/.test(statement) || /\band\s+chain\b/.test(statement)) return 'none';
  return 'end';
}

/** A query on wardwatch's own tables that changes nothing; BullMQ's may call functions that write. */
function isPlainRead(text: string): boolean {
  return /^select\b/i.test(text) && text.includes('"wardwatch".') && !/\bfor update\b/i.test(text);
}

function withoutLeadingComments(text: string): string {
  let rest = text.trimStart();
  for (;;) {
    if (rest.startsWith('--')) {
      const end = rest.indexOf('\n');
      rest = end < 0 ? '' : rest.slice(end + 1).trimStart();
    } else if (rest.startsWith('/*')) {
      const end = rest.indexOf('*/');
      rest = end < 0 ? '' : rest.slice(end + 2).trimStart();
    } else return rest;
  }
}
