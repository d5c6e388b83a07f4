import { describe, expect, it } from 'vitest';
import { aSource } from '../conformance/source.ts';
import type { ExpectedExchange } from '../helpers/http-double.ts';
import { POLLED_AT, polling } from '../helpers/poll-source.ts';

const REPOSITORY = 'https://api.github.com/repos/example/advisories';
const source = aSource({ kind: 'github', url: REPOSITORY });

const tree = (entries: Readonly<Record<string, string>>, more: object = {}) => ({
  url: `${REPOSITORY}/git/trees/HEAD?recursive=1`,
  headers: { etag: `"${Object.values(entries).join()}"` },
  body: JSON.stringify({
    sha: 'aaaa',
    tree: Object.entries(entries).map(([path, sha]) => ({ path, sha, type: 'blob' })),
    truncated: false,
    ...more,
  }),
});
const blob = (sha: string, more: Partial<ExpectedExchange> = {}) => ({
  url: `${REPOSITORY}/git/blobs/${sha}`,
  body: `# Words of ${sha}`,
  ...more,
});

describe('the advisories of a repository', () => {
  it('are the Markdown files whose path names one, each under its path, with the page that people see', async () => {
    const paths = [
      'README.md',
      'docs/SECURITY-2.md',
      'logo.png',
      'CVE-2099-0001/README.md',
      'CVE-2099-0001/poc.py',
      'advisories/EXA-2099-01.md',
      'GHSA-aaaa-bbbb-cccc.md',
    ];
    const { items } = await polling(source).news([
      tree(Object.fromEntries(paths.map((path, at) => [path, `sha${at}`]))),
      ...['sha3', 'sha5', 'sha6'].map((sha) => blob(sha)),
    ]);
    expect(items.map(({ guid, link }) => [guid, link])).toEqual([
      ['CVE-2099-0001', 'https://github.com/example/advisories/blob/HEAD/CVE-2099-0001/README.md'],
      ['advisories/EXA-2099-01', 'https://github.com/example/advisories/blob/HEAD/advisories/EXA-2099-01.md'],
      ['GHSA-aaaa-bbbb-cccc', 'https://github.com/example/advisories/blob/HEAD/GHSA-aaaa-bbbb-cccc.md'],
    ]);
  });

  it('are read once for each content that they have', async () => {
    const one = { 'CVE-2099-0001/README.md': 'sha1', 'CVE-2099-0002/README.md': 'sha2' };
    const { news } = polling(source);
    await news([tree(one), blob('sha1'), blob('sha2')]);
    const next = await news([tree({ ...one, 'CVE-2099-0002/README.md': 'sha3' }), blob('sha3')]);
    expect(next.items.map(({ guid }) => guid)).toEqual(['CVE-2099-0002']);
  });

  it('that are taken away withdraw nothing', async () => {
    const { news } = polling(source);
    await news([tree({ 'CVE-2099-0001.md': 'sha1', 'CVE-2099-0002.md': 'sha2' }), blob('sha1'), blob('sha2')]);
    expect(await news([tree({ 'CVE-2099-0001.md': 'sha1' })])).toMatchObject({ items: [], refused: [] });
  });

  it('that are many come forty at a time, and are no news where they were there at first', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => [`CVE-2099-${1000 + at}.md`, `sha${at}`] as const),
    );
    const shas = Object.values(many);
    const { news, poll } = polling(source);
    const first = await news([tree(many), ...shas.slice(0, 40).map((sha) => blob(sha))]);
    const next = await news([tree(many), ...shas.slice(40).map((sha) => blob(sha))]);
    expect([first.items.length, next.items.length, next.backlog?.length]).toEqual([40, 0, 10]);
    const { outcome } = await poll([{ url: tree(many).url, status: 304 }]);
    expect(outcome).toEqual({ kind: 'unchanged' });
  });

  it('are asked for again where one could not be had', async () => {
    const files = { 'CVE-2099-0001.md': 'sha1', 'CVE-2099-0002.md': 'sha2' };
    const { news } = polling(source);
    const first = await news([tree(files), blob('sha1'), blob('sha2', { status: 500 })]);
    expect(first.refused).toEqual([
      { what: 'CVE-2099-0002.md', because: 'The server answered 500: it has trouble of its own.' },
    ]);
    const next = await news([tree({ ...files, 'CVE-2099-0003.md': 'sha3' }), blob('sha2'), blob('sha3')]);
    expect([next.items, next.backlog ?? []].map((some) => some.map(({ guid }) => guid))).toEqual([
      ['CVE-2099-0003'],
      ['CVE-2099-0002'],
    ]);
  });
});

describe('a repository that cannot be read whole is refused', () => {
  it.each([
    ['too many files', tree({ 'CVE-2099-0001.md': 'sha1' }, { truncated: true }), 'lists at once'],
    ['no advisories', tree({ 'README.md': 'sha1' }), 'no Markdown file whose path names an advisory'],
    ['another answer', { ...tree({}), body: '{"message":"Hello"}' }, 'not the tree of a repository'],
  ])('%s', async (_, answer, because) => {
    const { outcome } = await polling(source).poll([answer]);
    expect(outcome).toEqual({ kind: 'refused', status: 200, because: expect.stringContaining(because) });
  });

  it('after too many questions, until the hour is over', async () => {
    const limit = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${Date.parse(POLLED_AT) / 1000 + 900}` };
    const { outcome } = await polling(source).poll([{ ...tree({}), status: 403, headers: limit }]);
    expect(outcome).toEqual({
      kind: 'refused',
      status: 403,
      cause: 'busy',
      because: 'The server answered 403: it is asked too often.',
      retryAfterMs: 900_000,
    });
  });
});

describe('a token', () => {
  it('goes into the header of each question', async () => {
    const { poll } = polling(source, { secret: 'made-up-token' });
    const { requests } = await poll([tree({ 'CVE-2099-0001.md': 'sha1' }), blob('sha1')]);
    expect(requests.map(({ headers }) => headers?.authorization)).toEqual(Array(2).fill('Bearer made-up-token'));
  });
});
