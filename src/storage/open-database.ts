import pg from 'pg';
import { messageOf, WardwatchError } from '../errors.ts';
import { type OpenDatabase, openEmbedded } from './embedded.ts';
import { lockFolder } from './folder-lock.ts';

export interface DatabaseOptions {
  /** A PostgreSQL server (`postgres://…`); without it the embedded database in `folder` is used. */
  readonly url?: string;
  /** The data folder; the lock and the embedded database live here. */
  readonly folder: string;
  readonly now: string;
  /** Connections to a server: one for each worker that listens, and some to work with. */
  readonly maxConnections?: number;
}

/**
 * Opens the database. Throws DATABASE_AWAY (retry later) when the server does not answer, DATA_FOLDER_IN_USE when another
 * process holds the embedded one.
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  if (options.url !== undefined) return openServer(options.url, options.maxConnections ?? 20);
  const unlock = lockFolder(options.folder, options.now);
  try {
    const database = await openEmbedded(options.folder);
    return {
      pool: database.pool,
      close: async () => {
        await database.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openServer(url: string, max: number): Promise<OpenDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'wardwatch',
    options: '-c search_path=bullmq,public',
  });
  pool.setMaxListeners(0);
  // A dropped idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  try {
    await pool.query('select 1');
  } catch (cause) {
    await pool.end().catch(() => undefined);
    throw new WardwatchError(
      'DATABASE_AWAY',
      `PostgreSQL at ${withoutPassword(url)} does not answer: ${messageOf(cause)}. Check DATABASE_URL and that the server runs.`,
      { cause, retry: 'later' },
    );
  }
  return { pool, close: () => pool.end() };
}

/** An address that may be shown: user and password are left out. */
export function withoutPassword(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname}`;
  } catch {
    return 'the address in DATABASE_URL (which is no URL)';
  }
}
