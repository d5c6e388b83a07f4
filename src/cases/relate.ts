import type { Advisory, AffectedProduct } from '../domain/advisory.ts';
import { wordsOf } from '../domain/words.ts';
import { isCommonName, isKindWord } from '../matching/kind-words.ts';
import { type ProductRelation, relateProducts } from './shared-product.ts';

/**
 * How what an advisory is about stands to what the members of a case are about. Products decide where both sides name the same;
 * where they seem to differ, or a side names none, titles are asked: what the one's title is about must be known to the other.
 */
export function relate(advisory: Advisory, members: readonly Advisory[]): ProductRelation {
  const each = members.map((member): ProductRelation => {
    if (isPartOf(advisory, member) || isPartOf(member, advisory)) return { kind: 'different' };
    if (isUnknownWhole(advisory, member) || isUnknownWhole(member, advisory)) return { kind: 'different' };
    return relatePair(withoutParts(advisory), withoutParts(member));
  });
  return (
    each.find((relation) => relation.kind === 'same') ??
    each.find((relation) => relation.kind === 'different') ?? { kind: 'unknown' }
  );
}

/**
 * A text about a product that contains what another text is about ("Example Viewer uses libexample"), or a maker's about its own
 * products, is about those: the part is left out wherever something else is left.
 */
function withoutParts(advisory: Advisory): Advisory {
  const { marks, affected, publisher } = advisory;
  if (marks === undefined) return advisory;
  const makers = wordsOf(publisher.name).filter(isTelling);
  const isOwn = ({ vendor, product }: AffectedProduct) =>
    wordsOf(`${vendor ?? ''} ${product}`).some((word) => makers.includes(word));
  const own = affected.filter(isOwn);
  const others =
    own.length === 0
      ? []
      : affected
          .filter((product) => !isOwn(product))
          .flatMap(({ vendor, product }) => wordsOf(`${vendor ?? ''} ${product}`));
  const parts = new Set([...marks.builtIn, ...others]);
  const isPart = (words: readonly string[]) => words.every((word) => parts.has(word));
  const whole = affected.filter(({ product }) => !isPart(wordsOf(product)));
  const subject = marks.subject.filter((word) => !parts.has(word));
  if (parts.size === 0 || (whole.length === 0 && isCommonName(subject))) return advisory;
  const names = marks.names.filter((name) => !isPart(name.split(' ')));
  return { ...advisory, affected: whole, marks: { ...marks, subject, names } };
}

/** What the one's title is about is a part of what the other is about. */
function isPartOf(part: Advisory, whole: Advisory): boolean {
  const subject = subjectOf(part).filter(isTelling);
  const parts = whole.marks?.builtIn ?? [];
  return subject.length > 0 && subject.every((word) => parts.includes(word)) && withoutParts(whole) !== whole;
}

/** The one is about products that contain a part which somebody else makes, and the other, which may be about the part, knows none of them. */
function isUnknownWhole(whole: Advisory, other: Advisory): boolean {
  const { affected } = withoutParts(whole);
  const isMadeOfParts = (whole.marks?.builtIn ?? []).length > 0 && affected.length > 0;
  if (!isMadeOfParts || other.marks === undefined) return false;
  const known = wordsNamedBy(other);
  const own = affected.flatMap(({ product }) => wordsOf(product)).filter((word) => isTelling(word));
  const parts = new Set(whole.marks?.builtIn);
  const written = wordsNamedBy(whole);
  const telling = own.filter((word) => !parts.has(word) && written.has(word));
  return telling.length > 0 && !telling.some((word) => known.has(word));
}

function relatePair(a: Advisory, b: Advisory): ProductRelation {
  const products = relateProducts(a, [b]);
  if (products.kind === 'same') return products;
  const titles = relateTitles(a, b);
  if (titles.kind !== 'unknown') return titles;
  const named = products.kind === 'different' ? (namedBy(a, b) ?? namedBy(b, a)) : undefined;
  return named === undefined ? products : { kind: 'same', product: named };
}

/** A product of the one that the other's text names, whatever the other was read to be about. */
function namedBy(a: Advisory, b: Advisory): string | undefined {
  const known = wordsNamedBy(b);
  return a.affected.find(({ product }) => {
    const words = wordsOf(product);
    return !isCommonName(words) && words.every((word) => known.has(word));
  })?.product;
}

function relateTitles(a: Advisory, b: Advisory): ProductRelation {
  if (a.marks === undefined || b.marks === undefined) return { kind: 'unknown' };
  const [mine, theirs] = [subjectOf(a), subjectOf(b)];
  const [unknownToB, unknownToA] = [strangers(mine, b), strangers(theirs, a)];
  const isKnown = (subject: readonly string[], unknown: readonly string[]) => unknown.length * 2 < subject.length;
  const shared = mine.find((word) => theirs.includes(word) && isTelling(word));
  const areKnown =
    (mine.length === 0 || isKnown(mine, unknownToB)) && (theirs.length === 0 || isKnown(theirs, unknownToA));
  const isSame =
    mine.length + theirs.length > 0 &&
    (areKnown || (shared !== undefined && !(unknownToB.some(isTelling) && unknownToA.some(isTelling))));
  if (isSame)
    return { kind: 'same', product: nameAround(mine.length > 0 ? mine : theirs, [...a.affected, ...b.affected]) };
  const differ =
    (unknownToB.some(isTelling) && unknownToA.some(isTelling)) || isOfOther(a, unknownToB) || isOfOther(b, unknownToA);
  return { kind: differ ? 'different' : 'unknown' };
}

/** What the title is about, without the groups that attack it. */
function subjectOf({ marks, actors }: Advisory): readonly string[] {
  const groups = new Set(actors.flatMap((actor) => wordsOf(actor.name)));
  const subject = (marks?.subject ?? []).filter((word) => !groups.has(word));
  return isCommonName(subject) ? [] : subject;
}

/** The words of a title that the other text never writes as names. */
function strangers(subject: readonly string[], other: Advisory): readonly string[] {
  const known = wordsNamedBy(other);
  return subject.filter((word) => !known.has(word));
}

/** The title names a product of its own, which the other text does not know. */
function isOfOther({ affected }: Advisory, unknown: readonly string[]): boolean {
  return affected.some(({ product }) => wordsOf(product).some((word) => isTelling(word) && unknown.includes(word)));
}

function wordsNamedBy({ marks }: Advisory): ReadonlySet<string> {
  return new Set((marks?.names ?? []).flatMap((name) => name.split(' ')));
}

function isTelling(word: string): boolean {
  return word.length > 2 && !isKindWord(word) && !/^\d+$/.test(word);
}

/** The words of a title as the texts write them, where one names them as a product. */
function nameAround(subject: readonly string[], affected: readonly AffectedProduct[]): string {
  const product = affected.find((each) => wordsOf(each.product).some((word) => subject.includes(word)))?.product;
  return product ?? subject.join(' ');
}
