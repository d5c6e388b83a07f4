import type { Asset } from '../domain/asset.ts';
import { nearestName } from '../domain/nearest-name.ts';
import type { WatchedProduct } from '../domain/watch.ts';
import { compareNames } from '../matching/name-verdict.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { NameHint } from '../ports/inventory-office.ts';

type Names = Pick<PipelineDeps, 'store' | 'lexicon'>;

/** What an asset calls its vendor and product that nothing else calls so, each with the nearest name that is known. */
export async function nameHints(deps: Names, asset: Asset): Promise<readonly NameHint[]> {
  const product = await unknownProduct(deps, asset, asset.id);
  const vendor = asset.vendor === undefined ? undefined : await unknownVendor(deps, asset.vendor, asset.id);
  return [
    ...(vendor === undefined || asset.vendor === undefined
      ? []
      : [{ column: 'vendor' as const, written: asset.vendor, ...vendor }]),
    ...(product === undefined ? [] : [{ column: 'product' as const, written: asset.product, ...product }]),
  ];
}

/**
 * Whether no product of the lexicon, no asset but one, and no stored advisory goes by a name, with the nearest that something
 * goes by; undefined where the name is known.
 */
export async function unknownProduct(
  { store, lexicon }: Names,
  named: WatchedProduct,
  exceptId = '',
): Promise<{ readonly nearest?: string } | undefined> {
  const known = lexicon.products.some((entry) => isSameProduct(named, entry, lexicon));
  if (known || (await store.touchedBy({ product: named.product }, 1)).advisories.length > 0) return undefined;
  const inventory = await store.inventoryNames('product', exceptId);
  const written = named.product.toLowerCase();
  if (inventory.some((name) => name.toLowerCase().includes(written))) return undefined;
  return nearestOf(named.product, [...lexicon.products.map((entry) => entry.name), ...inventory]);
}

async function unknownVendor(
  { store, lexicon }: Names,
  vendor: string,
  exceptId: string,
): Promise<{ readonly nearest?: string } | undefined> {
  const organisations = lexicon.organisations.flatMap(({ name, also, formerly }) => [name, ...also, ...formerly]);
  const inventory = await store.inventoryNames('vendor', exceptId);
  const names = [...organisations, ...lexicon.products.map((entry) => entry.vendor), ...inventory];
  const isKnown = names.some((name) => name.toLowerCase() === vendor.toLowerCase());
  if (isKnown || (await store.touchedBy({ product: vendor }, 1)).advisories.length > 0) return undefined;
  return nearestOf(vendor, names);
}

/** Whether a product and an entry of the lexicon are one, by any of their names. */
export function isSameProduct(
  named: WatchedProduct,
  entry: PipelineDeps['lexicon']['products'][number],
  lexicon: PipelineDeps['lexicon'],
): boolean {
  const names = {
    assetProduct: named.product,
    advisoryVendor: entry.vendor,
    advisoryProduct: entry.name,
    ...(named.vendor !== undefined && { assetVendor: named.vendor }),
  };
  return compareNames(names, lexicon).verdict === 'same';
}

function nearestOf(written: string, names: readonly string[]): { readonly nearest?: string } {
  const nearest = nearestName(written, [...new Set(names)]);
  return nearest === undefined ? {} : { nearest };
}
