import type { Advisory, AffectedProduct } from '../domain/advisory.ts';
import type { Match } from '../domain/match.ts';
import { productName } from '../domain/product-name.ts';
import { describeRange } from '../versions/range.ts';
import { versionScheme } from '../versions/registry.ts';
import { schemeFor } from '../versions/scheme-for.ts';

/** In which order the versions of each range are read, and whether that is inferred, and from what; each order once. */
export function schemesOf(statements: readonly AffectedProduct[]): readonly string[] {
  const said = statements.flatMap((statement) =>
    typeof statement.versions === 'string'
      ? []
      : statement.versions.map(({ scheme }) => {
          const orders = versionScheme(scheme)?.orders ?? 'an order that is not known';
          return `versions of ${productName(statement)} are compared as "${scheme}" (${orders}), ${whyScheme(statement, scheme)}`;
        }),
  );
  return [...new Set(said)];
}

/** The same for the products by which an advisory matches an asset. */
export function schemesOfMatch({ affected }: Advisory, { evidence }: Match): readonly string[] {
  const named = new Set(evidence.flatMap((one) => (one.kind === 'product' ? one.advisoryName : [])));
  return schemesOf(affected.filter(({ product }) => named.has(product)));
}

function whyScheme({ vendor, product, versions }: AffectedProduct, scheme: string): string {
  const written = typeof versions === 'string' ? [] : versions.map(describeRange);
  const maker = vendor !== undefined && { vendor };
  if (scheme === 'generic') return 'since neither the name nor the shape of the versions says more';
  if (schemeFor({ product, versions: [] }) === scheme) return 'inferred from the name of the product';
  if (maker && schemeFor({ ...maker, versions: [] }) === scheme) return 'inferred from the vendor';
  if (schemeFor({ ...maker, product, versions: [] }) === scheme) return 'inferred from vendor and product';
  if (schemeFor({ ...maker, product, versions: written }) === scheme) return 'inferred from the shape of the versions';
  return 'as the document says';
}
