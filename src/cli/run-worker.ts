import { parseArgs } from 'node:util';
import { messageOf } from '../errors.ts';
import { type Part, runUntilStopped } from './start.ts';

/**
 * Runs some of the workers as a process of their own, on PostgreSQL (and Redis) shared with the others. Takes `--data DIR`,
 * `--config FILE` and `--json`, or WARDWATCH_DATA and WARDWATCH_CONFIG.
 */
export async function runWorker(part: Part): Promise<void> {
  try {
    const { values } = parseArgs({
      options: { data: { type: 'string' }, config: { type: 'string' }, json: { type: 'boolean' } },
    });
    const config = values.config ?? process.env.WARDWATCH_CONFIG;
    await runUntilStopped(
      {
        data: values.data ?? process.env.WARDWATCH_DATA ?? './data',
        ...(config !== undefined && config !== '' && { config }),
        ...(values.json && { json: true as const }),
      },
      part,
    );
  } catch (error) {
    process.stderr.write(`wardwatch: ${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}
