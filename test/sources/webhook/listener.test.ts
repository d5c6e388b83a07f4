import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takePosted } from '../../../src/pipeline/take-posted.ts';
import type { RawItem, SourceConfig } from '../../../src/ports/source.ts';
import type { Store } from '../../../src/ports/store.ts';
import { webhook } from '../../../src/sources/webhook/adapter.ts';
import { createWebhookListener, type WebhookListener } from '../../../src/sources/webhook/listener.ts';
import { signatureOf } from '../../../src/sources/webhook/signature.ts';
import type { OpenDatabase } from '../../../src/storage/embedded.ts';
import { openStore } from '../../../src/storage/postgres-store.ts';
import { aSource } from '../../conformance/source.ts';
import { DANA } from '../../helpers/builders.ts';
import { freshEmbedded, quietLog } from '../../helpers/embedded.ts';
import { httpDouble } from '../../helpers/http-double.ts';
import { FORGOTTEN_SERVER, STORY, startPipeline, type TestPipeline } from '../../helpers/pipeline.ts';

const SOURCE: SourceConfig = aSource({ kind: 'webhook', id: 'siem', secretEnv: 'SIEM_SECRET', tlp: 'AMBER' });
const SECRET = 'a-secret-of-more-than-16';
const NOW = '2024-01-22T10:00:00.000Z';
const WORDS = 'Example Pump before 3.2 can be stopped.';
const ENVELOPE = JSON.stringify({ title: 'Pump', text: WORDS });

let now: string;
let secret: string | undefined;
let taken: RawItem[];
let answers: (readonly number[] | { because: string } | Error)[];
let listener: WebhookListener;
let origin: string;
let log: ReturnType<typeof quietLog>;

const start = async (take: Parameters<typeof createWebhookListener>[0]['take']) => {
  log = quietLog();
  const options = { port: 0, bind: '127.0.0.1', sources: [SOURCE], secretOf: () => secret, now: () => now, log };
  listener = createWebhookListener({ ...options, take });
  origin = `http://127.0.0.1:${await listener.start()}`;
};
beforeEach(() => {
  now = NOW;
  secret = SECRET;
  taken = [];
  answers = [];
});
afterEach(() => listener.stop());

const take = async (_source: string, items: readonly RawItem[]) => {
  const answer = answers.shift() ?? items.map((_, at) => taken.length + at + 1);
  if (answer instanceof Error) throw answer;
  if (!('because' in answer)) taken.push(...items);
  return answer;
};

type Sent = RequestInit & { readonly path?: string; readonly type?: string | null; readonly timestamp?: string };

/** Posts a body, signed as it should be unless said otherwise, and answers status and words. */
const post = async (
  body: string | Uint8Array,
  { path = '/hooks/siem', type = 'application/json', ...more }: Sent = {},
) => {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const timestamp = more.timestamp ?? String(Date.parse(now) / 1_000);
  const headers = {
    ...(type !== null && { 'content-type': type }),
    'x-wardwatch-timestamp': timestamp,
    'x-wardwatch-signature': signatureOf(SECRET, timestamp, bytes),
    ...(more.headers as Record<string, string> | undefined),
  };
  const response = await fetch(`${origin}${path}`, { method: 'POST', body: Buffer.from(bytes), ...more, headers });
  return { status: response.status, ...((await response.json()) as object) };
};

describe('a signed post', () => {
  beforeEach(() => start(take));

  it('is answered with the ids of its documents when they are stored', async () => {
    expect(await post(ENVELOPE)).toEqual({ status: 202, items: [1], known: 0 });
    expect(taken.map(({ bytes, ...item }) => ({ ...item, words: new TextDecoder().decode(bytes) }))).toEqual([
      { guid: 'post-7f9379afef30', title: 'Pump', format: 'text', words: WORDS },
    ]);
  });

  it('is told when it says nothing new', async () => {
    answers = [[]];
    expect(await post(ENVELOPE)).toEqual({ status: 202, items: [], known: 1 });
  });

  it('is taken once only', async () => {
    await post(ENVELOPE);
    expect(await post(ENVELOPE)).toEqual({
      status: 401,
      error: 'This very post was received already. To send the document again, sign it anew.',
    });
    now = '2024-01-22T10:04:59.000Z';
    expect(await post(ENVELOPE, { timestamp: '1705917600' })).toMatchObject({ status: 401 });
    expect(await post(ENVELOPE)).toMatchObject({ status: 202 });
  });

  it('may come again as it is when it could not be stored', async () => {
    answers = [new Error('the database is away')];
    expect(await post(ENVELOPE)).toEqual({
      status: 503,
      error: 'The document could not be stored now; send it again.',
    });
    expect(await post(ENVELOPE)).toMatchObject({ status: 202 });
  });

  it('waits while the source is paused', async () => {
    answers = [{ because: 'The source is paused; try again later.' }];
    expect(await post(ENVELOPE)).toEqual({ status: 503, error: 'The source is paused; try again later.' });
  });

  it('is refused when sixty came within a minute, and taken again afterwards', async () => {
    for (let count = 0; count < 60; count += 1) await post(JSON.stringify({ title: `${count}`, text: WORDS }));
    expect(await post(ENVELOPE)).toEqual({ status: 429, error: 'Too many posts within a minute; try again in 60 s.' });
    now = '2024-01-22T10:01:00.000Z';
    expect(await post(ENVELOPE)).toMatchObject({ status: 202 });
  });
});

describe('a post is refused:', () => {
  beforeEach(() => start(take));

  it.each([
    [
      'to another path',
      { path: '/hooks/other' },
      404,
      'No source takes posts here; the path is /hooks/ and the id of a source.',
    ],
    ['by another method', { method: 'PUT' }, 405, 'Only POST is taken here.'],
    [
      'without a signature',
      { headers: { 'x-wardwatch-signature': '' } },
      401,
      'X-Wardwatch-Signature must be "v1=" and 64 hexadecimal digits, the HMAC-SHA256 of timestamp, "." and body.',
    ],
    [
      'with a wrong signature',
      { headers: { 'x-wardwatch-signature': `v1=${'0'.repeat(64)}` } },
      401,
      'The signature is not that of this timestamp and body with the secret of this source.',
    ],
    [
      'that is too old',
      { timestamp: '1705917299' },
      401,
      'X-Wardwatch-Timestamp is 301 s from the time here; 300 s are allowed. Set the clocks right.',
    ],
    [
      'of another type',
      { type: 'image/png' },
      415,
      'The post has the content type image/png; expected application/json, application/pdf, text/html, text/plain, text/markdown, text/csv, application/xml or a feed.',
    ],
    [
      'that is compressed',
      { headers: { 'content-encoding': 'gzip' } },
      415,
      'The body is compressed; send it as it is.',
    ],
  ])('%s', async (_what, sent, status, error) => {
    expect([await post(ENVELOPE, sent), taken]).toEqual([{ status, error }, []]);
  });

  it('larger than 15 MB, whether it says so or not', async () => {
    const large = Buffer.alloc(15_000_001, 'a');
    const streamed = new ReadableStream({
      start: (controller) => {
        controller.enqueue(large);
        controller.close();
      },
    });
    const error = 'The body is larger than 15 MB.';
    expect(await post(large, { type: 'text/plain' })).toEqual({ status: 413, error });
    expect(await post(large, { type: 'text/plain', body: streamed, duplex: 'half' } as Sent)).toEqual({
      status: 413,
      error,
    });
  });

  it('while the secret is not set, or can be guessed', async () => {
    const error = 'This source is not set up yet; wardwatch has said so in its log.';
    for (const each of [undefined, 'short']) {
      secret = each;
      expect(await post(ENVELOPE)).toEqual({ status: 503, error });
    }
    expect(log.said).toContain('webhook cannot check posts');
  });

  it('from an address that guesses, unread, for a minute', async () => {
    const wrong = { headers: { 'x-wardwatch-signature': `v1=${'0'.repeat(64)}` } };
    for (let count = 0; count < 30; count += 1) await post(ENVELOPE, wrong);
    expect(await post(ENVELOPE)).toMatchObject({ status: 429 });
  });

  it('and no secret or signature stands in an answer or the log', async () => {
    const answered = await post(ENVELOPE, { timestamp: '1' });
    expect(JSON.stringify([answered, log.said])).not.toContain(SECRET);
  });
});

describe('what a post holds', () => {
  beforeEach(() => start(take));
  const guids = () => taken.map(({ guid, format }) => `${format} ${guid}`);
  const csaf = { document: { csaf_version: '2.0', title: 'Pump', tracking: { id: 'EX-1' } } };

  it.each([
    [
      'HTML in an envelope',
      'application/json',
      JSON.stringify({ title: 'Pump', html: `<p>${WORDS}</p>`, guid: 'a-1' }),
      ['html a-1'],
    ],
    [
      'Markdown, known by its link',
      'application/json; charset=utf-8',
      JSON.stringify({ title: 'Pump', markdown: WORDS, link: 'https://example.com/a' }),
      ['markdown https://example.com/a'],
    ],
    ['CSAF in an envelope', 'application/json', JSON.stringify({ csaf, link: 'https://example.com/a' }), ['csaf EX-1']],
    ['CSAF alone', 'application/csaf+json', JSON.stringify(csaf), ['csaf EX-1']],
    ['plain text alone', 'text/plain', WORDS, ['text post-cea237dd6f3f']],
    ['a table alone', 'text/csv', 'type,ioc\nip,203.0.113.7\n', ['csv post-d1dbfd0fea21.csv']],
    [
      'a feed',
      'application/rss+xml',
      '<rss version="2.0"><channel><item><guid>g1</guid><title>One</title></item><item><guid>g2</guid><title>Two</title></item></channel></rss>',
      ['html g1', 'html g2'],
    ],
    ['a PDF', 'application/pdf', '%PDF-1.4\nnothing more', ['pdf post-041b270eaf2c']],
  ])('is taken: %s', async (_what, type, body, expected) => {
    expect(await post(body, { type })).toMatchObject({ status: 202 });
    expect(guids()).toEqual(expected);
  });

  it('is dated and linked as the envelope says', async () => {
    await post(
      JSON.stringify({
        title: 'Pump',
        text: WORDS,
        link: 'https://example.com/a',
        publishedAt: '2024-01-21T10:00:00+02:00',
      }),
    );
    expect(taken.map(({ link, publishedAt }) => [link, publishedAt])).toEqual([
      ['https://example.com/a', '2024-01-21T08:00:00.000Z'],
    ]);
  });

  it.each([
    ['broken JSON', '{"title":', /^The body is JSON that is not valid \(.+\)\.$/],
    [
      'no document',
      '{"title":"Pump"}',
      'The envelope has mistakes: needs exactly one of text, html, markdown, csaf, cve, nvd, osv.',
    ],
    [
      'two documents',
      '{"text":"a","html":"b"}',
      'The envelope has mistakes: needs exactly one of text, html, markdown, csaf, cve, nvd, osv.',
    ],
    [
      'a key that nobody knows',
      '{"text":"a","sevrity":"high"}',
      'The envelope has mistakes: Unrecognized key: "sevrity".',
    ],
    [
      'a date that is none',
      '{"text":"a","publishedAt":"yesterday"}',
      'publishedAt is no date, or lies ahead; expected e.g. "2024-01-22T10:00:00Z".',
    ],
    [
      'a date that lies ahead',
      '{"text":"a","publishedAt":"2025-01-22"}',
      'publishedAt is no date, or lies ahead; expected e.g. "2024-01-22T10:00:00Z".',
    ],
    [
      'a link that is none',
      '{"text":"a","link":"javascript:alert(1)"}',
      'The envelope has mistakes: link: must be an address that starts with https:// or http://.',
    ],
    [
      'another document than it says',
      '{"osv":{"document":{"csaf_version":"2.0","tracking":{"id":"EX-1"}}}}',
      'Under "osv" stands a document of another kind, csaf.',
    ],
    ['JSON of no known kind', '{"alarm":1}', /^JSON of no known kind/],
    ['nothing', '', 'The body is empty.'],
  ])('is refused with what is wrong: %s', async (_what, body, error) => {
    expect([await post(body), taken]).toEqual([
      { status: 422, error: typeof error === 'string' ? error : expect.stringMatching(error) },
      [],
    ]);
  });
});

describe('a source that takes posts', () => {
  it('says when it cannot take any', async () => {
    await start(take);
    const poll = (given?: string) =>
      webhook.poll({
        source: SOURCE,
        cursor: undefined,
        http: httpDouble(),
        now: NOW,
        pause: async () => {},
        ...(given !== undefined && { secret: given }),
      });
    expect([await poll(), await poll('short'), await poll(SECRET)]).toEqual([
      {
        kind: 'refused',
        because: 'The secret of siem is not set. Put it into the variable SIEM_SECRET of the environment.',
      },
      {
        kind: 'refused',
        because: 'The secret of siem has fewer than 16 characters; make one with "openssl rand -hex 32".',
      },
      { kind: 'unchanged' },
    ]);
  });

  it('says which setting to change when the port is taken', async () => {
    await start(take);
    const port = Number(new URL(origin).port);
    const other = createWebhookListener({
      port,
      bind: '127.0.0.1',
      sources: [],
      secretOf: () => '',
      now: () => NOW,
      log,
      take,
    });
    await expect(other.start()).rejects.toThrow(/webhook\.port and webhook\.bind\.$/);
  });
});

describe('through the pipeline', () => {
  let database: OpenDatabase;
  let store: Store;
  let pipeline: TestPipeline;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
    await store.changeInventory({ save: [FORGOTTEN_SERVER] }, DANA, '2024-01-01T00:00:00.000Z');
    pipeline = await startPipeline(store, { now: NOW, sources: [SOURCE] });
  });
  afterAll(() => database.close());

  it('a post becomes an alert, once, and a paused source takes none', async () => {
    await start((sourceId, items) => takePosted(pipeline.deps, sourceId, items));
    const story = JSON.stringify({ title: 'Unauthorised access through ScreenConnect', text: STORY });
    expect(await post(story)).toEqual({ status: 202, items: [1], known: 0 });
    await pipeline.settle();
    now = '2024-01-22T10:01:00.000Z';
    expect(await post(story)).toEqual({ status: 202, items: [], known: 1 });
    await pipeline.settle();
    expect(pipeline.terminal.said.map(({ kind }) => kind)).toEqual(['alert']);
    expect((await store.cases()).map(({ members }) => members.map(({ advisory }) => advisory.tlp))).toEqual([
      ['AMBER'],
    ]);
    expect((await store.sourceState('siem')).outcome).toBe('1 posted, 0 new');
    await store.setPaused('siem', true, DANA, NOW);
    now = '2024-01-22T10:02:00.000Z';
    expect(await post(story)).toMatchObject({ status: 503 });
  });
});
