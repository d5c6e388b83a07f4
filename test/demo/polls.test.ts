import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACTS, demoSources } from '../../src/demo/acts.ts';
import { STORY_ORIGIN, storyHttp } from '../../src/demo/story-http.ts';
import { type StoryServer, startStoryServer } from '../../src/demo/story-server.ts';
import { createHttpClient } from '../../src/http/client.ts';
import type { HttpClient } from '../../src/ports/http.ts';
import type { Cursor } from '../../src/ports/source.ts';
import { pdfText } from '../../src/sources/formats/pdf-text.ts';
import { readItem } from '../../src/sources/formats/read-item.ts';
import { adapterFor } from '../../src/sources/registry.ts';

/** What the polls of each day bring: source, the document's day, the beginning of its title. */
const EXPECTED: Readonly<Record<string, readonly (readonly [source: string, day: string, title: string])[]>> = {
  '2023-10-20': [
    ['hc3', '2023-09-14', 'Why an inventory comes first'],
    ['hc3', '2023-06-08', 'Tabletop exercises for small practices'],
    ['connectwise', '2023-08-22', 'How we publish bulletins'],
    ['huntress', '2023-09-26', 'Four questions for a quiet week'],
    ['huntress', '2023-08-17', 'Join us for an hour on detection writing'],
    ['fortinet', '2023-06-12', 'FortiOS: heap-based buffer overflow before authentication in SSL-VPN'],
    ['cisa-kev', '2023-06-02', 'CVE-2023-34362: Progress MOVEit Transfer SQL Injection Vulnerability'],
    [
      'cisa-kev',
      '2023-10-05',
      'CVE-2023-22515: Atlassian Confluence Data Center and Server Broken Access Control Vulnerability',
    ],
    [
      'cisa-kev',
      '2023-10-18',
      'CVE-2023-4966: Citrix NetScaler ADC and NetScaler Gateway Buffer Overflow Vulnerability',
    ],
  ],
  '2023-11-10': [
    [
      'huntress',
      '2023-11-10',
      "A pharmacy software supplier's remote access server was the way into two healthcare organisations",
    ],
  ],
  '2023-11-14': [
    ['connectwise', '2023-11-14', 'Statement on a report about an unmanaged ScreenConnect instance'],
    ['fortinet', '2023-11-14', 'FortiSIEM: OS command injection in the report server'],
  ],
  '2024-01-09': [['fortinet', '2024-01-09', 'FortiOS and FortiProxy: improper authorization for HA requests']],
  '2024-01-22': [
    ['hc3', '2024-01-22', 'Remote access server of a pharmacy software supplier abused against healthcare'],
  ],
  '2024-02-19': [['connectwise', '2024-02-19', 'ConnectWise ScreenConnect 23.9.8 security fix']],
  '2024-02-22': [
    ['cisa-kev', '2024-02-22', 'CVE-2024-1709: ConnectWise ScreenConnect Authentication Bypass Vulnerability'],
  ],
  '2024-02-23': [],
};

let server: StoryServer;
let http: HttpClient;
beforeAll(async () => {
  server = await startStoryServer(fileURLToPath(new URL('../../config/demo', import.meta.url)));
  http = storyHttp(createHttpClient(), server.origin);
});
afterAll(() => server.close());

it('brings every document of the story once, on its day, to the real readers', async () => {
  const cursors = new Map<string, Cursor>();
  for (const day of ACTS.flatMap((act) => act.days)) {
    server.setDate(day);
    expect([day, await pollAll(`${day}T18:00:00Z`, cursors)]).toEqual([day, EXPECTED[day]]);
  }
});

async function pollAll(
  now: string,
  cursors: Map<string, Cursor>,
): Promise<(readonly [string, string | undefined, string])[]> {
  const brought: (readonly [string, string | undefined, string])[] = [];
  for (const source of demoSources(STORY_ORIGIN)) {
    const outcome = await adapterFor(source.kind).poll({
      source,
      cursor: cursors.get(source.id),
      http,
      now,
      pause: async () => {},
    });
    if (outcome.kind === 'refused') throw new Error(`${source.id}: ${outcome.because}`);
    if (outcome.kind === 'unchanged') continue;
    expect(outcome.refused).toEqual([]);
    cursors.set(source.id, outcome.cursor);
    for (const item of outcome.items) {
      const { publishedAt, title } = await readItem(item, { pdfText });
      brought.push([source.id, publishedAt?.slice(0, 10), title]);
    }
  }
  return brought;
}
