import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Cursor, PollOutcome, SourceConfig } from '../../src/ports/source.ts';
import { adapterFor } from '../../src/sources/registry.ts';
import { aSource } from '../conformance/source.ts';
import { aCisaRecord } from '../helpers/cisa-record.ts';
import { type ExpectedExchange, httpDouble } from '../helpers/http-double.ts';

const HOST = 'https://vendor.example.com';
const NOW = '2030-01-01T00:00:00.000Z';
const CVE = 'CVE-2099-0001';

async function poll(source: SourceConfig, answers: readonly Omit<ExpectedExchange, 'url'>[], cursor?: Cursor) {
  const url = source.kind === 'vulnrichment' ? `${source.url}/2099/0xxx/${CVE}.json` : `${source.url}`;
  const http = httpDouble(...answers.map((answer) => ({ url, ...answer })));
  return adapterFor(source.kind).poll({ source, cursor, http, now: NOW, pause: async () => {}, cves: [CVE] });
}

/** What each kind of source is asked for, as small as it can be. */
const DOCUMENTS: readonly (readonly [what: string, kind: SourceConfig['kind'], body: string | Uint8Array])[] = [
  [
    'RSS',
    'feed',
    '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>N</title><item><title>A</title><guid>1</guid><description>&lt;p>W&lt;/p></description></item></channel></rss>\n',
  ],
  [
    'Atom',
    'feed',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><id>1</id><title>A</title><summary>W</summary></entry></feed>',
  ],
  [
    'RDF',
    'feed',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>N</title></channel><item rdf:about="1"><title>A</title></item></rdf:RDF>',
  ],
  [
    "CISA's catalogue",
    'kev',
    JSON.stringify({ catalogVersion: '1', count: 1, vulnerabilities: [{ cveID: CVE, product: 'Gateway' }] }),
  ],
  ["ENISA's catalogue", 'kev', JSON.stringify([{ cveID: CVE, euvdID: 'EUVD-2099-1', dateReported: '17/01/26' }])],
  ["VulnCheck's catalogue", 'kev', JSON.stringify({ data: [{ cve: [CVE], date_added: '2026-01-17T00:00:00Z' }] })],
  [
    'CSAF',
    'csaf',
    JSON.stringify({ document: { csaf_version: '2.0', title: 'A', tracking: { id: '1' } }, vulnerabilities: [] }),
  ],
  ['EPSS scores', 'epss', `#model_version:v1,score_date:2030-01-01\ncve,epss,percentile\n${CVE},0.123,0.456\n`],
  ['packed EPSS scores', 'epss', gzipSync(`cve,epss,percentile\n${CVE},0.123,0.456\n`)],
  ["CISA's reading", 'vulnrichment', JSON.stringify(aCisaRecord(CVE, 'Active'))],
];

describe('a document that is cut off', () => {
  it.each(DOCUMENTS)('is refused whole, wherever it was cut: %s', async (_what, kind, body) => {
    const source = aSource({ kind, url: `${HOST}/it` });
    const whole = Buffer.from(body);
    expect((await poll(source, [{ body: whole }])).kind).toBe('changed');
    const end = whole.toString('latin1').trimEnd().length;
    for (let n = 0; n < end; n += 1) {
      const outcome = await poll(source, [{ body: whole.subarray(0, n) }]);
      expect([n, outcome.kind]).toEqual([n, 'refused']);
    }
  });
});

/** Pages in the shape of those that are met, written for this test. */
const STAND_INS: readonly (readonly [what: string, answer: Omit<ExpectedExchange, 'url'>, cause: string])[] = [
  [
    'a Cloudflare challenge',
    {
      status: 403,
      headers: { 'cf-mitigated': 'challenge' },
      body: '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to continue</noscript></body></html>',
    },
    'challenge',
  ],
  [
    'an altcha challenge',
    {
      body: '<!doctype html><html><head><script src="/altcha.min.js"></script></head><body><p>We are checking that your connection is secure.</p><altcha-widget></altcha-widget></body></html>',
    },
    'challenge',
  ],
  [
    'an Akamai block',
    {
      body: '<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY><H1>Access Denied</H1>You don\'t have permission to access "/it" on this server.<P>Reference #18.0</BODY></HTML>',
    },
    'challenge',
  ],
  [
    'a Sucuri block',
    {
      body: '<!DOCTYPE html><html><head><title>Sucuri WebSite Firewall - Access Denied</title></head><body><h1>Access Denied - Sucuri Website Firewall</h1></body></html>',
    },
    'challenge',
  ],
  [
    'an Incapsula block',
    {
      body: '<html><head></head><body><iframe src="/_Incapsula_Resource?x=1">Request unsuccessful. Incapsula incident ID: 0-0</iframe></body></html>',
    },
    'challenge',
  ],
  [
    'a login page',
    {
      body: '<html><head><title>Sign in to the member portal</title></head><body><form><input name="user"><input type="password" name="word"></form></body></html>',
    },
    'login',
  ],
  [
    'an empty page for a browser to fill',
    {
      body: '<!doctype html><html><head><title>Advisories</title></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>',
    },
    'unexpected',
  ],
  [
    'another page',
    { body: '<!doctype html><html><head><title>Shop</title></head><body><p>Buy now.</p></body></html>' },
    'unexpected',
  ],
];

describe('a page in place of the document', () => {
  const LIST = '<html><body><ul><li><a href="/a">A</a></li></ul></body></html>';
  const first: Record<string, readonly Omit<ExpectedExchange, 'url'>[]> = {
    feed: [{ body: DOCUMENTS[0]?.[2] ?? '' }],
    kev: [{ body: DOCUMENTS[3]?.[2] ?? '' }],
    epss: [{ body: DOCUMENTS[7]?.[2] ?? '' }],
    csaf: [{ body: DOCUMENTS[6]?.[2] ?? '' }],
  };

  describe.each(STAND_INS)('%s', (_what, answer, cause) => {
    it.each(Object.entries(first))('is refused where a %s was asked for, with its cause', async (kind, answers) => {
      const source = aSource({ kind: kind as SourceConfig['kind'], url: `${HOST}/it` });
      const { cursor } = changed(await poll(source, answers));
      expect(await poll(source, [answer], cursor)).toMatchObject({
        kind: 'refused',
        because: expect.stringMatching(/^[A-Zh].{20,}[.)]$/),
        ...(cause !== 'unexpected' && { cause }),
      });
    });

    it('is refused where a list was asked for', async () => {
      const source = aSource({ kind: 'listing', url: `${HOST}/it`, selectors: { entry: 'li' } });
      expect(await poll(source, [answer])).toMatchObject({
        kind: 'refused',
        ...(cause !== 'unexpected' && { cause }),
      });
    });
  });

  it('is not seen in a long page that only speaks of logins and browsers', async () => {
    const source = aSource({ kind: 'listing', url: `${HOST}/it`, selectors: { entry: 'li' } });
    const words = '<p>Sign in, solve the captcha, and enable JavaScript, or read on.</p>'.repeat(40);
    const body = LIST.replace('<ul>', `<h1>Login flaws</h1><input type="password">${words}<ul>`);
    const http = httpDouble({ url: `${HOST}/it`, body }, { url: `${HOST}/a`, body: '<p>Words of it.</p>' });
    expect(
      (await adapterFor('listing').poll({ source, cursor: undefined, http, now: NOW, pause: async () => {} })).kind,
    ).toBe('changed');
  });
});

describe('markers', () => {
  const source = aSource({ kind: 'feed', url: `${HOST}/it`, markers: ['<title>N</title>', 'version="2.0"'] });
  const [, , rss = ''] = DOCUMENTS[0] ?? [];

  it('that all stand in what came let it be read', async () => {
    expect((await poll(source, [{ body: rss }])).kind).toBe('changed');
  });

  it('of which one is missing refuse the read whole, in words', async () => {
    const { cursor } = changed(await poll(source, [{ body: rss }]));
    const other = String(rss).replace('<title>N</title>', '<title>Blog</title>').replace('<guid>1', '<guid>2');
    expect(await poll(source, [{ body: other }], cursor)).toEqual({
      kind: 'refused',
      status: 200,
      cause: 'unexpected',
      because:
        'What came does not hold "<title>N</title>", as everything from this source does (its markers): something else stands there now.',
    });
  });
});

describe('a list that lost most of its entries', () => {
  const item = (id: number) => `<item><title>A${id}</title><guid>${id}</guid></item>`;
  const feed = (...ids: readonly number[]) =>
    `<rss version="2.0"><channel><title>N</title>${ids.map(item).join('')}</channel></rss>`;
  const source = aSource({ kind: 'feed', url: `${HOST}/it` });

  it('is read, and a person is told', async () => {
    const { cursor } = changed(await poll(source, [{ body: feed(1, 2, 3, 4, 5, 6) }]));
    const warning = 'The feed holds 2 entries, where it held 6; what was read before is kept.';
    expect(await poll(source, [{ body: feed(1, 2) }], cursor)).toMatchObject({ kind: 'unchanged', warning });
    expect(await poll(source, [{ body: feed(1, 9) }], cursor)).toMatchObject({ kind: 'changed', warning });
    expect(await poll(source, [{ body: feed(1, 2, 3) }], cursor)).toMatchObject({ kind: 'unchanged' });
  });
});

function changed(outcome: PollOutcome) {
  if (outcome.kind !== 'changed') throw new Error(`expected news, got ${JSON.stringify(outcome)}`);
  return outcome;
}
