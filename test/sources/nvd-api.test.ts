import { describe, expect, it } from 'vitest';
import type { RawItem } from '../../src/ports/source.ts';
import { aSource } from '../conformance/source.ts';
import type { ExpectedExchange } from '../helpers/http-double.ts';
import { polling } from '../helpers/poll-source.ts';

const API = 'https://api.example.com/cves/2.0';
const source = aSource({ kind: 'nvd', url: API });

const asked = (from: string, to: string, startIndex = 0, filter = '') =>
  `${API}?${filter}lastModStartDate=${encodeURIComponent(from)}&lastModEndDate=${encodeURIComponent(to)}&startIndex=${startIndex}`;
/** The window of the first poll. */
const WEEK = ['2029-12-24T23:00:00.000+00:00', '2030-01-01T00:00:00.000+00:00'] as const;
const ids = (count: number, first = 1000) => Array.from({ length: count }, (_, at) => `CVE-2099-${first + at}`);
const guidsOf = (items: readonly RawItem[]) => items.map(({ guid }) => guid);
const page = (
  startIndex: number,
  totalResults: number,
  ids: readonly string[],
  url = asked(...WEEK, startIndex),
  changedAt: Readonly<Record<string, string>> = {},
) => ({
  url,
  body: JSON.stringify({
    ...{ resultsPerPage: ids.length, startIndex, totalResults, format: 'NVD_CVE', version: '2.0' },
    vulnerabilities: ids.map((id) => ({
      cve: {
        id,
        lastModified: changedAt[id],
        vulnStatus: 'Received',
        descriptions: [{ lang: 'en', value: `Words of ${id}.` }],
      },
    })),
  }),
});

describe('the NVD is asked', () => {
  it('at first for a week, and then for what changed since, with an hour more', async () => {
    const { news } = polling(source);
    await news([page(0, 1, ids(1))]);
    const window = ['2029-12-31T23:00:00.000+00:00', '2030-01-03T00:00:00.000+00:00'] as const;
    const next = await news([page(0, 1, ids(1, 2000), asked(...window))], '2030-01-03T00:00:00.000Z');
    expect(next.items.map(({ guid, link }) => [guid, link])).toEqual([
      ['CVE-2099-2000', 'https://nvd.nist.gov/vuln/detail/CVE-2099-2000'],
    ]);
  });

  it('for no more than 120 days at once, and goes on from there', async () => {
    const { news } = polling(source);
    await news([page(0, 1, ids(1))]);
    const first = ['2029-12-31T23:00:00.000+00:00', '2030-04-30T23:00:00.000+00:00'] as const;
    const second = ['2030-04-30T22:00:00.000+00:00', '2030-08-28T22:00:00.000+00:00'] as const;
    await news([page(0, 0, [], asked(...first))], '2030-12-01T00:00:00.000Z');
    await news([page(0, 0, [], asked(...second))], '2030-12-01T00:00:00.000Z');
  });

  it('page after page, six seconds apart', async () => {
    const { news, pauses } = polling(source);
    const all = ids(5);
    const { items } = await news([page(0, 5, all.slice(0, 2)), page(2, 5, all.slice(2, 4)), page(4, 5, all.slice(4))]);
    expect(items.map(({ guid }) => guid)).toEqual(all);
    expect(pauses).toEqual([6000, 6000]);
  });

  it('with a key in its header, and faster', async () => {
    const { poll, pauses } = polling(source, { secret: 'made-up-key' });
    const { requests } = await poll([page(0, 2, ids(1)), page(1, 2, ids(1, 2000))]);
    expect(requests.map(({ headers }) => headers?.apiKey)).toEqual(['made-up-key', 'made-up-key']);
    expect(pauses).toEqual([600]);
  });

  it('with the filter of the address', async () => {
    const filtered = aSource({ kind: 'nvd', url: `${API}?hasKev&keywordSearch=infusion pump` });
    const url = asked(...WEEK, 0, 'hasKev&keywordSearch=infusion+pump&');
    const { outcome } = await polling(filtered).poll([page(0, 0, [], url)]);
    expect(outcome).toMatchObject({ kind: 'changed', items: [], refused: [] });
  });

  it('for half the time where that holds too many records', async () => {
    const half = ['2029-12-24T23:00:00.000+00:00', '2029-12-28T11:30:00.000+00:00'] as const;
    const { news } = polling(source);
    await news([page(0, 12_000, ids(2)), page(0, 1, ids(1), asked(...half))]);
    const rest = ['2029-12-28T10:30:00.000+00:00', '2030-01-01T00:00:00.000+00:00'] as const;
    const { items } = await news([page(0, 1, ids(1, 2000), asked(...rest))]);
    expect(items.map(({ guid }) => guid)).toEqual(['CVE-2099-2000']);
  });

  it('and tells as old what a first look did not come to, unless it changed since', async () => {
    const half = ['2029-12-24T23:00:00.000+00:00', '2029-12-28T11:30:00.000+00:00'] as const;
    const rest = ['2029-12-28T10:30:00.000+00:00', '2030-01-02T00:00:00.000+00:00'] as const;
    const then = ['2030-01-01T23:00:00.000+00:00', '2030-01-03T00:00:00.000+00:00'] as const;
    const changed = (at: Readonly<Record<string, string>>, window: readonly [string, string]) =>
      page(0, Object.keys(at).length, Object.keys(at), asked(...window), at);
    const { news } = polling(source);
    await news([page(0, 12_000, ids(2)), page(0, 1, ids(1), asked(...half))]);
    const late = { 'CVE-2099-2000': '2029-12-30T10:00:00.000', 'CVE-2099-2001': '2030-01-01T10:00:00.000' };
    const second = await news([changed(late, rest)], '2030-01-02T00:00:00.000Z');
    const third = await news(
      [changed({ 'CVE-2099-2002': '2029-12-30T10:00:00.000' }, then)],
      '2030-01-03T00:00:00.000Z',
    );
    expect([second, third].map(({ items, backlog = [] }) => [guidsOf(items), guidsOf(backlog)])).toEqual([
      [['CVE-2099-2001'], ['CVE-2099-2000']],
      [['CVE-2099-2002'], []],
    ]);
  });
});

describe('an answer is refused whole', () => {
  const refused = async (...answers: readonly ExpectedExchange[]) => {
    const { outcome } = await polling(source).poll(answers);
    return outcome.kind === 'refused' ? [outcome.status, outcome.because] : outcome;
  };

  it.each([
    ['that ends too soon', [page(0, 3, ids(2)), page(2, 3, [])], 'says that there are 3 records, and gives 2'],
    ['that begins elsewhere', [{ ...page(4, 5, ids(1)), url: asked(...WEEK, 0) }], 'answered with those from 4 on'],
    ['whose number changes', [page(0, 3, ids(2)), page(2, 4, ids(2, 2000))], 'changed from 3 to 4'],
    ['of another API', [{ ...page(0, 0, []), body: '{"vulnerabilities":[]}' }], 'not an answer of the API 2.0'],
    ['that is cut off', [{ ...page(0, 0, []), body: '{"format":"NVD_CVE",' }], 'not valid JSON'],
  ] as const)('%s', async (_, answers, because) => {
    expect(await refused(...answers)).toEqual([200, expect.stringContaining(because)]);
  });

  it.each([
    [403, 'The NVD answered 403: it is asked too often.'],
    [404, 'The NVD answered 404: the key, or something in the address, is not valid.'],
  ])('with %s', async (status, because) => {
    expect(await refused({ ...page(0, 0, []), status })).toEqual([status, because]);
  });

  it('but a record that cannot be read stops no other', async () => {
    const broken = page(0, 2, ids(2));
    const body = broken.body.replace('"vulnStatus":"Received"', '"vulnStatus":""');
    const { items, refused } = await polling(source).news([{ ...broken, body }]);
    expect(items.map(({ guid }) => guid)).toEqual(['CVE-2099-1001']);
    expect(refused).toEqual([
      { what: 'CVE-2099-1000', because: 'The record lacks a CVE id, a description or a status.' },
    ]);
  });
});
