import { describe, expect, it } from 'vitest';
import { aSource } from '../conformance/source.ts';
import type { ExpectedExchange } from '../helpers/http-double.ts';
import { polling } from '../helpers/poll-source.ts';

const BUCKET = 'https://osv.example.com/bucket';
const source = aSource({ kind: 'osv', url: `${BUCKET}/modified_id.csv`, only: ['npm', 'debian'] });

const list = (...rows: readonly string[]): ExpectedExchange => ({
  url: `${BUCKET}/modified_id.csv`,
  body: rows.map((row) => `${row}\n`).join(''),
});
const document = (id: string, ecosystem = 'npm'): ExpectedExchange => ({
  url: `${BUCKET}/${encodeURIComponent(ecosystem)}/${id}.json`,
  body: JSON.stringify({ id, modified: '2029-12-31T12:00:00Z', affected: [] }),
});

describe('of what OSV lists as modified', () => {
  it('the wanted ecosystems are read, the oldest first, each document once', async () => {
    const { items } = await polling(source).news([
      list(
        '2029-12-31T12:00:00Z,npm/GHSA-cccc',
        '2029-12-31T11:00:00Z,PyPI/GHSA-bbbb',
        '2029-12-31T10:30:00Z,npm/GHSA-cccc',
        '2029-12-31T10:00:00.123456Z,Debian:12/DSA-1-1',
      ),
      document('DSA-1-1', 'Debian:12'),
      document('GHSA-cccc'),
    ]);
    expect(items.map(({ guid, link, format }) => [guid, link, format])).toEqual([
      ['DSA-1-1', 'https://osv.dev/vulnerability/DSA-1-1', 'osv'],
      ['GHSA-cccc', 'https://osv.dev/vulnerability/GHSA-cccc', 'osv'],
    ]);
  });

  it('at first that of the last day is read, and then that since the last poll', async () => {
    const { news, poll } = polling(source);
    const old = ['2029-12-31T10:00:00Z,npm/GHSA-bbbb', '2029-12-29T10:00:00Z,npm/GHSA-aaaa'];
    await news([list(...old), document('GHSA-bbbb')]);
    const more = list('2029-12-31T10:00:00.5Z,npm/GHSA-cccc', ...old);
    const next = await news([more, document('GHSA-cccc')]);
    expect(next.items.map(({ guid }) => guid)).toEqual(['GHSA-cccc']);
    expect((await poll([more])).outcome).toEqual({ kind: 'unchanged' });
  });

  it('what is behind the last poll is not looked at, whatever it holds', async () => {
    const { news, poll } = polling(source);
    const row = '2029-12-31T10:00:00Z,npm/GHSA-aaaa';
    await news([list(row), document('GHSA-aaaa')]);
    const { outcome } = await poll([list(row, 'cut o')]);
    expect(outcome).toMatchObject({ kind: 'changed', items: [], refused: [] });
  });

  it('a hundred are read in a poll, and the others in the next, as no news unless they are modified again', async () => {
    const ids = Array.from({ length: 120 }, (_, at) => `GHSA-${1000 + at}`);
    const rows = ids.map(
      (id, at) => `2029-12-31T10:${String(59 - Math.floor(at / 60)).padStart(2, '0')}:00Z,npm/${id}`,
    );
    const oldestFirst = [...ids].reverse();
    const { news } = polling(source);
    const first = await news([list(...rows), ...oldestFirst.slice(0, 100).map((id) => document(id))]);
    const again = list(`2029-12-31T12:00:00Z,npm/${ids[0]}`, ...rows);
    const next = await news([again, ...oldestFirst.slice(100).map((id) => document(id))]);
    expect([first.items.length, next.items.map(({ guid }) => guid), next.backlog?.length]).toEqual([100, [ids[0]], 19]);
  });

  it('what could not be read is said, and asked for again', async () => {
    const { news } = polling(source);
    const rows = list('2029-12-31T11:00:00Z,npm/GHSA-bbbb', '2029-12-31T10:00:00Z,npm/GHSA-aaaa');
    const first = await news([rows, { ...document('GHSA-aaaa'), body: '{}' }, document('GHSA-bbbb')]);
    expect(first.refused).toEqual([
      { what: 'GHSA-aaaa', because: 'GHSA-aaaa was asked for; something else came back.' },
    ]);
    expect(await news([rows, document('GHSA-aaaa')])).toMatchObject({ backlog: [{ guid: 'GHSA-aaaa' }] });
  });
});

describe('a list of OSV is refused whole', () => {
  it.each([
    ['that is a page', '<!doctype html>\n<p>Hello', 'holds a date, an ecosystem and an id'],
    ['that is empty', '', 'The list of OSV is empty.'],
    [
      'with a row that leads elsewhere',
      '2029-12-31T11:00:00Z,npm/../../secret',
      'holds a date, an ecosystem and an id',
    ],
    [
      'that is not newest first',
      '2029-12-31T11:00:00Z,npm/GHSA-aaaa\n2029-12-31T12:00:00Z,npm/GHSA-bbbb',
      'is not newest first',
    ],
  ])('%s', async (_, body, because) => {
    const { outcome } = await polling(source).poll([{ ...list(), body }]);
    expect(outcome).toEqual({ kind: 'refused', status: 200, because: expect.stringContaining(because) });
  });
});
