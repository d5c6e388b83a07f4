import type { Advisory, AffectedProduct } from '../domain/advisory.ts';
import { type NamedProduct, productName } from '../domain/product-name.ts';
import { wordsOf } from '../domain/words.ts';
import { isCommonName, isKindWord } from '../matching/kind-words.ts';

/** How the products that an advisory names stand to those of a case. `unknown`: one side names none. */
export type ProductRelation =
  | { readonly kind: 'same'; readonly product: string }
  | { readonly kind: 'different' }
  | { readonly kind: 'unknown' };

/** Legal forms that tell vendors apart in no register of names. */
const LEGAL_FORMS = new Set([
  'inc',
  'llc',
  'ltd',
  'limited',
  'corp',
  'corporation',
  'co',
  'company',
  'gmbh',
  'ag',
  'sa',
  'plc',
]);

/** Finds a product that both sides name as affected, under the vendor's name or without it. */
export function relateProducts(advisory: Advisory, members: readonly Advisory[]): ProductRelation {
  const mine = affectedBy([advisory]);
  const theirs = affectedBy(members);
  if (mine.length === 0 || theirs.length === 0) return { kind: 'unknown' };
  const sameAmong = productFinder(theirs);
  const shared =
    mine.find((product) => sameAmong(product).length > 0) ??
    mine.find((product) => theirs.some((other) => isNamedWithin(product, other) || isSaidInShort(product, other)));
  return shared === undefined ? { kind: 'different' } : { kind: 'same', product: productName(shared) };
}

/** One name is the other without its first word, which may be a vendor that was not told apart: "Acme Relay Desk", "Relay Desk". */
function isNamedWithin(a: NamedProduct, b: NamedProduct): boolean {
  if (a.vendor !== undefined && b.vendor !== undefined) return false;
  const [short, long] = [wordsOf(a.product), wordsOf(b.product)].sort((x, y) => x.length - y.length);
  if (!short || !long || short.length < 2 || long.length !== short.length + 1) return false;
  return short.join(' ') === long.slice(1).join(' ');
}

/** One name is the other without words of kind: "WardLink" and "WardLink Relay" in two retellings. */
function isSaidInShort(a: NamedProduct, b: NamedProduct): boolean {
  if (!vendorsAgree(a.vendor, b.vendor)) return false;
  const [short, long] = [wordsOf(a.product), wordsOf(b.product)].sort((x, y) => x.length - y.length);
  if (!short || !long || isCommonName(short) || !short.every((word) => long.includes(word))) return false;
  return (
    short.some((word) => word.length >= SHORTEST_TELLING) &&
    long.every((word) => short.includes(word) || isKindWord(word))
  );
}

/** Shorter words say too little to know a product by. */
const SHORTEST_TELLING = 5;

/** Makes a function that finds the statements of a list that name the same product. Vendors disagree only where both name one. */
export function productFinder<Named extends NamedProduct>(
  products: readonly Named[],
): (product: NamedProduct) => readonly Named[] {
  const byKey = new Map<string, Named[]>();
  for (const product of products) {
    for (const key of keysOf(product)) {
      const alike = byKey.get(key);
      if (alike === undefined) byKey.set(key, [product]);
      else alike.push(product);
    }
  }
  return (product) => {
    const alike = new Set(keysOf(product).flatMap((key) => byKey.get(key) ?? []));
    return [...alike].filter((other) => vendorsAgree(product.vendor, other.vendor));
  };
}

/** Each product once: a CSAF document repeats it for every version and CVE. */
function affectedBy(advisories: readonly Advisory[]): readonly AffectedProduct[] {
  const products = advisories
    .flatMap((advisory) => advisory.affected.filter((product) => isNamedAsProduct(product, advisory)))
    .filter((product) => product.status === 'affected' || product.status === 'under-investigation');
  return [...new Map(products.map((product) => [`${product.vendor ?? ''}\n${product.product}`, product])).values()];
}

/** Not the group that attacks, and not a word that the text writes as a name nowhere: prose is misread at times. */
function isNamedAsProduct({ vendor, product, purl, cpe }: AffectedProduct, { actors, marks }: Advisory): boolean {
  const name = wordsOf(product).join(' ');
  if (actors.some((actor) => wordsOf(actor.name).join(' ') === name)) return false;
  if (marks === undefined || vendor !== undefined || purl !== undefined || cpe !== undefined) return true;
  return marks.names.some((known) => known === name || ` ${known} `.includes(` ${name} `));
}

function vendorsAgree(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  const [mine, theirs] = [vendorWords(a), vendorWords(b)];
  const [short, long] = mine.length <= theirs.length ? [mine, theirs] : [theirs, mine];
  return short.length > 0 && short.every((word, at) => word === long[at]);
}

function vendorWords(vendor: string): readonly string[] {
  return wordsOf(vendor).filter((word) => !LEGAL_FORMS.has(word));
}

/** The product's words without the vendor's, and after them: statements name the vendor apart, before the product, or not. */
function keysOf(named: NamedProduct): readonly string[] {
  const words = wordsOf(named.product);
  if (named.vendor === undefined) return [words.join('')];
  const vendor = vendorWords(named.vendor);
  const own = words.filter((word) => !vendor.includes(word));
  const product = (own.length > 0 ? own : words).join('');
  return [product, `${vendor.join('')}${product}`];
}
