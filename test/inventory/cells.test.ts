import { describe, expect, it } from 'vitest';
import {
  readCompensating,
  readDay,
  readExposure,
  readList,
  readObservables,
  readText,
  readYesNo,
} from '../../src/inventory/cells.ts';

describe('days', () => {
  const days: readonly (readonly [written: string, day: string | undefined])[] = [
    ['2019-03-15', '2019-03-15'],
    ['2019/3/5', '2019-03-05'],
    ['20190315', '2019-03-15'],
    ['2019-03-15T10:22:00Z', '2019-03-15'],
    ['3/15/2019', '2019-03-15'],
    ['3/15/2019 10:22 AM', '2019-03-15'],
    ['03/04/2019', '2019-03-04'],
    ['15/3/2019', '2019-03-15'],
    ['3/15/19', '2019-03-15'],
    ['15 Mar 2019', '2019-03-15'],
    ['15-Mar-19', '2019-03-15'],
    ['March 15, 2019', '2019-03-15'],
    ['Mar 2019', '2019-03-01'],
    ['Sept. 2019', '2019-09-01'],
    ['2019-03', '2019-03-01'],
    ['03/2019', '2019-03-01'],
    ['2019', '2019-01-01'],
    ['43539', '2019-03-15'],
    ['2019-02-30', undefined],
    ['13/13/2019', undefined],
    ['0', undefined],
    ['last spring', undefined],
    ['19.2.24707', undefined],
  ];
  it.each(days)('%s is %s', (written, day) => expect(readDay(written)).toBe(day));
});

describe('exposure', () => {
  const exposures: readonly (readonly [written: string, exposure: string | undefined])[] = [
    ['open', 'open'],
    ['Internet-facing', 'open'],
    ['internet', 'open'],
    ['DMZ', 'open'],
    ['Public', 'open'],
    ['external', 'open'],
    ['yes', 'open'],
    ['controlled', 'controlled'],
    ['Internal', 'controlled'],
    ['LAN', 'controlled'],
    ['no', 'controlled'],
    ['small', 'small'],
    ['Isolated', 'small'],
    ['air-gapped', 'small'],
    ['low', undefined],
    ['not sure', undefined],
  ];
  it.each(exposures)('%s is %s', (written, exposure) => expect(readExposure(written)).toBe(exposure));
});

describe('yes and no', () => {
  it.each(['yes', 'Y', 'TRUE', '1', 'x'])('%s is yes', (written) => expect(readYesNo(written)).toBe(true));
  it.each(['no', 'N', 'False', '0'])('%s is no', (written) => expect(readYesNo(written)).toBe(false));
  it.each(['maybe', '2', 'partly'])('%s is neither', (written) => expect(readYesNo(written)).toBeUndefined());
});

describe('text', () => {
  it.each(['', ' ', '-', 'N/A', 'unknown', 'Unknown ', '#N/A', 'TBD', '?', '—'])(
    '"%s" says that nothing is known',
    (written) => expect(readText(written)).toBeUndefined(),
  );
  it.each(['=cmd|calc', '+1 555 0100', '@sum(A1)', '-2'])('%s stays the text that it is', (written) =>
    expect(readText(written)).toBe(written),
  );
  it('takes off what an export put before a formula', () => expect(readText("'=1+1")).toBe('=1+1'));
  it('reads a number that a spreadsheet keeps as text', () => expect(readText('="1.10"')).toBe('1.10'));
});

describe('lists', () => {
  const lists: readonly (readonly [written: string, members: readonly string[]])[] = [
    ['a; b;a', ['a', 'b']],
    ['a, b', ['a', 'b']],
    ['night shift | floor 2', ['night shift', 'floor 2']],
    ['a\nb', ['a', 'b']],
    ['', []],
  ];
  it.each(lists)('%j', (written, members) => expect(readList(written)).toEqual(members));
  it('parts observables at blanks too', () =>
    expect(readObservables('relay.example.com 192.0.2.0/24; 192.0.2.9')).toEqual([
      'relay.example.com',
      '192.0.2.0/24',
      '192.0.2.9',
    ]));
});

describe('compensating controls', () => {
  it.each([
    'IP allow list (verified 2023-09-01)',
    'IP allow list, checked on 9/1/2023',
    'IP allow list 2023-09-01',
    'IP allow list - Sep 2023',
  ])('%s', (written) =>
    expect(readCompensating(written)).toEqual({ control: 'IP allow list', verifiedOn: '2023-09-01' }),
  );
  it.each(['IP allow list', 'Windows Server 2019', '2023-09-01', 'yes'])('"%s" names no verified control', (written) =>
    expect(readCompensating(written)).toBeUndefined(),
  );
});
