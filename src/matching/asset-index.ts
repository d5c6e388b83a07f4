import type { Asset } from '../domain/asset.ts';
import type { Lexicon } from '../domain/lexicon.ts';
import type { Identity } from './identity.ts';
import { identify } from './identity.ts';
import { identityKeys, type KeyIndex, organisationKeys, packageKeys, sameKeyIndex } from './keys.ts';
import { indexLexicon, type LexiconIndex } from './lexicon-index.ts';
import { type ObservableIndex, observableIndex } from './observables.ts';

/** Assets that share one vendor and product spelling: they are compared with an advisory once. */
export interface AssetGroup {
  readonly identity: Identity;
  readonly assets: Map<string, Asset>;
}

/** The organisation's assets, found by product name, package, supplier and observable. Adding or removing one is cheap. */
export interface AssetIndex {
  readonly size: number;
  readonly lexicon: LexiconIndex;
  /** Adds an asset, or replaces the one with its id. */
  add(asset: Asset): void;
  /** Removes an asset; an unknown id is no fault. */
  remove(assetId: string): void;
  get(assetId: string): Asset | undefined;
  /** Groups that share a telling word, an entry of the lexicon or the run-together name with a product name. */
  groupsLike(identity: Identity): ReadonlySet<AssetGroup>;
  /** Groups of one vendor. */
  groupsOfVendor(identity: Identity): ReadonlySet<AssetGroup>;
  /** Assets with this CPE product or package address, whatever their version. */
  assetsOfPackage(name: { readonly cpe?: string; readonly purl?: string }): ReadonlySet<Asset>;
  /** Assets whose supplier goes by this name, today or formerly. */
  assetsOfSupplier(name: string): ReadonlySet<Asset>;
  /** Domains, addresses, ranges and hashes seen on or around assets. */
  readonly observables: ObservableIndex;
}

/** Builds the index; the lexicon says which names mean one product or organisation. */
export function buildAssetIndex(assets: Iterable<Asset>, lexicon: Lexicon): AssetIndex {
  const index = emptyIndex(indexLexicon(lexicon));
  for (const asset of assets) index.add(asset);
  return index;
}

function emptyIndex(lexicon: LexiconIndex): AssetIndex {
  const byId = new Map<string, Asset>();
  const groups = new Map<string, AssetGroup>();
  const byWord: KeyIndex<AssetGroup> = sameKeyIndex();
  const byVendor: KeyIndex<AssetGroup> = sameKeyIndex();
  const byPackage: KeyIndex<Asset> = sameKeyIndex();
  const bySupplier: KeyIndex<Asset> = sameKeyIndex();
  const observables = observableIndex();

  const groupOf = (asset: Asset): AssetGroup => {
    const name = `${asset.vendor ?? ''}\u0000${asset.product}`;
    const known = groups.get(name);
    if (known !== undefined) return known;
    const group: AssetGroup = { identity: identify(asset.vendor, asset.product, lexicon), assets: new Map() };
    groups.set(name, group);
    byWord.add(identityKeys(group.identity), group);
    byVendor.add(organisationKeys(group.identity), group);
    return group;
  };
  const leave = (asset: Asset): void => {
    const group = groupOf(asset);
    group.assets.delete(asset.id);
    if (group.assets.size === 0) {
      groups.delete(`${asset.vendor ?? ''}\u0000${asset.product}`);
      byWord.remove(identityKeys(group.identity), group);
      byVendor.remove(organisationKeys(group.identity), group);
    }
    byPackage.remove(packageKeys(asset), asset);
    bySupplier.remove(supplierKeys(asset.supplier, lexicon), asset);
    observables.remove(asset);
    byId.delete(asset.id);
  };
  return {
    get size() {
      return byId.size;
    },
    lexicon,
    add(asset) {
      const before = byId.get(asset.id);
      if (before !== undefined) leave(before);
      byId.set(asset.id, asset);
      groupOf(asset).assets.set(asset.id, asset);
      byPackage.add(packageKeys(asset), asset);
      bySupplier.add(supplierKeys(asset.supplier, lexicon), asset);
      observables.add(asset);
    },
    remove(assetId) {
      const asset = byId.get(assetId);
      if (asset !== undefined) leave(asset);
    },
    get: (assetId) => byId.get(assetId),
    groupsLike: (identity) => byWord.find(identityKeys(identity)),
    groupsOfVendor: (identity) => byVendor.find(organisationKeys(identity)),
    assetsOfPackage: (name) => byPackage.find(packageKeys(name)),
    assetsOfSupplier: (name) => bySupplier.find(supplierKeys(name, lexicon)),
    observables,
  };
}

function supplierKeys(name: string | undefined, lexicon: LexiconIndex): readonly string[] {
  return name === undefined ? [] : organisationKeys(identify(name, '', lexicon));
}
