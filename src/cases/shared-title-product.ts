import type { Advisory } from '../domain/advisory.ts';
import { isKindWord } from '../matching/kind-words.ts';
import { ownCves } from './own-cves.ts';

/** A name of a product in both titles, where one text at least gives no id of a flaw: within days they tell of the same matter. */
export function sharedTitleProduct(advisory: Advisory, member: Advisory): string | undefined {
  if (ownCves(advisory).length > 0 && ownCves(member).length > 0) return undefined;
  const theirs = new Set(member.marks?.subject);
  const products = new Set(
    [advisory, member]
      .flatMap((one) => one.affected)
      .flatMap(({ product }) => product.toLowerCase().split(/[^\p{L}\p{N}]+/u)),
  );
  return advisory.marks?.subject.find((word) => theirs.has(word) && products.has(word) && !isKindWord(word));
}
