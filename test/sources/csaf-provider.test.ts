import { createHash } from 'node:crypto';
import * as openpgp from 'openpgp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../src/http/client.ts';
import type { Cursor, SourceConfig } from '../../src/ports/source.ts';
import { documentsOfDirectory } from '../../src/sources/csaf/listed.ts';
import { adapterFor } from '../../src/sources/registry.ts';
import { aSource } from '../conformance/source.ts';
import { type ScriptedServer, startScriptedServer } from '../helpers/scripted-server.ts';

const NOW = '2030-01-10T00:00:00.000Z';
const http = createHttpClient({ deadlineMs: 5_000 });

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.stop());

const documentOf = (id: string) =>
  JSON.stringify({
    document: { csaf_version: '2.0', title: `About ${id}`, tracking: { id } },
    product_tree: {},
    vulnerabilities: [],
  });

const sha512 = (text: string) => createHash('sha512').update(text).digest('hex');

async function poll(more: Partial<SourceConfig> & { readonly at: string }, cursor?: Cursor, now = NOW) {
  const { at, ...rest } = more;
  const source = aSource({ kind: 'csaf', url: `${server.origin}${at}`, ...rest });
  const outcome = await adapterFor('csaf').poll({ source, cursor, http, now, pause: async () => {} });
  if (outcome.kind !== 'changed') return outcome;
  const guids = (items: readonly { guid: string }[] = []) => items.map(({ guid }) => guid);
  return {
    kind: outcome.kind,
    news: guids(outcome.items),
    backlog: guids(outcome.backlog),
    refused: outcome.refused.map(({ what, because }) => `${what.replace(server.origin, '')}: ${because}`),
    cursor: JSON.parse(JSON.stringify(outcome.cursor)) as Cursor,
  };
}

/** A ROLIE feed of one document, whose hash and signature stand at the usual addresses. */
function scriptRolie(id: string, body: string, more: { hash?: string; signature?: string } = {}) {
  const url = `${server.origin}/${id}.json`;
  const link = [
    ...(more.hash === undefined ? [] : [{ rel: 'hash', href: `${url}.sha512` }]),
    ...(more.signature === undefined ? [] : [{ rel: 'signature', href: `${url}.asc` }]),
  ];
  server.script(`/${id}.json`, { body });
  server.script(`/${id}.json.sha512`, more.hash === undefined ? { status: 404 } : { body: more.hash });
  server.script(`/${id}.json.asc`, more.signature === undefined ? { status: 404 } : { body: more.signature });
  const entry = [{ id, updated: '2030-01-09T00:00:00Z', link, content: { src: url } }];
  server.script('/rolie.json', { body: JSON.stringify({ feed: { entry } }) });
}

describe('the paths of a directory', () => {
  it.each([
    ['relative to the list', '2029/a.json', 'https://vendor.example/csaf/white/2029/a.json'],
    ['from the top of the repository', 'csaf/white/2029/a.json', 'https://vendor.example/csaf/white/2029/a.json'],
    ['quoted', '"2029/a.json"', 'https://vendor.example/csaf/white/2029/a.json'],
  ])('may be written %s', (_, path, url) => {
    expect(
      documentsOfDirectory(`${path},2029-09-10T06:00:00.000000Z\n`, 'https://vendor.example/csaf/white/changes.csv'),
    ).toEqual([{ url, changedAt: '2029-09-10T06:00:00.000Z' }]);
  });

  it('are left out where they are no CSAF document', () => {
    expect(documentsOfDirectory('2029/a.json.asc\nREADME.md\n', 'https://vendor.example/index.txt')).toEqual([]);
  });
});

describe('a document that a list names', () => {
  it('is taken where its hash holds', async () => {
    const body = documentOf('ICSMA-30-001-01');
    scriptRolie('ICSMA-30-001-01', body, { hash: `${sha512(body)}  icsma-30-001-01.json\n` });
    expect(await poll({ at: '/rolie.json' })).toMatchObject({ backlog: ['ICSMA-30-001-01'], refused: [] });
  });

  it('is kept out where its hash does not hold, and asked for again', async () => {
    const body = documentOf('ICSMA-30-001-01');
    scriptRolie('ICSMA-30-001-01', body, { hash: sha512('something else') });
    const first = await poll({ at: '/rolie.json' });
    expect(first).toMatchObject({
      news: [],
      backlog: [],
      refused: [
        `/ICSMA-30-001-01.json: It does not match its hash (${server.origin}/ICSMA-30-001-01.json.sha512): it was changed or cut off on the way.`,
      ],
    });
    scriptRolie('ICSMA-30-001-01', body, { hash: sha512(body) });
    const cursor = first.kind === 'changed' ? first.cursor : undefined;
    expect(await poll({ at: '/rolie.json' }, cursor)).toMatchObject({ backlog: ['ICSMA-30-001-01'], refused: [] });
  });

  it('is kept out where the hash that the list names is not there', async () => {
    scriptRolie('A-1', documentOf('A-1'), { hash: 'x' });
    server.script('/A-1.json.sha512', { status: 404 });
    expect(await poll({ at: '/rolie.json' })).toMatchObject({
      refused: [`/A-1.json: Its hash (${server.origin}/A-1.json.sha512) is not there.`],
    });
  });

  it('is kept out where something follows its end', async () => {
    scriptRolie('A-1', `${documentOf('A-1')} and more`);
    expect(await poll({ at: '/rolie.json' })).toMatchObject({
      refused: ['/A-1.json: JSON that is not valid; it may be cut off.'],
    });
  });

  it('that fails stops no other', async () => {
    server.script('/white/good.json', { body: documentOf('GOOD-1') });
    server.script('/white/changes.csv', {
      body: 'gone.json,2030-01-09T00:00:00Z\ngood.json,2030-01-08T00:00:00Z\n',
    });
    expect(await poll({ at: '/white/changes.csv' })).toMatchObject({
      backlog: ['GOOD-1'],
      refused: [
        '/white/gone.json: The server answered 404: there is nothing at this address; the publisher may have moved it.',
      ],
    });
  });
});

describe('a publisher that signs', () => {
  async function aSigner() {
    const { privateKey, publicKey } = await openpgp.generateKey({
      userIDs: [{ name: 'Example PSIRT' }],
      format: 'object',
      date: new Date('2029-01-01T00:00:00Z'),
    });
    const sign = async (text: string) =>
      openpgp.sign({
        message: await openpgp.createMessage({ binary: new TextEncoder().encode(text) }),
        signingKeys: privateKey,
        detached: true,
        date: new Date('2030-01-09T00:00:00Z'),
      });
    return { sign, armoredKey: publicKey.armor() };
  }

  const scriptProvider = (armoredKey: string) => {
    server.script('/key.asc', { body: armoredKey });
    server.script('/provider-metadata.json', {
      body: JSON.stringify({
        distributions: [{ rolie: { feeds: [{ tlp_label: 'WHITE', url: `${server.origin}/rolie.json` }] } }],
        public_openpgp_keys: [{ url: `${server.origin}/key.asc` }],
      }),
    });
  };

  it('is believed where the signature is its own', async () => {
    const { sign, armoredKey } = await aSigner();
    const body = documentOf('A-1');
    scriptProvider(armoredKey);
    scriptRolie('A-1', body, { signature: await sign(body) });
    expect(await poll({ at: '/provider-metadata.json' })).toMatchObject({ backlog: ['A-1'], refused: [] });
  });

  it('is not spoken for by another key, nor for another text', async () => {
    const [publisher, stranger] = [await aSigner(), await aSigner()];
    scriptProvider(publisher.armoredKey);
    for (const signature of [await stranger.sign(documentOf('A-1')), await publisher.sign('other words')]) {
      scriptRolie('A-1', documentOf('A-1'), { signature });
      const outcome = await poll({ at: '/provider-metadata.json' });
      expect(outcome).toMatchObject({ backlog: [] });
      expect(JSON.stringify(outcome)).toContain("does not hold against the publisher's keys");
    }
  });

  it('owes a signature', async () => {
    const { armoredKey } = await aSigner();
    scriptProvider(armoredKey);
    scriptRolie('A-1', documentOf('A-1'));
    expect(await poll({ at: '/provider-metadata.json' })).toMatchObject({
      backlog: [],
      refused: [`/A-1.json: Its signature (${server.origin}/A-1.json.asc) could not be read.`],
    });
  });
});

describe('a provider', () => {
  it('is read without what needs a login', async () => {
    server.script('/white/a.json', { body: documentOf('A-1') });
    server.script('/white/changes.csv', { body: 'a.json,2030-01-09T00:00:00Z\n' });
    const entry = [{ updated: '2030-01-09T00:00:00Z', content: { src: `${server.origin}/white/a.json` } }];
    server.script('/rolie-white.json', { body: JSON.stringify({ feed: { entry } }) });
    const feeds = [
      { tlp_label: 'AMBER', url: `${server.origin}/rolie-amber.json` },
      { tlp_label: 'WHITE', url: `${server.origin}/rolie-white.json` },
    ];
    server.script('/provider-metadata.json', { body: JSON.stringify({ distributions: [{ rolie: { feeds } }] }) });
    expect(await poll({ at: '/provider-metadata.json' })).toMatchObject({ backlog: ['A-1'], refused: [] });
    expect(server.requests.map(({ path }) => path)).not.toContain('/rolie-amber.json');
  });

  it('with a directory is read by its changes, or by its index where there are none', async () => {
    server.script('/white/a.json', { body: documentOf('A-1') });
    server.script('/white/index.txt', { body: 'a.json\n' });
    server.script('/provider-metadata.json', {
      body: JSON.stringify({ distributions: [{ directory_url: `${server.origin}/white` }] }),
    });
    expect(await poll({ at: '/provider-metadata.json' })).toMatchObject({ news: ['A-1'], refused: [] });
  });
});

describe('an aggregator', () => {
  const scriptAggregator = () => {
    server.script('/white/a.json', { body: documentOf('A-1') });
    server.script('/white/changes.csv', { body: 'a.json,2030-01-09T00:00:00Z\n' });
    server.script('/pump/provider-metadata.json', {
      body: JSON.stringify({ distributions: [{ directory_url: `${server.origin}/white/` }] }),
    });
    server.script('/aggregator.json', {
      body: JSON.stringify({
        aggregator: { category: 'lister' },
        csaf_providers: [
          { metadata: { url: `${server.origin}/pump/provider-metadata.json`, publisher: { name: 'Example Pumps' } } },
          {
            metadata: { url: `${server.origin}/other/provider-metadata.json`, publisher: { name: 'Example Scanners' } },
          },
        ],
      }),
    });
  };

  it('is asked only for the providers that the source names', async () => {
    scriptAggregator();
    expect(await poll({ at: '/aggregator.json', only: ['Example Pumps'] })).toMatchObject({ backlog: ['A-1'] });
    expect(server.requests.map(({ path }) => path)).not.toContain('/other/provider-metadata.json');
  });

  it.each([
    [undefined, 'An aggregator of 2 providers. Name under `only` those to read: Example Pumps, Example Scanners.'],
    [['Example Pmups'], 'The aggregator has no provider Example Pmups. It has: Example Pumps, Example Scanners.'],
  ])('tells whom it lists where the source names %j', async (only, because) => {
    scriptAggregator();
    expect(await poll({ at: '/aggregator.json', ...(only !== undefined && { only }) })).toEqual({
      kind: 'refused',
      status: 200,
      because,
    });
  });
});

describe('a list longer than one poll', () => {
  const scriptMany = (count: number, changedOf: (at: number) => string) => {
    const rows = Array.from({ length: count }, (_, at) => {
      server.script(`/white/${at}.json`, { body: documentOf(`A-${at}`) });
      return `${at}.json,${changedOf(at)}`;
    });
    server.script('/white/changes.csv', { body: rows.join('\n') });
  };
  const day = (at: number) => new Date(Date.parse('2029-01-01T00:00:00Z') + at * 86_400_000).toISOString();

  it('is read newest first, the rest at the next polls, and what was there before is no news', async () => {
    scriptMany(130, day);
    const first = await poll({ at: '/white/changes.csv' });
    if (first.kind !== 'changed') throw new Error('nothing read');
    expect(first.news).toEqual([]);
    expect([first.backlog.length, first.backlog[0]]).toEqual([100, 'A-129']);

    server.script('/white/new.json', { body: documentOf('NEW-1') });
    const rows = Array.from({ length: 130 }, (_, at) => `${at}.json,${day(at)}`);
    server.script('/white/changes.csv', { body: ['new.json,2030-01-11T00:00:00Z', ...rows].join('\n') });
    const second = await poll({ at: '/white/changes.csv' }, first.cursor, '2030-01-11T01:00:00.000Z');
    expect(second).toMatchObject({ news: ['NEW-1'], refused: [] });
    expect(second.kind === 'changed' && second.backlog.length).toBe(30);
  });

  it('is read only as far back as the source says', async () => {
    scriptMany(3, (at) => ['2020-01-01T00:00:00Z', '2029-12-01T00:00:00Z', '2030-01-09T00:00:00Z'][at] ?? '');
    expect(await poll({ at: '/white/changes.csv', lookBackDays: 90 })).toMatchObject({ backlog: ['A-2', 'A-1'] });
  });

  it('is left for later when the server wants to wait', async () => {
    scriptMany(3, day);
    server.script('/white/1.json', { status: 429, headers: { 'retry-after': '60' } });
    expect(await poll({ at: '/white/changes.csv' })).toMatchObject({
      backlog: ['A-2'],
      refused: ['/white/1.json: The server answered 429: it is asked too often.'],
    });
  });
});
