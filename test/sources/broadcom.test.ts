import { describe, expect, it } from 'vitest';
import { aSource } from '../conformance/source.ts';
import type { ExpectedExchange } from '../helpers/http-double.ts';
import { polling } from '../helpers/poll-source.ts';
import { readAs, statementsOf } from './formats/records.ts';

const LIST = 'https://support.example.com/getSecurityAdvisoryList';
const source = aSource({ kind: 'broadcom', url: LIST });

const ENTRY = {
  affectedCve: 'CVE-2099-0001, CVE-2099-0002',
  documentId: 'EXSA38288',
  notificationId: 38288,
  notificationUrl: 'https://support.example.com/content/38288',
  published: '03 September 2029',
  severity: 'CRITICAL',
  supportProducts: 'VMware Gateway,Example Pump,VMware Work...',
  title: 'VMSA-2099-0006.1: VMware Gateway updates address a flaw',
  totalRecords: null,
  updated: '2029-09-03T08:58:26.960422',
  workAround: 'None',
};
const entry = (id: number, more: object = {}) => ({ ...ENTRY, documentId: `EXSA${id}`, notificationId: id, ...more });
const answer = (document: object): ExpectedExchange => ({ url: LIST, body: JSON.stringify(document) });
const page = (...list: readonly object[]) => answer({ success: true, data: { list } });
const full = (first: number) => page(...Array.from({ length: 100 }, (_, at) => entry(first + at)));

describe("Broadcom's list of advisories", () => {
  it('is asked by POST for all pages, a second apart', async () => {
    const { poll, pauses } = polling(source);
    const { outcome, requests } = await poll([full(1000), full(2000), page(entry(3000))]);
    expect(outcome).toMatchObject({ kind: 'changed', items: { length: 201 } });
    expect(requests.map(({ method, body }) => [method, JSON.parse(body ?? '')])).toEqual(
      [0, 1, 2].map((pageNumber) => [
        'POST',
        { pageNumber, pageSize: 100, searchVal: '', segment: '', sortInfo: { column: '', order: '' } },
      ]),
    );
    expect(pauses).toEqual([1000, 1000]);
  });

  it('is asked for each of the segments that are wanted', async () => {
    const { poll } = polling(aSource({ kind: 'broadcom', url: LIST, only: ['VC', 'VT'] }));
    const { outcome, requests } = await poll([page(entry(1)), page(entry(1), entry(2))]);
    expect(requests.map(({ body }) => JSON.parse(body ?? '').segment)).toEqual(['VC', 'VT']);
    expect(outcome).toMatchObject({ kind: 'changed', items: [{ guid: 'EXSA1' }, { guid: 'EXSA2' }] });
  });

  it.each([
    ['of now', page(entry(1))],
    ['of before', answer({ advisoryList: [entry(1)] })],
    ['between', answer({ data: { advisoryList: [entry(1)] } })],
  ])('is read in the shape %s', async (_, list) => {
    const { items } = await polling(source).news([list]);
    expect(items.map(({ guid, link, publishedAt }) => [guid, link, publishedAt])).toEqual([
      ['EXSA1', 'https://support.example.com/content/38288', '2029-09-03T00:00:00.000Z'],
    ]);
  });

  it('hands on what was revised, wherever it stands, and no count that moved', async () => {
    const { news } = polling(source);
    await news([page(entry(1), entry(2), entry(3))]);
    const revised = entry(2, { updated: '2029-10-01T00:00:00', title: 'VMSA-2099-0006.2: It is worse' });
    const next = await news([page(entry(1, { totalRecords: 3 }), revised, entry(3))]);
    expect(next.items.map(({ guid }) => guid)).toEqual(['EXSA2']);
  });

  it('hands on the others where one lacks its id', async () => {
    const { items, refused } = await polling(source).news([page(entry(1), { title: 'VMSA-2099-0007: Lost' })]);
    expect(items).toHaveLength(1);
    expect(refused).toEqual([{ what: 'VMSA-2099-0007: Lost', because: 'It lacks its title or its id.' }]);
  });

  it.each([
    ['of a server that failed', answer({ success: false, data: { list: [] } }), "not a page of Broadcom's list"],
    ['that is empty', page(), 'The list of advisories is empty.'],
    ['that shrank', page(entry(1)), 'shrank from 3 to 1'],
    ['whose second page failed', [full(1000), { url: LIST, status: 500 }], 'answered 500'],
  ])('is refused whole: one %s', async (_, list, because) => {
    const { news, poll } = polling(source);
    await news([page(entry(1), entry(2), entry(3))]);
    const { outcome } = await poll([list].flat());
    expect(outcome).toMatchObject({ kind: 'refused', because: expect.stringContaining(because) });
  });
});

describe('an entry of the list', () => {
  it('says which products, of which flaws, and that there is more to know', async () => {
    const advisory = await readAs('broadcom-entry', ENTRY);
    expect(advisory).toMatchObject({
      title: 'VMSA-2099-0006.1: VMware Gateway updates address a flaw',
      publishedAt: '2029-09-03T00:00:00.000Z',
      facts: {
        aliases: ['VMSA-2099-0006', 'CVE-2099-0001', 'CVE-2099-0002'],
        gaps: [
          { about: 'products', because: expect.stringContaining('cuts the names of the products off') },
          { about: 'versions', because: expect.stringContaining('names no versions') },
        ],
      },
    });
    expect(statementsOf(advisory)).toEqual([
      'VMware / Gateway affected: versions not stated',
      'Broadcom / Example Pump affected: versions not stated',
    ]);
    expect(advisory.text).toContain('Severity: CRITICAL\n');
  });

  it('without a title is refused in words', async () => {
    await expect(readAs('broadcom-entry', { notificationId: 1 })).rejects.toThrow("not an entry of Broadcom's list");
  });
});
