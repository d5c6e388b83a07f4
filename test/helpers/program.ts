import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';

const MAIN = join(packageRoot(), 'dist', 'src', 'cli', 'main.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Called with all that was written to standard output so far; may end the process. */
  readonly onOutput?: (out: string, kill: (signal: NodeJS.Signals) => void) => void;
  /** The same for standard error. */
  readonly onError?: (err: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the built program as a user would, with an environment of its own. `npm test` builds it before. */
export function wardwatch(args: readonly string[], options: RunOptions): Promise<Ended> {
  const env = { PATH: process.env.PATH, HOME: options.cwd, ...options.env };
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: options.cwd, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    options.onOutput?.(out, (signal) => child.kill(signal));
  });
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
    options.onError?.(err, (signal) => child.kill(signal));
  });
  child.stdin.end(options.input ?? '');
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

/** The JSON lines of an output. */
export function jsonLines(out: string): Record<string, unknown>[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
