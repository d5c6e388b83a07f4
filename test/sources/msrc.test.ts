import { describe, expect, it } from 'vitest';
import { readItem } from '../../src/sources/formats/read-item.ts';
import { aSource } from '../conformance/source.ts';
import type { ExpectedExchange } from '../helpers/http-double.ts';
import { polling } from '../helpers/poll-source.ts';
import { statementsOf } from './formats/records.ts';

const API = 'https://api.example.com/cvrf/v3.0';
const source = aSource({ kind: 'msrc', url: API });

const list = (months: Readonly<Record<string, string>>): ExpectedExchange => ({
  url: `${API}/updates`,
  body: JSON.stringify({
    value: Object.entries(months).map(([ID, CurrentReleaseDate]) => ({ ID, CurrentReleaseDate })),
  }),
});
const flaw = (cve: string, build: string, revised = '2029-12-11T08:00:00') => ({
  CVE: cve,
  Title: { Value: 'A flaw in Scale Studio' },
  ProductStatuses: [{ ProductID: ['1'], Type: 3 }],
  Remediations: [{ Type: 2, Description: { Value: '5000001' }, FixedBuild: build, ProductID: ['1'] }],
  RevisionHistory: [
    { Number: '1.1', Date: revised },
    { Number: '1.0', Date: '2029-12-11T08:00:00' },
  ],
});
const month = (id: string, revised: string, ...flaws: readonly object[]): ExpectedExchange => ({
  url: `${API}/cvrf/${id}`,
  body: JSON.stringify({
    DocumentTitle: { Value: `${id} Security Updates` },
    DocumentTracking: {
      Identification: { ID: { Value: id } },
      InitialReleaseDate: '2029-12-11T08:00:00',
      CurrentReleaseDate: revised.replace('Z', ''),
    },
    ProductTree: {
      Branch: [{ Type: 0, Name: 'Example', Items: [{ Type: 1, Name: 'Tools', Items: [{ ProductID: '1' }] }] }],
      FullProductName: [
        { ProductID: '1', Value: 'Scale Studio 2099' },
        { ProductID: '2', Value: 'Bed Studio 2099' },
      ],
    },
    Vulnerability: flaws,
  }),
});
const DECEMBER = '2029-12-11T08:00:00Z';
const noPdf = { pdfText: () => Promise.reject(new Error('no PDF here')) };

describe("a month of Microsoft's security updates", () => {
  it('is one document for each flaw, with the products that it names', async () => {
    const { items } = await polling(source).news([
      list({ '2029-Dec': DECEMBER }),
      month(
        '2029-Dec',
        DECEMBER,
        flaw('CVE-2099-0001', '17.9.3'),
        flaw('CVE-2099-0002', '17.9.4', '2029-12-20T08:00:00'),
      ),
    ]);
    const read = await Promise.all(items.map((item) => readItem(item, noPdf)));
    expect(read.map((one) => [one.publisherId, one.title, one.link, one.publishedAt, ...statementsOf(one)])).toEqual([
      [
        '2029-Dec/CVE-2099-0001',
        'CVE-2099-0001: A flaw in Scale Studio',
        'https://msrc.microsoft.com/update-guide/vulnerability/CVE-2099-0001',
        '2029-12-11T08:00:00.000Z',
        'Example / Scale Studio 2099 affected: before 17.9.3',
      ],
      [
        '2029-Dec/CVE-2099-0002',
        'CVE-2099-0002: A flaw in Scale Studio',
        'https://msrc.microsoft.com/update-guide/vulnerability/CVE-2099-0002',
        '2029-12-11T08:00:00.000Z',
        'Example / Scale Studio 2099 affected: before 17.9.4',
      ],
    ]);
    expect(new TextDecoder().decode(items[0]?.bytes)).not.toContain('Bed Studio');
  });

  it('that was revised leaves the flaws as they are that were not', async () => {
    const { news } = polling(source);
    const first = await news([
      list({ '2029-Dec': DECEMBER }),
      month('2029-Dec', DECEMBER, flaw('CVE-2099-0001', '1.2')),
    ]);
    const later = '2029-12-20T08:00:00Z';
    const added = month('2029-Dec', later, flaw('CVE-2099-0001', '1.2'), flaw('CVE-2099-0002', '1.3', later));
    const next = await news([list({ '2029-Dec': later }), added]);
    expect(next.items[0]).toEqual(first.items[0]);
  });

  it('that is published again replaces nothing that a newer month says', async () => {
    const { news } = polling(source);
    const before = '2029-11-13T08:00:00Z';
    const newer = await news([
      list({ '2029-Nov': before, '2029-Dec': DECEMBER }),
      month('2029-Dec', DECEMBER, flaw('CVE-2099-0001', '1.3')),
      month('2029-Nov', before),
    ]);
    const again = '2029-12-12T08:00:00Z';
    const older = await news([
      list({ '2029-Nov': again, '2029-Dec': DECEMBER }),
      month('2029-Nov', again, flaw('CVE-2099-0001', '1.2')),
    ]);
    expect([newer, older].map(({ items }) => items.map(({ guid }) => guid))).toEqual([
      ['2029-Dec/CVE-2099-0001'],
      ['2029-Nov/CVE-2099-0001'],
    ]);
  });

  it('is asked for again for two days, since it may be revised twice under one date', async () => {
    const { news, poll } = polling(source);
    const months = list({ '2029-Dec': DECEMBER });
    await news([months, month('2029-Dec', DECEMBER, flaw('CVE-2099-0001', '1.2'))], '2029-12-11T20:00:00.000Z');
    const same = month('2029-Dec', DECEMBER, flaw('CVE-2099-0001', '1.2'));
    expect((await poll([months, same], '2029-12-12T20:00:00.000Z')).outcome).toEqual({ kind: 'unchanged' });
    const twice = month('2029-Dec', DECEMBER, flaw('CVE-2099-0001', '1.3'));
    expect((await news([months, twice], '2029-12-13T07:00:00.000Z')).items).toHaveLength(1);
    expect((await poll([months], '2029-12-14T20:00:00.000Z')).outcome).toEqual({ kind: 'unchanged' });
  });

  it('is at first one of the three that were revised last, and later any that is revised', async () => {
    const revised = ['2029-12-01', '2029-12-02', '2029-12-03', '2029-12-04'].map((day) => `${day}T08:00:00Z`);
    const answers = revised.map((at, index) => month(`2029-0${index}`, at, flaw(`CVE-2099-000${index}`, '1.2')));
    const listed = Object.fromEntries(revised.map((at, index) => [`2029-0${index}`, at]));
    const { news } = polling(source);
    const first = await news([list(listed), ...answers.slice(1).reverse()]);
    const still = {
      ...flaw('CVE-2099-0009', '1.3'),
      RevisionHistory: [{ Number: '1.0', Date: '2029-12-01T08:00:00' }],
    };
    const again = month('2029-00', DECEMBER, flaw('CVE-2099-0000', '1.3'), still);
    const next = await news([list({ ...listed, '2029-00': DECEMBER }), again]);
    expect([first, next].map(({ items }) => items.map(({ guid }) => guid))).toEqual([
      ['2029-03/CVE-2099-0003', '2029-02/CVE-2099-0002', '2029-01/CVE-2099-0001'],
      ['2029-00/CVE-2099-0000'],
    ]);
    expect(next.backlog?.map(({ guid }) => guid)).toEqual(['2029-00/CVE-2099-0009']);
  });
});

describe('a month that cannot be read', () => {
  const months = list({ '2029-Dec': DECEMBER });

  it.each([
    [
      'because it is another',
      { ...month('2029-Nov', DECEMBER), url: `${API}/cvrf/2029-Dec` },
      'is not its CVRF document',
    ],
    ['because it is older than the list', month('2029-Dec', '2029-11-01T08:00:00Z'), 'is older'],
    ['because it is cut off', { ...month('2029-Dec', DECEMBER), body: '{"Vulnerability":[' }, 'not valid JSON'],
    ['because the server has trouble', { ...month('2029-Dec', DECEMBER), status: 503 }, 'answered 503'],
  ])('%s is said, and asked for again', async (_, answer, because) => {
    const { news } = polling(source);
    const first = await news([months, answer]);
    expect([first.items, first.refused]).toEqual([
      [],
      [{ what: '2029-Dec', because: expect.stringContaining(because) }],
    ]);
    const next = await news([months, month('2029-Dec', DECEMBER, flaw('CVE-2099-0001', '1.2'))]);
    expect(next.backlog).toHaveLength(1);
  });

  it('at the first look is told as old when it can be, but for the flaws that were revised since', async () => {
    const { news } = polling(source);
    const october = '2029-10-09T08:00:00Z';
    const listed = { '2029-Oct': october, '2029-Dec': DECEMBER };
    const read = month('2029-Oct', october, flaw('CVE-2099-0010', '1.2', october));
    await news([list(listed), { ...month('2029-Dec', DECEMBER), status: 503 }, read]);
    const later = '2029-12-20T08:00:00Z';
    const flaws = [flaw('CVE-2099-0001', '1.2'), flaw('CVE-2099-0002', '1.3', later)];
    const next = await news([list({ ...listed, '2029-Dec': later }), month('2029-Dec', later, ...flaws)]);
    expect([next.items, next.backlog ?? []].map((items) => items.map(({ guid }) => guid))).toEqual([
      ['2029-Dec/CVE-2099-0002'],
      ['2029-Dec/CVE-2099-0001'],
    ]);
  });

  it.each(['{"value":[]}', '{"value":[{"ID":"2029-Dec"}]}', '[]'])(
    'a list such as %s is refused whole',
    async (body) => {
      const { outcome } = await polling(source).poll([{ ...months, body }]);
      expect(outcome).toEqual({ kind: 'refused', status: 200, because: expect.stringContaining('not Microsoft') });
    },
  );
});
