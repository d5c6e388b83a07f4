import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { jsonLines, type RunOptions, wardwatch } from '../helpers/program.ts';

const second = join(packageRoot(), 'test', 'stories', 'second');
const expected = JSON.parse(readFileSync(join(second, 'expected.json'), 'utf8'));

describe('the program', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'wardwatch-cli-'));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));
  const run = (args: string, more: Omit<RunOptions, 'cwd'> = {}) => wardwatch(args.split(' '), { cwd, ...more });
  const write = (name: string, text: string) => writeFileSync(join(cwd, name), text);

  describe('tells a story that is not the demo’s', () => {
    it('as one P1 case that names the supplier, and no near name', async () => {
      expect((await wardwatch(['assets', 'import', join(second, 'assets.csv')], { cwd })).code).toBe(0);
      const documents = expected.documents ?? ['1-researcher.html', '2-vendor.txt', '3-health-body.html'];
      const ingested = await wardwatch(['ingest', ...documents.map((name: string) => join(second, name))], { cwd });
      expect(ingested).toMatchObject({ code: 0 });
      const cases = jsonLines((await run('cases --json')).out);
      expect(cases).toHaveLength(1);
      const [only] = cases;
      const [wanted] = expected.cases;
      expect(only).toMatchObject({ priority: wanted.priority, assets: wanted.assets });
      expect(only?.advisories).toHaveLength(wanted.advisories);
      for (const words of wanted.reasonsMention) {
        expect(String(only?.reasons).toLowerCase()).toContain(words.toLowerCase());
      }
      for (const indicator of wanted.indicators) expect(only?.indicators).toContain(indicator);
      const shown = await run('show C-1');
      for (const asset of expected.assetsNeverNamed) expect(shown.out).not.toContain(asset);
      expect(ingested.out.match(/P1 act now/g)).toHaveLength(1);
    });
  });

  describe('an inventory with bad rows', () => {
    const csv = 'id,product,version\nA-1,Rx30,2.1\n,no id,1\nA-3,,\nA-4,ScreenConnect,19.2\n';

    it('goes in as far as it is good, lists the rest with line and reason, and ends with 2', async () => {
      write('assets.csv', csv);
      const imported = await run('assets import assets.csv --json');
      expect(imported.code).toBe(2);
      expect(jsonLines(imported.out)[0]).toMatchObject({
        added: ['A-1', 'A-4'],
        refused: [
          { line: 3, because: expect.any(String) },
          { line: 4, because: expect.any(String) },
        ],
      });
      expect((await run('assets list')).out).toContain('2 assets');
    });

    it('is only looked at with --dry-run', async () => {
      write('assets.csv', csv);
      const tried = await run('assets import assets.csv --dry-run');
      expect(tried.out).toContain('2 would be added');
      expect((await run('assets list')).out).toContain('0 assets');
    });

    it('gives back with export what went in', async () => {
      write('assets.csv', csv);
      await run('assets import assets.csv');
      write('again.csv', (await run('assets export')).out);
      expect((await run('assets import again.csv --dry-run')).out).toContain(
        '0 would be added, 0 would be changed, 2 unchanged',
      );
    });

    it('removes what a sync does not name, and undo brings it back', async () => {
      write('assets.csv', 'id,product\nA-1,One\nA-2,Two\n');
      write('one.csv', 'id,product\nA-1,One\n');
      await run('assets import assets.csv');
      const before = (await run('assets export')).out;
      const asked = await run('assets import one.csv --sync');
      expect(asked.code).toBe(2);
      expect(asked.err).toContain('would remove 1 of 2 assets, which is more than 20 %. Nothing was changed.');
      const synced = await run('assets import one.csv --sync --yes-remove 1');
      expect(synced.out).toContain('1 removed, 1 unchanged');
      expect((await run('assets undo')).out).toContain('is undone');
      expect((await run('assets export')).out).toBe(before);
    });
  });

  it('says of a source how it is doing, and everything else that is known of it', async () => {
    for (const folder of ['config', 'mine', 'gone']) mkdirSync(join(cwd, folder));
    write('config/wardwatch.yaml', 'sources: { use: [my-drop], folder: mine }\n');
    const more = 'publisher: { name: Example Hospital, kind: other }, checked: files by hand';
    write(
      'mine/own.yaml',
      `sources:\n  - { id: my-drop, kind: drop, path: ./gone, fallbacks: [my-other], ${more} }\n  - { id: my-other, kind: drop, path: ./other, enabled: false, ${more} }\n`,
    );
    rmSync(join(cwd, 'gone'), { recursive: true });
    expect((await run('sources poll my-drop')).code).toBe(1);
    expect(jsonLines((await run('sources list --json')).out)).toMatchObject([
      { id: 'my-drop', condition: 'broken', failures: 1 },
      { id: 'my-other', condition: 'standing-by', failures: 0, standsByFor: ['my-drop'] },
    ]);
    const { out } = await run('sources show my-drop');
    const words = out.replace(/\s+/g, ' ');
    expect(words).toMatch(/state broken since .* never read, refused 1 time in a row: The folder \S+ cannot be read/);
    for (const each of ['Example Hospital', 'my-other', 'files by hand', 'own.yaml', 'not before']) {
      expect(words).toContain(each);
    }
  });

  describe('bad input is answered with a sentence', () => {
    it('for a file that is no advisory', async () => {
      write('table.csv', 'a,b\n1,2\n');
      write('broken.pdf', '%PDF-1.7 and then nothing');
      const ingested = await run('ingest table.csv broken.pdf --json');
      expect(ingested.code).toBe(2);
      expect(jsonLines(ingested.out)).toMatchObject([
        { file: 'table.csv', outcome: 'refused', because: expect.any(String) },
        { file: 'broken.pdf', outcome: 'refused', because: expect.any(String) },
      ]);
      expect(ingested.err + ingested.out).not.toMatch(/\n\s+at /);
    });

    it('for misspelt config keys, all at once', async () => {
      mkdirSync(join(cwd, 'config'));
      write('config/wardwatch.yaml', 'organization: x\nslack:\n  chanel: C0123456789\n');
      const started = await run('cases');
      expect(started.code).toBe(1);
      expect(started.err).toContain('did you mean "organisation"?');
      expect(started.err).toContain('did you mean "channel"?');
      expect(started.err).toContain('CONFIG_INVALID');
    });

    it.each([
      ['a command that is not there', 'csaes', 2],
      ['a case that is not there', 'show C-99', 1],
      ['a path that is not there', 'ingest nowhere.pdf', 1],
      ['a verb that is not there', 'try everything', 2],
      ['a source that is not there', 'sources poll nowhere', 1],
    ])('for %s', async (_, args, code) => {
      const ended = await run(args);
      expect(ended.code).toBe(code);
      expect(ended.err).not.toMatch(/\n\s+at /);
      expect(ended.err.length).toBeGreaterThan(10);
    });

    it('for a database that is away, without its password', async () => {
      const ended = await run('cases', { env: { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/x' } });
      expect(ended).toMatchObject({ code: 1, err: expect.stringContaining('does not answer') });
      expect(ended.err).not.toContain('hunter2');
    });
  });

  describe('one process a data folder', () => {
    it('refuses the second and says who holds it, and stops in order', async () => {
      let refused = '';
      const env = { WARDWATCH_LOG: 'silent' };
      mkdirSync(join(cwd, 'config'));
      write('config/wardwatch.yaml', 'sources:\n  use: [drop]\n');
      let asked = false;
      const started = await run('start', {
        env,
        onError: (err, kill) => {
          if (!err.includes('wardwatch runs everything') || asked) return;
          asked = true;
          void run('cases').then((ended) => {
            refused = ended.err;
            kill('SIGINT');
          });
        },
      });
      expect(refused).toMatch(/in use by process \d+/);
      expect(started).toMatchObject({ code: 0, err: expect.stringContaining('wardwatch has stopped.') });
    });
  });

  describe('init', () => {
    it('writes a config that can be read, and does not replace it unasked', async () => {
      const first = await run('init --yes --slack-channel C0123456789 --admin U0123456789');
      expect(first.code).toBe(0);
      const again = await run('init --yes');
      expect(again).toMatchObject({ code: 2, err: expect.stringContaining('is there already') });
      const shipped = readFileSync(join(packageRoot(), 'config', 'triage.yaml'), 'utf8');
      write('ours.yaml', shipped.replace(/^version: .*$/m, 'version: ours/7'));
      appendFileSync(join(cwd, 'config', 'wardwatch.yaml'), '\ntriage:\n  policy: ours.yaml\n');
      const doctor = jsonLines((await run('doctor --json')).out);
      expect(doctor).toContainEqual(expect.objectContaining({ check: 'config', state: 'ok' }));
      expect(doctor).toContainEqual(
        expect.objectContaining({
          check: 'lexicon and policy',
          because: expect.stringContaining('policy ours/7 from ours.yaml'),
        }),
      );
    });

    it('says at once that a channel name is no channel id', async () => {
      const ended = await run('init --yes --slack-channel #security');
      expect(ended).toMatchObject({ code: 1, err: expect.stringContaining('channel id') });
    });
  });

  describe('try', () => {
    it('answers every line in order, bad ones too, from any folder and without a config', async () => {
      const input = [
        '{"id":"1","scheme":"generic","range":"< 23.9.8","version":"19.2","unknown":1}',
        'not json',
        '{"id":"3","range":"< 2"}',
      ].join('\n');
      const ended = await run('try versions --jsonl', { input });
      expect(ended.code).toBe(0);
      expect(jsonLines(ended.out)).toMatchObject([
        { id: '1', result: true },
        { id: null, error: expect.any(String) },
        { id: '3', error: expect.stringContaining('"version"') },
      ]);
    });

    it('says what the structure of a document holds, and what it could not read', async () => {
      const record = {
        dataType: 'CVE_RECORD',
        dataVersion: '5.1',
        cveMetadata: { cveId: 'CVE-2099-0001' },
        containers: {
          cna: {
            affected: [
              {
                vendor: 'Example',
                product: 'Pump',
                defaultStatus: 'unaffected',
                versions: [
                  { status: 'affected', version: '1.0', lessThan: '2.0' },
                  { status: 'affected', version: 'various' },
                ],
              },
            ],
          },
        },
      };
      writeFileSync(join(cwd, 'record.json'), JSON.stringify(record));
      writeFileSync(join(cwd, 'other.json'), '{}');
      const ended = await run('try structured record.json other.json missing.json --jsonl');
      const row = { vendor: 'Example', product: 'Pump', status: 'affected' };
      expect(ended.code).toBe(0);
      expect(jsonLines(ended.out)).toEqual([
        {
          file: 'record.json',
          id: 'CVE-2099-0001',
          products: [
            { ...row, ranges: [{ introduced: '1.0', fixed: '2.0' }], quote: expect.stringContaining('less than 2.0') },
            { ...row, ranges: [], quote: expect.any(String) },
          ],
          gaps: ['The versions of Pump are given as "various", which could not be read as a range.'],
        },
        { file: 'other.json', id: 'other.json', error: expect.stringContaining('JSON of no known kind') },
        { file: 'missing.json', id: 'missing.json', error: expect.stringContaining('cannot be read') },
      ]);
    });

    it('says what files hold, each answered, also those that are not there', async () => {
      const items = '<item><title>A flaw</title><guid>7</guid><pubDate>Mon, 22 Jan 24 10:00:00 EST</pubDate></item>';
      writeFileSync(join(cwd, 'feed.xml'), `<rss version="2.0"><channel>${items}</channel></rss>`);
      const ended = await run('try parse feed.xml missing.xml --jsonl');
      expect(ended.code).toBe(0);
      expect(jsonLines(ended.out)).toEqual([
        {
          file: 'feed.xml',
          kind: 'rss',
          ok: true,
          items: [{ title: 'A flaw', guid: '7', publishedAt: '2024-01-22T15:00:00.000Z' }],
        },
        { file: 'missing.xml', kind: 'unknown', ok: false, items: [], because: 'There is no such file.' },
      ]);
    });

    it('says by a folder of CVE records which versions are affected', async () => {
      const affected = [
        {
          vendor: 'Example',
          product: 'Pump',
          defaultStatus: 'unaffected',
          versions: [{ status: 'affected', version: '1.0', lessThan: '2.0' }],
        },
      ];
      mkdirSync(join(cwd, 'records', '2099'), { recursive: true });
      write('records/2099/CVE-2099-0001.json', JSON.stringify({ containers: { cna: { affected } } }));
      const question = { id: '1', cve: 'CVE-2099-0001', vendor: 'Example', product: 'Pump', version: '1.5' };
      const questions = [
        question,
        { ...question, id: '2', version: '2.0' },
        { ...question, id: '3', cve: 'CVE-2099-0002' },
      ];
      const input = questions.map((each) => JSON.stringify(each)).join('\n');
      const ended = await run('try status --records records --jsonl', { input });
      expect(jsonLines(ended.out)).toEqual([
        { id: '1', status: 'affected', because: expect.stringContaining('"1.0"') },
        { id: '2', status: 'unaffected', because: expect.stringContaining('No entry matches') },
        { id: '3', error: 'there is no CVE-2099-0002.json in records' },
      ]);
      expect(await run('try status', { input })).toMatchObject({ code: 2, err: expect.stringContaining('--records') });
      expect(await run('try status --records nowhere', { input })).toMatchObject({
        code: 1,
        err: expect.stringContaining('cannot be read'),
      });
    });
  });
});
