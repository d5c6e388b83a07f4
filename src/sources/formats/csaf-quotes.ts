import type { Quote } from '../../domain/quote.ts';

/** Finds the words of a JSON document's values in its text. */
export interface JsonQuotes {
  /**
   * The place of a value that is this text: the nearest before the id of the product that it belongs to, else the first in
   * the document. `undefined` when no value is.
   */
  find(value: string, productId?: string): Quote | undefined;
  /** The whole document's first characters: for what rests on the document as a whole. */
  readonly start: Quote;
}

/** Quotes from a JSON text as `JSON.stringify` writes it. What was found once is remembered. */
export function jsonQuotes(documentId: string, text: string): JsonQuotes {
  const places = new Map<string, number>();
  const firstPlaceOf = (written: string): number => {
    const known = places.get(written);
    if (known !== undefined) return known;
    const at = text.indexOf(written);
    places.set(written, at);
    return at;
  };
  const quoteAt = (start: number, end: number): Quote => ({ documentId, start, end, text: text.slice(start, end) });
  return {
    start: quoteAt(0, Math.min(1, text.length)),
    find(value, productId) {
      const written = JSON.stringify(value);
      const idAt = productId === undefined ? -1 : firstPlaceOf(`"product_id": ${JSON.stringify(productId)}`);
      const near = idAt < 0 ? -1 : text.lastIndexOf(written, idAt);
      const at = near >= 0 ? near : firstPlaceOf(written);
      return at < 0 ? undefined : quoteAt(at + 1, at + written.length - 1);
    },
  };
}
