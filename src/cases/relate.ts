import type { Advisory } from '../domain/advisory.ts';
import { wordsOf } from '../domain/words.ts';
import { type ProductRelation, relateProducts } from './shared-product.ts';

/**
 * How what an advisory is about stands to what the members of a case are about. Products decide where both sides name them; where
 * they seem to differ, or a side names none, the titles are asked: each text must name what the other's title is about.
 */
export function relate(advisory: Advisory, members: readonly Advisory[]): ProductRelation {
  const each = members.map((member) => relatePair(advisory, member));
  return (
    each.find((relation) => relation.kind === 'same') ??
    each.find((relation) => relation.kind === 'different') ?? { kind: 'unknown' }
  );
}

function relatePair(a: Advisory, b: Advisory): ProductRelation {
  const products = relateProducts(a, [b]);
  if (products.kind === 'same') {
    const isPart = isBuiltIn(products.product, a, b) || isBuiltIn(products.product, b, a);
    return isPart ? { kind: 'different' } : products;
  }
  const titles = relateTitles(a, b);
  return titles.kind === 'unknown' ? products : titles;
}

/** A part that somebody else makes, in a text whose title names another of its products, which the other text does not know. */
function isBuiltIn(shared: string, a: Advisory, b: Advisory): boolean {
  const subject = a.marks?.subject ?? [];
  const part = wordsOf(shared);
  if (subject.length === 0 || subject.some((word) => part.includes(word))) return false;
  const ownProduct = a.affected.some(({ product }) => wordsOf(product).some((word) => subject.includes(word)));
  return ownProduct && namedShare(subject, b) <= ENOUGH_NAMED;
}

function relateTitles(a: Advisory, b: Advisory): ProductRelation {
  const [mine, theirs] = [a.marks?.subject ?? [], b.marks?.subject ?? []];
  if (mine.length + theirs.length === 0 || a.marks === undefined || b.marks === undefined) return { kind: 'unknown' };
  const isNamed = (subject: readonly string[], other: Advisory) =>
    subject.length === 0 || namedShare(subject, other) > ENOUGH_NAMED;
  if (!isNamed(mine, b) || !isNamed(theirs, a)) return { kind: 'different' };
  return { kind: 'same', product: nameAround(mine.length > 0 ? mine : theirs, a, b) };
}

/** More than half of a title's names: one of two may be the maker's. */
const ENOUGH_NAMED = 0.5;

function namedShare(subject: readonly string[], other: Advisory): number {
  const named = new Set((other.marks?.names ?? []).flatMap((name) => name.split(' ')));
  return subject.filter((word) => named.has(word)).length / subject.length;
}

/** The words of a title as the texts write them, where one names them as a product. */
function nameAround(subject: readonly string[], a: Advisory, b: Advisory): string {
  const products = [...a.affected, ...b.affected].map(({ product }) => product);
  return products.find((product) => wordsOf(product).some((word) => subject.includes(word))) ?? subject.join(' ');
}
