import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/open-database.ts';
import { jsonLines, wardwatch } from '../helpers/program.ts';

describe('wardwatch audit', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'wardwatch-audit-'));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));
  const run = (args: string) => wardwatch(args.split(' '), { cwd });
  const importAssets = async (ids: readonly string[]) => {
    for (const id of ids) {
      writeFileSync(join(cwd, 'assets.csv'), `id,product\n${id},Example Gateway\n`);
      expect((await run('assets import assets.csv')).code).toBe(0);
    }
  };

  it('exports every entry, oldest first, as JSON lines to a file or to standard output', async () => {
    await importAssets(['A-1', 'A-2']);
    const shown = await run('audit export');
    expect(shown.code).toBe(0);
    expect(jsonLines(shown.out)).toMatchObject([
      { number: 1, action: 'assets.change', after: { ids: ['A-1'] }, previousHash: '0'.repeat(64) },
      { number: 2, action: 'assets.change', after: { ids: ['A-2'] } },
    ]);
    expect(await run('audit export --out audit.jsonl')).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(join(cwd, 'audit.jsonl'), 'utf8')).toBe(shown.out);
  });

  it('says at which entry the chain is broken, ends with 1, and shows the entries all the same', async () => {
    await importAssets(['A-1', 'A-2']);
    const database = await openDatabase({ folder: join(cwd, 'data'), now: '2024-01-01T00:00:00.000Z' });
    await database.pool.query("update wardwatch.audit set actor_name = 'nobody' where number = 2");
    await database.close();
    for (const command of ['audit export', 'audit list --json']) {
      const broken = await run(command);
      expect(broken).toMatchObject({ code: 1, err: expect.stringContaining('entry 2') });
      expect(broken.err).toContain('(AUDIT_BROKEN)');
      expect(jsonLines(broken.out)).toHaveLength(2);
    }
  });

  it('lists who did what, newest first', async () => {
    expect((await run('audit list')).out).toContain('Nobody has done anything yet.');
    await importAssets(['A-1', 'A-2']);
    const listed = await run('audit list');
    expect(listed.out).toMatch(/2 .*assets\.change[\s\S]*1 .*assets\.change/);
  });

  it('refuses a file that it cannot write, with a sentence', async () => {
    const refused = await run('audit export --out nowhere/audit.jsonl');
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('nowhere/audit.jsonl cannot be written') });
  });
});
