import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readProse } from '../../src/extract/prose.ts';
import { triedProducts } from '../../src/extract/tried-products.ts';
import { readItem } from '../../src/sources/formats/read-item.ts';
import { read } from '../extract/builders.ts';
import { lexicon } from '../quality/shipped.ts';

const FOLDER = join(import.meta.dirname, 'pages');
const NAMES = readdirSync(FOLDER).flatMap((file) => (file.endsWith('.html') ? [file.slice(0, -'.html'.length)] : []));

/** What wardwatch makes of a page: the words line by line, cells apart by " | "; of the given headings those that it takes for one. */
async function readingOf(name: string, headings: readonly string[]) {
  const document = await readItem(
    {
      guid: name,
      format: 'html',
      bytes: readFileSync(join(FOLDER, `${name}.html`)),
      link: `https://publisher.example.org/${name}`,
    },
    { pdfText: () => Promise.reject(new Error('no PDF here')) },
  );
  const advisory = read(document, {}, lexicon);
  const { sentences } = readProse(document.documentId, document.title, document.text);
  for (const { quote } of [...advisory.affected, ...advisory.indicators, ...advisory.mitigations])
    expect(document.text.slice(quote.start, quote.end)).toBe(quote.text);
  return {
    title: document.title,
    publishedAt: document.publishedAt ?? null,
    text: document.text.split('\n').map((line) => line.replaceAll('\t', ' | ')),
    headings: headings.filter((heading) => sentences.some((each) => each.isHeading && each.text === heading)),
    links: document.links,
    products: triedProducts(advisory.affected).map(({ product, status, ranges }) => ({ product, status, ranges })),
    suppliers: advisory.suppliers.map(({ name: supplier, role }) => `${supplier}: ${role}`),
    indicators: advisory.indicators.map(({ type, value }) => `${type} ${value}`),
    weaknesses: advisory.weaknesses ?? [],
    techniques: advisory.techniques.map(({ id }) => id),
    regions: (advisory.regions ?? []).map((region) => region.name),
    exploitation: advisory.exploitation.status,
    firstActions: advisory.mitigations.map(({ kind, text }) => `${kind}: ${text}`),
  };
}

it.each(NAMES)('%s is read as a person reads it', async (name) => {
  const expected: Awaited<ReturnType<typeof readingOf>> = JSON.parse(
    readFileSync(join(FOLDER, `${name}.expected.json`), 'utf8'),
  );
  expect(await readingOf(name, expected.headings)).toEqual(expected);
});
