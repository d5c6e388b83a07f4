import { describe, expect, it } from 'vitest';
import { advisoriesByPriority } from '../../src/charts/advisories-by-priority.ts';
import { toPng } from '../../src/charts/to-png.ts';
import type { DailyCount } from '../../src/domain/digest.ts';

const QUIET: DailyCount = { day: '2024-02-25', advisories: 0, alerts: { P1: 0, P2: 0, P3: 0, P4: 0, INFO: 0 } };
const DAYS: readonly DailyCount[] = [
  QUIET,
  { day: '2024-02-26', advisories: 1_234, alerts: { P1: 2, P2: 0, P3: 7, P4: 0, INFO: 0 } },
];

/** The words of an SVG image, in the order in which they are drawn. */
const textsOf = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);

describe('the chart', () => {
  it('names every row in words with its total, and every bar with its number', () => {
    expect(textsOf(advisoriesByPriority(DAYS))).toEqual([
      '02-25',
      '02-26',
      '1234',
      '2',
      '7',
      'Advisories and alerts, last 2 days',
      'Advisories: 1234',
      'P1 act now: 2',
      'P2 act soon: 0',
      'P3 plan it: 7',
      'P4 next upgrade: 0',
      'INFO for the record: 0',
    ]);
  });

  it('has a bar of the colour of its row for every count above zero', () => {
    const bars = [...advisoriesByPriority(DAYS).matchAll(/<path [^>]*fill="(#[0-9a-f]{6})"/g)].map(
      ([, colour]) => colour,
    );
    expect(bars).toEqual(['#616061', '#b3093c', '#8a6100']);
  });

  it('of days without anything is still a chart', () => {
    expect(textsOf(advisoriesByPriority([QUIET]))).toContain('P1 act now: 0');
    expect(textsOf(advisoriesByPriority([]))).toContain('Advisories: 0');
  });
});

describe('its image', () => {
  it('is a PNG of the size of the chart', () => {
    const png = Buffer.from(toPng(advisoriesByPriority(DAYS)));
    expect(png.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1_000, 640]);
  });

  it('shows text on a machine without fonts', () => {
    const drawn = (text: string) =>
      toPng(
        `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="20"><text y="15" style="font-family:Liberation Sans">${text}</text></svg>`,
      );
    expect(drawn('P1')).not.toEqual(drawn(''));
  });
});
