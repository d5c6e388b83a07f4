import { describe, expect, it } from 'vitest';
import { lexicon } from '../extract/lexicon.ts';
import floors from './elsewhere.floors.json' with { type: 'json' };
import { type LabelledFile, labelledFiles } from './elsewhere.ts';
import { measureProducts } from './products.ts';
import { f1, measure, tableOf, total } from './quality.ts';

/** Labelled texts that stand elsewhere: `WARDWATCH_QUALITY_DATA` names their files or folders; else those of the project. */
const paths = process.env.WARDWATCH_QUALITY_DATA || import.meta.dirname;
const files = labelledFiles(paths.split(':').filter((path) => path !== ''));

describe('texts that stand elsewhere', () => {
  it.each(files)('are read no worse than recorded: $path', (file) => {
    const figures = figuresOf(file);
    process.stdout.write(`\n${file.kind}, ${file.path}: ${JSON.stringify(figures)}\n`);
    const floor: Figures = floors[file.kind];
    const fallen = Object.keys(floor).filter((name) => (figures[name] ?? 0) < (floor[name] ?? 0));
    expect(fallen).toEqual([]);
  });
});

type Figures = Readonly<Record<string, number>>;

function figuresOf(file: LabelledFile): Figures {
  if (file.kind === 'products') {
    const { precision, recall, exact } = measureProducts(file.texts, lexicon);
    return { precision: rounded(precision), recall: rounded(recall), exact: rounded(exact) };
  }
  const figures = measure(file.texts, file.kind);
  process.stdout.write(`\n${tableOf(figures)}\n`);
  return { f1: f1(total(figures)) };
}

function rounded(percent: number): number {
  return Math.round(percent * 10) / 10;
}
