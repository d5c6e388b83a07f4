import type { RawAdvisory } from '../../../src/domain/raw-advisory.ts';
import type { FormatId } from '../../../src/ports/source.ts';
import { readItem } from '../../../src/sources/formats/read-item.ts';
import { describeVersions } from '../../../src/versions/range.ts';

/** Reads a document of one format. */
export function readAs(format: FormatId, document: object | string): Promise<RawAdvisory> {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return readItem(
    { guid: 'the-file', format, bytes: new TextEncoder().encode(text) },
    { pdfText: () => Promise.reject(new Error('no PDF here')) },
  );
}

/** What a document's structure says of products, a line each. */
export function statementsOf({ facts }: RawAdvisory): readonly string[] {
  return (facts?.affected ?? []).map(({ vendor, product, status, versions }) => {
    const name = vendor === undefined ? product : `${vendor} / ${product}`;
    return `${name} ${status}: ${describeVersions(versions)}`;
  });
}
