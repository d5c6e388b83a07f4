import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { AffectedProduct } from '../domain/advisory.ts';
import { messageOf } from '../errors.ts';
import { type TriedProduct, triedProducts } from '../extract/tried-products.ts';
import { readItem } from '../sources/formats/read-item.ts';
import { itemsOf } from '../sources/formats/split-file.ts';

/** One line of `wardwatch try structured`: what the structure of a document says of products, or why it could not be read. */
interface StructuredAnswer {
  readonly file: string;
  readonly id: string;
  readonly products?: readonly TriedProduct[];
  readonly gaps?: readonly string[];
  readonly error?: string;
}

/** Reads a file of documents with structure (CSAF, CVE, NVD, OSV, CVRF); one answer for each document and each refusal. */
export async function* tryStructured(path: string): AsyncGenerator<StructuredAnswer> {
  const file = basename(path);
  let found: ReturnType<typeof itemsOf>;
  try {
    found = itemsOf(file, new Uint8Array(readFileSync(path)));
  } catch (error) {
    yield { file, id: file, error: `The file cannot be read: ${messageOf(error)}.` };
    return;
  }
  for (const { what, because } of found.refused) yield { file, id: what, error: because };
  for (const item of found.items) {
    try {
      const { publisherId, facts } = await readItem(item, { pdfText: () => Promise.reject(new Error(NO_PDF)) });
      if (facts === undefined) yield { file, id: publisherId, error: NO_STRUCTURE };
      else {
        const gaps = facts.gaps.map(({ because }) => because);
        yield { file, id: publisherId, products: triedProducts(facts.affected.flatMap(asWritten)), gaps };
      }
    } catch (error) {
      yield { file, id: item.guid, error: messageOf(error) };
    }
  }
}

/** As the document itself names and states it. */
function asWritten(statement: AffectedProduct): readonly AffectedProduct[] {
  if (statement.implied === true) return [];
  return statement.inFull?.map((product) => ({ ...statement, product })) ?? [statement];
}

const NO_PDF = 'A PDF has no structure; expected CSAF, a CVE record, an answer of the NVD, OSV or CVRF.';
const NO_STRUCTURE = 'A document of prose; try "wardwatch try extract".';
