import { describe, expect, it } from 'vitest';
import { aSource } from '../conformance/source.ts';
import { aCveRecord } from '../helpers/cve-record.ts';
import type { ExpectedExchange } from '../helpers/http-double.ts';
import { polling } from '../helpers/poll-source.ts';

const SITE = 'https://advisories.example.com';
const source = aSource({ kind: 'paloalto', url: SITE });

const entry = (ID: string, updated = '2029-12-12T17:00:00.000Z') => ({
  ...{ ID, updated, date: '2029-12-12T17:00:00.000Z' },
  ...{ product: ['Gateway'], version: ['Gateway 6.3', 'Gateway 6.2'], affected: ['< 6.3.3 on Windows', 'None'] },
});
const page = (entries: readonly object[], number = 1): ExpectedExchange => ({
  url: `${SITE}/json/?page=${number}&limit=100&sort=doc`,
  body: JSON.stringify(entries),
});
const advisory = (id: string): ExpectedExchange => ({
  url: `${SITE}/json/${id}`,
  body: JSON.stringify(aCveRecord(id)),
});
const many = (count: number) => Array.from({ length: count }, (_, at) => `CVE-2099-${1000 + at}`);

describe('the advisories of Palo Alto Networks', () => {
  it('are read where they were updated, with the date of the list and the page that people see', async () => {
    const { news } = polling(source);
    const ids = ['CVE-2099-0001', 'PAN-SA-2099-0001'];
    const first = await news([page(ids.map((id) => entry(id))), ...ids.map(advisory)]);
    expect(first.items.map(({ guid, link, publishedAt, format }) => [guid, link, publishedAt, format])).toEqual([
      ['CVE-2099-0001', `${SITE}/CVE-2099-0001`, '2029-12-12T17:00:00.000Z', 'cve'],
      ['PAN-SA-2099-0001', `${SITE}/PAN-SA-2099-0001`, '2029-12-12T17:00:00.000Z', 'cve'],
    ]);
    const updated = [entry('CVE-2099-0001'), entry('PAN-SA-2099-0001', '2029-12-20T09:00:00.000Z')];
    const next = await news([page(updated), advisory('PAN-SA-2099-0001')]);
    expect(next.items.map(({ guid }) => guid)).toEqual(['PAN-SA-2099-0001']);
  });

  it('stand on pages of a hundred, a second apart, and the last one is shorter', async () => {
    const { news, poll, pauses } = polling(source);
    const ids = many(100);
    const full = page(ids.map((id) => entry(id)));
    await news([full, page([], 2), ...ids.slice(0, 40).map(advisory)]);
    const { outcome } = await poll([full, page([], 2)]);
    expect([outcome.kind, pauses]).toEqual(['unchanged', [1000, 1000]]);
  });

  it('of long ago count as known at first: forty are read, those that were updated last', async () => {
    const ids = many(45);
    const updatedOn = (id: string, at: number) => entry(id, `2029-${at < 5 ? '01' : '12'}-12T17:00:00.000Z`);
    const { news } = polling(source);
    const first = await news([page(ids.map(updatedOn)), ...ids.slice(5).map(advisory)]);
    const touched = ids.map((id, at) => (at === 0 ? entry(id, '2029-12-31T17:00:00.000Z') : updatedOn(id, at)));
    const next = await news([page(touched), ...ids.slice(0, 1).map(advisory)]);
    expect([first.items.length, next.items.map(({ guid }) => guid)]).toEqual([40, ['CVE-2099-1000']]);
  });

  it('that could not be had are said, and asked for again', async () => {
    const { news } = polling(source);
    const list = page([entry('CVE-2099-0001'), entry('CVE-2099-0002')]);
    const first = await news([list, { ...advisory('CVE-2099-0001'), status: 500 }, advisory('CVE-2099-0002')]);
    expect(first.refused).toEqual([
      { what: 'CVE-2099-0001', because: 'The server answered 500: it has trouble of its own.' },
    ]);
    const wrong = { ...advisory('CVE-2099-0002'), url: `${SITE}/json/CVE-2099-0001` };
    const second = await news([list, wrong]);
    expect(second.refused).toEqual([
      { what: 'CVE-2099-0001', because: 'CVE-2099-0001 was asked for; something else came back.' },
    ]);
    const third = await news([list, advisory('CVE-2099-0001')]);
    expect([third.items, third.backlog?.map(({ guid }) => guid)]).toEqual([[], ['CVE-2099-0001']]);
  });

  it('that were there at first and were updated before they could be had are news', async () => {
    const { news } = polling(source);
    const both = [entry('CVE-2099-0001'), entry('CVE-2099-0002')];
    await news([page(both), { ...advisory('CVE-2099-0001'), status: 500 }, advisory('CVE-2099-0002')]);
    const touched = page([entry('CVE-2099-0001', '2029-12-31T17:00:00.000Z'), entry('CVE-2099-0002')]);
    expect(await news([touched, advisory('CVE-2099-0001')])).toMatchObject({ items: [{ guid: 'CVE-2099-0001' }] });
  });
});

describe('a list is refused whole', () => {
  it.each([
    ['that is empty', '[]', 'is empty'],
    ['with an entry without a date', '[{"ID":"CVE-2099-0001"}]', 'JSON, but not a list'],
    ['with an id that is none', '[{"ID":"../admin","updated":"2029-12-12"}]', 'JSON, but not a list'],
    ['that is cut off', '[{"ID":"CVE-2099-0001"', 'not valid JSON'],
  ])('%s', async (_, body, because) => {
    const { outcome } = await polling(source).poll([{ ...page([]), body }]);
    expect(outcome).toMatchObject({ kind: 'refused', because: expect.stringContaining(because) });
  });

  it('when its second page cannot be had', async () => {
    const { outcome } = await polling(source).poll([
      page(many(100).map((id) => entry(id))),
      { ...page([], 2), status: 503, headers: { 'retry-after': '60' } },
    ]);
    expect(outcome).toMatchObject({ kind: 'refused', status: 503, retryAfterMs: 60_000 });
  });
});
