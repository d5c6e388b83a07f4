import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonLines, wardwatch } from '../helpers/program.ts';
import { type ScriptedServer, startScriptedServer } from '../helpers/scripted-server.ts';

const FEED = `<rss version="2.0"><channel><title>Example Vendor Security</title>
<item><title>A flaw</title><guid>1</guid><pubDate>Mon, 01 Jan 2024 08:00:00 GMT</pubDate>
<description>${'Example Pump before 2.1 has a flaw. '.repeat(20)}</description></item></channel></rss>`;

let server: ScriptedServer;
let cwd: string;
beforeAll(async () => {
  server = await startScriptedServer();
  server.script('/feed.xml', { body: FEED, headers: { 'content-type': 'application/rss+xml' } });
});
afterAll(() => server.stop());
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'wardwatch-source-add-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));
const run = (...args: readonly string[]) => wardwatch(['sources', ...args], { cwd });

describe('wardwatch sources add', () => {
  it('writes the description of an address with what it gives, and says how it comes to be polled', async () => {
    const url = `${server.origin}/feed.xml`;
    const { code, out } = await run('add', url, '--internal', '--yes');
    expect(code).toBe(0);
    expect(out).toMatch(/^A feed of 1 entry\.\nexample-vendor-security offers 1 document:\n/);
    expect(out).toMatch(/2024-01-01 +html +A flaw/);
    expect(out).toContain('set in the config: sources.folder: config/my-sources');
    expect(parse(readFileSync(join(cwd, 'config/my-sources/example-vendor-security.yaml'), 'utf8'))).toEqual({
      sources: [
        {
          ...{ id: 'example-vendor-security', kind: 'feed', url, every: '1h', trusted: false, internal: true },
          publisher: { name: 'Example Vendor Security', kind: 'vendor' },
          checked: expect.stringMatching(/^Read on \d{4}-\d\d-\d\d: 1 document, 0 not read\.$/),
        },
      ],
    });
  });

  it('shows it and writes nothing where nobody can be asked', async () => {
    const { code, out, err } = await run('add', `${server.origin}/feed.xml`, '--internal');
    expect([code, readdirSync(cwd)]).toEqual([2, []]);
    expect(out).toContain('A flaw');
    expect(err).toContain('Nothing was written: there is no terminal to ask at. --yes writes it without asking.');
  });

  it('refuses a name that a source has already', async () => {
    const { code, err } = await run('add', `${server.origin}/feed.xml`, '--internal', '--yes', '--id', 'cisa-kev');
    expect([code, readdirSync(cwd)]).toEqual([2, []]);
    expect(err).toContain('A source is called "cisa-kev" already. Give another name with --id.');
  });

  it('refuses an address that is read already, and one of the own network that is not said to be', async () => {
    const url = `${server.origin}/feed.xml`;
    expect((await run('add', url, '--internal', '--yes')).code).toBe(0);
    const again = await run('add', url, '--internal', '--yes', '--id', 'other');
    expect(again.err).toContain(`"example-vendor-security" reads ${url} already (example-vendor-security.yaml)`);
    const { err } = await run('add', url, '--yes');
    expect(err).toContain('say so: `internal: true` in its description, or --internal where you add it.');
  });
});

describe('wardwatch sources test', () => {
  it('shows what a source would give, and stores nothing', async () => {
    const config = join(cwd, 'w.yaml');
    const { code } = await run('add', `${server.origin}/feed.xml`, '--internal', '--yes', '--id', 'vendor');
    expect(code).toBe(0);
    writeFileSync(config, 'sources:\n  folder: config/my-sources\n');
    const told = await run('test', 'vendor', '--config', config, '--json');
    expect(told.code).toBe(0);
    expect(jsonLines(told.out)).toMatchObject([
      { source: 'vendor', kind: 'changed', items: [{ guid: '1', title: 'A flaw', format: 'html' }], refused: [] },
    ]);
    expect(readdirSync(cwd).sort()).toEqual(['config', 'w.yaml']);
  });
});
