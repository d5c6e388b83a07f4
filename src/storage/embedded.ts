import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import pg from 'pg';
import { messageOf, WardwatchError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';
import { analyseChanged } from './analyse.ts';
import { createPglitePool } from './pglite-pool.ts';

/** An open database and how to close it. */
export interface OpenDatabase {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** A prepared, empty database that the build leaves beside the code; without it one is made from nothing, which takes longer. */
export const IMAGE_PATH = join(packageRoot(), 'dist', 'embedded-database.tar.gz');

/** Room that must be left on the disk before something is written. */
const LEAST_FREE_BYTES = 24 * 1024 * 1024;

/** As often as a server looks whether its tables changed. */
const ANALYSE_EVERY_MS = 60_000;

/** Types that PGlite reads otherwise than `pg`: bigint, date, interval, bytea, bigint[]. */
const TYPES_READ_AS_PG_DOES = [20, 1082, 1186, 17, 1016];

/**
 * Opens the embedded PostgreSQL under `folder`, making its files in a child process when there are none.
 * The caller holds the folder's lock. Survives kill -9; power loss may cost what was written last, since nothing is fsynced.
 */
export async function openEmbedded(folder: string): Promise<OpenDatabase> {
  const files = join(folder, 'db');
  if (!existsSync(join(files, 'PG_VERSION'))) await createFiles(files);
  const db = await open({ dataDir: files }, files);
  return opened(db, () => refuseFullDisk(files));
}

/** Opens an empty database that lives in memory alone: whatever ends the process, nothing of it stays. */
export async function openInMemory(): Promise<OpenDatabase> {
  const image = existsSync(IMAGE_PATH)
    ? { loadDataDir: new Blob([readFileSync(IMAGE_PATH)]) }
    : { postgresqlconf: ['shared_buffers = 16MB', 'max_connections = 10'] };
  return opened(await open(image, 'memory'));
}

async function opened(db: PGlite, mayWrite?: () => void): Promise<OpenDatabase> {
  const pool = createPglitePool(db, mayWrite);
  await pool.query('set search_path to bullmq, public');
  // What fails is done a minute later.
  const analysing = setInterval(() => void analyseChanged(pool).catch(() => undefined), ANALYSE_EVERY_MS).unref();
  return {
    pool,
    close: async () => {
      clearInterval(analysing);
      await pool.end();
      await db.close();
    },
  };
}

/** Throws DATABASE_FULL while the disk has too little room: PostgreSQL in WebAssembly ends when a write finds none. */
function refuseFullDisk(files: string): void {
  const { bavail, bsize } = statfsSync(files);
  if (bavail * bsize >= LEAST_FREE_BYTES) return;
  throw new WardwatchError(
    'DATABASE_FULL',
    `The disk that holds ${files} has less than 24 MB left, so nothing is written. Free disk space; nothing that was stored is lost, and what waits is done then.`,
    { retry: 'later' },
  );
}

async function open(options: PGliteOptions, files: string): Promise<PGlite> {
  const parsers = Object.fromEntries(
    TYPES_READ_AS_PG_DOES.map((oid) => [oid, pg.types.getTypeParser(oid, 'text') as (text: string) => unknown]),
  );
  try {
    return await PGlite.create({ ...options, parsers });
  } catch (cause) {
    throw new WardwatchError(
      'DATA_FOLDER_UNUSABLE',
      `The embedded database in ${files} does not open: ${messageOf(cause)}. Move the folder away to start anew, or restore it from a backup.`,
      { cause },
    );
  }
}

/** Makes the files beside their place and moves them in, so that they are there whole or not at all. */
async function createFiles(files: string): Promise<void> {
  refuseFullDisk(dirname(files));
  const draft = `${files}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const script = fileURLToPath(new URL('./create-embedded.mjs', import.meta.url));
  const image = existsSync(IMAGE_PATH) ? [IMAGE_PATH] : [];
  const child = spawn(process.execPath, [script, draft, ...image], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new WardwatchError(
      'DATA_FOLDER_UNUSABLE',
      `The embedded database could not be made in ${files} (${lastLine(said)}). Check free disk space and memory, or choose another folder with --data DIR.`,
    );
  }
  rmSync(files, { recursive: true, force: true });
  renameSync(draft, files);
}

function lastLine(text: string): string {
  const line = text.split('\n').find((each) => /error|ENOSPC|memory/i.test(each));
  return line?.trim() || 'no reason given';
}
