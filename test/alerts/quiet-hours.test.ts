import { describe, expect, it } from 'vitest';
import { type QuietHours, quietUntil } from '../../src/alerts/quiet-hours.ts';

const NIGHT: QuietHours = { from: '22:00', to: '07:00', timeZone: 'America/New_York' };

describe('quiet hours', () => {
  it.each([
    ['before they begin', '2024-01-23T02:59:59.000Z', undefined],
    ['at their first minute', '2024-01-23T03:00:00.000Z', '2024-01-23T12:00:00.000Z'],
    ['after midnight', '2024-01-23T08:30:12.345Z', '2024-01-23T12:00:00.000Z'],
    ['at their end', '2024-01-23T12:00:00.000Z', undefined],
    ['in the night in which clocks go forward', '2024-03-10T05:00:00.000Z', '2024-03-10T11:00:00.000Z'],
    ['in the night in which clocks go back', '2024-11-03T05:00:00.000Z', '2024-11-03T12:00:00.000Z'],
  ])('%s', (_, now, until) => {
    expect(quietUntil(now, NIGHT)).toBe(until);
  });

  it('may lie within one day', () => {
    const siesta: QuietHours = { from: '12:00', to: '13:30', timeZone: 'UTC' };
    expect(quietUntil('2024-01-23T12:10:00.000Z', siesta)).toBe('2024-01-23T13:30:00.000Z');
    expect(quietUntil('2024-01-23T22:10:00.000Z', siesta)).toBeUndefined();
  });

  it('are none where none are set, or where they begin when they end', () => {
    expect(quietUntil('2024-01-23T03:00:00.000Z', undefined)).toBeUndefined();
    expect(quietUntil('2024-01-23T03:00:00.000Z', { from: '03:00', to: '03:00', timeZone: 'UTC' })).toBeUndefined();
  });
});
