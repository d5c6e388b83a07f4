import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jsonLines, wardwatch } from '../helpers/program.ts';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'wardwatch-cli-'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const run = (...args: readonly string[]) => wardwatch(['watchlists', ...args], { cwd });

it('a watchlist is exported for people, a slip in its name is met, and its last change is taken back', async () => {
  const warned = await run('add', 'imaging', 'Screenconect', '19.2');
  expect(warned.out.replace(/\s+/g, ' ')).toContain('Did you mean "ConnectWise ScreenConnect"?');
  expect((await run('export', 'imaging')).out).toBe(
    'name: imaging\nversion: 1\nfrom: P3\nproducts:\n  - product: Screenconect\n    version: "19.2"\n',
  );
  const unknown = await run('export', 'imagin');
  expect(unknown.code).not.toBe(0);
  expect(unknown.err).toContain('Did you mean "imaging"?');
  expect(jsonLines((await run('export', 'imaging', '--json')).out)).toMatchObject([{ name: 'imaging', version: 1 }]);
  expect((await run('undo', 'imaging')).out).toContain('The watchlist "imaging" is gone again.');
}, 240_000);
