import type { Advisory, AffectedProduct } from '../domain/advisory.ts';
import { wordsOf } from './words.ts';

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
  const shared = mine.find((product) => theirs.some((other) => isSameProduct(product, other)));
  return shared === undefined ? { kind: 'different' } : { kind: 'same', product: productName(shared) };
}

/** A product with its vendor, as people call it: "ConnectWise ScreenConnect". */
export function productName(product: { readonly vendor?: string; readonly product: string }): string {
  const { vendor, product: name } = product;
  if (vendor === undefined || wordsOf(name)[0] === wordsOf(vendor)[0]) return name;
  return `${vendor} ${name}`;
}

/** Whether two statements name one product. Vendors disagree only where both name one. */
export function isSameProduct(
  a: Pick<AffectedProduct, 'vendor' | 'product'>,
  b: Pick<AffectedProduct, 'vendor' | 'product'>,
): boolean {
  if (a.vendor !== undefined && b.vendor !== undefined && !vendorsAgree(a.vendor, b.vendor)) return false;
  return productKey(a, b.vendor) === productKey(b, a.vendor);
}

/** Each product once: a CSAF document repeats it for every version and CVE. */
function affectedBy(advisories: readonly Advisory[]): readonly AffectedProduct[] {
  const products = advisories
    .flatMap((advisory) => advisory.affected)
    .filter((product) => product.status === 'affected' || product.status === 'under-investigation');
  return [...new Map(products.map((product) => [`${product.vendor ?? ''}\n${product.product}`, product])).values()];
}

function vendorsAgree(a: string, b: string): boolean {
  const [mine, theirs] = [vendorWords(a), vendorWords(b)];
  const [short, long] = mine.length <= theirs.length ? [mine, theirs] : [theirs, mine];
  return short.length > 0 && short.every((word, at) => word === long[at]);
}

function vendorWords(vendor: string): readonly string[] {
  return wordsOf(vendor).filter((word) => !LEGAL_FORMS.has(word));
}

/** The product's words without the vendor's, whichever of the two statements names the vendor. */
function productKey(product: Pick<AffectedProduct, 'vendor' | 'product'>, otherVendor: string | undefined): string {
  const vendor = new Set(vendorWords(product.vendor ?? otherVendor ?? ''));
  const words = wordsOf(product.product);
  const own = words.filter((word) => !vendor.has(word));
  return (own.length > 0 ? own : words).join('');
}
