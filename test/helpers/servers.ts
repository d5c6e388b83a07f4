import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A real Redis; empty where there is no redis-server on this machine. */
    redisUrl: string;
    /** A real PostgreSQL's maintenance database; empty where there is none. */
    postgresUrl: string;
  }
}

/** Starts the servers that are on this machine, each for this run alone. */
export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const redis = await startRedis();
  const postgres = await startPostgres();
  project.provide('redisUrl', redis?.url ?? '');
  project.provide('postgresUrl', postgres?.url ?? '');
  if (!redis) console.log('Skipped: suites on a real Redis. To run them: apt-get install redis-server');
  if (!postgres) console.log('Skipped: suites on a real PostgreSQL. To run them: apt-get install postgresql');
  if (!existsSync(MAIL_SERVER))
    console.log('Skipped: suites on a real mail server. To run them: apt-get install dovecot-imapd');
  return async () => {
    await postgres?.stop();
    await redis?.stop();
  };
}

/** Its suites start it themselves. */
export const MAIL_SERVER = '/usr/sbin/dovecot';
export const hasMailServer = existsSync(MAIL_SERVER);

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

async function startRedis(): Promise<Server | undefined> {
  const binary = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'].find(
    existsSync,
  );
  if (!binary) return undefined;
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'wardwatch-redis-'));
  const child = spawn(
    binary,
    [
      '--port',
      `${port}`,
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--appendonly',
      'yes',
      '--maxmemory-policy',
      'noeviction',
      '--save',
      '',
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  await said(child, child.stdout, /Ready to accept/);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      await ended(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startPostgres(): Promise<Server | undefined> {
  const bin = postgresBin();
  if (bin === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'wardwatch-postgres-'));
  const as = asPostgres(folder);
  const run = (program: string, args: readonly string[]) =>
    [...as, join(bin, program), ...args] as [string, ...string[]];
  const [init, ...initArgs] = run('initdb', [
    '-D',
    folder,
    '-U',
    'wardwatch',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ]);
  execFileSync(init, initArgs, { cwd: '/', stdio: 'ignore' });
  // Not before: until it is bound, the port may be given to somebody else.
  const port = await freePort();
  const [serve, ...serveArgs] = run('postgres', [
    '-D',
    folder,
    '-p',
    `${port}`,
    '-k',
    folder,
    '-h',
    '127.0.0.1',
    '-c',
    'fsync=off',
    '-c',
    'max_connections=200',
  ]);
  const child = spawn(serve, serveArgs, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  await said(child, child.stderr, /ready to accept connections/);
  return {
    url: `postgres://wardwatch@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await ended(child, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root, so root runs it as the user that Debian's package made. */
function asPostgres(folder: string): string[] {
  if (process.getuid?.() !== 0) return [];
  const uid = Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }));
  const gid = Number(execFileSync('id', ['-g', 'postgres'], { encoding: 'utf8' }));
  chownSync(folder, uid, gid);
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
}

function postgresBin(): string | undefined {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort().reverse() : [];
  const folders = [
    ...versions.map((version) => `/usr/lib/postgresql/${version}/bin`),
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

export function said(child: ChildProcess, stream: NodeJS.ReadableStream, words: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (chunk) => {
      text = (text + String(chunk)).slice(-4_000);
      if (words.test(text)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`a test server ended with ${code}: ${text}`)));
  });
}

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await exit;
}

/** A fresh database on the PostgreSQL server of this run. */
export async function freshDatabase(postgresUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `t_${process.pid}_${Math.random().toString(36).slice(2)}`;
  const onServer = async (statement: string) => {
    const client = new pg.Client(postgresUrl);
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await onServer(`create database ${name}`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`drop database ${name} with (force)`) };
}
