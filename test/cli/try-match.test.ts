import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonLines, wardwatch } from '../helpers/program.ts';

const ASSETS = `id,hostname,vendor,product,version
R-1,relay-1,Example,Relay Desk,8.1.0
R-2,relay-2,Example,Relay Desk,9.0.0
R-3,relay-3,Example,Relay Desk,
R-4,relay-4,Example,Relay Desk Mobile,1.0
`;
const ADVISORY = `<!doctype html><html><head><title>Relay Desk takes commands from strangers</title></head><body>
<h1>Relay Desk takes commands from strangers</h1>
<p>Example Relay Desk versions before 8.5.4 are affected by CVE-2023-99903. Update to 8.5.4.</p>
</body></html>`;

describe('wardwatch try match', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'wardwatch-try-match-'));
    mkdirSync(join(cwd, 'advisories'));
    writeFileSync(join(cwd, 'assets.csv'), ASSETS);
    writeFileSync(join(cwd, 'advisories', 'a.html'), ADVISORY);
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));
  const run = (args: string) => wardwatch(args.split(' '), { cwd });

  it('says for each document what it touches, with the reason and its quote, and what it withholds', async () => {
    writeFileSync(join(cwd, 'advisories', 'b.json'), '{ "cut off');
    const { code, out } = await run('try match --assets assets.csv --json advisories');
    const [told, refused] = jsonLines(out) as [Record<string, unknown>, Record<string, unknown>];
    const matches = told.matches as Record<string, unknown>[];
    expect(matches.map(({ asset, verdict, because, question }) => [asset, verdict, because, question])).toEqual([
      ['R-1', 'affected', 'Relay Desk 8.1.0 on relay-1 is among the affected versions (before 8.5.4)', undefined],
      ['R-3', 'undecided', expect.any(String), 'Which version runs on relay-3?'],
      [
        'R-2',
        'not-affected',
        'Relay Desk 9.0.0 on relay-2 is not among the affected versions (before 8.5.4)',
        undefined,
      ],
    ]);
    expect(matches[0]?.evidence).toContainEqual({
      kind: 'version',
      because: 'version: 8.1.0 is inside "before 8.5.4"',
      quote: expect.stringContaining('before 8.5.4'),
    });
    expect(matches[0]?.comparedAs).toEqual([
      expect.stringMatching(
        /^versions of Example Relay Desk are compared as "generic" \(.+\), since neither the name nor the shape of the versions says more$/,
      ),
    ]);
    expect(told.withheld).toEqual([
      {
        ...{ inventoryName: 'Example Relay Desk Mobile', advisoryName: 'Example Relay Desk', assets: ['R-4'] },
        because: expect.stringContaining('differ by "mobile", which may be another product'),
        question: 'Is "Example Relay Desk Mobile" on relay-4 what the advisory calls "Example Relay Desk"?',
      },
    ]);
    expect(refused).toEqual({
      file: join('advisories', 'b.json'),
      error: 'JSON that is not valid; it may be cut off.',
    });
    expect(code).toBe(2);
  });

  it('draws a table for people', async () => {
    const { code, out } = await run('try match --assets assets.csv advisories/a.html');
    expect(code).toBe(0);
    expect(out).toContain('Withheld, until a person says what the names mean:');
    expect(out.trimEnd().split('\n').at(-1)).toBe('1 document: 1 affected, 1 undecided, 1 not-affected, 1 withheld.');
  });

  it('is refused without an inventory', async () => {
    expect(await run('try match advisories')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('wardwatch try match --assets FILE ADVISORY…'),
    });
  });
});
