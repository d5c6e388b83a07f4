import { BarChart } from 'echarts/charts';
import { GridComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { PRIORITY_WORDS } from '../domain/alert-words.ts';
import type { DailyCount } from '../domain/digest.ts';
import { PRIORITIES } from '../domain/triage.ts';

/**
 * Advisories and alerts day by day as an SVG image: one row of bars for the advisories and one for each priority. Each row is
 * named in words and each bar carries its number, so that nothing hangs on colour.
 */
export function advisoriesByPriority(daily: readonly DailyCount[]): string {
  use([BarChart, GridComponent, TitleComponent, SVGRenderer]);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  try {
    chart.setOption(
      optionsOf(
        rowsOf(daily),
        daily.map(({ day }) => day.slice(5)),
      ),
    );
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

const WIDTH = 1_000;
const ROW_HEIGHT = 90;
const TOP = 60;
const HEIGHT = TOP + ROW_HEIGHT * (1 + PRIORITIES.length) + 40;
const NAMES_WIDTH = 250;

/** Ink and colours on white; each has a contrast of at least 3:1 against it (WCAG 2.2, 1.4.11). */
const INK = '#1d1c1d';
const COLOURS = { advisories: '#616061', P1: '#b3093c', P2: '#c2500a', P3: '#8a6100', P4: '#1264a3', INFO: '#616061' };

interface Row {
  readonly name: string;
  readonly values: readonly number[];
  readonly colour: string;
  /** The value that fills the row's height. */
  readonly highest: number;
}

/** The alerts share one scale, so that their rows compare; advisories are many more and have their own. */
function rowsOf(daily: readonly DailyCount[]): readonly Row[] {
  const advisories = daily.map((day) => day.advisories);
  const highestAlerts = Math.max(1, ...daily.flatMap(({ alerts }) => Object.values(alerts)));
  return [
    { name: 'Advisories', values: advisories, colour: COLOURS.advisories, highest: Math.max(1, ...advisories) },
    ...PRIORITIES.map((priority) => ({
      name: `${priority} ${PRIORITY_WORDS[priority]}`,
      values: daily.map(({ alerts }) => alerts[priority]),
      colour: COLOURS[priority],
      highest: highestAlerts,
    })),
  ];
}

function optionsOf(rows: readonly Row[], days: readonly string[]) {
  const topOf = (row: number): number => TOP + row * ROW_HEIGHT;
  const text = { fontFamily: 'Liberation Sans', color: INK, fontSize: 18 };
  return {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: text,
    title: [
      {
        text: `Advisories and alerts, last ${days.length} days`,
        left: 20,
        top: 16,
        textStyle: { ...text, fontSize: 22 },
      },
      ...rows.map(({ name, values }, row) => ({
        text: `${name}: ${values.reduce((sum, value) => sum + value, 0)}`,
        left: 20,
        top: topOf(row) + ROW_HEIGHT - 34,
        textStyle: { ...text, fontWeight: 'normal' as const },
      })),
    ],
    grid: rows.map((_, row) => ({ left: NAMES_WIDTH, right: 24, top: topOf(row) + 24, height: ROW_HEIGHT - 32 })),
    xAxis: rows.map((_, row) => ({
      gridIndex: row,
      data: [...days],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: INK } },
      axisLabel: { show: row === rows.length - 1, ...text, fontSize: 16 },
    })),
    yAxis: rows.map(({ highest }, row) => ({ gridIndex: row, show: false, min: 0, max: highest })),
    series: rows.map(({ values, colour }, row) => ({
      type: 'bar' as const,
      xAxisIndex: row,
      yAxisIndex: row,
      // A day without anything has no bar and no number.
      data: values.map((value) => (value === 0 ? null : value)),
      itemStyle: { color: colour },
      barMinHeight: 3,
      label: { show: true, position: 'top' as const, ...text, fontSize: 14 },
      labelLayout: { hideOverlap: true },
    })),
  };
}
