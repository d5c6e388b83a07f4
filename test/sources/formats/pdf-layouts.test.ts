import { expect, it } from 'vitest';
import { pdfText } from '../../../src/sources/formats/pdf-text.ts';
import { readItem } from '../../../src/sources/formats/read-item.ts';
import { describeVersions } from '../../../src/versions/range.ts';
import { read } from '../../extract/builders.ts';
import { aPdf } from '../../helpers/a-pdf.ts';
import { lexicon } from '../../quality/shipped.ts';
import { LAYOUTS } from './pdf-layouts.ts';

it.each(LAYOUTS)('a PDF with $what is read as a person reads it', async (layout) => {
  const document = await readItem({ guid: 'g', format: 'pdf', bytes: await aPdf(layout.draw) }, { pdfText });
  const advisory = read(document, {}, lexicon);
  for (const { quote } of [...advisory.affected, ...advisory.indicators, ...advisory.mitigations])
    expect(document.text.slice(quote.start, quote.end)).toBe(quote.text);
  expect({
    text: document.text.split('\n').map((line) => line.replaceAll('\t', ' | ')),
    products: advisory.affected.map(({ product, versions }) => `${product}: ${describeVersions(versions)}`),
    indicators: advisory.indicators.map(({ type, value }) => `${type} ${value}`),
    tlp: advisory.tlp,
  }).toEqual({
    text: layout.text,
    products: layout.products ?? [],
    indicators: layout.indicators ?? [],
    tlp: layout.tlp ?? 'CLEAR',
  });
});
