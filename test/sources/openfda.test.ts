import { describe, expect, it } from 'vitest';
import { aSource } from '../conformance/source.ts';
import type { ExpectedExchange } from '../helpers/http-double.ts';
import { polling } from '../helpers/poll-source.ts';
import { readAs, statementsOf } from './formats/records.ts';

const API = 'https://api.example.com/device/recall.json';
const source = aSource({ kind: 'openfda', url: API });

const RECALL = {
  product_res_number: 'Z-0101-2029',
  event_date_initiated: '2029-10-01',
  event_date_posted: '2029-12-12',
  recall_status: 'Open, Classified',
  recalling_firm: 'Example Pumps, Inc.',
  address_1: '1 Example Way',
  additional_info_contact: 'Dana, 555-0100',
  product_description: 'Example Infusion Pump®, Model Numbers: EX100, EX200; with software version 4.2',
  code_info: 'UDI-DI: 00000000000000; All lots. Catalog No. 77-1A and 77-1B',
  reason_for_recall:
    'A cybersecurity vulnerability in versions prior to 4.3 of Example Infusion Pump may let others in.',
  root_cause_description: 'Software design',
  action: 'Update the software to 4.3.',
};
const recall = (number: string, more: object = {}) => ({ ...RECALL, product_res_number: number, ...more });
const asked = (search: string, more = '') => `${API}?search=${search}&limit=1000${more}`;
const SIXTY_DAYS = asked('event_date_posted%3A%5B20291102+TO+20300101%5D');
const page = (total: number, results: readonly object[], url = SIXTY_DAYS): ExpectedExchange => ({
  url,
  body: JSON.stringify({ meta: { results: { skip: 0, limit: 1000, total } }, results }),
});

describe('device recalls of openFDA', () => {
  it('are asked for by the days when they were made public', async () => {
    const { items } = await polling(source).news([page(1, [recall('Z-0101-2029')])]);
    expect(items.map(({ guid, publishedAt, format }) => [guid, publishedAt, format])).toEqual([
      ['Z-0101-2029', '2029-12-12T00:00:00.000Z', 'fda-recall'],
    ]);
  });

  it('of the other list have another date, and their address may narrow them down', async () => {
    const url = 'https://api.example.com/device/enforcement.json';
    const narrowed = aSource({ kind: 'openfda', url: `${url}?search=classification:"Class I"` });
    const { product_res_number: _, event_date_posted: __, ...rest } = RECALL;
    const report = { ...rest, recall_number: 'Z-0101-2029', report_date: '20291212', status: 'Ongoing' };
    const search = '%28classification%3A%22Class+I%22%29+AND+report_date%3A%5B20291102+TO+20300101%5D';
    const { items } = await polling(narrowed).news([page(1, [report], `${url}?search=${search}&limit=1000`)]);
    expect(items.map(({ guid, publishedAt }) => [guid, publishedAt])).toEqual([
      ['Z-0101-2029', '2029-12-12T00:00:00.000Z'],
    ]);
  });

  it('are asked for since the last poll, where that is longer ago, with sixty days more for edits', async () => {
    const { news } = polling(source);
    await news([page(1, [recall('Z-0101-2029')])]);
    const later = asked('event_date_posted%3A%5B20291102+TO+20300601%5D');
    const { items } = await news(
      [page(2, [recall('Z-0101-2029'), recall('Z-0102-2029')], later)],
      '2030-06-01T00:00:00.000Z',
    );
    expect(items.map(({ guid }) => guid)).toEqual(['Z-0102-2029']);
  });

  it.each([
    ['The software may stop.', undefined, true],
    ['An unauthorized user may change the dose.', undefined, true],
    ['The tube may leak.', undefined, false],
    ['The software may stop.', ['cybersecurity'], false],
    ['A Cybersecurity flaw lets others in.', ['cybersecurity'], true],
  ])('"%s" with the words %j is wanted: %s', async (reason_for_recall, only, isWanted) => {
    const plain = { reason_for_recall, root_cause_description: 'Process', action: 'Letter sent.' };
    const narrowed = only === undefined ? source : aSource({ kind: 'openfda', url: API, only });
    const { items } = await polling(narrowed).news([page(1, [recall('Z-0101-2029', plain)])]);
    expect(items).toHaveLength(isWanted ? 1 : 0);
  });

  it('come in pages', async () => {
    const first = Array.from({ length: 1000 }, (_, at) => recall(`Z-${1000 + at}-2029`));
    const { items } = await polling(source).news([
      page(1001, first),
      page(1001, [recall('Z-0101-2029')], `${SIXTY_DAYS}&skip=1000`),
    ]);
    expect(items).toHaveLength(1001);
  });

  it('that are none are told with 404, which is no fault', async () => {
    const body = JSON.stringify({ error: { code: 'NOT_FOUND', message: 'No matches found!' } });
    const { items } = await polling(source).news([{ url: SIXTY_DAYS, status: 404, body }]);
    expect(items).toEqual([]);
  });

  it('are asked for with a key in a header, never in the address', async () => {
    const { requests } = await polling(source, { secret: 'made-up-key' }).poll([page(0, [])]);
    expect(requests.map(({ headers }) => headers?.authorization)).toEqual([`Basic ${btoa('made-up-key:')}`]);
  });

  it.each([
    ['that ends too soon', [page(2, [])], 'openFDA says 2 recalls, and gives 0.'],
    ['of something else', [{ url: SIXTY_DAYS, body: '{"results":[]}' }], 'not an answer of openFDA'],
    ['that is cut off', [{ url: SIXTY_DAYS, body: '{"meta":' }], 'not valid JSON'],
  ])('an answer %s is refused whole', async (_, answers, because) => {
    const { outcome } = await polling(source).poll(answers);
    expect(outcome).toEqual({ kind: 'refused', status: 200, because: expect.stringContaining(because) });
  });

  it('a recall without a number is said, and stops no other', async () => {
    const { items, refused } = await polling(source).news([page(2, [recall('somehow'), recall('Z-0102-2029')])]);
    expect(items.map(({ guid }) => guid)).toEqual(['Z-0102-2029']);
    expect(refused).toEqual([{ what: 'somehow', because: 'The recall lacks its number or its firm.' }]);
  });

  it('are kept without the address and telephone of people', async () => {
    const { items } = await polling(source).news([page(1, [RECALL])]);
    expect(new TextDecoder().decode(items[0]?.bytes)).not.toMatch(/555-0100|Example Way/);
  });
});

describe('a recall', () => {
  it('says firm, product and models, and that lots are no versions', async () => {
    const advisory = await readAs('fda-recall', RECALL);
    expect(advisory).toMatchObject({
      publisherId: 'Z-0101-2029',
      title: 'FDA recall Z-0101-2029: Example Pumps, Inc. Example Infusion Pump',
      publishedAt: '2029-12-12T00:00:00.000Z',
      facts: {
        affected: [{ models: ['EX100', 'EX200', '77-1A', '77-1B'] }],
        gaps: [{ about: 'versions', because: expect.stringContaining('lots, serial numbers or models') }],
      },
    });
    expect(statementsOf(advisory)).toEqual([
      'Example Pumps, Inc. / Example Infusion Pump affected: versions not stated',
    ]);
    expect(advisory.text).toContain('Codes: UDI-DI: 00000000000000; All lots.');
  });

  it('of something else is refused in words', async () => {
    await expect(readAs('fda-recall', { product_description: 'A pump' })).rejects.toThrow('not a recall of openFDA');
  });
});
