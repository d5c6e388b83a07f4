import { counted, listed } from '../cases/listed.ts';
import { isOrganisation } from '../domain/organisation.ts';
import { productName } from '../domain/product-name.ts';
import { watchlistOf } from '../domain/watch.ts';
import { defang } from '../indicators/defang.ts';
import { type ConcernedAsset, evidenceOf, type NamedSupplier, type Situation } from './situation.ts';

/** Why this organisation hears of a case, in one sentence: what was seen, who was the way in, or what it runs. */
export function headlineOf(situation: Situation, organisation: string | undefined): string {
  const { concerned, hit, suppliers, products } = situation;
  const own = hit.filter(({ asset }) => isOrganisation(asset));
  if (own.length > 0 && own.length === hit.length) {
    return `This threat's indicators name what is your own, ${listed(ownIndicators(own))}: treat it as an incident and respond now.`;
  }
  if (hit.length > 0) {
    return `An indicator of this threat was seen on ${nameAssets(hit.filter((one) => !own.includes(one)))}: treat it as an incident and respond now.`;
  }
  const [supplier] = suppliers;
  if (supplier !== undefined) return supplierHeadline(supplier, products);
  if (concerned.length === 0 && situation.watched.length > 0) return watchHeadline(situation.watched);
  if (concerned.length === 0) {
    return `Nothing that ${organisation ?? 'you'} ${organisation === undefined ? 'run' : 'runs'} is affected.`;
  }
  const what = products.length > 0 ? listed(products) : listed(concerned.map((asset) => asset.asset.product));
  return `You run ${what}: ${verdictWords(concerned)}.`;
}

/** Nothing that the organisation runs is touched, but somebody wants to know. */
function watchHeadline(watched: readonly ConcernedAsset[]): string {
  const lists = listed([...new Set(watched.flatMap(({ asset }) => watchlistOf(asset) ?? []))]);
  const products = listed([...new Set(watched.map(({ asset }) => productName(asset)))]);
  return `Watchlist ${lists} watches for ${products}; your inventory holds nothing that this concerns.`;
}

/** The organisation's own domains, addresses and hashes that the advisories name as indicators, defanged, each once. */
export function ownIndicators(own: readonly ConcernedAsset[]): readonly string[] {
  const named = own.flatMap((asset) => evidenceOf(asset, 'indicator-seen'));
  return [...new Set(named.map(({ type, value }) => defang(type, value)))];
}

/** Names of assets as people list them, each once. */
export function nameAssets(assets: readonly ConcernedAsset[]): string {
  return listed([...new Set(assets.map((asset) => asset.name))]);
}

/** A supplier with the name that the inventory gives it. */
export function nameSupplier({ name, inventoryName }: NamedSupplier): string {
  return inventoryName === undefined ? name : `${name} (your inventory says ${inventoryName})`;
}

function supplierHeadline(supplier: NamedSupplier, products: readonly string[]): string {
  const runs = products.length > 0 ? `you run ${listed(products)}` : `it supplies ${nameAssets(supplier.assets)}`;
  return `Your supplier ${nameSupplier(supplier)} is named as the way in, and ${runs}.`;
}

function verdictWords(concerned: readonly ConcernedAsset[]): string {
  const affected = concerned.filter((asset) => asset.verdict.kind === 'affected');
  const open = concerned.filter((asset) => asset.verdict.kind !== 'affected');
  if (affected.length === 0)
    return `it is not settled whether ${nameAssets(open)}${exposed(open)} ${isOrAre(open)} affected`;
  const also = open.length > 0 ? `, and ${counted(open.length, 'more asset')} may be` : '';
  return `${nameAssets(affected)}${exposed(affected)} ${isOrAre(affected)} affected${also}`;
}

function isOrAre(assets: readonly ConcernedAsset[]): string {
  return assets.length === 1 ? 'is' : 'are';
}

function exposed(assets: readonly ConcernedAsset[]): string {
  const open = assets.filter((asset) => asset.asset.exposure === 'open').length;
  if (open === 0) return '';
  return open === assets.length ? ' (internet-facing)' : ` (${open} internet-facing)`;
}
