import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corporaAt, type FeedFigures, measureFeeds } from './feeds.ts';

/** Feeds that stand elsewhere: `WARDWATCH_QUALITY_DATA` names folders that hold them; else those of the project. */
const paths = process.env.WARDWATCH_QUALITY_DATA || import.meta.dirname;
const corpora = corporaAt([import.meta.dirname, ...paths.split(':').filter((path) => path !== '')], (path) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(path, name)),
);

/** The least share, in percent, of what is asked that is as wished. */
const FLOORS: Readonly<Record<string, number>> = {
  answered: 100,
  'items of the well-formed': 98,
  'items of the ill-formed': 90,
  'as its makers expect': 95,
  titles: 97,
  links: 95,
  ids: 98,
  published: 99,
  updated: 98,
  dates: 98,
};

describe('feeds', () => {
  it.each([...new Set(corpora)])('are read no worse than recorded: %s', { timeout: 300_000 }, async (folder) => {
    const figures = await measureFeeds(folder);
    process.stdout.write(`\n${tableOf(folder, figures)}\n`);
    const fallen = Object.entries(figures.shares).filter(([name, share]) => percent(share) < (FLOORS[name] ?? 0));
    expect(fallen).toEqual([]);
  });
});

function tableOf(folder: string, { shares, slowestMs }: FeedFigures): string {
  const lines = Object.entries(shares).map(([name, share]) => {
    const wrong = share.wrong.length === 0 ? '' : `, not ${share.wrong.slice(0, 5).join(' | ')}`;
    return `${name}: ${share.right} of ${share.all} (${percent(share).toFixed(1)} %)${wrong}`;
  });
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  return [folder, ...lines, `slowest: ${Math.round(slowestMs)} ms, peak memory: ${peakMb} MB`].join('\n');
}

function percent({ right, all }: { readonly right: number; readonly all: number }): number {
  return (100 * right) / all;
}
