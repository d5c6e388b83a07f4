import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tlp } from '../../src/domain/tlp.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { aCase, aCaseAsset, aCaseMember, anAdvisory, anIndicator } from '../helpers/builders.ts';
import { wardwatch } from '../helpers/program.ts';

const NOW = '2024-01-22T12:00:00.000Z';

describe('wardwatch export', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'wardwatch-export-'));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));
  const run = (args: string) => wardwatch(args.split(' '), { cwd });

  /** A database with one case, C-1, of which nothing was declared. */
  async function storeCase(tlp: Tlp): Promise<void> {
    const database = await openDatabase({ folder: join(cwd, 'data'), now: NOW });
    const store = await openStore(database.pool);
    const advisory = anAdvisory({ tlp, indicators: [anIndicator({ value: 'relay.example.com' })] });
    const itemId = await store.saveItem('by-hand', { guid: 'g', format: 'text', bytes: new Uint8Array() }, 'hash', NOW);
    await store.saveAdvisory(itemId ?? 0, advisory, 'words');
    const one = aCase({ members: [aCaseMember(advisory)], assets: [aCaseAsset()] });
    await store.decide(async (desk) => desk.saveCase({ ...one, id: await desk.nextCaseId() }, NOW));
    await database.close();
  }

  it('writes to standard output or to a file, with the TLP label beside it', async () => {
    await storeCase('RED');
    const shown = await run('export c-1 stix');
    expect(shown).toMatchObject({ code: 0, err: 'This export of C-1 is TLP:RED.\n' });
    const [marking] = JSON.parse(shown.out).objects;
    expect(marking.name).toBe('TLP:RED');
    expect(await run('export C-1 csv --out C-1.csv')).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(join(cwd, 'C-1.csv'), 'utf8')).toContain('relay[.]example[.]com');
  });

  it('says so where there is nothing to write', async () => {
    await storeCase('CLEAR');
    const vex = await run('export C-1 vex --out vex.json');
    expect(vex).toMatchObject({ code: 1, err: expect.stringContaining('Nothing of C-1 was declared not affected') });
    expect(() => readFileSync(join(cwd, 'vex.json'))).toThrow('ENOENT');
    const unknown = await run('export C-9 stix');
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('No case is called "C-9".') });
  });

  it.each([
    { args: 'export C-1 pdf', words: 'csv, stix, vex' },
    { args: 'export C-1', words: 'format' },
  ])('is refused when it is used wrongly: $args', async ({ args, words }) => {
    expect(await run(args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(words) });
  });

  it('refuses a file that it cannot write, with a sentence', async () => {
    await storeCase('CLEAR');
    const refused = await run('export C-1 csv --out nowhere/case.csv');
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('nowhere/case.csv cannot be written') });
  });
});
