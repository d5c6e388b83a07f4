import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../src/http/client.ts';
import type { Cursor, PollOutcome, SourceAdapter, SourceConfig, SourceFacts } from '../../src/ports/source.ts';
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
  /** Of a source that tells facts and hands on no documents: the facts of a poll by CVE id, and what stands for a document. */
  readonly facts?: {
    told(facts: SourceFacts): readonly { readonly id: string; readonly said: string }[];
    of(document: OfferedDocument): string;
  };
  stop?(): Promise<void>;
}

/** What sets kinds of sources apart. */
export interface SourceTraits {
  /** The path of the server that the source asks first; absent for a folder. */
  readonly path?: string;
  /** Holds one document at a time. */
  readonly single?: boolean;
  /** That a document is not there is an answer like another. */
  readonly mayBeAbsent?: boolean;
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
  const { path, single = false, mayBeAbsent = false } = traits;
  describe(`${name} as a source`, () => {
    let server: ScriptedServer;
    let under: SourceUnderTest;
    let named: readonly string[] = [];
    const http = createHttpClient({ deadlineMs: 5_000 });
    const poll = (cursor?: Cursor) =>
      under.adapter.poll({ source: under.source, cursor, http, now: NOW, pause: async () => {}, cves: named });
    const offer = async (documents: readonly OfferedDocument[]) => {
      named = documents.map(({ id }) => id);
      await under.offer(documents);
    };
    /** What a poll handed on: documents with their words, or facts in theirs. */
    const toldBy = async ({ items, facts }: Changed) =>
      facts !== undefined && under.facts !== undefined
        ? under.facts.told(facts)
        : Promise.all(items.map(async (item) => ({ id: item.guid, said: (await readItem(item, { pdfText })).text })));
    const saidOf = (document: OfferedDocument) => under.facts?.of(document) ?? document.words;

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
      await offer(offered);
      const outcome = changed(await poll());
      expect(outcome.refused).toEqual([]);
      const told = await toldBy(outcome);
      expect(new Set(told.map(({ id }) => id)).size).toBe(offered.length);
      const texts = told.map(({ said }) => said).join('\n');
      for (const document of offered) expect(texts).toContain(saidOf(document));
    });

    it('says nothing twice', async () => {
      await offer([ONE]);
      const { cursor } = changed(await poll());
      expect(await poll(cursor)).toEqual({ kind: 'unchanged' });
    });

    it('says everything again when the cursor was never stored', async () => {
      await offer([ONE]);
      const first = changed(await poll());
      expect(await toldBy(changed(await poll()))).toEqual(await toldBy(first));
    });

    it('hands on an edited document under the same guid', async () => {
      await offer([ONE]);
      const before = changed(await poll());
      const edited = { ...ONE, words: `${ONE.words} It is exploited.` };
      await offer([edited]);
      const [was, is] = [await toldBy(before), await toldBy(changed(await poll(before.cursor)))];
      expect(is.map(({ id }) => id)).toEqual(was.map(({ id }) => id));
      expect(saidOf(edited)).not.toBe(saidOf(ONE));
      expect(is[0]?.said).toContain(saidOf(edited));
    });

    if (!single) {
      it('hands on a document that came later', async () => {
        await offer([ONE]);
        const { cursor } = changed(await poll());
        await offer([TWO, ONE]);
        const told = await toldBy(changed(await poll(cursor)));
        expect(told.map(({ said }) => said).join('\n')).toContain(saidOf(TWO));
      });
    }

    if (path === undefined) return;

    it('goes on as before when the trouble is over', async () => {
      await offer([ONE]);
      const { cursor } = changed(await poll());
      server.script(path, { status: 500 });
      expect((await poll(cursor)).kind).toBe('refused');
      await offer([ONE]);
      expect(await poll(cursor)).toEqual({ kind: 'unchanged' });
    });

    const troubles = mayBeAbsent ? TROUBLES.filter(([, answer]) => answer.status !== 404) : TROUBLES;
    it.each(troubles)('tells, and takes nothing for news, when the server %s', async (_what, answer, outcome) => {
      await offer([ONE]);
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

type Changed = Extract<PollOutcome, { kind: 'changed' }>;

function changed(outcome: PollOutcome): Changed {
  if (outcome.kind !== 'changed') throw new Error(`expected news, got ${JSON.stringify(outcome)}`);
  return { ...outcome, cursor: JSON.parse(JSON.stringify(outcome.cursor)) };
}
