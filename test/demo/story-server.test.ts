import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDemoPdf } from '../../scripts/make-demo-pdf.mjs';
import { ACTS, demoSources } from '../../src/demo/acts.ts';
import { textOn } from '../../src/demo/story.ts';
import { type StoryServer, startStoryServer } from '../../src/demo/story-server.ts';

const FOLDER = fileURLToPath(new URL('../../config/demo', import.meta.url));

let server: StoryServer;
beforeAll(async () => {
  server = await startStoryServer(FOLDER);
});
afterAll(() => server.close());

describe('what the publishers show on each day', () => {
  const days: readonly (readonly [path: string, words: string, firstDay: string, dayBefore: string])[] = [
    ['/huntress/rss.xml', 'rs.tdsclinical[.]com', '2023-11-10', '2023-11-09'],
    ['/connectwise/bulletins.html', 'bulletin-2023-11-14.html', '2023-11-14', '2023-11-13'],
    ['/fortinet/rss.xml', 'FG-IR-23-135', '2023-11-14', '2023-11-13'],
    ['/fortinet/rss.xml', 'FG-IR-23-315', '2024-01-09', '2024-01-08'],
    ['/hc3/products.html', 'hc3-sector-alert.pdf', '2024-01-22', '2024-01-21'],
    ['/connectwise/bulletins.html', 'bulletin-2024-02-19.html', '2024-02-19', '2024-02-18'],
    ['/kev/known_exploited_vulnerabilities.json', 'CVE-2024-1709', '2024-02-22', '2024-02-21'],
  ];
  it.each(days)('%s names %s from %s on', async (path, words, firstDay, dayBefore) => {
    expect(await textAt(path, dayBefore)).not.toContain(words);
    expect(await textAt(path, firstDay)).toContain(words);
    expect(await textAt(path, '2024-12-31')).toContain(words);
  });

  it('answers 404 for a page that is not out yet', async () => {
    server.setDate('2024-01-21');
    expect((await fetch(`${server.origin}/hc3/hc3-sector-alert.pdf`)).status).toBe(404);
  });

  it('shows every source from the first poll on', async () => {
    for (const source of demoSources(server.origin)) {
      server.setDate('2023-10-20');
      expect([source.id, (await fetch(source.url ?? '')).status]).toEqual([source.id, 200]);
    }
  });

  it('never shows its own markers', async () => {
    for (const source of demoSources(server.origin)) {
      expect(await textAt(new URL(source.url ?? '').pathname, '2024-12-31')).not.toMatch(/<!-- (?:from|end)/);
    }
  });
});

describe('how it answers a poll', () => {
  it('says 304 while nothing changes, and 200 on the day when something does', async () => {
    server.setDate('2023-11-10');
    const url = `${server.origin}/huntress/rss.xml`;
    const first = await fetch(url);
    expect(first.headers.get('last-modified')).toBe('Fri, 10 Nov 2023 00:00:00 GMT');
    const known = { 'if-none-match': first.headers.get('etag') ?? '' };
    expect((await fetch(url, { headers: known })).status).toBe(304);
    server.setDate('2023-11-09');
    expect((await fetch(url, { headers: known })).status).toBe(200);
  });

  it('understands If-Modified-Since', async () => {
    server.setDate('2024-01-10');
    const url = `${server.origin}/fortinet/rss.xml`;
    const since = (day: string): RequestInit => ({ headers: { 'if-modified-since': new Date(day).toUTCString() } });
    expect((await fetch(url, since('2024-01-09'))).status).toBe(304);
    expect((await fetch(url, since('2024-01-08'))).status).toBe(200);
  });

  it('says which address it could not have', async () => {
    const port = Number(new URL(server.origin).port);
    await expect(startStoryServer(FOLDER, port)).rejects.toMatchObject({
      code: 'HTTP_FAILED',
      message: expect.stringContaining(`127.0.0.1:${port}`),
    });
  });

  it('says where it looked when the folder holds no story', async () => {
    await expect(startStoryServer(join(FOLDER, 'nowhere'))).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
  });
});

describe('dated parts of a page', () => {
  const page = 'a\n<!-- from 2024-01-02 -->\nb\n<!-- end -->\nc\n<!-- from 2024-01-01 -->\nd\n<!-- end -->\n';
  it.each([
    ['2023-12-31', { text: 'a\nc\n' }],
    ['2024-01-01', { text: 'a\nc\nd\n', changedOn: '2024-01-01' }],
    ['2024-01-02', { text: 'a\nb\nc\nd\n', changedOn: '2024-01-02' }],
  ])('on %s', (day, shown) => expect(textOn(page, day)).toEqual(shown));
});

describe('the files of the story', () => {
  it('are all served, and say that they are retellings', async () => {
    const outline = await readFile(join(FOLDER, 'story.json'), 'utf8');
    for (const file of await readdir(FOLDER)) {
      if (file === 'story.json' || file === 'inventory.csv') continue;
      expect(outline).toContain(`"${file}"`);
      if (!file.endsWith('.pdf'))
        expect(await readFile(join(FOLDER, file), 'latin1')).toMatch(
          /(?:retelling|retold|written) .*for the wardwatch demo/i,
        );
    }
  });

  it('hold the PDF that the script makes, byte for byte', async () => {
    const stored = await readFile(join(FOLDER, 'hc3-sector-alert.pdf'));
    expect(stored.equals(await makeDemoPdf())).toBe(true);
  });
});

describe('the acts', () => {
  it('follow each other on the story days', () => {
    expect(ACTS.map((act) => act.number)).toEqual([0, 1, 2, 3, 4]);
    const days = ACTS.flatMap((act) => act.days);
    expect(days).toEqual([...new Set(days)].sort());
  });
});

async function textAt(path: string, day: string): Promise<string> {
  server.setDate(day);
  return (await fetch(`${server.origin}${path}`)).text();
}
