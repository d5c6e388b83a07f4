import { messageOf } from '../errors.ts';
import type { JobName } from '../ports/queue.ts';
import { runUntilStopped } from './start.ts';

/** Runs some of the workers as a process of their own, on PostgreSQL (and Redis) shared with the others. */
export async function runWorker(names: readonly JobName[]): Promise<void> {
  try {
    const data = process.env.WARDWATCH_DATA ?? './data';
    const config = process.env.WARDWATCH_CONFIG;
    await runUntilStopped({ data, ...(config !== undefined && config !== '' && { config }) }, names);
  } catch (error) {
    process.stderr.write(`wardwatch: ${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}
