import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonLines, wardwatch } from '../helpers/program.ts';

describe('wardwatch digest', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'wardwatch-digest-'));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));
  const run = (args: string) => wardwatch(args.split(' '), { cwd });

  it('says what needs a look, and draws the chart', async () => {
    writeFileSync(join(cwd, 'assets.csv'), 'id,product,version\nA-1,Example Gateway,1.0\n');
    expect((await run('assets import assets.csv')).code).toBe(0);
    const shown = await run('digest --preview digest.png');
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toContain('No case is open; nothing changed since');
    expect(shown.out).toMatch(/A-1 +never confirmed +Example Gateway 1\.0/);
    expect(readFileSync(join(cwd, 'digest.png')).subarray(1, 4).toString()).toBe('PNG');
  });

  it('looks back a day, or a week, and has 30 days for the chart', async () => {
    const [daily] = jsonLines((await run('digest --json')).out);
    const [weekly] = jsonLines((await run('digest --weekly --json')).out);
    const daysBack = (digest: typeof daily) =>
      (Date.parse(String(digest?.until)) - Date.parse(String(digest?.since))) / 86_400_000;
    expect([daysBack(daily), daysBack(weekly)]).toEqual([1, 7]);
    expect(daily?.daily).toHaveLength(30);
  });

  it('refuses a file that it cannot write, with a sentence', async () => {
    const refused = await run('digest --preview nowhere/digest.png');
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('nowhere/digest.png cannot be written') });
  });
});
