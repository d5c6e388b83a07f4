import type { AffectedProduct, Interval } from '../domain/advisory.ts';

/** A range as `wardwatch try` writes it: `all`, or at most two bounds. */
type TriedRange =
  | { readonly all: true }
  | { readonly introduced?: string; readonly fixed?: string; readonly last_affected?: string; readonly exact?: string };

/** A product statement as `wardwatch try` writes it. No ranges: the document states no version, or none that could be read. */
export interface TriedProduct {
  readonly vendor: string | null;
  readonly product: string;
  readonly status: AffectedProduct['status'];
  readonly ranges: readonly TriedRange[];
  readonly quote: string;
}

/** Product statements in the shape of `wardwatch try`. */
export function triedProducts(affected: readonly AffectedProduct[]): readonly TriedProduct[] {
  return affected.map((each) => ({
    vendor: each.vendor ?? null,
    product: each.product,
    status: each.status,
    ranges: rangesOf(each),
    quote: each.quote.text,
  }));
}

function rangesOf(product: AffectedProduct): readonly TriedRange[] {
  if (product.versions === 'all') return [{ all: true }];
  if (product.versions === 'unstated') return [];
  return product.versions.flatMap((range) => range.intervals.map(rangeOf));
}

function rangeOf({ lower, upper }: Interval): TriedRange {
  if (lower !== undefined && upper !== undefined && lower.version === upper.version) return { exact: lower.version };
  return {
    ...(lower === undefined ? {} : { introduced: lower.version }),
    ...(upper === undefined ? {} : upper.inclusive ? { last_affected: upper.version } : { fixed: upper.version }),
  };
}
