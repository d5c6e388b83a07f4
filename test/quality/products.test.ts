import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lexicon } from '../extract/lexicon.ts';
import { type LabelledText, measureProducts } from './products.ts';

const texts = readFileSync(new URL('./products.cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as LabelledText);

describe('products and ranges of labelled texts', () => {
  it('are read as a person reads them', () => {
    expect(measureProducts(texts, lexicon)).toEqual({ texts: 10, precision: 100, recall: 100, f1: 100, exact: 100 });
  });

  it('count what is missing and what is too much', () => {
    const wrong = texts
      .slice(0, 2)
      .map((each) => ({ ...each, truth: [{ product: 'Other', ranges: [{ exact: '1' }] }] }));
    expect(measureProducts(wrong, lexicon)).toEqual({ texts: 2, precision: 0, recall: 0, f1: 0, exact: 0 });
  });
});
