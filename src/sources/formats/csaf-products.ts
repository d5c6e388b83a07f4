import type { AffectedProduct, ProductStatus, VersionRange } from '../../domain/advisory.ts';
import { isNonEmpty } from '../../domain/non-empty.ts';
import { productName } from '../../domain/product-name.ts';
import type { Gap, Quote } from '../../domain/quote.ts';
import { parseRangeExpression } from '../../versions/expression.ts';
import { schemeFor } from '../../versions/scheme-for.ts';
import type { JsonQuotes } from './csaf-quotes.ts';
import type { CsafProduct } from './csaf-tree.ts';
import { type JsonRecord, recordOf, recordsOf, textOf, textsOf } from './json-access.ts';

/** What a CSAF document says of products, and what of it could not be read. */
export interface CsafStatements {
  readonly affected: readonly AffectedProduct[];
  readonly gaps: readonly Gap[];
}

/**
 * The products of a CSAF document with their status (CSAF 2.0, 3.2.3.9). What is the same statement for several
 * vulnerabilities is one row that lists them; several ranges with one statement stand in one row.
 */
export function statementsOf(
  vulnerabilities: readonly JsonRecord[],
  products: ReadonlyMap<string, CsafProduct>,
  quotes: JsonQuotes,
): CsafStatements {
  const claims = claimsOf(vulnerabilities, products);
  if (claims.length === 0) return { affected: [], gaps: [noStatusGap(products, quotes)] };
  const reader = rangeReader(claims, quotes);
  const gaps = new Map<string, Gap>();
  const rows = new Map<string, Row>();
  for (const claim of claims) {
    const versions = reader(claim);
    if (versions.gap !== undefined) gaps.set(versions.gap.because, versions.gap);
    addToRow(rows, claim, versions.read);
    const model = versions.gap === undefined ? undefined : modelIn(claim.product);
    if (model !== undefined) addToRow(rows, { ...claim, product: model, implied: true }, 'unstated');
  }
  return { affected: [...rows.values()].map((row) => productOf(row, quotes)), gaps: [...gaps.values()] };
}

/** What the products of these ids are called, the wholes that they are a part of among them; each name once. */
export function namesOfProducts(ids: readonly string[], products: ReadonlyMap<string, CsafProduct>): readonly string[] {
  const named = ids.flatMap((id) => spokenOf(id, 'fixed', products).map(({ product }) => product));
  return [...new Set(named.map(productName))];
}

const STATUSES: Readonly<Record<string, ProductStatus>> = {
  known_affected: 'affected',
  first_affected: 'affected',
  last_affected: 'affected',
  fixed: 'fixed',
  first_fixed: 'fixed',
  recommended: 'fixed',
  known_not_affected: 'not-affected',
  under_investigation: 'under-investigation',
};

/** One product with one status, over all vulnerabilities that say so. */
interface Claim {
  readonly product: CsafProduct;
  readonly status: ProductStatus;
  /** The bound that the status adds: the first affected version and all after it, or all up to the last. */
  readonly open?: 'upwards' | 'downwards';
  readonly cves: Set<string>;
  readonly fixedVersion?: string;
  /** For what is affected: its names within each whole. */
  readonly inFull: Set<string>;
  /** The document does not say it of this product itself. */
  readonly implied?: true;
}

function claimsOf(vulnerabilities: readonly JsonRecord[], products: ReadonlyMap<string, CsafProduct>): Claim[] {
  const claims = new Map<string, Claim>();
  for (const vulnerability of vulnerabilities) {
    const cve = textOf(vulnerability.cve);
    const fixes = fixedVersionsOf(vulnerability);
    for (const [group, ids] of Object.entries(recordOf(vulnerability.product_status))) {
      const status = STATUSES[group];
      if (status === undefined) continue;
      for (const id of textsOf(ids)) {
        for (const { product, as, implied } of spokenOf(id, status, products)) {
          const fixedVersion = as === 'affected' ? fixes.get(id) : undefined;
          const { vendor, version, wholeName } = product;
          const key = JSON.stringify([vendor, product.product, version, as, group, fixedVersion, implied]);
          const claim = claims.get(key) ?? {
            ...claimFor(product, as, group, fixedVersion),
            ...(implied && { implied }),
          };
          if (cve !== undefined) claim.cves.add(cve);
          if (as === 'affected' && version === undefined && wholeName !== undefined) claim.inFull.add(wholeName);
          claims.set(key, claim);
        }
      }
    }
  }
  return [...claims.values()];
}

function claimFor(product: CsafProduct, status: ProductStatus, group: string, fixedVersion: string | undefined): Claim {
  const open = group === 'first_affected' ? 'upwards' : group === 'last_affected' ? 'downwards' : undefined;
  return {
    product,
    status,
    cves: new Set(),
    inFull: new Set(),
    ...(open === undefined ? {} : { open }),
    ...(fixedVersion === undefined ? {} : { fixedVersion }),
  };
}

/**
 * The products that a status on this id speaks of. A part of a whole speaks of the whole too: where the part is affected, or
 * has a fix and so was, the whole is affected in versions that the document does not state. A part that is not affected says
 * nothing of the whole, nor of the same part elsewhere: it goes by its name within the whole. An id that the tree does not
 * know is read as a name.
 */
function spokenOf(
  id: string,
  status: ProductStatus,
  products: ReadonlyMap<string, CsafProduct>,
): { product: CsafProduct; as: ProductStatus; implied?: true }[] {
  const product = products.get(id) ?? productNamed(id);
  if (status === 'not-affected') {
    return [
      { product: product.wholeName === undefined ? product : { ...product, product: product.wholeName }, as: status },
    ];
  }
  const spoken: ReturnType<typeof spokenOf> = [{ product, as: status }];
  const wholeStatus = status === 'fixed' ? 'affected' : status;
  for (const wholeId of product.partOf) {
    const whole = products.get(wholeId);
    if (whole !== undefined) spoken.push({ product: whole, as: wholeStatus, implied: true });
  }
  return spoken;
}

/** `FortiOS >=7.6.0|<=7.6.3` or `FortiOS-7.6.4`, as some publishers write where an id belongs (seen at Fortinet). */
function productNamed(id: string): CsafProduct {
  const found = id.match(/^([A-Za-z][^<>=|]{0,100}?)[\s/-]{1,3}((?:[<>=]|\d)[^\n]{0,200})$/);
  const [, product, version] = found ?? [];
  return product === undefined || version === undefined
    ? { id, product: id, partOf: [] }
    : { id, product, version, partOf: [] };
}

/** Product ids with the version that a vendor's fix names ("update to V3.2 or later"), where it names one only. */
function fixedVersionsOf(vulnerability: JsonRecord): Map<string, string> {
  const fixes = new Map<string, string>();
  for (const remediation of recordsOf(vulnerability.remediations)) {
    if (remediation.category !== 'vendor_fix') continue;
    const named = [
      ...(textOf(remediation.details) ?? '').matchAll(/\b(V?\d[\w.-]{0,30}) or (?:later|newer|above|higher)\b/gi),
    ];
    const version = named.length === 1 ? named[0]?.[1] : undefined;
    if (version === undefined) continue;
    for (const id of textsOf(remediation.product_ids)) fixes.set(id, version);
  }
  return fixes;
}

type ReadVersions = VersionRange | 'all' | 'unstated';

/** Reads the version words of claims, each product's in one scheme. */
function rangeReader(
  claims: readonly Claim[],
  quotes: JsonQuotes,
): (claim: Claim) => { read: ReadVersions; gap?: Gap } {
  const expressions = new Map<string, string[]>();
  for (const { product } of claims) {
    if (product.version !== undefined) groupOf(expressions, nameKey(product)).push(product.version);
  }
  const schemes = new Map<string, string>();
  return ({ product, open }) => {
    if (product.version === undefined) return { read: 'unstated' };
    const key = nameKey(product);
    const scheme = schemes.get(key) ?? schemeFor(hintFor(product, expressions.get(key) ?? []));
    schemes.set(key, scheme);
    const intervals = parseRangeExpression(product.version, scheme);
    if (intervals === 'all') return { read: 'all' };
    const opened = intervals?.map(({ lower, upper }) => {
      if (open === undefined) return { ...(lower && { lower }), ...(upper && { upper }) };
      const bound = open === 'upwards' ? lower : upper;
      return bound === undefined ? {} : open === 'upwards' ? { lower: bound } : { upper: bound };
    });
    const quote = quotes.find(product.version, product.id) ?? quotes.find(product.id) ?? quotes.start;
    if (opened === undefined || !isNonEmpty(opened)) return { read: 'unstated', gap: versionGap(product, quote) };
    return { read: { scheme, intervals: opened, quote } };
  };
}

/** Words that belong to a version, a date or a condition, so that what they stand in is no name. */
const NO_NAME =
  /[<>=|*_,]|\d{4}-\d{2}|\b(?:all|any|versions?|models?|builds?|firmware|rev|revision|releases?|before|prior|earlier|later|newer|until|since|distributed|dated|install\w*|with|without|from|through|and|or|part|software|update|upd|patch|global)\b/i;

/** A model that a publisher writes where the version belongs ("Accu-Chek Inform II" below "handheld devices"): people own it by that name. */
function modelIn({ version = '', ...product }: CsafProduct): CsafProduct | undefined {
  const isName = version.length >= 5 && version.length <= 60 && /[A-Za-z]{4,}/.test(version) && !NO_NAME.test(version);
  return isName ? { ...product, product: version } : undefined;
}

function groupOf(groups: Map<string, string[]>, key: string): string[] {
  const group = groups.get(key) ?? [];
  groups.set(key, group);
  return group;
}

function nameKey(product: CsafProduct): string {
  return JSON.stringify([product.vendor, product.product]);
}

function hintFor(product: CsafProduct, versions: readonly string[]) {
  return { ...(product.vendor === undefined ? {} : { vendor: product.vendor }), product: product.product, versions };
}

function versionGap(product: CsafProduct, quote: Quote): Gap {
  return {
    about: 'versions',
    because: `The versions of ${product.product} are given as "${product.version ?? ''}", which could not be read as a range.`,
    quote,
  };
}

interface Row {
  readonly claim: Claim;
  readonly kind: 'ranges' | 'all' | 'unstated';
  readonly ranges: VersionRange[];
  readonly inFull: Set<string>;
}

function addToRow(rows: Map<string, Row>, claim: Claim, read: ReadVersions): void {
  const kind = typeof read === 'string' ? read : 'ranges';
  const { product, status, fixedVersion, cves, implied } = claim;
  const purl = kind === 'ranges' ? undefined : product.purl;
  const name = [product.vendor, product.product, purl, product.models, product.udis, implied];
  const key = JSON.stringify([...name, status, fixedVersion, kind, [...cves].sort()]);
  const row = rows.get(key) ?? { claim, kind, ranges: [], inFull: new Set() };
  for (const full of claim.inFull) row.inFull.add(full);
  if (typeof read !== 'string') row.ranges.push(read);
  rows.set(key, row);
}

function productOf({ claim, kind, ranges, inFull }: Row, quotes: JsonQuotes): AffectedProduct {
  const { product, status, fixedVersion, cves, implied } = claim;
  return {
    ...(product.vendor === undefined ? {} : { vendor: product.vendor }),
    product: product.product,
    status,
    versions: kind === 'ranges' ? (isNonEmpty(ranges) ? ranges : 'unstated') : kind,
    ...(fixedVersion === undefined ? {} : { fixedVersion }),
    ...(product.cpe === undefined ? {} : { cpe: product.cpe }),
    ...(product.purl === undefined || ranges.length > 1 ? {} : { purl: product.purl }),
    ...(product.models === undefined ? {} : { models: product.models }),
    ...(product.udis === undefined ? {} : { udis: product.udis }),
    ...(inFull.size === 0 ? {} : { inFull: [...inFull] }),
    ...(implied === undefined ? {} : { implied }),
    cves: [...cves].sort(),
    quote: quotes.find(product.product, product.id) ?? quotes.find(product.id) ?? quotes.start,
  };
}

function noStatusGap(products: ReadonlyMap<string, CsafProduct>, quotes: JsonQuotes): Gap {
  const [first] = products.values();
  const named =
    first === undefined
      ? 'It names no product.'
      : `It names ${products.size} (${first.product} among them), but says of none what it is.`;
  const quote = first === undefined ? undefined : (quotes.find(first.product, first.id) ?? quotes.find(first.id));
  return {
    about: 'products',
    because: `The document gives no product a status (affected, fixed, not affected or under investigation). ${named}`,
    ...(quote === undefined ? {} : { quote }),
  };
}
