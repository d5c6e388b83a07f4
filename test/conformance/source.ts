import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../src/http/client.ts';
import type { Cursor, PollOutcome, RawItem, SourceAdapter, SourceConfig } from '../../src/ports/source.ts';
import { pdfText } from '../../src/sources/formats/pdf-text.ts';
import { readItem } from '../../src/sources/formats/read-item.ts';
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '../helpers/scripted-server.ts';

/** A document that the source under test is to offer. */
export interface OfferedDocument {
  /** Names it for ever; a CVE id, so that every kind of source can carry it. */
  readonly id: string;
  readonly words: string;
}

/** A source under test: how it is described, and how it is made to offer documents. */
export interface SourceUnderTest {
  readonly adapter: SourceAdapter;
  readonly source: SourceConfig;
  /** Makes the source offer exactly these documents from now on. */
  offer(documents: readonly OfferedDocument[]): Promise<void>;
  stop?(): Promise<void>;
}

/** What sets kinds of sources apart. */
export interface SourceTraits {
  /** The path of the server that the source asks first; absent for a folder. */
  readonly path?: string;
  /** Holds one document at a time. */
  readonly single?: boolean;
}

/** A source as its config would describe it. */
export function aSource(more: Pick<SourceConfig, 'kind'> & Partial<SourceConfig>): SourceConfig {
  return {
    id: `test-${more.kind}`,
    publisher: { name: 'Example', kind: 'vendor' },
    trusted: true,
    tlp: 'CLEAR',
    everyMs: 3_600_000,
    internal: true,
    ...more,
  };
}

const NOW = '2030-01-01T00:00:00.000Z';
const ONE: OfferedDocument = { id: 'CVE-2099-0001', words: 'A flaw in Example Gateway lets attackers in.' };
const TWO: OfferedDocument = { id: 'CVE-2099-0002', words: 'A flaw in Example Pump stops it.' };

const TROUBLES: readonly (readonly [what: string, answer: ScriptedAnswer, outcome: object])[] = [
  ['refuses', { status: 403 }, { status: 403 }],
  ['has lost the document', { status: 404 }, { status: 404 }],
  ['asks to wait', { status: 429, headers: { 'retry-after': '120' } }, { status: 429, retryAfterMs: 120_000 }],
  [
    'asks to wait until a date',
    { status: 503, headers: { 'retry-after': 'Tue, 01 Jan 2030 00:01:00 GMT' } },
    { status: 503, retryAfterMs: 60_000 },
  ],
  [
    'asks to wait absurdly long',
    { status: 503, headers: { 'retry-after': '1000000000' } },
    { status: 503, retryAfterMs: 86_400_000 },
  ],
  ['has trouble of its own', { status: 500 }, { status: 500 }],
  [
    'answers a bot challenge with 200',
    {
      body: '<!doctype html><title>Just a moment...</title><p>Checking your browser',
      headers: { 'content-type': 'text/html' },
    },
    {},
  ],
  [
    'answers another page with 200',
    { body: '<!doctype html><title>Shop</title><p>Buy now', headers: { 'content-type': 'text/html' } },
    {},
  ],
  ['answers nothing with 200', { body: '' }, {}],
  ['hangs up', { respond: (response) => response.destroy() }, {}],
];

/** What every kind of source keeps to. Call it once a kind. */
export function describeSource(
  name: string,
  traits: SourceTraits,
  start: (server: ScriptedServer) => Promise<SourceUnderTest>,
): void {
  const { path, single = false } = traits;
  describe(`${name} as a source`, () => {
    let server: ScriptedServer;
    let under: SourceUnderTest;
    const http = createHttpClient({ deadlineMs: 5_000 });
    const poll = (cursor?: Cursor) => under.adapter.poll({ source: under.source, cursor, http, now: NOW });
    const wordsOf = (items: readonly RawItem[]) =>
      Promise.all(items.map(async (item) => (await readItem(item, { pdfText })).text));

    beforeEach(async () => {
      server = await startScriptedServer();
      under = await start(server);
    });
    afterEach(async () => {
      await under.stop?.();
      await server.stop();
    });

    it('hands on what it offers, readable, each document under a guid of its own', async () => {
      const offered = single ? [ONE] : [ONE, TWO];
      await under.offer(offered);
      const { items, refused } = changed(await poll());
      expect(refused).toEqual([]);
      expect(new Set(items.map(({ guid }) => guid)).size).toBe(offered.length);
      const texts = (await wordsOf(items)).join('\n');
      for (const { words } of offered) expect(texts).toContain(words);
    });

    it('says nothing twice', async () => {
      await under.offer([ONE]);
      const { cursor } = changed(await poll());
      expect(await poll(cursor)).toEqual({ kind: 'unchanged' });
    });

    it('says everything again when the cursor was never stored', async () => {
      await under.offer([ONE]);
      const first = changed(await poll());
      expect(changed(await poll()).items).toEqual(first.items);
    });

    it('hands on an edited document under the same guid', async () => {
      await under.offer([ONE]);
      const before = changed(await poll());
      await under.offer([{ ...ONE, words: `${ONE.words} It is exploited.` }]);
      const after = changed(await poll(before.cursor));
      expect(after.items.map(({ guid }) => guid)).toEqual(before.items.map(({ guid }) => guid));
      expect((await wordsOf(after.items))[0]).toContain('It is exploited.');
    });

    if (!single) {
      it('hands on a document that came later', async () => {
        await under.offer([ONE]);
        const { cursor } = changed(await poll());
        await under.offer([TWO, ONE]);
        expect((await wordsOf(changed(await poll(cursor)).items)).join('\n')).toContain(TWO.words);
      });
    }

    if (path === undefined) return;

    it('goes on as before when the trouble is over', async () => {
      await under.offer([ONE]);
      const { cursor } = changed(await poll());
      server.script(path, { status: 500 });
      expect((await poll(cursor)).kind).toBe('refused');
      await under.offer([ONE]);
      expect(await poll(cursor)).toEqual({ kind: 'unchanged' });
    });

    it.each(TROUBLES)('tells, and takes nothing for news, when the server %s', async (_what, answer, outcome) => {
      await under.offer([ONE]);
      const { cursor } = changed(await poll());
      server.script(path, answer);
      for (const known of [undefined, cursor]) {
        expect(await poll(known)).toMatchObject({
          kind: 'refused',
          because: expect.stringMatching(/^[A-Zh].{15,}[.)]$/),
          ...outcome,
        });
      }
    });
  });
}

function changed(outcome: PollOutcome): { items: readonly RawItem[]; refused: readonly object[]; cursor: Cursor } {
  if (outcome.kind !== 'changed') throw new Error(`expected news, got ${JSON.stringify(outcome)}`);
  return { ...outcome, cursor: JSON.parse(JSON.stringify(outcome.cursor)) };
}
