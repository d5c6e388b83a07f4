import { describe, expect, it } from 'vitest';
import { aSource } from '../conformance/source.ts';
import type { ExpectedExchange } from '../helpers/http-double.ts';
import { polling } from '../helpers/poll-source.ts';

const COLLECTION = 'https://taxii.example.com/api/collections/one';
const source = aSource({ kind: 'taxii', url: `${COLLECTION}/` });

const report = (id: number, refs: readonly string[] = [], name = 'A report') => ({
  ...{ type: 'report', id: `report--${id}`, name, object_refs: refs },
});
const indicator = (id: number) => ({
  ...{ type: 'indicator', id: `indicator--${id}`, pattern_type: 'stix' },
  pattern: `[ipv4-addr:value = '198.51.100.${id}']`,
});
const page = (
  objects: readonly object[],
  more: { query?: string; next?: string; last?: string } = {},
): ExpectedExchange => ({
  url: `${COLLECTION}/objects/${more.query === undefined ? '' : `?${more.query}`}`,
  headers: { 'x-taxii-date-added-last': more.last ?? '2029-12-31T10:00:00.000000Z' },
  body: JSON.stringify({ ...(more.next !== undefined && { more: true, next: more.next }), objects }),
});
const SINCE = 'added_after=2029-12-31T10%3A00%3A00.000000Z';

describe('a collection of TAXII', () => {
  it('is asked for its objects in the version that is meant, and then for what was added since', async () => {
    const { news, poll } = polling(source);
    const first = await news([page([report(1), indicator(1)])]);
    expect(first.items.map(({ guid, format }) => [guid, format])).toEqual([
      ['report--1', 'stix'],
      ['indicator--1', 'stix'],
    ]);
    const { outcome, requests } = await poll([
      page([report(2)], { query: SINCE, last: '2029-12-31T12:00:00.000000Z' }),
    ]);
    expect(outcome).toMatchObject({ kind: 'changed', items: [{ guid: 'report--2' }] });
    expect(requests[0]?.headers).toMatchObject({ accept: 'application/taxii+json;version=2.1' });
  });

  it('comes page by page', async () => {
    const { items } = await polling(source).news([
      page([report(1)], { next: 'a b' }),
      page([report(2)], { query: 'next=a+b' }),
    ]);
    expect(items.map(({ guid }) => guid)).toEqual(['report--1', 'report--2']);
  });

  it('that is long is read in several polls, and what was added before the first is no news', async () => {
    const { news } = polling(source);
    const next = (at: number) => ({ next: `${at}`, ...(at > 1 && { query: `next=${at - 1}` }) });
    await news(Array.from({ length: 20 }, (_, at) => page([report(at)], next(at + 1))));
    const second = await news([
      page([report(20)], { query: SINCE, next: '21' }),
      page([report(21)], { query: `${SINCE}&next=21`, last: '2030-01-01T01:00:00.000000Z' }),
    ]);
    expect(second).toMatchObject({ items: [{ guid: 'report--21' }], backlog: [{ guid: 'report--20' }] });
  });

  it('is asked once more for what an edited report refers to, so that it keeps its indicators', async () => {
    const { news } = polling(source);
    await news([page([report(1, ['indicator--1', 'indicator--2']), indicator(1), indicator(2)])]);
    const edited = await news([
      page([report(1, ['indicator--1', 'indicator--2'], 'It is worse')], { query: SINCE }),
      page([indicator(1), indicator(2)], { query: 'match%5Bid%5D=indicator--1%2Cindicator--2' }),
    ]);
    expect(edited.items.map(({ guid }) => guid)).toEqual(['report--1']);
    const { objects } = JSON.parse(new TextDecoder().decode(edited.items[0]?.bytes));
    expect(objects.map(({ id }: { id: string }) => id)).toEqual(['report--1', 'indicator--1', 'indicator--2']);
  });

  it('may be empty', async () => {
    const { outcome } = await polling(source).poll([{ ...page([]), body: '{}' }]);
    expect(outcome).toMatchObject({ kind: 'changed', items: [] });
  });

  it.each([
    ['ward:made-up', `Basic ${btoa('ward:made-up')}`],
    ['made-up-token', 'Bearer made-up-token'],
  ])('is asked with its secret %s as %s', async (secret, authorization) => {
    const { requests } = await polling(source, { secret }).poll([page([])]);
    expect(requests[0]?.headers).toMatchObject({ authorization });
  });

  it.each([
    ['another answer', '{"title":"Some API root"}', 'not the objects of a collection'],
    ['a list', '[]', 'not the objects of a collection'],
    ['a page without a way to the next', '{"more":true,"objects":[]}', 'does not say how to ask'],
    ['an answer that is cut off', '{"objects":[', 'not valid JSON'],
  ])('that gives %s is refused', async (_, body, because) => {
    const { outcome } = await polling(source).poll([{ ...page([]), body }]);
    expect(outcome).toEqual({ kind: 'refused', status: 200, because: expect.stringContaining(because) });
  });

  it('that fails at its second page is refused whole', async () => {
    const { outcome } = await polling(source).poll([
      page([report(1)], { next: '2' }),
      { ...page([], { query: 'next=2' }), status: 503 },
    ]);
    expect(outcome).toMatchObject({ kind: 'refused', status: 503 });
  });
});
