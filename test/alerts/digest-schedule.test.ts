import { describe, expect, it } from 'vitest';
import { digestDay, firstSince, reminderMonth } from '../../src/alerts/digest-schedule.ts';
import type { DigestPlan } from '../../src/domain/digest-plan.ts';

const daily = (at: string, timeZone: string): DigestPlan => ({ to: 'C0123456789', every: 'day', at, timeZone });
const NEW_YORK = daily('07:30', 'America/New_York');

describe('the digest that is due', () => {
  const cases: readonly [when: string, plan: DigestPlan, now: string, day: string | undefined][] = [
    ['before its hour', NEW_YORK, '2024-02-26T12:29:59.999Z', undefined],
    ['at its hour', NEW_YORK, '2024-02-26T12:30:00.000Z', '2024-02-26'],
    ['until the day ends there', NEW_YORK, '2024-02-27T04:59:00.000Z', '2024-02-26'],
    ['never for the day before', NEW_YORK, '2024-02-27T05:00:00.000Z', undefined],
    ['an hour earlier by UTC in summer', NEW_YORK, '2024-03-11T11:30:00.000Z', '2024-03-11'],
    ['of tomorrow, seen from London', daily('07:30', 'Pacific/Auckland'), '2024-02-25T18:30:00.000Z', '2024-02-26'],
    ['half an hour apart', daily('07:30', 'Asia/Kolkata'), '2024-02-26T02:00:00.000Z', '2024-02-26'],
    ['at midnight', daily('00:00', 'UTC'), '2024-02-26T00:00:00.000Z', '2024-02-26'],
    ['in an hour that clocks skip, before', daily('02:30', 'America/New_York'), '2024-03-10T06:59:00.000Z', undefined],
    [
      'in an hour that clocks skip, after',
      daily('02:30', 'America/New_York'),
      '2024-03-10T07:00:00.000Z',
      '2024-03-10',
    ],
    [
      'in an hour that comes twice, first',
      daily('01:30', 'America/New_York'),
      '2024-11-03T05:30:00.000Z',
      '2024-11-03',
    ],
    [
      'in an hour that comes twice, again',
      daily('01:30', 'America/New_York'),
      '2024-11-03T06:30:00.000Z',
      '2024-11-03',
    ],
  ];
  it.each(cases)('%s', (_, plan, now, day) => {
    expect(digestDay(plan, now)).toBe(day);
  });

  it('of a week is told on its day alone, as the place counts days', () => {
    const weekly: DigestPlan = { ...NEW_YORK, every: 'week', on: 'monday' };
    expect(digestDay(weekly, '2024-02-25T13:00:00.000Z')).toBeUndefined();
    expect(digestDay(weekly, '2024-02-26T13:00:00.000Z')).toBe('2024-02-26');
    expect(digestDay(weekly, '2024-02-27T03:00:00.000Z')).toBe('2024-02-26');
    expect(digestDay(weekly, '2024-02-27T13:00:00.000Z')).toBeUndefined();
  });

  it('reaches back a day or a week the first time', () => {
    const now = '2024-02-26T12:30:00.000Z';
    expect(firstSince(NEW_YORK, now)).toBe('2024-02-25T12:30:00.000Z');
    expect(firstSince({ ...NEW_YORK, every: 'week', on: 'monday' }, now)).toBe('2024-02-19T12:30:00.000Z');
  });
});

describe('the round of reminders that is due', () => {
  const hour = { at: '07:30', timeZone: 'America/New_York' };
  const cases: readonly [when: string, now: string, month: string | undefined][] = [
    ['before the hour of the first working day', '2024-02-01T12:29:00.000Z', undefined],
    ['at that hour', '2024-02-01T12:30:00.000Z', '2024-02'],
    ['not on a Friday that is the first, but early', '2024-03-01T12:00:00.000Z', undefined],
    ['on a Friday that is the first', '2024-03-01T12:30:00.000Z', '2024-03'],
    ['not on a Saturday that is the first', '2024-06-01T15:00:00.000Z', undefined],
    ['on the Monday after it', '2024-06-03T11:30:00.000Z', '2024-06'],
    ['on the Monday after a Sunday that is the first', '2024-09-02T11:30:00.000Z', '2024-09'],
    ['some days late, where nothing ran', '2024-02-06T00:00:00.000Z', '2024-02'],
    ['not more than a week late', '2024-02-08T12:30:00.000Z', undefined],
    ['at the end of the month before, where it is the first elsewhere', '2024-02-01T02:00:00.000Z', undefined],
  ];
  it.each(cases)('%s', (_, now, month) => {
    expect(reminderMonth(hour, now)).toBe(month);
  });
});
