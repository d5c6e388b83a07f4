import type { Lexicon } from '../../src/domain/lexicon.ts';
import type { TriedProduct } from '../../src/extract/tried-products.ts';
import { tryExtract } from '../../src/extract/try-extract.ts';

/** A text with what it says of products, as a person read it. */
export interface LabelledText {
  readonly id: string;
  readonly text: string;
  readonly truth: readonly { readonly product: string; readonly ranges: readonly TriedProduct['ranges'][number][] }[];
}

/** How well ranges are read, in percent; `exact`: texts of which nothing is missing and nothing too much. */
export interface ProductFigures {
  readonly texts: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly exact: number;
}

/** Reads labelled texts and compares each product with each of its ranges. */
export function measureProducts(texts: readonly LabelledText[], lexicon: Lexicon): ProductFigures {
  let right = 0;
  let given = 0;
  let wanted = 0;
  let exact = 0;
  for (const { id, text, truth } of texts) {
    const products = tryExtract({ id, text }, lexicon).products.filter((each) => each.status === 'affected');
    const got = new Set(products.flatMap(rowsOf));
    const want = new Set(truth.flatMap(rowsOf));
    const met = [...got].filter((row) => want.has(row)).length;
    right += met;
    given += got.size;
    wanted += want.size;
    if (met === got.size && met === want.size) exact += 1;
  }
  const precision = share(right, given);
  const recall = share(right, wanted);
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { texts: texts.length, precision, recall, f1, exact: share(exact, texts.length) };
}

function rowsOf({ product, ranges }: Pick<TriedProduct, 'product' | 'ranges'>): readonly string[] {
  return ranges.map((range) => JSON.stringify([product.toLowerCase(), Object.entries(range).sort()]));
}

function share(part: number, whole: number): number {
  return whole === 0 ? 100 : (100 * part) / whole;
}
