import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openDatabase } from '../../src/storage/open-database.ts';

/** An embedded database in a folder of its own, which goes with it. */
export async function freshEmbedded(): Promise<OpenDatabase & { readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'wardwatch-test-'));
  const database = await openDatabase({ folder, now: '2024-01-01T00:00:00.000Z' });
  return {
    folder,
    pool: database.pool,
    close: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A log that says nothing, and remembers what it was told. */
export function quietLog(): { info(message: string): void; warn(message: string): void; readonly said: string[] } {
  const said: string[] = [];
  return { said, info: (message) => said.push(message), warn: (message) => said.push(message) };
}
