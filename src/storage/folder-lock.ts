import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { messageOf, WardwatchError } from '../errors.ts';

/** Who holds a data folder. */
interface Holder {
  readonly pid: number;
  /** Start time of the process in clock ticks since boot (`/proc/<pid>/stat` field 22); absent where there is no /proc. */
  readonly started?: string;
  readonly host: string;
  readonly command: string;
  readonly since: string;
}

/**
 * Takes the lock on a data folder, so that no second process writes to the same embedded database (two writers lose data
 * silently). A lock left by a process that is gone is taken over. Returns the function that gives the lock back.
 *
 * Throws DATA_FOLDER_IN_USE naming the process that holds it, DATA_FOLDER_UNUSABLE when the folder cannot be written.
 */
export function lockFolder(folder: string, now: string): () => void {
  const path = join(folder, 'lock');
  const mine: Holder = {
    pid: process.pid,
    ...startedOf(process.pid),
    host: hostname(),
    command: process.argv.slice(1).join(' '),
    since: now,
  };
  makeFolder(folder);
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if (tryLink(path, mine)) return () => giveBack(path, mine);
    removeIfStale(path, folder);
  }
  throw inUse(folder, readHolder(path));
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new WardwatchError(
      'DATA_FOLDER_UNUSABLE',
      `The data folder ${folder} cannot be made: ${messageOf(cause)}. Choose another with --data DIR.`,
      { cause },
    );
  }
}

/** Writes the lock beside its place, then links it in: it is there whole or not at all. */
function tryLink(path: string, holder: Holder): boolean {
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, JSON.stringify(holder));
    linkSync(draft, path);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new WardwatchError(
      'DATA_FOLDER_UNUSABLE',
      `The data folder cannot be written: ${messageOf(cause)}. Check its owner and free space, or choose another with --data DIR.`,
      { cause },
    );
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves a dead process's lock away; the inode tells whether it is still the lock that was read. */
function removeIfStale(path: string, folder: string): void {
  const inode = inodeOf(path);
  const holder = readHolder(path);
  if (inode === undefined) return;
  if (holder && isAlive(holder)) throw inUse(folder, holder);
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (inodeOf(aside) !== inode) restore(aside, path);
  rmSync(aside, { force: true });
}

function restore(aside: string, path: string): void {
  try {
    linkSync(aside, path);
  } catch {
    // Somebody else holds the lock again: that is what restoring was for.
  }
}

function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const { started } = startedOf(holder.pid);
  return started === undefined || holder.started === undefined || started === holder.started;
}

function startedOf(pid: number): { started?: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return started === undefined ? {} : { started };
  } catch {
    return {};
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

function giveBack(path: string, mine: Holder): void {
  if (readHolder(path)?.pid === mine.pid) rmSync(path, { force: true });
}

function inUse(folder: string, holder: Holder | undefined): WardwatchError {
  const who = holder
    ? `process ${holder.pid} on ${holder.host} (${holder.command || 'unknown command'}), since ${holder.since}`
    : 'another process';
  return new WardwatchError(
    'DATA_FOLDER_IN_USE',
    `The data folder ${folder} is in use by ${who}. Stop that process, choose another folder with --data DIR, or set DATABASE_URL to share one PostgreSQL server.`,
  );
}
