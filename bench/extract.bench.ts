import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tryExtract } from '../src/extract/try-extract.ts';
import { findIndicators } from '../src/indicators/find.ts';
import { readLabelled } from '../test/quality/quality.ts';
import { lexicon } from '../test/quality/shipped.ts';
import { quantile } from './quantile.ts';

const ROUNDS = 20;
const DOCUMENTS = 20;
const MOST_MS_A_ROUND = 5_000;

/** The labelled texts of the project. */
const TEXTS = [
  ...readLabelled(readFileSync(join(import.meta.dirname, '../test/quality/indicators.cases.txt'), 'utf8')),
  ...labelledProducts(),
].map(({ text }) => text);
/** The same as reports: each document holds all of them and begins with another one. */
const REPORTS = Array.from({ length: DOCUMENTS }, (_, index) =>
  [...TEXTS.slice(index), ...TEXTS.slice(0, index)].join('\n\n'),
);

it.each([
  ['everything, short texts', TEXTS, readWhole],
  ['everything, reports', REPORTS, readWhole],
  ['indicators alone, short texts', TEXTS, findIndicators],
  ['indicators alone, reports', REPORTS, findIndicators],
] as const)('%s', (name, texts, read) => {
  const times = Array.from({ length: ROUNDS }, () => {
    const begunAt = performance.now();
    for (const text of texts) read(text);
    return performance.now() - begunAt;
  });
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const figures = { first: times[0] ?? 0, best: quantile(times, 0), p50: quantile(times, 0.5) };
  const cells = Object.entries(figures).map(([label, ms]) => `${label} ${ms.toFixed(1).padStart(7)} ms`);
  process.stdout.write(
    `${[name.padEnd(30), ...cells, `${texts.length} texts, ${characters} characters a round`].join('  ')}\n`,
  );
  expect(figures.p50).toBeLessThan(MOST_MS_A_ROUND);
});

function readWhole(text: string): object {
  return tryExtract({ id: 'bench', text }, lexicon);
}

function labelledProducts(): readonly { readonly text: string }[] {
  const lines = readFileSync(join(import.meta.dirname, '../test/quality/products.cases.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}
