import type { Advisory } from '../../src/domain/advisory.ts';
import type { Lexicon } from '../../src/domain/lexicon.ts';
import type { RawAdvisory } from '../../src/domain/raw-advisory.ts';
import { type ExtractContext, extract } from '../../src/extract/extract.ts';
import { lexicon } from './lexicon.ts';

/** A document of prose with this text; its first line is its title. */
export function aDocument(text: string, more: Partial<RawAdvisory> = {}): RawAdvisory {
  return {
    publisherId: 'doc-1',
    title: text.split('\n')[0] ?? '',
    publishedAt: '2024-01-22T00:00:00.000Z',
    documentId: 'doc-1',
    text,
    textKind: 'prose',
    links: [],
    gaps: [],
    ...more,
  };
}

/** Reads a document as a trusted source's. */
export function read(
  document: RawAdvisory | string,
  source: Partial<ExtractContext['source']> = {},
  names: Lexicon = lexicon,
  more: Partial<Pick<ExtractContext, 'firstSeenAt' | 'dateNotRead'>> = {},
): Advisory {
  return extract(typeof document === 'string' ? aDocument(document) : document, {
    source: {
      id: 'src',
      publisher: { name: 'Example CERT', kind: 'government' },
      trusted: true,
      tlp: 'CLEAR',
      ...source,
    },
    revision: 1,
    fetchedAt: '2024-01-23T00:00:00.000Z',
    lexicon: names,
    ...more,
  });
}
